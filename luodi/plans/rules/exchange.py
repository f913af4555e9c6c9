"""Targets and tasks as rows of a table, and what a row that comes back asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from luodi.plans.errors import RowIncomplete, ValuesNotCorrected
from luodi.plans.rules.confirmation import bodies_in

__all__ = ["COLUMNS", "SHEETS", "ItemRow", "ItemTable", "cells_of", "check_row", "values_in"]

SHEETS = {"target": "targets", "task": "tasks"}
PLACE = ("id", "decision", "state", "path", "start", "end", "quote")
ANSWER = ("verdict", "reason")
COLUMNS = {
    "target": (*PLACE, "object", "low", "high", "comparator", "basis", "unit", "by", *ANSWER),
    "task": (*PLACE, "heading", "lead", "support", *ANSWER),
}
VALUES = {kind: columns[len(PLACE) : -len(ANSWER)] for kind, columns in COLUMNS.items()}
WHOLE = {"id", "decision", "start", "end", "by"}
EMPTY_AS_NONE = WHOLE | {"low", "high"}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row of a sheet; `number` is where a person finds it, `cells` has every column."""

    kind: str
    number: int
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ItemTable:
    """The items of one version, known by the hash of its file."""

    sha256: str
    rows: tuple[ItemRow, ...]


def cells_of(kind: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row as the rest expects them: numbers whole where they count, no gaps."""
    return {name: _cell(name, raw.get(name)) for name in COLUMNS[kind]}


def _cell(name: str, value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None if name in EMPTY_AS_NONE else ""
    if name in WHOLE and isinstance(value, float) and value.is_integer():
        return int(value)  # a spreadsheet knows no whole numbers
    if type(value) in {int, float}:
        return value
    # Dates, lists and yes-or-no mean nothing here: as words, they are refused as wrong values.
    return str(value) if name == "quote" else str(value).strip()


def values_in(row: ItemRow) -> dict[str, Any]:
    """What the row says of its item, in the form that decisions keep."""
    values = {name: row.cells[name] for name in VALUES[row.kind]}
    if row.kind == "task":
        lead, support = values.pop("lead"), values.pop("support")
        values["responsible"] = [*bodies_in(str(lead), "lead"), *bodies_in(str(support), "support")]
    return values


def check_row(row: ItemRow, *, changed: bool) -> None:
    """Raises RowIncomplete or ValuesNotCorrected; `changed` is whether its values differ."""
    cells = row.cells
    place = (cells["start"], cells["end"])
    if cells["id"] is None:
        if cells["verdict"] != "add" or not all(type(edge) is int for edge in place):
            raise RowIncomplete
    elif changed and cells["verdict"] in {"", "confirm"}:
        raise ValuesNotCorrected
