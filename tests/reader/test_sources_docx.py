"""A Word document gives its paragraphs with the numbers Word draws, and its tables."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from luodi.reader.errors import (
    BrokenFile,
    EncryptedFile,
    LegacyFormat,
    ReaderError,
    UnsupportedFormat,
    ZipBomb,
)
from luodi.reader.sources.numbering import chinese_number
from luodi.reader.sources.opening import open_source
from tests.reader.written_files import (
    PARAGRAPHS,
    PLAN_LEVELS,
    PLAN_LINES,
    docx_bytes,
    numbered_docx,
    plan_docx,
)


def archive(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for path, data in parts.items():
            zipped.writestr(path, data)
    return out.getvalue()


def test_paragraphs_come_out_one_a_line() -> None:
    source = open_source(plan_docx(), name="anything")
    assert (source.format, source.text.split("\n")) == ("docx", PLAN_LINES)
    assert source.paragraph_of(source.text.index("（一）")) == 4


def test_automatic_numbers_are_written_out_and_start_anew_below_each_heading() -> None:
    items = [
        (0, "总体要求"),
        (1, "目标"),
        (2, "甲"),
        (2, "乙"),
        (1, "原则"),
        (2, "丙"),
        (-1, PARAGRAPHS[0]),
    ]
    items += [(0, "重点任务"), (1, "算力")]
    assert open_source(numbered_docx(PLAN_LEVELS, items)).text.split("\n") == [
        "一、总体要求",
        "（一）目标",
        "1.甲",
        "2.乙",
        "（二）原则",
        "1.丙",
        PARAGRAPHS[0],
        "二、重点任务",
        "（一）算力",
    ]


@pytest.mark.parametrize(
    ("form", "text", "label"),
    [
        ("decimalEnclosedCircleChinese", "%1", "③"),
        ("upperRoman", "%1.", "III."),
        ("lowerLetter", "%1)", "c)"),
        ("ideographTraditional", "%1、", "丙、"),
        ("decimalZero", "%1", "03"),
        ("bullet", "●", ""),
    ],
)
def test_each_common_number_format_is_written_out(form: str, text: str, label: str) -> None:
    items = [(0, PARAGRAPHS[0])] * 3
    last = open_source(numbered_docx([(form, text)], items)).text.split("\n")[-1]
    assert last == label + PARAGRAPHS[0]


@pytest.mark.parametrize(
    ("number", "written"),
    [(10, "十"), (11, "十一"), (20, "二十"), (101, "一百零一"), (110, "一百一十")],
)
def test_chinese_numbers_are_written_as_they_are_spoken(number: int, written: str) -> None:
    assert chinese_number(number) == written


def test_a_table_gives_a_line_a_row() -> None:
    document = docx.Document()
    document.add_paragraph(PARAGRAPHS[0])
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], "指标 数量 场景 10个".split(), strict=True
    ):
        cell.text = text
    assert open_source(docx_bytes(document)).text.split("\n")[1:] == ["指标\t数量", "场景\t10个"]


def test_deleted_text_headers_and_contents_are_left_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    paragraph = document.add_paragraph(PARAGRAPHS[0])._p
    paragraph.append(
        parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>删去</w:delText></w:r></w:del>")
    )
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>增补</w:t></w:r></w:ins>"))
    document.styles.add_style("TOC 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("一、总体要求\t1", style="TOC 1")
    assert open_source(docx_bytes(document)).text == PARAGRAPHS[0] + "增补"


BOMB = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * 60_000_000}
CROWD = {f"word/{number}.xml": b"" for number in range(6_000)} | {"word/document.xml": b"<a/>"}
ENTITIES = {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (archive(BOMB), ZipBomb),
        (archive(CROWD), ZipBomb),
        (archive(ENTITIES), BrokenFile),
        (archive({"word/document.xml": b"<open>"}), BrokenFile),
        (archive({"word/document.xml": b"<?xml version='1.0' encoding='U-TF'?><a/>"}), BrokenFile),
        (plan_docx()[:3000], BrokenFile),
        (archive({"OFD.xml": b"<ofd/>"}), LegacyFormat),
        (archive({"xl/workbook.xml": b"<a/>"}), UnsupportedFormat),
        (archive({"a.txt": b"a"}), UnsupportedFormat),
        (b"{\\rtf1 abc}", LegacyFormat),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, LegacyFormat),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            EncryptedFile,
        ),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_archives_that_are_no_plan_are_refused(data: bytes, error: type[ReaderError]) -> None:
    with pytest.raises(error):
        open_source(data, name="plan.docx")


def test_a_document_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(archive({"word/document.xml": b"<a>" + b"x" * 100_000 + b"</a>"}))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.index(mark) + offset
        data[place : place + 4] = (50).to_bytes(4, "little")
    with pytest.raises(BrokenFile):
        open_source(bytes(data))
