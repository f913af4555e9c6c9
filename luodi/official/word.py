"""An official text as a Word file. The same text gives the same bytes."""

from collections.abc import Iterator
from io import BytesIO
from math import floor
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from luodi.official import pieces
from luodi.official.pieces import Heading, OfficialText, Table

__all__ = ["word_file"]

# Zip knows no earlier day, and the parts of the file have no day of their own.
PACKED = (1980, 1, 1, 0, 0, 0)
LATIN = "Times New Roman"
TITLE, BODY, BLACK, SCRIPT, SONG = "方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"
OF_LEVEL = {1: BLACK, 2: SCRIPT, 3: BODY}
TWENTIETHS = 20
TABLE_LINE = 20
TITLE_LINE = 36
LONGEST_PROPERTY = 255
# What stays free below a table, in points.
GAP = 10


def word_file(text: OfficialText) -> bytes:
    word = Document()
    _core(word, text)
    _styles(word)
    _page(word, text.marks)
    _title(word, text.title_lines)
    for place, block in enumerate(text.blocks):
        last = place == len(text.blocks) - 1
        if isinstance(block, Table):
            _table(word, block)
        elif isinstance(block, Heading):
            _heading(word, block)
        else:
            # The signature never stands on a page without text.
            _body(word, block.text).paragraph_format.keep_with_next = last
    _signature(word, text.signature)
    return _packed(word)


def _core(word: WordFile, text: OfficialText) -> None:
    core, author = word.core_properties, _property(text.author)
    core.title, core.author, core.language = _property(text.name), author, "zh-CN"
    core.last_modified_by, core.comments, core.revision = author, "", 1
    core.created, core.modified = text.created, text.modified


def _property(words: str) -> str:
    """A property of the file takes no control character and no more than so many."""
    return pieces.printable(words)[:LONGEST_PROPERTY]


def _styles(word: WordFile) -> None:
    """The grid reckons with the size of Normal; what others inherit is set there."""
    normal: Any = word.styles["Normal"]
    normal.font.size = Pt(pieces.BODY_SIZE)
    _fonts(normal.element.get_or_add_rPr(), BODY)
    # Else Word takes the punctuation for that of another script.
    for lang in word.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:eastAsia"), "zh-CN")
    form = normal.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_pitch())
    form.widow_control = False
    # 一字一格: nothing hangs out, and no quarter of a space between Chinese and figures.
    for name in ("w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN"):
        _child(normal.element.get_or_add_pPr(), name, val="0")


def _pitch() -> float:
    """A line in points, rounded down to what Word stores, so that the last one fits."""
    return int(pieces.LINE_PITCH * TWENTIETHS) / TWENTIETHS


def _page(word: WordFile, marks: tuple[str, ...]) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in pieces.SHEET)
    section.top_margin, section.bottom_margin = Mm(pieces.ABOVE), Mm(pieces.BELOW)
    section.left_margin, section.right_margin = Mm(pieces.BINDING), Mm(pieces.OUTSIDE)
    section.header_distance = Mm(20)
    number = pieces.SMALL_SIZE / pieces.POINTS
    section.footer_distance = Mm(pieces.BELOW - pieces.PAGE_NUMBER_BELOW - number)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    # Lines only: where a character is wider than its cell, as here, LibreOffice gives it two.
    # The characters of a line are kept to 28 by the spacing of each run.
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(_pitch() * TWENTIETHS)))
    word.settings.odd_and_even_pages_header_footer = True
    _edges(section, marks)


def _edges(section: Section, marks: tuple[str, ...]) -> None:
    """Marks above; the number below, outside: at the right on odd pages, else at the left."""
    for header in (section.header, section.even_page_header):
        above = header.paragraphs[0]
        above.style = "Normal"
        if marks:
            _run(above, " ".join(marks), BLACK, pieces.SMALL_SIZE)
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        below = footer.paragraphs[0]
        below.style = "Normal"
        below.alignment = getattr(WD_ALIGN_PARAGRAPH, side.upper())
        below.paragraph_format.line_spacing = Pt(pieces.SMALL_SIZE)
        _indent(below, **{side: 1})
        _run(below, "— ", SONG, pieces.SMALL_SIZE)
        _field(below, "PAGE")
        _run(below, " —", SONG, pieces.SMALL_SIZE)


def _title(word: WordFile, lines: tuple[str, ...]) -> None:
    title = word.add_paragraph(style="Normal")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = Pt(TITLE_LINE)
    title.paragraph_format.space_after = Pt(_pitch())
    _off_the_grid(title)
    _child(title._p.get_or_add_pPr(), "w:outlineLvl", val="0")
    for place, words in enumerate(lines):
        if place:
            _run(title, "\n", TITLE, pieces.TITLE_SIZE)
        _run(title, words, TITLE, pieces.TITLE_SIZE)


def _heading(word: WordFile, heading: Heading) -> None:
    one = word.add_paragraph(style="Normal")
    one.paragraph_format.keep_with_next = True
    _indent(one, firstLine=2)
    _child(one._p.get_or_add_pPr(), "w:outlineLvl", val=str(heading.level))
    _run(one, heading.text, OF_LEVEL[heading.level])


