"""A set of shares as a workbook or JSON file, given out and brought back. Numbers stay text."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

from luodi.plans.errors import UnreadableShares
from luodi.plans.exchange import MOST_BYTES
from luodi.plans.models import Share
from luodi.plans.queries.decomposition import Revision, Shared, holder_of
from luodi.workbooks import lines_of, open_workbook

__all__ = ["COLUMNS", "ShareFile", "read_shares", "write_shares"]

COLUMNS = ("holder", "adcode", "year", "value", "comparator", "weight", "due")
HEAD = ("target", "seen", "aggregation", "years", "reason")
# Where the rows begin in a workbook, below the names of the columns and their labels.
FIRST_ROW = 3
MOST_ROWS = 2000
# Rows of a sheet: those of the shares with what stands above them, and blank ones between.
MOST_LINES = 10 * MOST_ROWS


@dataclass(frozen=True, slots=True)
class ShareFile:
    """What a file says: of which target, on which step it was seen, how to add up, and the rows."""

    target: int
    seen: int | None
    aggregation: str
    years: str
    reason: str
    rows: tuple[tuple[int, Mapping[str, str]], ...]


def write_shares(shared: Shared, known: Revision | None, ways: tuple[str, str], file: Path) -> None:
    """Writes an .xlsx workbook, or JSON for any other name."""
    revision = known.revision if known else None
    aggregation, years = (revision.aggregation, revision.years) if revision else ways
    head = {
        "target": shared.target.pk,
        "seen": shared.last.pk if shared.last else None,
        "aggregation": aggregation,
        "years": years,
        "reason": revision.reason if revision else "",
    }
    rows = [_row(share) for share in known.shares] if known else []
    if file.suffix == ".xlsx":
        _workbook(head, rows).save(file)
        return
    body = json.dumps({**head, "shares": rows}, ensure_ascii=False, indent=1)
    file.write_text(body + "\n", "utf-8")


def _row(share: Share) -> dict[str, str]:
    ends = dict.fromkeys(end for end in (share.low, share.high) if end)
    return {
        "holder": holder_of(share),
        "adcode": share.adcode,
        "year": str(share.year or ""),
        "value": "–".join(ends),
        "comparator": share.comparator,
        "weight": share.weight,
        "due": share.due.isoformat() if share.due else "",
    }


def _workbook(head: Mapping[str, Any], rows: list[dict[str, str]]) -> Workbook:
    book = Workbook()
    book.active.title = "decomposition"
    for name in HEAD:
        book.active.append([name, head[name]])
    sheet = book.create_sheet("shares")
    sheet.append(COLUMNS)
    sheet.append([_label(column) for column in COLUMNS])
    for place, row in enumerate(rows, FIRST_ROW):
        for column, name in enumerate(COLUMNS, 1):
            cell = sheet.cell(place, column, row[name])
            cell.data_type, cell.number_format = "s", "@"  # a spreadsheet rounds numbers
    for cell in (*sheet[1], *sheet[2]):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = 20
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 1)
    return book


def _label(column: str) -> str:
    labels = {
        "holder": _("Unit or district"),
        "adcode": _("region code"),
        "year": _("year"),
        "value": _("Share"),
        "comparator": _("comparator"),
        "weight": _("weight"),
        "due": _("deadline"),
    }
    return labels[column]


def read_shares(file: Path) -> ShareFile:
    """A file that write_shares wrote and somebody filled in. Raises UnreadableShares."""
    try:
        head, rows = _from_workbook(file) if file.suffix == ".xlsx" else _from_json(file)
        if len(rows) > MOST_ROWS:
            raise UnreadableShares(name=file.name)
        seen = head.get("seen")
        words = {name: str(head.get(name) or "") for name in HEAD[2:]}
        return ShareFile(int(head["target"]), int(seen) if seen else None, **words, rows=rows)
    except (BadZipFile, InvalidFileException, ParseError, OSError) as error:
        raise UnreadableShares(name=file.name) from error
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableShares(name=file.name) from error


def _from_json(file: Path) -> tuple[Mapping[str, Any], tuple[tuple[int, dict[str, str]], ...]]:
    # Numbers that somebody wrote as numbers keep their digits.
    body = json.loads(file.read_text("utf-8"), parse_float=Decimal)
    return body, tuple((n, _cells(raw)) for n, raw in enumerate(body["shares"], 1))


def _from_workbook(file: Path) -> tuple[Mapping[str, Any], tuple[tuple[int, dict[str, str]], ...]]:
    book = open_workbook(file, most_bytes=MOST_BYTES)
    pairs = (line[:2] for line in lines_of(book["decomposition"], most_rows=MOST_LINES))
    return dict(pairs), tuple(_lines(lines_of(book["shares"], most_rows=MOST_LINES)))


def _lines(lines: Iterator[tuple[Any, ...]]) -> Iterator[tuple[int, dict[str, str]]]:
    columns = next(lines)
    for number, line in enumerate(lines, 2):
        if number >= FIRST_ROW and any(value is not None for value in line):
            yield number, _cells(dict(zip(columns, line, strict=True)))


def _cells(raw: Mapping[str, Any]) -> dict[str, str]:
    return {name: _text(raw.get(name)) for name in COLUMNS}


def _text(value: Any) -> str:
    """A cell as someone would type it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value).strip()
