"""Lines of a text and what their shape tells: heading, sentence end, date, label."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_CHAPTER = f"第(?:{_NUMERAL}|\\d{{1,3}})[章节条编部]"
_NUMBER = (
    rf"(?:{_NUMERAL}[、.．]|[（(](?:{_NUMERAL}|\d{{1,2}})[）)]|\d{{1,2}}[.．、](?!\d)"
    rf"|{_CHAPTER}|[①-⑳])"
)
_NUMBERED = re.compile(_NUMBER)
_LABEL = re.compile(
    rf"(?:{_NUMBER}|[—–●•◆■★☆※·▲](?!\d)|专栏\s*\d|附件|附表|附录|目\s*录|抄送|主送"
    rf"|责任单位|牵头单位)"
)
_SENTENCE_END = re.compile(r"[。！？；：!?;:…][”’）》】\])\"']*\s*$|[）】\])]\s*$")
_CLAUSE = re.compile("[，。；！？]")
_DATE = re.compile(
    r"^\s*(?:\d{4}|[二〇○零一二三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月.{0,6}$"
)


class Line(NamedTuple):
    """`text[start:end]` of a document, without the line end."""

    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text or self.text.isspace()


def lines_of(text: str) -> list[Line]:
    return list(_iterate(text))


def _iterate(text: str) -> Iterator[Line]:
    start = 0
    for part in text.split("\n"):
        yield Line(start, start + len(part), part)
        start += len(part) + 1


def opens_with_label(text: str) -> bool:
    """Whether a line begins a numbered or named part: 一、 （一） 1. 第一条 附件 …"""
    return _LABEL.match(text.lstrip()) is not None


def opens_with_number(text: str) -> bool:
    """Whether a line begins a numbered part; a list mark or a word as 责任单位 is no number."""
    return _NUMBERED.match(text.lstrip()) is not None


def ends_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text[-8:]) is not None


def is_date(text: str) -> bool:
    return _DATE.match(text) is not None


def is_row(text: str) -> bool:
    """Whether a line holds the cells of a table: three or more parts and no mark of a sentence."""
    parts = text.split()
    return len(parts) > 2 and max(map(len, parts)) > 1 and not _CLAUSE.search(text)


def is_indented(text: str) -> bool:
    """Whether a line opens a paragraph by indent: one ideographic space, two spaces or a tab."""
    return text.startswith(("\u3000", "  ", "\t", "\u00a0\u00a0"))


def width_of(text: str) -> int:
    """Columns a line takes in print: two a Han character or full-width mark, one for the rest."""
    return sum(2 if char > "\u2e7f" or char in "—…“”‘’·" else 1 for char in text)
