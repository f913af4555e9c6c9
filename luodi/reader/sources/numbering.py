"""Word's automatic numbers, written out: 一、 （一） 1. as the numbering part defines them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_MAX_LEVEL = 9
_MAX_NUMBER = 9_999


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the number's format, the text round it, and where it starts."""

    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Lists of a document; `label` counts on as paragraphs come in order."""

    levels: dict[str, dict[int, Level]]
    lists: dict[str, tuple[str, dict[int, int]]]
    styles: dict[str, tuple[str | None, int | None]]
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    restarted: set[tuple[str, int]] = field(default_factory=set)

    def label(self, paragraph: Element) -> str:
        """The number printed before a paragraph; empty where it has none or only a bullet."""
        list_id, depth = self._list_of(paragraph)
        if list_id is None or list_id not in self.lists:
            return ""
        abstract, overrides = self.lists[list_id]
        levels = self.levels.get(abstract, {})
        if depth not in levels:
            return ""
        counts = self.counters.setdefault(abstract, {})
        if depth in overrides and (list_id, depth) not in self.restarted:
            self.restarted.add((list_id, depth))
            counts[depth] = overrides[depth] - 1
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return _render(levels, depth, counts)

    def _list_of(self, paragraph: Element) -> tuple[str | None, int]:
        """List and level of a paragraph, its own or its style's; list "0" means none."""
        properties = paragraph.find(f"{W}pPr")
        own_list, own_level = _list_reference(properties)
        style = properties.find(f"{W}pStyle") if properties is not None else None
        name = style.get(f"{W}val", "") if style is not None else ""
        style_list, style_level = self.styles.get(name, (None, None))
        list_id = own_list if own_list is not None else style_list
        level = own_level if own_level is not None else style_level
        return (None if list_id == "0" else list_id), level or 0


def read_numbering(numbering: Element | None, styles: Element | None) -> Numbering:
    """Gathers lists from the parts numbering.xml and styles.xml; either may be absent."""
    levels: dict[str, dict[int, Level]] = {}
    lists: dict[str, tuple[str, dict[int, int]]] = {}
    linked: dict[str, tuple[str, int]] = {}
    for abstract in numbering.iter(f"{W}abstractNum") if numbering is not None else ():
        key = abstract.get(f"{W}abstractNumId", "")
        levels[key] = {_level_number(level): _level(level) for level in abstract.iter(f"{W}lvl")}
        for level in abstract.iter(f"{W}lvl"):
            if style := _value(level, "pStyle"):
                linked[style] = (key, _level_number(level))
    for num in numbering.iter(f"{W}num") if numbering is not None else ():
        starts = {
            _number(override.get(f"{W}ilvl")): _number(_value(override, "startOverride"))
            for override in num.iter(f"{W}lvlOverride")
            if _value(override, "startOverride")
        }
        lists[num.get(f"{W}numId", "")] = (_value(num, "abstractNumId"), starts)
    return Numbering(levels, lists, _style_lists(styles, linked))


def _style_lists(
    styles: Element | None, linked: dict[str, tuple[str, int]]
) -> dict[str, tuple[str | None, int | None]]:
    """The list each paragraph style puts its paragraphs in, by its own setting or its parent's."""
    own: dict[str, tuple[str | None, int | None]] = {}
    parent: dict[str, str] = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        key = style.get(f"{W}styleId", "")
        list_id, level = _list_reference(style.find(f"{W}pPr"))
        if list_id is not None and level is None and key in linked:
            level = linked[key][1]
        own[key], parent[key] = (list_id, level), _value(style, "basedOn")
    found = {}
    for key in own:
        place, steps = key, 0
        while own.get(place, (None, None))[0] is None and parent.get(place) and steps < 20:
            place, steps = parent[place], steps + 1
        found[key] = own.get(place, (None, None))
    return found


def _list_reference(properties: Element | None) -> tuple[str | None, int | None]:
    reference = properties.find(f"{W}numPr") if properties is not None else None
    if reference is None:
        return None, None
    level = _value(reference, "ilvl")
    return _value(reference, "numId") or None, _number(level) if level else None


def _level(level: Element) -> Level:
    start = _value(level, "start")
    return Level(
        _value(level, "numFmt") or "decimal", _value(level, "lvlText"), _number(start or "1")
    )


def _level_number(level: Element) -> int:
    return _number(level.get(f"{W}ilvl"))


def _value(element: Element, tag: str) -> str:
    found = element.find(f"{W}{tag}")
    return found.get(f"{W}val", "") if found is not None else ""


def _number(text: str | None) -> int:
    """A count written in the file; what is no small number counts as 0."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 0


def _render(levels: dict[int, Level], depth: int, counts: dict[int, int]) -> str:
    """The level's text with %1 … %9 filled in by the numbers of the levels above and its own."""
    if levels[depth].form in ("bullet", "none"):
        return ""
    label = levels[depth].text
    for place in range(_MAX_LEVEL):
        if f"%{place + 1}" not in label:
            continue
        level = levels.get(place, levels[depth])
        number = counts.get(place, level.start)
        label = label.replace(f"%{place + 1}", _FORMATS.get(level.form, str)(number))
    return label.strip()


def chinese_number(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """一 … 九千九百九十九, without the 一 before 十 below twenty.

    >>> chinese_number(12), chinese_number(105)
    ('十二', '一百零五')
    """
    if not 0 < number <= _MAX_NUMBER:
        return str(number)
    parts, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            parts += (digits[0] if gap and parts else "") + digits[digit]
            parts += units[power - 1] if power else ""
        gap = digit == 0
    return parts[1:] if 10 <= number < 20 and digits == _DIGITS else parts


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number > 0 else ""


def _roman(number: int) -> str:
    pairs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
    written = ""
    for value, letters in pairs:
        written += letters * (number // value)
        number %= value
    return written


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _one_of(names: str) -> Callable[[int], str]:
    return lambda number: names[(number - 1) % len(names)] if number > 0 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(
        {48 + n: 0xFF10 + n for n in range(10)}
    ),
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "taiwaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "ideographDigital": chinese_number,
    "chineseLegalSimplified": lambda number: chinese_number(number, _FORMAL, "拾佰仟"),
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
}
