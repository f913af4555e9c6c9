"""Characters of GBK by their two bytes: what a lost byte can have been."""

from functools import cache

from luodi.reader.language.characters import character_model

LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
# Below this an ASCII byte cannot be a trail byte; at or above it a letter can.
FIRST_TRAIL = 0x40
_FIRST_HIGH = 0x80
# Leads of the rows of GBK that hold no Han: with many partners they stand for nothing.
NO_PARTNER = frozenset((*range(0xA1, 0xB0), *range(0xF8, 0xFF)))
_HAN_AND_MARKS = ("\u4e00", "\u9fff")
_MARKS = frozenset("，。、；：？！“”‘’《》（）〈〉【】—…·＋％〔〕")


def pair_of(char: str) -> bytes | None:
    """The two bytes of a character of GBK, or None."""
    try:
        pair = char.encode("gbk")
    except UnicodeEncodeError:
        return None
    return pair if len(pair) == 2 else None


@cache
def character(lead: int, trail: int) -> str | None:
    try:
        char = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return char if len(char) == 1 else None


@cache
def with_lead(lead: int) -> tuple[tuple[int, str], ...]:
    """(trail byte, character) of all Han characters and marks with this lead byte.

    Only trail bytes from 0x80 on: a lower one would have been shown as a letter.
    """
    pairs = ((trail, character(lead, trail)) for trail in TRAILS if trail >= _FIRST_HIGH)
    return tuple((trail, char) for trail, char in pairs if char and is_prose(char))


@cache
def with_trail(trail: int) -> tuple[tuple[int, str], ...]:
    """(lead byte, character) of all Han characters and marks with this trail byte."""
    pairs = ((lead, character(lead, trail)) for lead in LEADS)
    return tuple((lead, char) for lead, char in pairs if char and is_prose(char))


def is_prose(char: str) -> bool:
    first, last = _HAN_AND_MARKS
    return first <= char <= last or char in _MARKS


@cache
def everyday() -> tuple[tuple[int, int, str], ...]:
    """(lead, trail, character) of the characters that make up nearly all prose."""
    known = character_model().everyday()
    pairs = ((pair_of(char), char) for char in known if is_prose(char))
    return tuple((p[0], p[1], char) for p, char in pairs if p and p[1] >= _FIRST_HIGH)


@cache
def before_nothing() -> tuple[tuple[int, int, str], ...]:
    """Those of `everyday` whose trail byte can start a pair without a character."""
    return tuple(row for row in everyday() if row[1] in NO_PARTNER)
