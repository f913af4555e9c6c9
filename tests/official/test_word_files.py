"""An official text as Word: the measures of GB/T 9704, its fonts, and the same bytes each time."""

import io
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordFile
from docx.oxml.ns import qn

from luodi.official import pieces
from luodi.official.pieces import Heading, Paragraph
from luodi.official.word import word_file
from tests.official.texts import AT, SENTENCE, table, text


def opened(content: bytes) -> WordFile:
    return Document(io.BytesIO(content))


def test_the_same_text_gives_the_same_bytes() -> None:
    first = word_file(text(Paragraph(SENTENCE), table(3)))
    assert first == word_file(text(Paragraph(SENTENCE), table(3)))
    with ZipFile(io.BytesIO(first)) as packed:
        assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = opened(first).core_properties
    assert (core.created, core.modified) == (AT.replace(tzinfo=core.created.tzinfo),) * 2
    assert core.title == "云溪市数据局2026年度“人工智能+”工作计划"


def test_the_sheet_and_its_margins_are_those_of_the_standard() -> None:
    section = opened(word_file(text())).sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(side.mm) for side in sides if side] == [210, 297, 37, 28]
    area = section.page_width - section.left_margin - section.right_margin
    assert round(area / 36000) == 156
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines"
    # 22 lines of the pitch fill the 225 mm, and no 23rd fits.
    assert 225 / 25.4 * 1440 / 23 < int(grid.get(qn("w:linePitch"))) <= 225 / 25.4 * 1440 / 22


def test_every_run_names_a_chinese_and_a_latin_font() -> None:
    blocks = (Heading(1, "一、目标"), Heading(2, "（一）季度"), Heading(3, "1. 事项"), table(2))
    word = opened(word_file(text(*blocks, Paragraph("完成AI平台"))))
    parts = [word.element, *(f._element for s in word.sections for f in (s.footer, s.header))]
    fonts = [
        run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") for p in parts for run in p.iter(qn("w:r"))
    ]
    told = {tuple(font.get(qn(f"w:{use}")) for use in ("eastAsia", "ascii")) for font in fonts}
    assert {east for east, _latin in told} == {"方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"}
    assert all(latin for _east, latin in told)


def test_headings_stand_in_their_faces_and_paragraphs_two_characters_in() -> None:
    blocks = (
        Heading(1, "一、目标"),
        Heading(2, "（一）季度"),
        Heading(3, "1. 事项"),
        Paragraph("完"),
    )
    found = opened(word_file(text(*blocks))).paragraphs[1:5]
    faces = [p.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) for p in found]
    assert faces == ["黑体", "楷体", "仿宋", "仿宋"]
    assert {p._p.pPr.ind.get(qn("w:firstLineChars")) for p in found} == {"200"}


def test_a_table_repeats_its_head_and_breaks_no_row() -> None:
    rows = opened(word_file(text(table(60)))).tables[0].rows
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_numbers_of_pages_stand_outside_and_marks_on_every_page() -> None:
    word = opened(word_file(text()))
    assert word.settings.odd_and_even_pages_header_footer
    section = word.sections[0]
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    assert odd.text == even.text == "— 1 —"
    for header in (section.header, section.even_page_header):
        assert header.paragraphs[0].text == "草稿 示例数据"


@pytest.mark.parametrize("unit", ["云溪市\x01数据局", "局" * 256])
def test_a_name_that_no_property_holds_is_still_printed(unit: str) -> None:
    core = opened(word_file(text(unit=unit))).core_properties
    assert core.author == pieces.printable(unit)[:255]


def test_what_no_file_can_hold_is_left_out() -> None:
    found = opened(word_file(text(Paragraph("甲\x00乙\x0b丙"))))
    assert found.paragraphs[1].text == "甲乙丙"
