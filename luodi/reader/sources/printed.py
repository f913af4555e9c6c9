"""Printed lines with their places on the page become one text and what the page tells about it.

Pages show what text does not: which line runs on into the next, and which is page furniture.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median_low

from luodi.reader.sources.lines import ends_sentence, is_date, is_row, opens_with_label
from luodi.reader.sources.source_text import PageLayout

_PAGE_NUMBER = re.compile(
    r"\s*(?:[—–―─\-－·•~～一]{0,2}\s*\d{1,3}\s*[—–―─\-－·•~～一]{0,2}|第?\s*\d{1,3}\s*页.{0,12}"
    r"|\d{1,3}\s*/\s*\d{1,3}|Page\s*\d{1,3}.{0,10})\s*",
    re.IGNORECASE,
)
_EDGE = 0.12
_RUNNING_HEAD_LENGTH = 60
_DIGITS = re.compile(r"\d+")
_UNBROKEN = re.compile(r"[（“《]*[A-Za-z0-9.%+-]+[）”》，。；：、]*|[（“《]+")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line and its box in page units from the top left; `size` is the height of its type."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    page: int
    page_height: float


def lay_out(lines: Sequence[PrintedLine]) -> tuple[str, PageLayout]:
    """The text, a printed line each, with page starts, soft line ends and furniture marked."""
    offsets, position = [], 0
    for line in lines:
        offsets.append(position)
        position += len(line.text) + 1
    furniture = _furniture(lines)
    body = [index for index in range(len(lines)) if index not in furniture]
    soft = {offsets[index] + len(lines[index].text) for index in _soft_lines(lines, body)}
    pages = [
        index
        for index in range(len(lines))
        if not index or lines[index].page != lines[index - 1].page
    ]
    return "".join(f"{line.text}\n" for line in lines), PageLayout(
        page_starts=tuple(offsets[index] for index in pages),
        soft_breaks=frozenset(soft),
        furniture=tuple((offsets[i], offsets[i] + len(lines[i].text)) for i in sorted(furniture)),
    )


def merged(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Lines whose pieces stand side by side at one height, put together again."""
    whole: list[PrintedLine] = []
    for line in lines:
        if whole and _side_by_side(whole[-1], line):
            whole[-1] = _side_joined(whole[-1], line)
        else:
            whole.append(line)
    return whole


def _side_by_side(line: PrintedLine, after: PrintedLine) -> bool:
    overlap = min(line.bottom, after.bottom) - max(line.top, after.top)
    shared = overlap > 0.6 * min(line.bottom - line.top, after.bottom - after.top)
    return line.page == after.page and shared and after.left >= line.right - 0.3 * line.size


def _side_joined(line: PrintedLine, after: PrintedLine) -> PrintedLine:
    gap = after.left - line.right
    between = "\t" if gap > 2.5 * line.size else " " if gap > 0.6 * line.size else ""
    return replace(
        line,
        text=line.text + between + after.text,
        right=after.right,
        top=min(line.top, after.top),
        bottom=max(line.bottom, after.bottom),
        size=max(line.size, after.size),
    )


def _furniture(lines: Sequence[PrintedLine]) -> set[int]:
    """Page numbers at the edge of a page, and lines that stand at the edge of several pages."""
    edge = [index for index, line in enumerate(lines) if _at_edge(line)]
    shapes = Counter(shape for _, shape in {(lines[i].page, _shape(lines[i])) for i in edge})
    pages = len({line.page for line in lines})
    often = max(2, min(3, pages // 2))
    return {
        index
        for index in edge
        if _PAGE_NUMBER.fullmatch(lines[index].text)
        or (
            pages > 2
            and len(lines[index].text) <= _RUNNING_HEAD_LENGTH
            and shapes[_shape(lines[index])] >= often
        )
    }


def _at_edge(line: PrintedLine) -> bool:
    margin = _EDGE * line.page_height
    return line.top < margin or line.bottom > line.page_height - margin


def _shape(line: PrintedLine) -> tuple[str, int]:
    """What makes a running head the same on every page: its words, and its height to a line's."""
    return _DIGITS.sub("0", "".join(line.text.split())), round(line.top / max(line.size, 1.0))


@dataclass(frozen=True, slots=True)
class _Column:
    """How the text is set: its edges, the usual step from line to line, what opens a paragraph."""

    left: float
    right: float
    step: float
    indented: bool
    spaced: bool


def _soft_lines(lines: Sequence[PrintedLine], body: Sequence[int]) -> set[int]:
    """Indices of lines that the next body line continues."""
    column = _column([lines[index] for index in body])
    if column is None:
        return set()
    pairs = pairwise(body)
    return {here for here, after in pairs if _continues(lines[here], lines[after], column)}


def _column(lines: Sequence[PrintedLine]) -> _Column | None:
    if len(lines) < 3:
        return None
    left = min(Counter(round(line.left / 4) * 4 for line in lines).most_common(2))[0]
    widest = sorted(line.right for line in lines)
    indents = sum(1.2 * line.size < line.left - left < 3.2 * line.size for line in lines)
    steps = [after.top - line.top for line, after in pairwise(lines) if line.page == after.page]
    down = sorted(step for step in steps if step > 0)
    step = median_low(down[: len(down) * 3 // 4 + 1]) if down else 0.0
    wider = sum(1.15 * step < gap < 3 * step for gap in down)
    return _Column(
        left=left,
        right=widest[int(len(widest) * 0.9)],
        step=step,
        indented=indents >= max(2, len(lines) * 0.04),
        spaced=wider >= max(2, len(lines) * 0.08),
    )


def _continues(line: PrintedLine, after: PrintedLine, column: _Column) -> bool:
    em = max(line.size, 1.0)
    at_margin = abs(after.left - column.left) <= 0.8 * em
    same_size = abs(line.size - after.size) <= 0.2 * em
    if not (at_margin and same_size) or is_date(after.text):
        return False
    if is_row(line.text) and is_row(after.text):
        return False
    step = after.top - line.top if line.page == after.page else None
    if step is not None and not 0 < step < 3.2 * em:
        return False
    if not _is_full(line, after, column.right):
        return False
    if ends_sentence(line.text) and opens_with_label(after.text):
        return False
    if column.indented:
        return True
    if column.spaced and step is not None:
        return step <= 1.1 * column.step
    return not (ends_sentence(line.text) or opens_with_label(after.text))


def _is_full(line: PrintedLine, after: PrintedLine, right: float) -> bool:
    """Whether a line stops where the column does, or where a word or bracket did not fit."""
    slack = (right - line.right) / max(line.size, 1.0)
    unbroken = _UNBROKEN.match(after.text)
    if unbroken and not ends_sentence(line.text):
        return slack <= len(unbroken[0]) / 2 + 2.5
    return slack <= 1.8
