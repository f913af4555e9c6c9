"""Line ends inside a paragraph, closed where that is sure.

Headings, titles and signatures keep their lines.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from luodi.reader.offsets import Edit
from luodi.reader.sources.lines import (
    Line,
    ends_sentence,
    is_date,
    is_indented,
    is_row,
    opens_with_label,
    opens_with_number,
    width_of,
)

_OPENING, _CLOSING = "（(“《〔【[", "）)”》〕】]"
_BRACKET = re.compile(r"[（(“《〔【\[）)”》〕】\]]")
_CANNOT_OPEN = re.compile(r"\s*[，。、；：！？）”》〕】％%]")
_PUNCTUATION = re.compile(r"[，。；、：,;]")
_LATIN_END = re.compile(r"[A-Za-z][A-Za-z0-9.-]*$")
_LATIN_START = re.compile(r"[A-Za-z]")
_MIN_PROSE = 20
_MIN_CLAUSE = 8
_MAX_SIGNATURE_LINES = 12


def join_edits(lines: list[Line], is_soft: Callable[[Line], bool]) -> Iterator[Edit]:
    """Edits that close broken lines; `is_soft(line)` knows from the page that a line runs on."""
    signatures = _signature_lines(lines)
    wrap = _wrapping(lines)
    open_lines = _open_brackets(lines)
    for index, (line, following) in enumerate(pairwise(lines)):
        if line.is_blank or following.is_blank or index in signatures or index + 1 in signatures:
            continue
        if is_soft(line) or _runs_on(line.text, following.text, index in open_lines, wrap):
            yield _join(line, following)


def _runs_on(text: str, following: str, is_open: bool, wrap: "_Wrapping | None") -> bool:
    text = text.rstrip()
    if is_indented(following) or is_date(following) or (is_row(text) and is_row(following)):
        return False
    if is_open or text[-1] in _OPENING or _CANNOT_OPEN.match(following):
        return True
    if wrap is not None and wrap.indented and width_of(text) >= wrap.width - 4:
        return True
    if opens_with_label(following):
        return False
    if wrap is not None and width_of(text) >= wrap.width - (1 if text[-1] in "。！？" else 4):
        return True
    if len(text) >= _MIN_CLAUSE and text[-1] in "，、,":
        return True
    if ends_sentence(text) or len(text) < _MIN_PROSE:
        return False
    latin = _LATIN_END.search(text) and _LATIN_START.match(following)
    return bool(latin) and _PUNCTUATION.search(text) is not None


def _join(line: Line, following: Line) -> Edit:
    left, right = line.text.rstrip(), following.text.lstrip()
    # Two words need a blank; a number that was cut in two must not get one.
    latin = _LATIN_END.search(left) and left[-1].isalpha() and _LATIN_START.match(right)
    start, end = line.start + len(left), following.end - len(right)
    return Edit(start, end, " " if latin else "", "line_break")


def _open_brackets(lines: list[Line]) -> set[int]:
    """Lines that leave a bracket or quote open which one of the next three lines closes."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        mark = _unclosed(line.text)
        if not mark:
            continue
        closing = _CLOSING[_OPENING.index(mark)]
        for step, after in enumerate(lines[index + 1 : index + 4], start=index + 1):
            if (
                after.is_blank
                or opens_with_number(after.text)
                or mark in after.text.split(closing)[0]
            ):
                break
            if closing in after.text:
                found.update(range(index, step))
                break
    return found


def _unclosed(text: str) -> str:
    """The last bracket that opens in a line and stays open; empty where all are closed."""
    stack: list[str] = []
    for char in _BRACKET.findall(text):
        if char in _OPENING:
            stack.append(char)
        elif char in _CLOSING and stack and stack[-1] == _OPENING[_CLOSING.index(char)]:
            stack.pop()
    return stack[-1] if stack else ""


def _signature_lines(lines: list[Line]) -> set[int]:
    """Lines without sentence marks that run up to a date: issuers, broken as they signed."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if not is_date(line.text):
            continue
        place = index
        while place >= max(index - _MAX_SIGNATURE_LINES, 0) and not _PUNCTUATION.search(
            lines[place].text
        ):
            found.add(place)
            place -= 1
    return found


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """The width in columns at which a text was cut, and whether its paragraphs are indented."""

    width: int
    indented: bool


def _wrapping(lines: list[Line]) -> _Wrapping | None:
    """How a text was hard-wrapped; None where lines are paragraphs.

    Wrapped text has many lines that stop in mid-sentence, most of them at one width.
    """
    cut = [
        width_of(line.text.rstrip())
        for line, after in pairwise(lines)
        if not line.is_blank and not after.is_blank and not ends_sentence(line.text)
    ]
    if len(cut) < 6:
        return None
    widest = sorted(cut)[int(len(cut) * 0.95)]
    full = sum(widest - 6 <= width <= widest + 6 for width in cut)
    if not 30 <= widest <= 160 or full < 0.6 * len(cut):
        return None
    filled = [line for line in lines if not line.is_blank]
    # Where many lines are wider, they are paragraphs, and what is of one width are the headings.
    if sum(width_of(line.text) > widest + 6 for line in filled) > 0.1 * len(filled):
        return None
    indented = sum(is_indented(line.text) for line in filled)
    return _Wrapping(widest, indented >= 0.1 * len(filled))
