"""Tables of items as files: Excel workbooks for people, JSON for programs."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from luodi.plans.errors import UnreadableTable
from luodi.plans.models import Decision, Target
from luodi.plans.queries.exchange import FIRST_ROW
from luodi.plans.rules.exchange import COLUMNS, SHEETS, ItemRow, ItemTable, cells_of
from luodi.workbooks import lines_of, open_workbook

__all__ = ["read_items", "write_items"]

# A workbook of 100,000 items unpacks to less; one that unpacks to more was made to do harm.
MOST_BYTES = 200_000_000
MOST_ROWS = 200_000
# Columns of a workbook that hold one of a few words, in the language of whoever writes it out.
CHOICES: dict[str, type[TextChoices]] = {
    "state": Target.State,
    "comparator": Target.Comparator,
    "basis": Target.Basis,
    "verdict": Decision.Verdict,
}
# Rows that people may add by hand and find the same words offered in.
ROWS_TO_ADD = 200
WIDE = {"quote": 48, "object": 28, "heading": 40, "lead": 28, "support": 28, "reason": 28}


def write_items(table: ItemTable, file: Path) -> None:
    """Writes an .xlsx workbook, or JSON for any other name."""
    if file.suffix.lower() == ".xlsx":
        _workbook(table).save(file)
        return
    sheets = {
        sheet: [dict(row.cells) for row in table.rows if row.kind == kind]
        for kind, sheet in SHEETS.items()
    }
    body = {"version": table.sha256, **sheets}
    file.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _workbook(table: ItemTable) -> Workbook:
    book = Workbook()
    book.active.title = "plan"
    book.active.append(["version", table.sha256])
    for kind, name in SHEETS.items():
        sheet = book.create_sheet(name)
        sheet.append(COLUMNS[kind])
        sheet.append([_label(column) for column in COLUMNS[kind]])
        for row in table.rows:
            if row.kind == kind:
                _put(sheet, [_shown(name, value) for name, value in row.cells.items()])
        _dress(sheet, kind)
    return book


def _put(sheet: Worksheet, values: list[Any]) -> None:
    place = sheet.max_row + 1
    for column, value in enumerate(values, 1):
        words = isinstance(value, str)
        # What XML cannot hold cannot be shown either.
        shown = ILLEGAL_CHARACTERS_RE.sub("", value) if words else value
        cell = sheet.cell(place, column, shown)
        if words:
            cell.data_type = "s"  # words of a plan that begin with = are no formula
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _dress(sheet: Worksheet, kind: str) -> None:
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 2)
    for cell in (*sheet[1], *sheet[2]):
        cell.font = Font(bold=True)
    for cell in sheet[1]:
        sheet.column_dimensions[cell.column_letter].width = WIDE.get(cell.value, 11)
        if cell.value != "state" and (choices := CHOICES.get(cell.value)):
            words = ",".join(str(label) for label in choices.labels)
            offered = DataValidation("list", formula1=f'"{words}"', allow_blank=True)
            last = sheet.max_row + ROWS_TO_ADD
            offered.add(f"{cell.column_letter}{FIRST_ROW}:{cell.column_letter}{last}")
            sheet.add_data_validation(offered)


def _shown(column: str, value: Any) -> Any:
    choices = CHOICES.get(column)
    return str(choices(value).label) if choices and value in choices else value


@cache
def _meant(column: str) -> dict[str, str]:
    """The words of a column in every language, and what each stands for."""
    meant: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            meant |= {str(one.label): one.value for one in CHOICES[column]}
    return meant


def _read(column: str, value: Any) -> Any:
    if column in CHOICES and isinstance(value, str):
        return _meant(column).get(value.strip(), value)
    return value


def _label(column: str) -> str:
    labels = {
        "id": _("number"),
        "decision": _("decision"),
        "state": _("state"),
        "path": _("clause"),
        "start": _("start"),
        "end": _("end"),
        "quote": _("quote"),
        "object": _("object"),
        "low": _("lower bound"),
        "high": _("upper bound"),
        "comparator": _("comparator"),
        "basis": _("basis"),
        "unit": _("unit of measure"),
        "by": _("due year"),
        "heading": _("heading"),
        "lead": _("lead"),
        "support": _("support"),
        "verdict": _("verdict"),
        "reason": _("reason"),
    }
    return labels[column]


def read_items(file: Path) -> ItemTable:
    """A table that write_items wrote and somebody filled in. Raises UnreadableTable."""
    try:
        if file.suffix.lower() == ".xlsx":
            return _from_workbook(file)
        body = json.loads(file.read_text("utf-8"))
        rows = [
            ItemRow(kind, number, cells_of(kind, raw))
            for kind, sheet in SHEETS.items()
            for number, raw in enumerate(body.get(sheet, ()), 1)
        ]
        return ItemTable(str(body["version"]), tuple(rows))
    except (BadZipFile, InvalidFileException, ParseError, OSError) as error:
        raise UnreadableTable(name=file.name) from error
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableTable(name=file.name) from error


def _from_workbook(file: Path) -> ItemTable:
    book = open_workbook(file, most_bytes=MOST_BYTES)
    rows = [row for kind, name in SHEETS.items() for row in _rows(book[name], kind)]
    return ItemTable(str(book["plan"]["B1"].value), tuple(rows))


def _rows(sheet: Worksheet, kind: str) -> Iterator[ItemRow]:
    lines = lines_of(sheet, most_rows=MOST_ROWS)
    columns = next(lines)
    for number, line in enumerate(lines, 2):
        if number >= FIRST_ROW and any(value is not None for value in line):
            cells = {name: _read(name, value) for name, value in zip(columns, line, strict=True)}
            yield ItemRow(kind, number, cells_of(kind, cells))
