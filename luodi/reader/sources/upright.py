"""A table whose cells a converter put on lines of their own gets its rows back."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from luodi.reader.extract.table_columns import Cell, Column, column_of, fills
from luodi.reader.offsets import Edit
from luodi.reader.sources.lines import Line

_LEAST_COLUMNS, _MOST_COLUMNS = 3, 14
_LONGEST_HEADER, _LONGEST_CELL = 16, 40


def upright_edits(lines: Sequence[Line]) -> Iterator[Edit]:
    """Tabs for the line ends inside a row, from a header of indicators on for as long as it fits.

    A row that lacks a cell, or has one too many, ends the table and stays as it is.
    """
    filled = [line for line in lines if not line.is_blank]
    place = 0
    while place < len(filled):
        columns = _header(filled, place)
        body = place + len(columns)
        end = body
        while columns and _is_row(filled[end : end + len(columns)], columns):
            yield from _joined(filled[end : end + len(columns)])
            end += len(columns)
        if end > body:
            yield from _joined(filled[place:body])
        place = end if end > body else place + 1


def _header(lines: Sequence[Line], place: int) -> list[Column]:
    """The columns that begin on a line, one a line; none where they make no table of indicators."""
    first = _column(lines[place])
    if first is None:
        return []
    near = lines[place + 1 : place + _MOST_COLUMNS]
    following = takewhile(lambda column: column is not None, map(_column, near))
    columns = [first, *(column for column in following if column)]
    whole = {"name", "target"} <= {column.role for column in columns}
    return columns if whole and len(columns) >= _LEAST_COLUMNS else []


def _column(line: Line) -> Column | None:
    return column_of(line.text) if len(line.text) <= _LONGEST_HEADER else None


def _is_row(lines: Sequence[Line], columns: Sequence[Column]) -> bool:
    if len(lines) < len(columns) or any(len(line.text) > _LONGEST_CELL for line in lines):
        return False
    cells = [Cell(line.text.strip(), line.start, line.end) for line in lines]
    return all(map(fills, cells, columns))


def _joined(lines: Sequence[Line]) -> Iterator[Edit]:
    for line, after in pairwise(lines):
        yield Edit(line.end, after.start, "\t", "line_break")
