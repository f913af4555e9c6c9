"""Workbooks from outside: small files that unfold to millions of cells are refused."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from luodi.parties.actions.exchange import import_units
from luodi.parties.errors import UnitFileUnreadable
from luodi.plans.errors import UnreadableShares
from luodi.plans.share_files import read_shares
from luodi.workbooks import lines_of, open_workbook
from tests.parties.cast import TEST


def workbook(folder: Path, cell: str, *sheets: str) -> Path:
    book = Workbook()
    book.active.title = sheets[0]
    for name in sheets[1:]:
        book.create_sheet(name)
    for sheet in book.worksheets:
        sheet["A1"] = "name"
    book.worksheets[-1][cell] = "x"
    file = folder / "given.xlsx"
    book.save(file)
    return file


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("cell", ["A1048576", "XFD3", "XFD1048576"])
def test_a_sheet_with_one_cell_far_out_is_refused(
    tmp_path: Path, cell: str, read_only: bool
) -> None:
    book = open_workbook(workbook(tmp_path, cell, "one"), most_bytes=10**8, read_only=read_only)
    with pytest.raises(ValueError, match="larger"):
        list(lines_of(book.worksheets[0], most_rows=2000))


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unpacks"):
        open_workbook(workbook(tmp_path, "A2", "one"), most_bytes=1000)


@pytest.mark.django_db
@pytest.mark.parametrize("cell", ["A1048576", "XFD3"])
def test_shares_and_units_with_one_cell_far_out_are_refused(tmp_path: Path, cell: str) -> None:
    with pytest.raises(UnreadableShares):
        read_shares(workbook(tmp_path, cell, "decomposition", "shares"))
    with pytest.raises(UnitFileUnreadable):
        import_units(workbook(tmp_path, cell, "units"), by=TEST, dry_run=True)
