"""Policy instruments a plan names: vouchers, funds, lists, loans, ways of awarding work."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from luodi.reader.document import Named
from luodi.reader.extract.names import inside_title, name_at_end
from luodi.reader.extract.vocabulary import any_of

# Fixed names, by the family they belong to. Each opens with a character of its own, not with a
# group: only then is a place that holds none of them passed over at once.
_FIXED = {
    "award": "揭榜挂帅 赛马制? 军令状制? 包干制 定向委托制 悬赏制 以赛代评 以投代评 链长制",
    "procurement": r"""
首台（套） 首台\(套\) 首台套 首批次 首版次 首购订购 首购补贴 首购 政府采购 合作创新采购 政府购买服务
""",
    "per_case": "一企一策 一事一议 一链一策 一业一策 一项目一策 一园一策 一区一策 一场景一策",
    "finance": """
贷款贴息 财政贴息 科技信贷风险补偿 风险补偿(?:资金池?|机制|金)? 数据知识产权质押融资
知识产权质押融资 应收账款质押融资 以应收账款为质押的融资服务 融资担保 投贷联动 投贷担联动
拨投结合 先投后股 先用后付
科技保险 创新积分(?:贷|制)? 以奖代补 免申即享 即申即享 直达快享 税收优惠 加计扣除 科技产业金融一体化
数据资产(?:质押融资|入表|证券化) 知识产权证券化 保险补偿(?:机制)? 风险(?:分担|共担)机制 融资租赁
认股权贷款 研发准备金 科技贷(?!款) 科创贷(?!款) 人才贷(?!款) 研发贷(?!款)
算力贷(?!款) 数据贷(?!款) 创业贷(?!款) 信用贷(?!款) 技改贷(?!款) 政采贷(?!款) 首贷(?!款)
""",
    "regulation": """
监管沙[盒箱] 沙[盒箱]监管 容错纠错机制 容错机制 尽职免责 负面清单 正面清单 免罚清单 白名单
数据知识产权(?:登记)?制度 首席(?:数据|场景|人工智能|AI)官(?:制度)? 包容审慎监管 告知承诺制 容缺受理
一址多照 集群注册 绿色通道 简易(?:注销|退出)(?:机制)? 专利(?:优先审查|快速预审|预审|开放许可)
""",
    "talent": """
人才新政 人工智能科技特派员 科技特派员 科技副总 双聘导师 产业教授 首席算法师 智慧工匠 政府安家补助
安家补助 政府薪酬补贴 政府培训补贴
""",
    "platform": "算力超市 算力银行 省重大产业项目库 重大产业项目库 重大项目库",
}
# Catalogues that are records, not instruments.
_OTHER_CATALOGUES = "开放 收费 企业 资源 数据 服务"
# Last words that tell the family; the name is what stands before them, back to a verb or a mark.
_ENDINGS = {
    "voucher": "券(?<!证券)(?<!债券)(?!商)",
    "fund": """
基金群 专项资金池 专项资金 引导资金 补偿资金 基金
""",
    "list": """
机会清单 需求清单 能力清单 场景清单 供给清单 任务清单 产品清单 项目清单 资源清单 技术清单 案例清单
开放清单 攻关清单 揭榜清单 供需清单 需求榜单
""",
    "catalogue": "目录" + "".join(f"(?<!{word}目录)" for word in _OTHER_CATALOGUES.split()),
    "finance": """
再贷款 信用贷款 担保贷款 专项贷款 信用贷 创业贷 应用贷 科创贷 责任保险 经费补助 建设补助
租金补贴 保费补贴 生活补贴 住房补贴 考察补贴 运营补贴 建设补贴 服务补贴 算力补贴 研发补助 购房补贴
""",
    "award": "审查程序 推介机制 激励机制 辅导机制",
    "platform": "储备库 项目库 场景库",
    "talent": "英才计划 人才计划 人才引育计划 启航行动计划 伙伴合作计划",
}
# Plans for people, named in quotation marks; a 人才港 is a place.
_PEOPLE = "英才 人才 学者 百人 千人 菁英 领军"
_QUOTED = re.compile(rf"“([^“”，。]{{2,10}}{any_of(_PEOPLE)}[^“”，。]{{0,6}}(?<![港城谷园区]))”")
# “春苗计划”: a plan in quotation marks is a programme with a name.
_QUOTED_PLAN = re.compile(r"“([\u4e00-\u9fff]{2,8}计划)”")
_PATTERNS = [(kind, re.compile(any_of(words))) for kind, words in _FIXED.items()]
_ENDING_PATTERNS = [
    (kind, re.compile(rf"{any_of(words)}(?!化|式|管理系统)")) for kind, words in _ENDINGS.items()
]
_GENERIC = {"目录", "清单", "基金", "激励机制", "辅导机制", "储备库", "项目库", "场景库"}
# 一计划一政策一基金: what there shall be one of each.
_ONE_OF_EACH = re.compile("一[^一]{1,3}一")


class _Hit(NamedTuple):
    name: str
    kind: str
    start: int


def instruments_of(text: str) -> tuple[Named, ...]:
    """Each instrument once, at its first place; a title in 《》 is a document, not one.

    A bare 专项资金 that only repeats the end of a fuller name before it is dropped.
    """
    found: list[Named] = []
    known: set[str] = set()
    taken = 0
    for hit in sorted(_hits(text), key=lambda h: (h.start, -len(h.name))):
        end = hit.start + len(hit.name)
        if hit.start >= taken and hit.name not in known and not inside_title(text, hit.start):
            found.append(Named(hit.name, hit.kind, hit.start, end))
            known.update(hit.name[i:] for i in range(len(hit.name)))
            taken = end
    return tuple(found)


def _hits(text: str) -> Iterator[_Hit]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield _Hit(match[0], kind, match.start())
    for kind, pattern in _ENDING_PATTERNS:
        for match in pattern.finditer(text):
            yield from _with_left_part(text, match, kind)
    for match in _QUOTED_PLAN.finditer(text):
        yield _Hit(match[1], "talent", match.start(1))
    for match in _QUOTED.finditer(text):
        yield from _trimmed(match[1], match.start(1), "talent")


def _with_left_part(text: str, match: re.Match[str], kind: str) -> Iterator[_Hit]:
    line = text.rfind("\n", 0, match.start()) + 1
    left = max(line, match.start() - 26)
    return _trimmed(text[left : match.end()], left, kind, keep=len(match[0]))


def _trimmed(phrase: str, start: int, kind: str, keep: int = 2) -> Iterator[_Hit]:
    name = name_at_end(phrase, keep=keep)
    if name not in _GENERIC and len(name) >= 3 and not _ONE_OF_EACH.match(name):
        yield _Hit(name, kind, start + len(phrase) - len(name))
