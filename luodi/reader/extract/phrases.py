"""What an amount is about: the verb that governs it, the thing counted or measured, the span to quote."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from luodi.reader.document import Basis
from luodi.reader.extract.quantities import Quantity

_VERBS = (
    "培育 打造 建设 建成 形成 集聚 聚集 汇聚 引进 引育 招引 引入 突破 攻克 攻关 发布 推出 开展 实施 推广 遴选 征集 新建 "
    "新增 扩建 改建 完成 实现 组织 举办 举行 承办 认定 开放 落地 创建 布局 支持 推动 推进 研发 孵化 编制 制定 修订 制修订 "
    "发放 设立 组建 投入 培养 培训 部署 建立 改造 上线 选树 总结 凝练 选派 储备 构建 搭建 谋划 落实 争创 申报 获批 转化 "
    "催生 壮大 做强 做大 扶持 吸引 带动 服务 覆盖 提供 取得 获得 达成 促成 签约 实行 启动 推介 发展 梳理 挖掘 提炼 "
    "树立 评选 评定 命名 授予 输出 开设 增设 增加 拓展 投资 累计 主导 参与 牵头 掌握 拥有 涌现 诞生 产出 研制 开发 建造 "
    "购置 配备 接入 纳入 淘汰 关停 节约 减排 交付 投放 运营 上架 登记 归集 汇集 治理 标注 贯通 打通 办理 解决 帮扶 惠及 "
    "筛选 选定 确定 选取 选拔 招录 招收 引导 鼓励 撬动 募集 组成 成立 创办 完善 升级 提升 建 育 引 派 设 办 招"
).split()
_VERB = "|".join(sorted(_VERBS, key=len, reverse=True))
# Verbs that as often stand inside a noun (公共数据开放目录), and verbs that take an amount as their object.
_NOMINAL = frozenset(
    "开放 服务 发展 投资 支持 治理 标注 转化 推广 改造 研发 运营 交付 培训 认定 孵化 登记 归集 提升 升级 组织 覆盖 实施 研制 开发 "
    "引导 参与 接入 创建 完善 建设 提供 输出 累计 主导 部署 建造".split()
)
_TAKES_AMOUNT = frozenset(
    "完成 实现 新增 累计 带动 拉动 撬动 吸引 引导 形成 建成 投入 达成 促成 集聚 累计完成 累计实现".split()
)
_GOVERNING = re.compile(
    rf"(?:累计|新|共|再|重点|择优|跟踪|遴选|联合|牵头|主导|自主|成功|加快)*(?:{_VERB}|资助)(?:出|成|了|起|和(?:{_VERB}))?"
)
# The tail of "产值达到30亿元": how a measured thing meets its amount.
_REACH = re.compile(
    r"(?P<each>分别|均|都|各)?(?P<lead>力争|总体|平均|年均|每年|累计|总计|合计|将|要|再|新|稳定|进一步|再次|基本|预计|比\d{4}年|较\d{4}年|同比|(?:比(?![重例率值])|较)[^，]{1,8}?)*"
    r"(?P<verb>增长|增加|提高|提升|上升|扩大|增幅|增速|翻|下降|降低|减少|缩短|压缩|压减|削减|降|减|达成|达到|达|实现|完成|突破|超过|超|为|控制|保持|维持|稳定|占|建成|新增|不少|不低)?"
    r"(?P<to>到|至|为|在)?(?P<bound>了|约|于)?$"
)
_UP = {"增长", "增加", "提高", "提升", "上升", "扩大", "增幅", "增速", "翻"}
_DOWN = {"下降", "降低", "减少", "缩短", "压缩", "压减", "削减", "降", "减"}
_RATIO_UNITS = {"%", "倍", "个百分点", "百分点", "‰"}
_LEAD_IN = re.compile(
    r"^(?:(?:力争|争取|确保|实现|推动|促进|带动|使|使得|其中|即|并|且|同时|同步|预计|计划|将|要|拟|到时|届时|全面|基本|"
    r"每年|年均|累计|总体|不断|持续|进一步|大力|着力|加快|三年内?|五年内?|[一二三四五]年内?|分别|统筹|全省|全市|全区|全县|全国|我省|我市|我区|各地|和|及|以及)"
    r"|(?:力争)?(?:到|至)?20\d{2}年(?:年?[底末])?(?:前)?|“?十[三四五六]五”?(?:期间|时期|末))"
)
_MEASURE_NOUN = re.compile(
    r"(?:率|规模|产值|收入|值|占比|比重|比例|强度|时间|时长|总量|数量|能力|算力|水平|指数|总额|额|数|量|面积|里程|容量|周期|成本|效率|密度|营收|利润|产能|能耗|时延|精度|度|个数|投资)$"
)
_BOUNDARY = re.compile(r"[，,；;。：:！!？?\n）)(（】\]|]")
_CLAUSE_MARK = re.compile(r"[，,；;。：:！!？?\n]")
_JOINED = re.compile(
    r"(?:、|，|以及|和|及|与|或|并|并且|其中)+(?:约|近|超|超过|不少于|不低于|至少|各|新增|其中)?$"
)
_VAGUE = re.compile(
    r"(?:、|和|及|以及|与)(?=一批|若干|多个|一系列|系列|多家|数个|一支|一套|一大批)"
)
_ANOTHER = re.compile(
    rf"(?:、|和|并|以及|及)(?=(?:{_VERB})(?:出|成)?[\d一二三四五六七八九十百]|形成一|打造一|培育一)"
)
_SIZE_WORDS = re.compile(r"^(?:的?(?:大关|规模|水平|目标|量级|台阶|级别|总量|的目标))+$")
_PREDICATE = re.compile(
    r"^(.*?(?:企业|单位|机构|产品|技术|项目|场景|应用|模型|大模型|院校|高校|学校|医院|园区|平台|行业|领域|区县|城市|乡镇|农户|装备|品牌|成果|案例|人才|青年|团队|工程师|专家|学生|干部|师生|设备|系统|景区|集群|标准|城区|工厂|车间))"
    r"(?:在[^，。]{1,12})?(?:走在|达到|进入|跻身|入选|入围|纳入|位居|位列|取得|实现|落地|上市|上云|获得|获批|完成|投入(?!产出)|通过|建成|成为|接入|开展|使用|部署|参与|居|率先|全部|进行|触网|赴|参加|出国|到(?=国|境|海)|走出|申请|申报)"
)
_WORKS = re.compile(r"^(.{2,}?)(?:建设|工作|改造|的?落地|的?培育|的?实施)$")
_WORK_VERBS = re.compile(r"^(?:累计)?(?:开展|推进|推动|实施|完成|加快|启动|组织)")
_PER_YEAR = re.compile(r"每年|年均|每年度|逐年|按年|每个?年度")


@dataclass(frozen=True, slots=True)
class Phrase:
    """`start:end` is the quote in the sentence; `subjects` are the measured things still waiting for an amount."""

    start: int
    end: int
    clause_start: int
    verb: str | None
    object: str
    measured: bool
    basis: Basis
    subjects: tuple[str, ...] = field(default=())


def phrase_of(
    sentence: str, quantity: Quantity, quantities: Sequence[Quantity], previous: Phrase | None
) -> Phrase:
    """The phrase around one amount; `previous` is that of the amount before it in the sentence."""
    clause_start = _clause_start(sentence, quantity)
    counted = _counted(sentence, quantity, quantities)
    before = sentence[clause_start : quantity.start]
    gap = sentence[previous.end : quantity.start] if previous else ""
    goes_on = previous is not None and bool(
        re.fullmatch(r"[、，,]?(?:和|及|以及|与|并|其中)?", gap)
    )
    if counted:
        return _counted_phrase(
            sentence,
            quantity,
            clause_start,
            before,
            counted,
            previous if goes_on or (previous and previous.end > clause_start) else None,
        )
    if goes_on and previous and previous.subjects and len(gap) <= 2:
        return _next_subject(quantity, previous)
    return _measured_phrase(sentence, quantity, clause_start, before, previous)


def _clause_start(sentence: str, quantity: Quantity) -> int:
    marks = [m.end() for m in _CLAUSE_MARK.finditer(sentence, 0, quantity.number_start)]
    start = marks[-1] if marks else 0
    while start < quantity.start and sentence[start] in " 　“‘”’（(、":
        start += 1
    return start


def _counted(sentence: str, quantity: Quantity, quantities: Sequence[Quantity]) -> str:
    """The noun phrase right after the amount, as printed; empty where none stands there."""
    following = [q.start for q in quantities if q.start > quantity.start]
    stop = following[0] if following else len(sentence)
    rest = sentence[quantity.end : stop]
    skipped = len(rest) - len(rest.lstrip("的 "))
    rest = rest[skipped:]
    cut = _cut_place(rest)
    rest = rest[:cut]
    if following and cut == len(rest) and stop == following[0]:
        rest = _JOINED.sub("", rest) if _JOINED.search(rest) else rest
        again = re.search(rf"(?:、|，|和|并|及|以及)(?:{_VERB})?(?:出|成)?$", rest)
        rest = rest[: again.start()] if again else rest
    rest = rest.rstrip("、和及与以并等 ")
    if _SIZE_WORDS.match(rest) or len(rest) < 2 or rest.startswith(("；", "、")):
        return ""
    predicate = _PREDICATE.match(rest)
    return predicate[1] if predicate else rest


def _cut_place(rest: str) -> int:
    """Where the noun phrase ends: a mark outside quotes, a vague or a second coordinated object."""
    cut = len(rest)
    for pattern in (_BOUNDARY, _VAGUE, _ANOTHER):
        match = pattern.search(rest)
        if match and match.start() < cut:
            cut = match.start()
    closing = next(
        (i for i, c in enumerate(rest[:cut]) if c in "”’" and not _opened(rest[:i], c)), None
    )
    return cut if closing is None else closing


def _opened(before: str, closing: str) -> bool:
    opening = "“" if closing == "”" else "‘"
    return before.count(opening) > before.count(closing)


def _counted_phrase(
    sentence: str,
    quantity: Quantity,
    clause_start: int,
    before: str,
    noun: str,
    previous: Phrase | None,
) -> Phrase:
    end = sentence.index(noun, quantity.end) + len(noun)
    own = _last_verb(
        before[previous.end - clause_start :]
        if previous and previous.end > clause_start
        else before
    )
    basis = _basis_of(sentence, clause_start, quantity, None)
    if own is None and previous is not None:
        verb, start = previous.verb, previous.start
        if previous.basis == "per_year":
            basis = "per_year"
    elif own is None:
        verb, start = None, clause_start + _lead_in(before)
    else:
        shift = previous.end if previous and previous.end > clause_start else clause_start
        verb, start = own[0], shift + own[1]
    if verb and _WORK_VERBS.match(verb):
        works = _WORKS.match(noun)
        noun = works[1] if works else noun
    return Phrase(
        start,
        end,
        clause_start,
        verb,
        noun.strip("“”") if noun.count("“") != noun.count("”") else noun,
        False,
        basis,
    )


def _last_verb(before: str) -> tuple[str, int] | None:
    """The last governing verb, with the verbs that lead straight into it."""
    runs: list[tuple[int, int]] = []
    for match in _GOVERNING.finditer(before):
        if len(match[0]) == 1 and match.end() != len(before):
            continue
        if runs and runs[-1][1] == match.start():
            runs[-1] = (runs[-1][0], match.end())
        else:
            runs.append((match.start(), match.end()))
    if not runs:
        return None
    start, end = runs[-1]
    return before[start:end], start


def _lead_in(before: str) -> int:
    """How much of the start of a clause is time and adverbs."""
    place = 0
    while match := _LEAD_IN.match(before[place:]):
        place += match.end()
    return place


def _measured_phrase(
    sentence: str, quantity: Quantity, clause_start: int, before: str, previous: Phrase | None
) -> Phrase:
    at = sentence[quantity.start : quantity.number_start]
    reach = _REACH.search(before)
    assert reach is not None  # every group is optional
    subject = before[: reach.start()]
    verb = reach["verb"] or ("达到" if at else None)
    basis = _basis_of(sentence, clause_start, quantity, reach)
    lead = _lead_in(subject)
    noun = subject[lead:].rstrip("的总约、 ")
    start = clause_start + lead
    governing = _split_verb(noun)
    if governing:
        start += governing[1]
        noun = noun[governing[1] + len(governing[0]) :]
        verb = governing[0]
    if not noun and previous is not None:
        return Phrase(
            start, quantity.end, clause_start, verb or previous.verb, previous.object, True, basis
        )
    subjects = tuple(re.split(r"、|以及|和|及", noun)) if reach["each"] and verb else ()
    first = subjects[0] if subjects else noun
    return Phrase(
        start, quantity.end, clause_start, verb, first, verb is not None, basis, subjects[1:]
    )


def _split_verb(noun: str) -> tuple[str, int] | None:
    """A governing verb with its object behind it: 完成|投资, 布局|项目; verbs inside a noun do not divide it."""
    found = None
    measured = bool(_MEASURE_NOUN.search(noun))
    for match in _GOVERNING.finditer(noun):
        if match.end() > len(noun) - 2 or (
            match.start() > 0 and (measured or _is_nominal(match[0]))
        ):
            continue
        if match.start() == 0 and measured and match[0] not in _TAKES_AMOUNT:
            continue
        found = match[0], match.start()
    return found


def _is_nominal(verb: str) -> bool:
    return len(verb) == 1 or verb in _NOMINAL


def _next_subject(quantity: Quantity, previous: Phrase) -> Phrase:
    return Phrase(
        previous.start,
        quantity.end,
        previous.clause_start,
        previous.verb,
        previous.subjects[0],
        True,
        previous.basis,
        previous.subjects[1:],
    )


def _basis_of(
    sentence: str, clause_start: int, quantity: Quantity, reach: re.Match[str] | None
) -> Basis:
    at = sentence[quantity.start : quantity.number_start]
    to = bool(re.search(r"[到至为]$", at)) or bool(reach and reach["to"]) or at.startswith("达")
    verb = reach["verb"] if reach else None
    if (not to and quantity.unit in _RATIO_UNITS | {"倍"}) or (not to and verb in _UP | _DOWN):
        if verb in _UP:
            return "increase"
        if verb in _DOWN:
            return "decrease"
    return (
        "per_year" if _PER_YEAR.search(sentence, clause_start, quantity.number_start) else "level"
    )
