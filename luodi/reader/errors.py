"""Why a file could not be read as a plan. Each message says what is wrong and what to do.

    ReaderError
    ├── FileMissing        there is nothing at the path
    ├── UnreadableFile     the system refuses to read it
    ├── EmptyFile, BinaryFile, UnknownEncoding, TooLittleText, NotChinese
    ├── FileTooLarge, TooManyPages, LineTooLong, ZipBomb     refused before any work is done
    ├── EncryptedFile, BrokenFile, HtmlNamedPdf, LegacyFormat, UnsupportedFormat
    ├── ScanNeedsOcr       a scan, and nobody asked for `ocr` or its extra is not installed
    ├── OutputUnwritable   the folder for the output cannot be made or written to
    └── ScaleMissing, BulkSourceMissing, BulkSourceChanged, BulkOutputTaken     bulk runs

docs/reference/reader-errors.md lists them all.
"""

from functools import partial
from typing import ClassVar

from luodi.errors import LuodiError


class ReaderError(LuodiError):
    """A file the reader refuses; nothing else has happened."""

    code: ClassVar[str] = "unreadable"
    message: ClassVar[str] = "%(name)s cannot be read as a plan."

    def __reduce__(self) -> tuple[partial["ReaderError"], tuple[()]]:
        # Workers of a bulk run hand errors to their parent, and they take keywords only.
        return partial(type(self), **self.data), ()


class FileMissing(ReaderError):
    code = "file_missing"
    message = "There is no file at %(name)s. Check the path."


class UnreadableFile(ReaderError):
    code = "unreadable_file"
    message = "%(name)s cannot be opened: %(reason)s. Check that it is a file you may read."


class EmptyFile(ReaderError):
    code = "empty_file"
    message = "%(name)s is empty. Download or copy it again."


class BinaryFile(ReaderError):
    code = "binary_file"
    message = (
        "%(name)s holds binary data, not a text. Give the plan itself as txt, html, docx or pdf."
    )


class UnknownEncoding(ReaderError):
    code = "unknown_encoding"
    message = (
        "The characters of %(name)s are in no encoding known here (UTF-8, UTF-16, GB18030, Big5). "
        "Open it in the program that wrote it and save it as UTF-8."
    )


class TooLittleText(ReaderError):
    code = "too_little_text"
    message = (
        "%(name)s holds only %(count)s characters of text, too few for a plan. "
        "Check that the page or file carries the body and not just its title or a link."
    )


class NotChinese(ReaderError):
    code = "not_chinese"
    message = (
        "%(name)s is not written in Chinese. The reader knows Chinese plans only; "
        "give it the Chinese original."
    )


class FileTooLarge(ReaderError):
    code = "file_too_large"
    message = (
        "%(name)s has %(size)s bytes, more than the %(limit)s that one plan may have. "
        "Split it, or take out its pictures."
    )


class TooManyPages(ReaderError):
    code = "too_many_pages"
    message = (
        "%(name)s has %(count)s pages, more than the %(limit)s that one plan may have. "
        "Give the plan's own pages."
    )


class LineTooLong(ReaderError):
    code = "line_too_long"
    message = (
        "%(name)s has a line of more than %(limit)s characters, so it is not a plan as published. "
        "Give the document itself, not a data export."
    )


class ZipBomb(ReaderError):
    code = "zip_bomb"
    message = (
        "%(name)s would unpack to far more than a document needs, so it was not unpacked. "
        "Save the document anew in a word processor."
    )


class EncryptedFile(ReaderError):
    code = "encrypted_file"
    message = "%(name)s is protected by a password. Save a copy without the password."


class BrokenFile(ReaderError):
    code = "broken_file"
    message = (
        "%(name)s starts as a %(format)s file but is damaged. Download it again, "
        "or open it and save it anew."
    )


class HtmlNamedPdf(ReaderError):
    code = "html_named_pdf"
    message = (
        "%(name)s is named a PDF but holds a web page, often a site's error page. "
        "Download the PDF again; if the page itself is the plan, rename it to .html."
    )


class LegacyFormat(ReaderError):
    code = "legacy_format"
    message = (
        "%(name)s is in the format %(format)s, which is not read here. "
        "Open it in a word processor and save it as .docx or as a PDF."
    )


class UnsupportedFormat(ReaderError):
    code = "unsupported_format"
    message = "%(name)s is a %(format)s file. Give the plan as txt, html, docx or pdf."


class ScanNeedsOcr(ReaderError):
    code = "scan_needs_ocr"
    message = (
        "%(name)s is a scan without a text layer. Install the extra for scans with "
        '`pip install "luodi[ocr]"` and read it again with --ocr, or give a file with text.'
    )


class OutputUnwritable(ReaderError):
    code = "output_unwritable"
    message = (
        "The output cannot be written to %(name)s: %(reason)s. "
        "Name a folder with --out that is there or can be made."
    )


class ScaleMissing(ReaderError):
    code = "scale_missing"
    message = (
        "%(name)s needs %(package)s, which is not installed. Install the extra for bulk runs with "
        '`pip install "luodi[scale]"`.'
    )


class BulkSourceMissing(ReaderError):
    code = "bulk_source_missing"
    message = (
        "There is nothing to read in %(name)s. Give a folder of files, or of Parquet shards "
        "with the columns id and bytes."
    )


class BulkSourceChanged(ReaderError):
    code = "bulk_source_changed"
    message = (
        "Files of %(name)s were changed or taken away after this run began, so it cannot go on. "
        "Put them back, or choose another folder with --out and read all of them anew."
    )


class BulkOutputTaken(ReaderError):
    code = "bulk_output_taken"
    message = (
        "%(name)s holds the output of a run over another source. "
        "Choose an empty folder, or delete this one."
    )
