"""The text of one source as its publisher left it, with what leads back to the file."""

import codecs
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

SourceFormat = Literal["txt", "html", "docx", "pdf", "ocr"]


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What only the printed page shows, in character offsets of the extracted text.

    `soft_breaks` are line ends inside a paragraph; `furniture` are page numbers and running heads.
    """

    page_starts: tuple[int, ...] = ()
    soft_breaks: frozenset[int] = frozenset()
    furniture: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source, decoded or extracted but not repaired; no character of a text file is changed.

    Offsets of txt lead back to bytes (`byte_span`). Offsets of html, docx, pdf and ocr count in the
    extracted text, one block a line; `page_of` and `paragraph_of` say where that is.
    """

    name: str
    sha256: str
    format: SourceFormat
    encoding: str | None
    text: str = field(repr=False)
    data: bytes = field(repr=False)
    layout: PageLayout | None = field(default=None, repr=False)

    def byte_span(self, start: int, end: int) -> tuple[int, int] | None:
        """The bytes that `text[start:end]` was decoded from; None where text was extracted."""
        if self.format != "txt" or self.encoding is None:
            return None
        return self._byte_offset(start), self._byte_offset(end)

    def page_of(self, position: int) -> int | None:
        """The page, counted from 1, of a character; None where the format has no pages."""
        if self.layout is None or not self.layout.page_starts:
            return None
        return bisect_right(self.layout.page_starts, position)

    def paragraph_of(self, position: int) -> int:
        """The line of the extracted text, counted from 1, on which a character stands."""
        return self.text.count("\n", 0, position) + 1

    def _byte_offset(self, position: int) -> int:
        encoding = str(self.encoding)
        mark = byte_order_mark(self.data, encoding)
        try:
            prefix = self.text[:position].encode(encoding)
        except UnicodeEncodeError:
            prefix = b""
        if self.data.startswith(prefix, mark) and (prefix or not position):
            return mark + len(prefix)
        return mark + _walk(self.data[mark:], encoding, position)


def byte_order_mark(data: bytes, encoding: str) -> int:
    """How many bytes at the start of `data` are the byte order mark of `encoding`."""
    marks = {
        "utf-8": codecs.BOM_UTF8,
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
        "utf-32-be": codecs.BOM_UTF32_BE,
    }
    mark = marks.get(encoding, b"")
    return len(mark) if mark and data.startswith(mark) else 0


def _walk(data: bytes, encoding: str, position: int) -> int:
    """Byte offset of a character, counted one by one: for bytes that survive no round trip."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    seen = boundary = 0
    for index in range(len(data)):
        if seen >= position:
            break
        fresh = len(decoder.decode(data[index : index + 1]))
        if fresh:
            seen, boundary = seen + fresh, index + 1
    return boundary if seen >= position else len(data)
