"""A PDF's text layer as printed lines, by PDFium; a PDF without one is a scan."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from luodi.reader.errors import BrokenFile, EncryptedFile, FileTooLarge, TooManyPages
from luodi.reader.sources.limits import MAX_PAGES, MAX_TEXT_CHARACTERS
from luodi.reader.sources.printed import PrintedLine, merged

_MIN_LAYER = 20
_NO_CHARACTER = frozenset({0x7F, 0xFFFE, 0xFFFF})


def pdf_lines(data: bytes, *, name: str) -> list[PrintedLine]:
    """The lines of the text layer, empty for a scan.

    Raises EncryptedFile, BrokenFile, TooManyPages or FileTooLarge.
    """
    lines: list[PrintedLine] = []
    with open_pdf(data, name=name) as document:
        for number in range(len(document)):
            lines.extend(_page_lines(document, number, name))
            if sum(len(line.text) for line in lines) > MAX_TEXT_CHARACTERS:
                raise FileTooLarge(name=name, size=len(data), limit=MAX_TEXT_CHARACTERS)
    return merged(lines) if sum(len(line.text) for line in lines) >= _MIN_LAYER else []


def open_pdf(data: bytes, *, name: str) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        if locked:
            raise EncryptedFile(name=name) from error
        raise BrokenFile(name=name, format="PDF") from error
    if (pages := len(document)) > MAX_PAGES:
        document.close()
        raise TooManyPages(name=name, count=pages, limit=MAX_PAGES)
    return document


@dataclass(slots=True)
class _Gathered:
    """A line under way: its characters, and left, top, right, bottom of the visible ones."""

    chars: list[str] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)


def _page_lines(document: pypdfium2.PdfDocument, number: int, name: str) -> Iterator[PrintedLine]:
    try:
        page = document[number]
        layer = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise BrokenFile(name=name, format="PDF") from error
    height = page.get_height()
    line = _Gathered()
    for index in range(layer.count_chars()):
        code = pdfium.FPDFText_GetUnicode(layer, index)
        if code in (10, 13):
            yield from _closed(line, number, height)
            line = _Gathered()
        elif code >= 32 and code not in _NO_CHARACTER:
            line.chars.append(chr(code))
            if not line.chars[-1].isspace():
                line.boxes.append(_box(layer, index, height))
    yield from _closed(line, number, height)
    layer.close()
    page.close()


def _box(
    layer: pypdfium2.PdfTextPage, index: int, page_height: float
) -> tuple[float, float, float, float]:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(layer, index, ctypes.byref(box))
    return box.left, page_height - box.top, box.right, page_height - box.bottom


def _closed(line: _Gathered, page: int, page_height: float) -> Iterator[PrintedLine]:
    # PDFium hands characters beyond the first plane out as two surrogates.
    units = "".join(line.chars).encode("utf-16-le", "surrogatepass")
    text = units.decode("utf-16-le", "replace").strip()
    if not line.boxes or not text:
        return
    lefts, tops, rights, bottoms = zip(*line.boxes, strict=True)
    widths = sorted(right - left for left, _, right, _ in line.boxes)
    top, bottom = median(tops), median(bottoms)
    # A Han character is as wide as the type is high; a line of digits has only its height.
    size = max(widths[-1 - len(widths) // 4], 0.6 * (bottom - top))
    yield PrintedLine(text, min(lefts), top, max(rights), bottom, size, page, page_height)
