"""Quantities in prose: a number or a range, its unit and the words that bound it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luodi.reader.document import Comparator
from luodi.reader.extract.numbers import parse_number
from luodi.reader.extract.vocabulary import any_of

_ARABIC = r"(?<!\d)(?:\d{1,3}(?:[,，]\d{3}){1,5}(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?)"
# 一 opens a number only before its scale; a bare 万 counts only behind its bound (超万个).
_HAN_HEAD = "[二两三四五六七八九十百千]|一(?=[十百千万])|(?<=[超过破近逾])万(?=[个家项人名户件])"
_HAN = f"(?:{_HAN_HEAD})[零〇一二两三四五六七八九十百千万]{{0,12}}"
_SCALE = "[十百千]?万?亿?"
_DASH = r"\s*(?:[—–\-－~～∼〜至到]|——)\s*"
# Units of measure first, longest first; then classifiers. Currency keeps its scale as printed.
MONEY = r"(?:万亿|亿|千万|百万|万|千)?(?:人民币|美)?元(?:人民币)?|(?:万亿|亿|万)美元"
_MEASURES = """
个百分点 百分点 % ％ ‰ 个工作日 场次 万亿次 人次 人份 标准机架 机架 标箱 千瓦时 兆瓦时 吉瓦时
兆瓦 吉瓦 千瓦 平方公里 平方千米 平方米 公里 千米 公顷 吨标准煤 立方米 毫秒 ms 微秒 分钟 小时
秒 倍 吨 亩 米 度
"""
_CLASSIFIERS = (
    "个家项名人台套座条件所处款只支期场次户辆架例篇种类批门册张份枚颗块片对组队幢栋间层站"
    "艘列束路点位本卷根届宗桩起轮"
)
_LATIN = (
    r"(?:[Tt]okens?|[EPTGMKZ]?(?:FLOPS|Flops|flops|OPS|B|bps|b/s|Hz|W|Wh)|P(?![A-Za-z])|EFlop/s|Tbps|Gbps)"
    r"(?:\((?:FP|INT)\d+\))?"
)
_PAIR = f"[{_CLASSIFIERS}]（[{_CLASSIFIERS}]）"  # 台（套）
_TENTHS = "成(?=以上|左右|[，。；、])"  # 提高至七成
_BARE_SCALE = "[万亿](?=[，。；、])"  # 营业收入超1000万
_ONE = f"[{_CLASSIFIERS}]"
_UNIT = "|".join([any_of(_MEASURES), _LATIN, _PAIR, _ONE, "卡(?!位)", _TENTHS, _BARE_SCALE])

_BEFORE: list[tuple[Comparator, str]] = [
    ("ge", r"不少于|不低于|不小于|至少|最少|不下于|≥|力争不少于"),
    ("le", r"不超过|不高于|不多于|不大于|至多|最多|最高|≤|控制在"),
    ("gt", r"超过|突破|高于|大于|多于|逾|超|＞|>"),
    ("lt", r"低于|少于|小于|不到|不足|＜|<"),
    ("approx", r"大约|约为|约|接近|将近|近"),
]
_AFTER: list[tuple[Comparator, str]] = [
    ("ge", r"(?:及|或|\(含\)|（含）)?以上"),
    ("le", r"(?:及|或)?(?:以内|以下|之内)|(?<=[日时钟天秒])内"),
    ("approx", r"左右|上下"),
]
_BEFORE_RE = "|".join(words for _, words in _BEFORE)
_AFTER_RE = "|".join(words for _, words in _AFTER)

# One look at the first character spares most places the long pattern.
_FIRST = r"(?=[\d百一二两三四五六七八九十千不至最超突高大多逾低少小约接将近达为到控力≥≤＞>＜<])"
QUANTITY = re.compile(
    rf"{_FIRST}(?P<before>{_BEFORE_RE})?(?P<at>达到?|为|至|到)?\s*"
    rf"(?:百分之(?P<percent>[零〇一二两三四五六七八九十百点]+)"
    rf"|(?P<low>{_ARABIC}|{_HAN})(?:(?:{_UNIT}|[万亿])?{_DASH}(?P<high>{_ARABIC}|{_HAN}))?"
    rf"(?P<more>余|多)?(?:(?P<money>{MONEY})"
    rf"|(?P<scale>{_SCALE})(?P<more3>余|多)?(?P<unit>{_UNIT})))"
    rf"(?P<more2>余|多)?(?P<after>{_AFTER_RE})?"
)  # fmt: skip

# What a cell of a table holds: ≥1,000 · 3—5个 · 〔20〕 · 增长12%以上.
_CELL = re.compile(
    rf"[〔\[（(【]?(?P<before>{_BEFORE_RE})?(?P<at>达到?|为|至|到)?\s*(?P<low>{_ARABIC})%?"
    rf"(?:{_DASH}(?P<high>{_ARABIC}))?\s*"
    rf"(?:(?P<money>{MONEY})|(?P<scale>{_SCALE})(?P<more>余|多|\+|＋)?\s*(?P<unit>{_UNIT})?)[〕\]）)】]?\s*(?P<after>{_AFTER_RE})?[〕\]）)】]?"
)  # fmt: skip
_SCALED = re.compile(f"(?P<scale>[百千]?万|[十百千]|亿)(?P<unit>{_UNIT})")
_PARTS_OF_UNIT = re.compile("[/／、]")

# A ratio without a unit: 电能利用效率不高于1.25.
_BARE_RATIO = re.compile(
    rf"(?<=[率值数度比E])(?P<before>{_BEFORE_RE})?(?P<at>达到?|为|[降升]?[至到]|在)?(?P<low>\d+\.\d+)"
    rf"(?P<after>{_AFTER_RE})?(?=[，。；、）])"
)

# 两批, 十五条 and the like number parts; two hundred of anything are counted.
_MOST_LABELLED = 30
_HAN_LABEL_UNITS = set("种类位点次路站门条期批场起轮组对层面度")
# A letter before a number makes a code of it (L4, A100); a word of letters does not (OPC100家).
_CODES = re.compile(r"(?<![A-Z])[A-Za-z]$|[a-z]$")
# 前10名 is a rank, not an amount.
_RANKS = re.compile(r"(?:前|第|[Tt][Oo][Pp]\s*)$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A bounded amount at `start:end`; counts are scaled out (19.63万个 is 196300 个)."""

    start: int
    end: int
    number_start: int
    low: float
    high: float
    comparator: Comparator
    unit: str | None

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """(low, high) with the open side of a one-sided bound left out."""
        if self.comparator in ("ge", "gt"):
            return self.low, None
        if self.comparator in ("le", "lt"):
            return None, self.high
        return self.low, self.high