def _body(word: WordFile, words: str) -> WordParagraph:
    one = word.add_paragraph(style="Normal")
    one.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _indent(one, firstLine=2)
    _run(one, words, BODY)
    return one


def _table(word: WordFile, table: Table) -> None:
    made = word.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for drawn, column in zip(made.columns, table.columns, strict=True):
        drawn.width = Mm(pieces.AREA[0] * column.share / 100)
    lines = [tuple(column.title for column in table.columns), *table.rows]
    for place, (row, texts) in enumerate(zip(made.rows, lines, strict=True)):
        properties = row._tr.get_or_add_trPr()
        _child(properties, "w:cantSplit")
        if place == 0:
            _child(properties, "w:tblHeader")
        for cell, column, words in zip(row.cells, table.columns, texts, strict=True):
            cell.width = Mm(pieces.AREA[0] * column.share / 100)
            _cell(cell, words, head=place == 0, centred=column.centred)
    after = word.add_paragraph(style="Normal")
    after.paragraph_format.line_spacing = Pt(GAP)
    _off_the_grid(after)


def _cell(cell: _Cell, words: str, *, head: bool, centred: bool) -> None:
    one = cell.paragraphs[0]
    one.style = "Normal"
    one.paragraph_format.line_spacing = Pt(TABLE_LINE)
    if head or centred:
        one.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _off_the_grid(one)
    _child(cell._tc.get_or_add_tcPr(), "w:vAlign", val="center")
    _run(one, words, BLACK if head else BODY, pieces.TABLE_SIZE)


def _signature(word: WordFile, signature: pieces.Signature) -> None:
    unit, day = pieces.set_in(signature)
    word.add_paragraph(style="Normal").paragraph_format.keep_with_next = True
    lines = ((signature.unit, unit), (pieces.day_in_words(signature.day), day))
    for place, (words, free) in enumerate(lines):
        one = word.add_paragraph(style="Normal")
        one.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        one.paragraph_format.keep_with_next = place == 0
        _indent(one, right=free)
        _run(one, words, BODY)


def _run(paragraph: WordParagraph, words: str, font: str, size: int = pieces.BODY_SIZE) -> None:
    run = paragraph.add_run(pieces.printable(words))
    run.font.size = Pt(size)
    properties = run._r.get_or_add_rPr()
    _fonts(properties, font)
    if size == pieces.BODY_SIZE:
        closer = floor((pieces.CHARACTER_PITCH - size) * TWENTIETHS)
        _child(properties, "w:spacing", val=str(closer))


def _off_the_grid(paragraph: WordParagraph) -> None:
    _child(paragraph._p.get_or_add_pPr(), "w:snapToGrid", val="0")


def _fonts(properties: Any, font: str) -> None:
    """Each of the four: what is left out, Word takes from its theme."""
    names = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        names.attrib.pop(qn(f"w:{theme}"), None)
    latin = font if font == SONG else LATIN
    for name, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", font), ("cs", LATIN)):
        names.set(qn(f"w:{name}"), value)


def _field(paragraph: WordParagraph, instruction: str) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(pieces.SMALL_SIZE)
    _fonts(run._r.get_or_add_rPr(), SONG)
    for kind in ("begin", "", "separate", "shown", "end"):
        if kind in ("", "shown"):
            text = _child(run._r, "w:t" if kind else "w:instrText")
            text.text = "1" if kind else instruction
        else:
            _child(run._r, "w:fldChar", fldCharType=kind)


def _indent(paragraph: WordParagraph, **characters: float) -> None:
    """In characters of the grid, and in twentieths of a point for who reads no characters."""
    found = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for side, number in characters.items():
        found.set(qn(f"w:{side}Chars"), str(round(number * 100)))
        twentieths = round(number * pieces.CHARACTER_PITCH * TWENTIETHS)
        found.set(qn(f"w:{side}"), str(twentieths))


# The schema of Word asks for the properties of paragraphs and runs in this order.
ORDER = (
    "w:overflowPunct",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:snapToGrid",
    "w:spacing",
    "w:sz",
    "w:ind",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
)


def _child(parent: Any, name: str, **attributes: str) -> Any:
    one = OxmlElement(name)
    for key, value in attributes.items():
        one.set(qn(f"w:{key}"), value)
    later = ORDER[ORDER.index(name) + 1 :] if name in ORDER else ()
    before = next((child for child in parent if child.tag in map(qn, later)), None)
    if before is None:
        parent.append(one)
    else:
        before.addprevious(one)
    return one


def _packed(word: WordFile) -> bytes:
    """The parts once more, each as if packed on the same day."""
    first, made = BytesIO(), BytesIO()
    word.save(first)
    with ZipFile(first) as parts, ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for name, content in _parts(parts):
            entry = ZipInfo(name, PACKED)
            entry.compress_type = ZIP_DEFLATED
            # Otherwise it tells the system that packed it.
            entry.create_system, entry.external_attr = 0, 0
            packed.writestr(entry, content)
    return made.getvalue()


def _parts(packed: ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in packed.namelist():
        yield name, packed.read(name)
