"""An official text as PDF: measured on the page, as an official would with a ruler."""

from collections import defaultdict
from ctypes import c_double

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

from luodi.official.errors import NoChineseFont
from luodi.official.fonts import chosen_fonts, fonts_of_the_machine
from luodi.official.pdf import pdf_file
from luodi.official.pieces import Heading, Paragraph, Signature, day_in_words, set_in
from tests.official.texts import SENTENCE, table, text

MM = 72 / 25.4
LONG_UNIT = "云溪市人工智能产业发展和数据要素市场化配置改革工作领导小组办公室综合协调处"


@pytest.fixture(autouse=True)
def with_chinese_fonts() -> None:
    try:
        chosen_fonts(fonts_of_the_machine().families())
    except NoChineseFont:
        pytest.skip("NO CHINESE FONT: install fonts-noto-cjk; no PDF was measured")


def opened(content: bytes) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(content)


def lines_of(page: pdfium.PdfPage) -> list[tuple[float, float, float, str]]:
    """Baseline from above, left and right edge in millimetres, and the words, from the top."""
    told, found = page.get_textpage(), defaultdict(list)
    across, up = c_double(), c_double()
    for place in range(told.count_chars()):
        character = told.get_text_range(place, 1)
        if character.strip():
            left, _bottom, right, _top = told.get_charbox(place, loose=True)
            raw.FPDFText_GetCharOrigin(told, place, across, up)
            found[round(up.value)].append((left, right, character))
    height = page.get_height()
    return [
        (
            (height - bottom) / MM,
            min(left for left, _right, _c in row) / MM,
            max(right for _left, right, _c in row) / MM,
            "".join(c for _left, _right, c in sorted(row)),
        )
        for bottom, row in sorted(found.items(), reverse=True)
    ]


def test_a_full_page_has_22_lines_of_28_characters_within_the_area() -> None:
    second = opened(pdf_file(text(Paragraph(SENTENCE * 40), marks=())))[1]
    assert [round(side / MM) for side in second.get_size()] == [210, 297]
    *body, number = lines_of(second)
    assert len(body) == 22
    assert {len(words) for *_edges, words in body} == {28}
    assert all(27.5 < left and right < 184.5 for _low, left, right, _words in body)
    assert body[0][0] > 37
    assert body[-1][0] < 297 - 35 + 1
    pitch = (body[-1][0] - body[0][0]) / 21
    assert pitch == pytest.approx(225 / 22, abs=0.02)
    assert number[3] == "—2—"


def test_pages_are_numbered_outside_and_marked_above() -> None:
    pages = list(opened(pdf_file(text(Paragraph(SENTENCE * 60)))))
    assert len(pages) > 3
    for place, page in enumerate(pages, 1):
        mark, *_body, (low, left, right, words) = lines_of(page)
        assert mark[3] == "草稿示例数据"
        assert words == f"—{place}—"
        # One character in from the edge of the text, 7 mm below it.
        assert right > 175 if place % 2 else left < 36
        assert low == pytest.approx(297 - 35 + 7 + 5, abs=1.5)


def test_the_same_text_gives_the_same_bytes_and_tells_its_title() -> None:
    first = pdf_file(text(Paragraph(SENTENCE), table(3)))
    assert first == pdf_file(text(Paragraph(SENTENCE), table(3)))
    told = opened(first).get_metadata_dict()
    assert told["Title"] == "云溪市数据局2026年度“人工智能+”工作计划"
    assert told["CreationDate"] == "D:20260115020000Z"


def test_sixty_rows_repeat_their_head_on_each_page() -> None:
    pages = [page.get_textpage().get_text_range() for page in opened(pdf_file(text(table(60))))]
    assert len(pages) > 2
    assert all("序号" in page for page in pages if "Benchmark" in page)
    whole = "".join(pages)
    assert all(f"建设第{number}批" in whole for number in range(60))


def test_a_long_name_stays_within_the_page() -> None:
    made = opened(pdf_file(text(Heading(1, "一、" + "很长的标题" * 12), unit=LONG_UNIT)))
    for page in made:
        for _low, left, right, words in lines_of(page):
            assert left > 27.5, words
            assert right < 184.5, words


def test_the_day_starts_two_characters_after_the_unit() -> None:
    lines = lines_of(opened(pdf_file(text(marks=())))[0])
    unit, day = (line for line in lines if line[3] in ("云溪市数据局", "2026年1月15日"))
    assert day[1] - unit[1] == pytest.approx(2 * 156 / 28, abs=1)
    assert max(unit[2], day[2]) < 184 - 1.5 * 156 / 28


@pytest.mark.parametrize("unit", ["局", "云溪市数据局", "云溪市人工智能产业发展领导小组"])
def test_neither_part_of_a_signature_comes_nearer_than_two_characters(unit: str) -> None:
    signature = Signature(unit, text().signature.day)
    free_of_unit, free_of_day = set_in(signature)
    assert min(free_of_unit, free_of_day) == 2
    day = sum(0.5 if c.isascii() else 1 for c in day_in_words(signature.day))
    assert free_of_unit + len(unit) - (free_of_day + day) == 2


def test_without_a_chinese_font_it_says_so() -> None:
    with pytest.raises(NoChineseFont):
        chosen_fonts(["DejaVu Sans", "Libertinus Serif"])


def test_windows_has_the_faces_of_the_standard() -> None:
    chosen = chosen_fonts(["FangSong", "SimHei", "KaiTi", "SimSun", "Times New Roman"])
    assert [chosen[use]["family"] for use in ("body", "black", "script", "song")] == [
        "FangSong",
        "SimHei",
        "KaiTi",
        "SimSun",
    ]
