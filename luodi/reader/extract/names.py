"""Where a named thing begins, going back from its last word; what stands inside a 《title》."""

import re

# Verbs, connectives and quantifiers that stand before a name and are no part of it.
_BOUNDARY = re.compile(
    r".*(?:的|[^\u4e00-\u9fffA-Za-z0-9+（）“”]|设立|组建|发布|发行|制定|编制|建立健全|建立|出台|公布|拓展|兑现|领取|申领|(?:推广|推荐|使用|开发|服务)(?!$)|做强|确定|完成|明确|用好|统筹(?:用好)?|发挥|探索|形成|征集|纳入|列入|入选|发放|"
    r"通过|利用|完善|落实|享受|支持|加大|申报|争取|鼓励|推动|依托|用于|安排|健全|构建|打造|开展|实施|梳理|更新|推出|编印|结合|引导|深化|"
    r"加快|扩大|放大|牵头|成立|优化|一批|一次(?!性)|多支|若干|各类|相关|现有|有关|本地|我[省市区]|全[省市区]|和|与|及|或|等|给予|相应|用足|提供|符合|申请|对接|充分|国家级|省级|市级|市场化|进入|投向|归口|年度|国家(?=创新)|动态|面向|强化|加强|围绕|按照|参照|参与|运营|将|以)(?!贷款|权)"
)
# 20万元算力券: the amount is no part of the name.
_AMOUNT = re.compile(
    r"^(?:不少于|不低于|不超过|超过|至少|最高|约|近)?\d[\d.,]*[万亿]?(?:元|支|个|项|次|家|款|张)?"
)
# 知识价值和商业价值…: two halves of one name that end alike.
_PAIRED = re.compile(r"[\u4e00-\u9fff]{2}([\u4e00-\u9fff]{2})和[\u4e00-\u9fff]{2}\1")


def name_at_end(phrase: str, *, keep: int) -> str:
    """The name that ends `phrase`, of which at least the last `keep` characters belong to it.

    >>> name_at_end("发布人工智能重点产品目录", keep=2)
    '人工智能重点产品目录'
    """
    boundary = _BOUNDARY.match(phrase[: len(phrase) - keep])
    cut = boundary.end() if boundary else 0
    paired = _PAIRED.search(phrase)
    if paired and paired.start() < cut <= paired.end():
        cut = paired.start()
    name = _AMOUNT.sub("", phrase[cut:].lstrip("的了”）"))
    for opening, closing in ("“”", "（）"):
        if name.count(opening) > name.count(closing):
            name = name.rpartition(opening)[2]
    balanced = name.count("“") == name.count("”") and name.count("（") == name.count("）")
    return name if balanced else ""


def inside_title(text: str, place: int) -> bool:
    """Whether `place` stands within 《》 on its line: a document's title, not the thing itself."""
    line = text.rfind("\n", max(0, place - 200), place) + 1
    before = text[max(line, place - 200) : place]
    return before.rfind("《") > before.rfind("》")
