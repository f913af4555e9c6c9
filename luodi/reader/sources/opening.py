"""The door of the reader: a path, bytes or an open file becomes the text of one source."""

import hashlib
import re
from pathlib import Path
from typing import BinaryIO, Literal

from luodi.reader.errors import (
    EmptyFile,
    FileMissing,
    FileTooLarge,
    HtmlNamedPdf,
    LineTooLong,
    NotChinese,
    TooLittleText,
    UnreadableFile,
)
from luodi.reader.sources.docx import docx_text
from luodi.reader.sources.encoding import decode_text
from luodi.reader.sources.html import html_text
from luodi.reader.sources.limits import (
    MAX_FILE_BYTES,
    MAX_LINE_CHARACTERS,
    MAX_TEXT_CHARACTERS,
    MIN_HAN_CHARACTERS,
    MIN_HAN_SHARE,
)
from luodi.reader.sources.printed import PrintedLine, lay_out
from luodi.reader.sources.sniffing import FileKind, is_html, kind_of
from luodi.reader.sources.source_text import SourceText

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_SAMPLE = 4_000


def open_source(
    source: str | Path | bytes | BinaryIO, *, name: str | None = None, ocr: bool = False
) -> SourceText:
    """Reads a plan's file by what it holds, not by its extension; a `str` is a path.

    Scans need `ocr=True` and the extra `ocr`. Raises ReaderError and nothing else.
    """
    data, name = _load(source, name)
    if not data.strip(b"\0\t\n\r "):
        raise EmptyFile(name=name)
    opened = _open(data, name, ocr)
    _check_text(opened)
    return opened


def _open(data: bytes, name: str, ocr: bool) -> SourceText:
    sha256 = hashlib.sha256(data).hexdigest()
    kind = kind_of(data, name=name)
    if kind == "docx":
        return SourceText(name, sha256, "docx", None, docx_text(data, name=name), data)
    if kind in ("pdf", "image"):
        form, lines = _printed(data, kind, name, ocr)
        text, layout = lay_out(lines)
        return SourceText(name, sha256, form, None, text, data, layout)
    text, encoding = decode_text(data, name=name)
    if not is_html(text):
        return SourceText(name, sha256, "txt", encoding, text, data)
    if name.lower().endswith(".pdf"):
        raise HtmlNamedPdf(name=name)
    if len(text) > MAX_TEXT_CHARACTERS:
        raise FileTooLarge(name=name, size=len(data), limit=MAX_TEXT_CHARACTERS)
    return SourceText(name, sha256, "html", encoding, html_text(text, name=name), data)


def _printed(
    data: bytes, kind: FileKind, name: str, ocr: bool
) -> tuple[Literal["pdf", "ocr"], list[PrintedLine]]:
    """The printed lines of a PDF or an image; engines load only when a file needs them."""
    if kind == "pdf":
        from luodi.reader.sources.pdf import pdf_lines

        lines = pdf_lines(data, name=name)
        if lines:
            return "pdf", lines
    from luodi.reader.sources.ocr import image_lines, pdf_scan_lines

    read = pdf_scan_lines if kind == "pdf" else image_lines
    return "ocr", read(data, name=name, ocr=ocr)


def _load(source: str | Path | bytes | BinaryIO, name: str | None) -> tuple[bytes, str]:
    """The bytes, never more than the limit and one, and the name to speak of them by."""
    if isinstance(source, bytes):
        return _within_limit(source, len(source), name or "document"), name or "document"
    if not isinstance(source, str | Path):
        shown = name or str(getattr(source, "name", "document"))
        data = _read(source, shown)
        return _within_limit(data, len(data), shown), shown
    shown = name or Path(source).name or str(source)
    try:
        size = Path(source).stat().st_size
        _within_limit(b"", size, shown)
        with Path(source).open("rb") as file:
            data = _read(file, shown)
    except FileNotFoundError as error:
        raise FileMissing(name=str(source)) from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(name=shown, reason=_reason(error)) from error
    return _within_limit(data, len(data), shown), shown


def _read(file: BinaryIO, name: str) -> bytes:
    try:
        return file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UnreadableFile(name=name, reason=_reason(error)) from error


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _within_limit(data: bytes, size: int, name: str) -> bytes:
    if size > MAX_FILE_BYTES:
        raise FileTooLarge(name=name, size=size, limit=MAX_FILE_BYTES)
    return data


def _check_text(source: SourceText) -> None:
    text, name = source.text, source.name
    if len(text) > MAX_TEXT_CHARACTERS:
        raise FileTooLarge(name=name, size=len(source.data), limit=MAX_TEXT_CHARACTERS)
    if any(len(line) > MAX_LINE_CHARACTERS for line in text.splitlines()):
        raise LineTooLong(name=name, limit=MAX_LINE_CHARACTERS)
    han, words = _count_letters(text[:_SAMPLE])
    if han < MIN_HAN_CHARACTERS and len(text) > _SAMPLE:
        han, words = _count_letters(text)
    if words >= MIN_HAN_CHARACTERS and han / words < MIN_HAN_SHARE:
        raise NotChinese(name=name)
    if han < MIN_HAN_CHARACTERS:
        raise TooLittleText(name=name, count=len(text.strip()))


def _count_letters(text: str) -> tuple[int, int]:
    """Chinese characters, and letters of any script."""
    return len(_HAN.findall(text)), sum(map(str.isalpha, text))
