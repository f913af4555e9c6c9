"""Workbooks that come from outside, opened with bounds on what they unfold to."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["lines_of", "open_workbook"]

MOST_COLUMNS = 100
TOO_LARGE = "the sheet is larger than any table of ours"


def open_workbook(file: Path, *, most_bytes: int, read_only: bool = False) -> "Workbook":
    """The values of a workbook. Raises ValueError if its parts unpack to more than so many bytes:
    a small file can hold gigabytes of blanks.
    """
    from openpyxl import load_workbook

    with ZipFile(file) as packed:
        if sum(part.file_size for part in packed.infolist()) > most_bytes:
            raise ValueError("the workbook unpacks to too much")
    return load_workbook(file, read_only=read_only, data_only=True)


def lines_of(sheet: "Worksheet", *, most_rows: int) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet. Raises ValueError at the first that lies too far out or is too wide:
    one cell far out makes a sheet of millions of empty ones.

    One in memory knows its size, and making its rows would fill them; the size that a streamed one
    states may be missing or false, so its rows are counted.
    """
    in_memory = not sheet.parent.read_only
    if in_memory and (sheet.max_row > most_rows or sheet.max_column > MOST_COLUMNS):
        raise ValueError(TOO_LARGE)
    for number, line in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > most_rows or len(line) > MOST_COLUMNS:
            raise ValueError(TOO_LARGE)
        yield line
