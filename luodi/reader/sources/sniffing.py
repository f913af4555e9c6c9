"""What a file is, told by its first bytes and never by its name alone."""

import re
import struct
import zipfile
from io import BytesIO
from typing import Literal

from luodi.reader.errors import BrokenFile, EncryptedFile, LegacyFormat, UnsupportedFormat

FileKind = Literal["pdf", "docx", "image", "text"]

# All that zipfile raises for a damaged archive, NotImplementedError among RuntimeErrors.
BROKEN_ZIP = (zipfile.BadZipFile, struct.error, ValueError, OSError, RuntimeError)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8")
_OTHERS = {
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite",
    b"\xfd7zXZ": "xz",
}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|div|p|table|section|article|main|span|center"
    r"|font|ul|ol|br|h[1-6]|script|style|strong|b|a|img)\b",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING_TAG = re.compile(r"</(?:p|div|span|td|li|a|body|html)\s*>", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"<(?:div|p|br|td|li|section)\b", re.IGNORECASE)


def kind_of(data: bytes, *, name: str) -> FileKind:
    """Raises an error of its own for containers and formats that no plan can be read from."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data, name)
    if data.startswith(_OLE):
        _refuse_ole(data, name)
    if data.startswith(b"{\\rtf"):
        raise LegacyFormat(name=name, format="RTF")
    if data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    for mark, form in _OTHERS.items():
        if data.startswith(mark):
            raise UnsupportedFormat(name=name, format=form)
    return "text"


def is_html(text: str) -> bool:
    """Whether a text is a web page or a fragment of one, not prose that holds a stray tag."""
    head = text[:4000]
    if not _HTML.match(head):
        return False
    if re.match(r"\s*<[!h?]", head, re.IGNORECASE) or _CLOSING_TAG.search(text):
        return True
    return len(_BLOCK_TAG.findall(head)) > 2


def _kind_of_zip(data: bytes, name: str) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except BROKEN_ZIP as error:
        raise BrokenFile(name=name, format="zip") from error
    if "word/document.xml" in names:
        return "docx"
    if "OFD.xml" in names:
        raise LegacyFormat(name=name, format="OFD")
    if "content.xml" in names and "mimetype" in names:
        raise LegacyFormat(name=name, format="OpenDocument")
    form = {"xl/workbook.xml": "Excel", "ppt/presentation.xml": "PowerPoint"}
    for part, shown in form.items():
        if part in names:
            raise UnsupportedFormat(name=name, format=shown)
    raise UnsupportedFormat(name=name, format="zip")


def _refuse_ole(data: bytes, name: str) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedFile(name=name)
    suffix = name.rpartition(".")[2].lower()
    raise LegacyFormat(name=name, format="WPS" if suffix == "wps" else "Word 97-2003 (.doc)")
