"""Units in and out as JSON or Excel: all of a file or nothing, with every fault named."""

import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from luodi.audit.actions import record
from luodi.parties.errors import UnitFileUnreadable
from luodi.parties.models import Unit
from luodi.parties.rules.roles import Actor, Verb, require
from luodi.parties.rules.sheets import COLUMNS, RowFault, UnitRow, read_rows
from luodi.workbooks import lines_of, open_workbook

__all__ = ["UnitImport", "export_units", "import_units"]

UNREADABLE = (
    *(ValueError, KeyError, OSError, SyntaxError),  # SyntaxError: broken XML
    *(InvalidFileException, zipfile.BadZipFile),
    RecursionError,  # JSON nested without end
)
# What a workbook may unpack to.
LARGEST = 100 * 1024 * 1024
MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class UnitImport:
    """How many units a file adds and how many are there already; with faults, nothing is kept."""

    added: int
    known: int
    faults: tuple[RowFault, ...]


def import_units(file: Path, *, by: Actor, dry_run: bool = False) -> UnitImport:
    """Adds the units of a .json or .xlsx file that are not registered yet.

    Raises NotAllowed, UnitFileUnreadable. A row is known by name, region and first day.
    """
    require(by, Verb.MANAGE_UNITS)
    rows, faults = read_rows(_rows_of(file))
    with transaction.atomic():
        added, more = _store(rows) if not faults else ([], [])
        faults += more
        if faults or dry_run:
            transaction.set_rollback(True)
        elif added:
            data = {"file": file.name, "units": [unit.pk for unit in added]}
            record("parties.import_units", actor=by.reference, subject="parties.unit", data=data)
    kept = 0 if faults else len(added)
    return UnitImport(kept, 0 if faults else len(rows) - kept, tuple(faults))


def export_units(file: Path) -> int:
    """Writes every unit, ended ones too, in the form that import_units reads."""
    rows = [_row(unit) for unit in Unit.objects.select_related("successor").order_by("pk")]
    if file.suffix == ".xlsx":
        book = Workbook(write_only=True)
        sheet = book.create_sheet("units")
        sheet.append(COLUMNS)
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row.values()])
        book.save(file)
    else:
        file.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return len(rows)


def _row(unit: Unit) -> dict[str, Any]:
    return {
        "name": unit.name,
        "short_names": unit.short_names.splitlines(),
        "region": unit.region,
        "level": unit.level,
        "valid_from": unit.valid_from and unit.valid_from.isoformat(),
        "valid_to": unit.valid_to and unit.valid_to.isoformat(),
        "successor": unit.successor.name if unit.successor else "",
    }


def _cell(sheet: Any, value: Any) -> WriteOnlyCell:
    """A cell of plain text: a name that begins with = must not become a formula."""
    cell = WriteOnlyCell(sheet, "、".join(value) if isinstance(value, list) else value or "")
    cell.data_type = "s"
    return cell


def _rows_of(file: Path) -> list[dict[str, Any]]:
    rows: Any
    try:
        rows = _of_excel(file) if file.suffix == ".xlsx" else json.loads(file.read_text("utf-8"))
    except UNREADABLE as error:
        raise UnitFileUnreadable(file=file.name) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnitFileUnreadable(file=file.name)
    return rows


def _of_excel(file: Path) -> list[dict[str, Any]]:
    book = open_workbook(file, most_bytes=LARGEST, read_only=True)
    try:
        lines = lines_of(book.worksheets[0], most_rows=MOST_ROWS)
        heading = [str(cell) for cell in next(lines, ()) if cell is not None]
        cut = [line[: len(heading)] for line in lines]
    finally:
        book.close()
    return [dict(zip(heading, line, strict=False)) for line in cut if any(line)]


def _store(rows: Iterable[UnitRow]) -> tuple[list[Unit], list[RowFault]]:
    """Puts new rows in, then ties them to their successors, which may stand further down."""
    added, faults, tied = [], [], []
    for row in rows:
        same = Unit.objects.filter(region=row.region, name=row.name)
        if same.filter(valid_from=row.valid_from).exists():
            continue
        if row.valid_to is None and same.filter(valid_to=None).exists():
            faults.append(RowFault(row.number, "name", "stands_already"))
            continue
        given = asdict(row)
        names, number, successor = (given.pop(k) for k in ("short_names", "number", "successor"))
        unit = Unit.objects.create(short_names="\n".join(names), **given)
        added.append(unit)
        if successor:
            tied.append((number, unit, successor))
    return added, faults + [f for tie in tied for f in _tie(*tie)]


def _tie(number: int, unit: Unit, successor: str) -> list[RowFault]:
    """The successor stands on the day the unit ends, so that no chain can come back."""
    heirs = Unit.objects.filter(region=unit.region, name=successor).exclude(pk=unit.pk)
    heirs = heirs.exclude(valid_from__gt=unit.valid_to).exclude(valid_to__lte=unit.valid_to)
    if heirs.count() != 1:
        return [RowFault(number, "successor", "no_such_successor")]
    unit.successor = heirs.get()
    unit.save(update_fields=["successor"])
    return []
