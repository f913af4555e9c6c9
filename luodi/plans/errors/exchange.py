"""The refusals of files that are sent in: plans, and tables of items."""

from typing import ClassVar

from luodi.errors import InvalidInput

__all__ = [
    "ItemsRefused",
    "RowIncomplete",
    "TableNotWritten",
    "TableOfAnotherVersion",
    "UnreadableTable",
    "UploadRefused",
    "UploadTooLarge",
    "ValuesNotCorrected",
]


class RowIncomplete(InvalidInput):
    """A row that neither names an item nor says where a new one stands."""

    code: ClassVar[str] = "row_incomplete"
    message: ClassVar[str] = (
        "A row without a number adds an item: it needs the verdict “add”, start, end and quote."
    )


class ValuesNotCorrected(InvalidInput):
    """A row whose values were changed without the verdict that says so."""

    code: ClassVar[str] = "values_not_corrected"
    message: ClassVar[str] = (
        "Values of this row were changed, but its verdict is not “correct”. "
        "Put “correct” there, or put the values back."
    )


class UnreadableTable(InvalidInput):
    """A file that is no table of items."""

    code: ClassVar[str] = "unreadable_table"
    message: ClassVar[str] = (
        "%(name)s cannot be read as a table of items. "
        "Use a workbook or JSON file that luodi export-items wrote."
    )


class ItemsRefused(InvalidInput):
    """A table with faulty rows; nothing of it was stored."""

    code: ClassVar[str] = "items_refused"
    message: ClassVar[str] = (
        "%(faults)s rows are faulty, so nothing was stored. Correct them and import again."
    )


class TableOfAnotherVersion(InvalidInput):
    """A table brought back to a version that it was not downloaded from."""

    code: ClassVar[str] = "table_of_another_version"
    message: ClassVar[str] = (
        "%(name)s is a table of another version. Nothing was stored; bring it back where it was "
        "downloaded, or download the table of this version."
    )


class TableNotWritten(InvalidInput):
    """A table that the machine would not let be written where it was asked for."""

    code: ClassVar[str] = "table_not_written"
    message: ClassVar[str] = (
        "The table cannot be written to %(file)s: %(reason)s. Choose a folder that exists and "
        "that you may write to."
    )


class UploadTooLarge(InvalidInput):
    """A plan file beyond the limit of the site."""

    code: ClassVar[str] = "upload_too_large"
    message: ClassVar[str] = (
        "%(name)s is larger than the %(limit)s MB that this site takes. Leave out pictures, or ask "
        "the operator to import it from the command line."
    )


class UploadRefused(InvalidInput):
    """A plan file that the reader could not read; `reason` is its sentence."""

    code: ClassVar[str] = "upload_refused"
    message: ClassVar[str] = "Nothing was stored. %(reason)s The reader calls it %(fault)s."
