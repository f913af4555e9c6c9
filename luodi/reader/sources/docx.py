"""A Word document becomes lines: a paragraph each with its automatic number, a table row each.

Read from the zip and its XML directly (docs/decisions/0004): three parts are unpacked and no
more, after the sizes that the archive declares were found to be a document's.
"""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring

from luodi.reader.errors import BrokenFile, EncryptedFile, ZipBomb
from luodi.reader.sources.numbering import Numbering, W, read_numbering
from luodi.reader.sources.sniffing import BROKEN_ZIP

_MAX_ENTRIES = 5_000
_MAX_UNPACKED = 300_000_000
_MAX_PART = 40_000_000
_MAX_RATIO = 250
_RATIO_COUNTS_FROM = 5_000_000
_MAX_NESTING = 40
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
# Text boxes, deleted text and drawings (kept twice by mc:AlternateContent) are no running text.
_SKIPPED = frozenset(
    {
        f"{W}{tag}"
        for tag in (
            "txbxContent",
            "del",
            "moveFrom",
            "instrText",
            "delText",
            "pict",
            "drawing",
            "object",
        )
    }
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}
)
_CONTAINERS = frozenset(
    f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_BROKEN = (
    *BROKEN_ZIP,
    zlib.error,
    lzma.LZMAError,
    ParseError,
    EOFError,
    LookupError,
)


def docx_text(data: bytes, *, name: str) -> str:
    """The lines of a .docx. Raises ZipBomb before unpacking, EncryptedFile or BrokenFile."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_sizes(archive, len(data), name)
            document = _part(archive, "word/document.xml", name)
            numbering = _part(archive, "word/numbering.xml", name)
            styles = _part(archive, "word/styles.xml", name)
    except _BROKEN as error:
        raise BrokenFile(name=name, format="docx") from error
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise BrokenFile(name=name, format="docx")
    contents = _contents_styles(styles)
    return "\n".join(_blocks(body, read_numbering(numbering, styles), contents, 0))


def _check_sizes(archive: zipfile.ZipFile, packed: int, name: str) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    bloated = unpacked > _RATIO_COUNTS_FROM and unpacked > _MAX_RATIO * packed
    if len(entries) > _MAX_ENTRIES or unpacked > _MAX_UNPACKED or bloated:
        raise ZipBomb(name=name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise EncryptedFile(name=name)


def _part(archive: zipfile.ZipFile, path: str, name: str) -> Element | None:
    """One XML part, or None where the document has none; never more bytes than a part may have."""
    if path not in archive.namelist():
        return None
    if archive.getinfo(path).file_size > _MAX_PART:
        raise ZipBomb(name=name)
    with archive.open(path) as file:
        data = file.read(_MAX_PART + 1)
    if len(data) > _MAX_PART:
        raise ZipBomb(name=name)
    # Office Open XML has no document type; without one no entity can be defined and blow up.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise BrokenFile(name=name, format="docx")
    return fromstring(data.replace(_STRICT, W[1:-1].encode()))  # noqa: S314


def _contents_styles(styles: Element | None) -> frozenset[str]:
    """Ids of the styles that a table of contents is set in."""
    found = {f"TOC{level}" for level in range(1, 10)}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        named = style.find(f"{W}name")
        if named is not None and named.get(f"{W}val", "").lower().startswith("toc "):
            found.add(style.get(f"{W}styleId", ""))
    return frozenset(found)


def _blocks(
    parent: Element, numbering: Numbering, contents: frozenset[str], nesting: int
) -> Iterator[str]:
    for child in parent if nesting < _MAX_NESTING else ():
        if child.tag == f"{W}p":
            if _style(child) not in contents:
                yield from _paragraph(child, numbering)
        elif child.tag == f"{W}tbl":
            yield from _table(child, numbering, contents, nesting + 1)
        elif child.tag in _CONTAINERS:
            yield from _blocks(child, numbering, contents, nesting + 1)


def _paragraph(paragraph: Element, numbering: Numbering) -> Iterator[str]:
    """The paragraph's lines; a line is split where the author pressed shift and return."""
    text = "".join(_runs(paragraph))
    if not text.strip():
        return
    lines = [line.strip(" \t") for line in text.split("\n")]
    yield numbering.label(paragraph) + lines[0].lstrip("\u3000")
    yield from (line for line in lines[1:] if line)


def _runs(paragraph: Element) -> Iterator[str]:
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _SKIPPED:
            continue
        if element.tag == f"{W}t":
            yield (element.text or "").replace("\n", " ")
        elif element.tag in (f"{W}tab", f"{W}ptab"):
            yield "\t"
        elif element.tag == f"{W}noBreakHyphen":
            yield "-"
        elif element.tag in (f"{W}br", f"{W}cr") and element.get(f"{W}type") is None:
            yield "\n"
        elif element.tag != f"{W}pPr":
            stack.extend(reversed(element))


def _table(
    table: Element, numbering: Numbering, contents: frozenset[str], nesting: int
) -> Iterator[str]:
    """A row a line, cells parted by tabs; a row of one cell is a frame and gives its paragraphs."""
    for row in _parts_of(table, f"{W}tr") if nesting < _MAX_NESTING else ():
        cells = [
            list(_blocks(cell, numbering, contents, nesting)) for cell in _parts_of(row, f"{W}tc")
        ]
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            yield from filled[0]
        elif filled:
            yield "\t".join("".join(cell) for cell in cells)


def _parts_of(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, its own and not those of a table inside it."""
    stack = list(reversed(parent))
    while stack:
        child = stack.pop()
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            stack.extend(reversed(child))


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""
