"""Units as rows of a sheet: what a row must say, and every fault of every row. No Django."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

__all__ = ["COLUMNS", "RowFault", "UnitRow", "read_rows"]

COLUMNS = ("name", "short_names", "region", "level", "valid_from", "valid_to", "successor")
LEVELS = frozenset({"national", "province", "city", "county"})
# Between short names in one cell; people type any of them.
SEPARATORS = "、,，;；\n"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit; `successor` is the official name of a unit of the same region."""

    number: int
    name: str
    short_names: tuple[str, ...]
    region: str
    level: str
    valid_from: date | None
    valid_to: date | None
    successor: str


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row, as a slug: `number` counts the rows below the heading from 1."""

    number: int
    column: str
    reason: str


def read_rows(
    rows: Iterable[Mapping[str, Any]],
) -> tuple[list[UnitRow], list[RowFault]]:
    """The rows that can be understood, and the faults of the others; a fault stops nothing."""
    units, faults = [], []
    for number, row in enumerate(rows, 1):
        unit, wrong = _read(number, row)
        faults += wrong
        if not wrong:
            units.append(unit)
    return units, faults + _repeated(units)


def _read(number: int, row: Mapping[str, Any]) -> tuple[UnitRow, list[RowFault]]:
    wrong = [RowFault(number, str(name), "unknown_column") for name in row if name not in COLUMNS]
    days: dict[str, date | None] = {}
    for column in ("valid_from", "valid_to"):
        try:
            days[column] = _day(row.get(column))
        except ValueError:
            wrong.append(RowFault(number, column, "not_a_date"))
    text = {c: _text(row.get(c)) for c in ("name", "region", "level", "successor")}
    if not 0 < len(text["name"]) <= 200:
        wrong.append(RowFault(number, "name", "missing_or_too_long"))
    if text["level"] not in LEVELS:
        wrong.append(RowFault(number, "level", "not_a_level"))
    elif bool(text["region"]) == (text["level"] == "national"):
        wrong.append(RowFault(number, "region", "region_and_level_disagree"))
    start, end = days.get("valid_from"), days.get("valid_to")
    if start and end and end <= start:
        wrong.append(RowFault(number, "valid_to", "ends_before_it_begins"))
    if text["successor"] and not end:
        wrong.append(RowFault(number, "successor", "succeeded_but_not_ended"))
    short = _names(row.get("short_names"))
    return UnitRow(number, short_names=short, valid_from=start, valid_to=end, **text), wrong


def _repeated(units: list[UnitRow]) -> list[RowFault]:
    """Two rows of one name in one region, both standing."""
    seen: set[tuple[str, str]] = set()
    faults = []
    for unit in units:
        if unit.valid_to is None:
            if (unit.region, unit.name) in seen:
                faults.append(RowFault(unit.number, "name", "repeated"))
            seen.add((unit.region, unit.name))
    return faults


def _text(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _names(value: object) -> tuple[str, ...]:
    """Short names from a list, or from one cell with any of the usual marks between them."""
    if isinstance(value, list | tuple):
        parts = [_text(part) for part in value]
    else:
        text = str(value or "")
        for mark in SEPARATORS:
            text = text.replace(mark, "\n")
        parts = [_text(part) for part in text.split("\n")]
    return tuple(dict.fromkeys(part for part in parts if part))


def _day(value: object) -> date | None:
    """A date cell, or ISO text. Raises ValueError."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value).strip())
