"""Tables of indicators: a row names a thing and its unit, a column the year of each amount."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import NamedTuple

from luodi.reader.document import Basis, Fact, Target
from luodi.reader.extract.lines import Line
from luodi.reader.extract.outline import Section, section_at
from luodi.reader.extract.quantities import Quantity, amount_in_cell, is_unit
from luodi.reader.extract.table_columns import Cell, Column, aligned, column_of, fills

_MOST_COLUMNS, _LONGEST_ROW, _LONGEST_CAPTION = 14, 400, 60
# Lines inside a table that are no row of it: a group's name, the rest of a broken cell.
_MOST_BETWEEN, _LONGEST_BETWEEN = 2, 30
_HEADER_WORD = re.compile("指标|名称|项目|内容|事项|任务")
_WORD = re.compile(r"\S+")
_ENDS_TABLE = re.compile(r"[。；：]$|^(?:注|备注|说明|附\s*件|附表|表\s*\d)")
_UNIT_IN_NAME = re.compile(r"\s*[（(](?:单位[：:])?([^（）()]{1,10})[）)]$")
_UNIT_OF_TABLE = re.compile(r"单位[：:]\s*([^\s，。）)]{1,8})")
_LABEL = re.compile(r"^(?:\d{1,2}\s*[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|[—-]*其中[：:])\s*")
_YEAR = re.compile(r"(20\d\d)年")
_RISING = re.compile(r"(?:增长率?|增速|增幅|提高|提升)$")
_FALLING = re.compile(r"(?:下降率?|降低|降幅|压减|缩短)$")
_YEARLY = re.compile("^(?:每年|年均|年度)")
_RATIOS = frozenset(("%", "‰", "个百分点", "百分点", "倍"))
_SURE = 0.85


@dataclass(frozen=True, slots=True)
class TableFigures:
    """What the tables of a text say, and where the lines they take up start."""

    targets: list[Target] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)


class _Table(NamedTuple):
    """`body` is the line its rows begin on; `by` and `unit` hold where no column says them."""

    columns: tuple[Column, ...]
    split: Callable[[Line], list[Cell]]
    body: int
    by: int | None
    unit: str | None


def table_figures(
    lines: Sequence[Line], sections: Sequence[Section], since: int | None
) -> TableFigures:
    """Targets under the years to come, facts under those before `since` and under what was."""
    found = TableFigures()
    place = 0
    while place < len(lines):
        table = _table_at(lines, place, since)
        if table is None:
            place += 1
            continue
        head, body = place, table.body
        for place, row in _rows(lines, table):
            line = lines[place]
            found.lines.update(above.start for above in lines[head:body])
            found.lines.add(line.start)
            _read_row(line, row, table, section_at(line.start, sections), found)
        place = max(place + 1, body)
    return found


def _table_at(lines: Sequence[Line], place: int, since: int | None) -> _Table | None:
    """The table whose header stands on a line."""
    text = lines[place].text
    if len(text) > _LONGEST_ROW or not _HEADER_WORD.search(text) or len(text.split(None, 1)) < 2:
        return None
    split = _tabbed if "\t" in text else _spaced
    header = split(lines[place])
    known = [column_of(cell.text) for cell in header]
    if len(known) > _MOST_COLUMNS or (split is _spaced and (None in known or len(known) < 3)):
        return None
    columns, body = [column or Column("other") for column in known], place + 1
    below = _years_below(split(lines[body])) if body < len(lines) else []
    if below:
        columns, body = _parted(header, columns, below), body + 1
    if not {"name", "target"} <= {column.role for column in columns}:
        return None
    by, unit = _said_above(lines[max(0, place - 2) : place])
    return _Table(tuple(_dated(columns, since)), split, body, by, unit)


def _years_below(cells: Sequence[Cell]) -> list[Column]:
    """The columns of a header's second line; none where it is no such line."""
    columns = [column_of(cell.text) for cell in cells if cell.text]
    years = [column for column in columns if column and column.year]
    return years if len(years) == len(columns) else []


def _said_above(lines: Sequence[Line]) -> tuple[int | None, str | None]:
    """The one year and the unit that a caption states for the whole table."""
    caption = "\n".join(line.text for line in lines if len(line.text) < _LONGEST_CAPTION)
    years = set(_YEAR.findall(caption))
    unit = _UNIT_OF_TABLE.search(caption)
    return int(years.pop()) if len(years) == 1 else None, unit[1] if unit else None


def _parted(header: Sequence[Cell], columns: list[Column], years: list[Column]) -> list[Column]:
    """The columns of a header of two lines, the lower of which parts 目标值 into years."""
    roles = [column.role for column in columns]
    if "target" not in roles:
        return columns
    wide = roles.index("target")
    rest = wide + 1 + sum(1 for _ in takewhile(lambda cell: not cell.text, header[wide + 1 :]))
    goals = [replace(column, says_goal=column.role == "target") for column in years]
    return [*columns[:wide], *goals, *columns[rest:]]


