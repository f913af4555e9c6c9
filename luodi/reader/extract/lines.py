"""The lines of a repaired text: after layout each is a paragraph, a heading or a frame row."""

from typing import NamedTuple


class Line(NamedTuple):
    """`text` without surrounding blanks; `start:end` is its span in the document."""

    text: str
    start: int
    end: int


def lines_of(text: str) -> list[Line]:
    """The non-empty lines of `text`, in order.

    >>> lines_of("一、总则\\n\\n 正文。")
    [Line(text='一、总则', start=0, end=4), Line(text='正文。', start=7, end=10)]
    """
    found, position = [], 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + raw.index(stripped)
            found.append(Line(stripped, start, start + len(stripped)))
        position += len(raw) + 1
    return found