def quantities_in(text: str) -> Iterator[Quantity]:
    """Amounts in one sentence or paragraph, left to right."""
    if "." in text:
        yield from _bare_ratios(text)
    for match in QUANTITY.finditer(text):
        number_start = match.start("percent" if match["percent"] else "low")
        if match["percent"]:
            number_start -= len("百分之")
        if _is_name(text, match, number_start):
            continue
        quantity = _quantity(match, number_start)
        if quantity is not None:
            yield quantity


def amount_in_cell(cell: str, unit: str | None) -> Quantity | None:
    """The one amount that a table's cell holds; `unit` is its column's and yields to the cell's.

    >>> amount_in_cell("≥1.5", "万个").bounds
    (15000.0, None)
    """
    match = _CELL.fullmatch(cell.strip())
    if match is None:
        return None
    unit = (match["money"] or match["unit"] or unit or "").replace("％", "%")
    scaled = _SCALED.fullmatch(unit) if not re.fullmatch(MONEY, unit) else None
    factor = (parse_number(f"1{scaled['scale']}") or 1) if scaled else 1
    in_cell = match["scale"] or ""
    high = parse_number((match["high"] or match["low"]) + in_cell)
    low = parse_number(match["low"] + in_cell)
    if low is None or high is None or high < low:
        return None
    named = scaled["unit"] if scaled else unit or None
    place, comparator = match.start("low"), _comparator(match)
    return Quantity(0, len(cell), place, low * factor, high * factor, comparator, named)


def is_unit(text: str) -> bool:
    """Whether a cell names a unit: 个 · 万标准机架 · 亿元 · 件/万人."""
    parts = _PARTS_OF_UNIT.split(text)
    return all(re.fullmatch(rf"{MONEY}|{_SCALE}(?:{_UNIT})", part) for part in parts)


def _bare_ratios(text: str) -> Iterator[Quantity]:
    for match in _BARE_RATIO.finditer(text):
        if match["before"] or match["at"]:
            value = float(match["low"])
            yield Quantity(
                match.start(),
                match.end(),
                match.start("low"),
                value,
                value,
                _comparator(match),
                None,
            )


def _is_name(text: str, match: re.Match[str], number_start: int) -> bool:
    before, after = text[:number_start], text[match.end() :]
    if match["percent"]:
        return False
    if _RANKS.search(before) or re.match(r"[级届强·]|/(?!年)|[+＋×]\d", after):
        return True
    if re.search(r"[\d.．+＋×/〔\[第]$", before) or _CODES.search(before):
        return True
    if before[-1:] in "“‘" and re.match(r"[^“‘，。；]{0,8}[”’+＋]", after):
        return True
    if match["unit"] == "个" and re.match(r"[月周季]|学期", after):
        return True
    if match["unit"] == "小时" and match["low"] == "24":
        return True
    if match["low"][0].isdigit() or match["money"]:
        return False
    quoted = re.search(r"“[^”，。；]{0,16}$", before) and re.match(r"[^“，。；]{0,16}”", after)
    few = (parse_number(match["low"]) or 0) <= _MOST_LABELLED
    labelled = match["unit"] in _HAN_LABEL_UNITS or after.startswith(("大", "类"))
    return bool(quoted) or (few and labelled)


def _quantity(match: re.Match[str], number_start: int) -> Quantity | None:
    if match["percent"]:
        whole, _, part = match["percent"].partition("点")
        digits = "".join(f"{parse_number(c):.0f}" for c in part)
        low = high = parse_number(f"{parse_number(whole):.0f}.{digits}" if digits else whole)
        unit = "%"
    else:
        unit = (match["money"] or match["unit"]).replace("％", "%")
        scale = match["scale"] or ""
        high = parse_number((match["high"] or match["low"]) + scale)
        low = parse_number(match["low"] + scale)
    if low is None or high is None or (match["high"] and high < low):
        return None
    comparator = _comparator(match)
    return Quantity(match.start(), match.end(), number_start, low, high, comparator, unit)


def _comparator(match: re.Match[str]) -> Comparator:
    for comparator, words in _AFTER:
        if match["after"] and re.search(rf"(?:{words})$", match[0]):
            return comparator
    for comparator, words in _BEFORE:
        if match["before"] and re.fullmatch(words, match["before"]):
            return comparator
    groups = match.groupdict()
    return "gt" if any(groups.get(more) for more in ("more", "more2", "more3")) else "eq"
