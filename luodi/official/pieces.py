"""What an official text is made of, and the measures of GB/T 9704—2012 that both layouts keep.

No Django, no clock, no I/O: whoever writes a report says what stands in it, not how it looks.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

__all__ = [
    "Column",
    "Heading",
    "OfficialText",
    "Paragraph",
    "Signature",
    "Table",
    "day_in_words",
    "printable",
    "set_in",
]

# Millimetres: the sheet, the margin above (天头) and at the binding (订口), the text area (版心).
SHEET = (210, 297)
ABOVE, BINDING = 37, 28
AREA = (156, 225)
BELOW, OUTSIDE = SHEET[1] - ABOVE - AREA[1], SHEET[0] - BINDING - AREA[0]
LINES, CHARACTERS = 22, 28
POINTS = 72 / 25.4
LINE_PITCH = AREA[1] * POINTS / LINES
CHARACTER_PITCH = AREA[0] * POINTS / CHARACTERS
# Points: 二号, 三号, 四号, 小四.
TITLE_SIZE, BODY_SIZE, SMALL_SIZE, TABLE_SIZE = 22, 16, 14, 12
PAGE_NUMBER_BELOW = 7
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# 右空二字: what stays free at the right of the signature.
RIGHT_GAP = 2


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 to 3 with its number in the text: 一、 （一） 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is the part of the width in hundredths."""

    title: str
    share: int
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The heads stand again on each page; no row is broken across two."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """落款 without a seal: who signs, and the day."""

    unit: str
    day: date


@dataclass(frozen=True, slots=True)
class OfficialText:
    """`title` in the parts between which it may break; `marks`, such as 草稿, top each page.

    The instants go into the file's own data.
    """

    title: tuple[str, ...]
    blocks: tuple[Heading | Paragraph | Table, ...]
    signature: Signature
    author: str
    created: datetime
    modified: datetime
    marks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return "".join(self.title)

    @property
    def title_lines(self) -> tuple[str, ...]:
        """One line if it fits, else a line for each part."""
        fits = width(self.name) * TITLE_SIZE <= AREA[0] * POINTS
        return (self.name,) if fits else self.title


def printable(words: str) -> str:
    """Without control characters and what else no file can hold.

    >>> printable("甲\x00乙\u3000丙")
    '甲乙\u3000丙'
    """
    return UNPRINTABLE.sub("", words)


def day_in_words(day: date) -> str:
    """
    >>> day_in_words(date(2026, 3, 5))
    '2026年3月5日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def set_in(signature: Signature) -> tuple[float, float]:
    """Characters left free at the right of the unit and of the day.

    The day starts two characters to the right of the unit; whichever is the longer keeps two
    free. A unit of more than a line takes the whole line.

    >>> set_in(Signature("云溪市人工智能产业发展领导小组办公室", date(2026, 3, 5)))
    (2, 12.0)
    """
    unit, day = width(signature.unit), width(day_in_words(signature.day))
    if unit > CHARACTERS - 2 * RIGHT_GAP:
        return RIGHT_GAP, RIGHT_GAP
    free = max(RIGHT_GAP, unit - day)
    return free + day - unit + 2, free


def width(text: str) -> float:
    """In characters; a digit or Latin letter is half a one."""
    return sum(0.5 if character.isascii() else 1 for character in text)