def _dated(columns: Sequence[Column], since: int | None) -> Iterator[Column]:
    """A year that is past, or stands beside years called goals, is where things start from."""
    called = any(column.role == "target" and column.says_goal for column in columns)
    for column in columns:
        past = since is not None and column.year is not None and column.year < since
        if column.role == "target" and (past or (called and not column.says_goal)):
            yield replace(column, role="base")
        else:
            yield column


def _tabbed(line: Line) -> list[Cell]:
    found, place = [], line.start
    for part in line.text.split("\t"):
        bare = part.strip()
        start = place + part.index(bare)
        found.append(Cell(bare, start, start + len(bare)))
        place += len(part) + 1
    return found


def _spaced(line: Line) -> list[Cell]:
    words = _WORD.finditer(line.text)
    return [Cell(w[0], line.start + w.start(), line.start + w.end()) for w in words]


def _rows(lines: Sequence[Line], table: _Table) -> Iterator[tuple[int, list[Cell | None]]]:
    """The rows that hold a name and an amount, down to where the table ends."""
    between = 0
    for place in range(table.body, len(lines)):
        line = lines[place]
        row = _row(line, table)
        if _name_in(row, table) and any(_amounts_in(row, table)):
            between = 0
            yield place, row
            continue
        between += 1
        if (
            between > _MOST_BETWEEN
            or len(line.text) > _LONGEST_BETWEEN
            or _ENDS_TABLE.search(line.text)
        ):
            return


def _row(line: Line, table: _Table) -> list[Cell | None]:
    """The cells of a line; none of a header that comes again on a new page.

    Where blanks part them and one is missing there are none either: which, is not told.
    """
    cells = table.split(line) if len(line.text) <= _LONGEST_ROW else []
    if len(cells) < 2 or all(column_of(cell.text) for cell in cells if cell.text):
        return []
    row = aligned(cells, table.columns)
    pairs = zip(row, table.columns, strict=True)
    sure = table.split is _tabbed or all(fills(cell, column) for cell, column in pairs)
    return row if sure else []


def _name_in(row: Sequence[Cell | None], table: _Table) -> Cell | None:
    """The last name of a row: 一级指标 stands before 二级指标."""
    cells = zip(reversed(row), reversed(table.columns), strict=True) if row else ()
    return next((cell for cell, col in cells if cell and cell.text and col.role == "name"), None)


def _amounts_in(
    row: Sequence[Cell | None], table: _Table
) -> Iterator[tuple[Cell, Column, Quantity]]:
    unit = _unit_of(row, table)
    for cell, column in zip(row, table.columns, strict=True):
        if cell and column.role in ("target", "base"):
            amount = amount_in_cell(cell.text, unit)
            if amount is not None:
                yield cell, column, amount


def _unit_of(row: Sequence[Cell | None], table: _Table) -> str | None:
    """The unit a row states in its own column, in its name, or that its table states."""
    cells = zip(row, table.columns, strict=True)
    stated = next((cell.text for cell, column in cells if cell and column.role == "unit"), "")
    name = _name_in(row, table)
    in_name = _UNIT_IN_NAME.search(name.text) if name else None
    bracketed = in_name[1] if in_name and is_unit(in_name[1]) else None
    return stated.strip("—–-/") or bracketed or table.unit


def _read_row(
    line: Line,
    row: Sequence[Cell | None],
    table: _Table,
    section: Section | None,
    found: TableFigures,
) -> None:
    name = _name_in(row, table)
    object_ = _thing(name.text) if name else ""
    if name is None or len(object_) < 2:
        return
    path = section.path if section else ()
    for cell, column, amount in _amounts_in(row, table):
        start, end = min(name.start, cell.start), max(name.end, cell.end)
        quote = line.text[start - line.start : end - line.start]
        if column.role == "base":
            as_of = str(column.year) if column.year else None
            found.facts.append(Fact(quote, start, end, as_of, amount.low, amount.unit, object_))
            continue
        by, (low, high), comparator = column.year or table.by, amount.bounds, amount.comparator
        basis, unit = _basis(object_, amount.unit), amount.unit
        found.targets.append(
            Target(quote, start, end, path, by, low, high, comparator, basis, unit, object_, _SURE)
        )


def _thing(name: str) -> str:
    """What a row is about, without its number and the unit in brackets behind it."""
    in_name = _UNIT_IN_NAME.search(name)
    bare = name[: in_name.start()] if in_name and is_unit(in_name[1]) else name
    return "".join(_LABEL.sub("", bare).split())


def _basis(object_: str, unit: str | None) -> Basis:
    if _FALLING.search(object_):
        return "decrease"
    if _RISING.search(object_):
        return "increase"
    return "per_year" if _YEARLY.search(object_) and unit not in _RATIOS else "level"
