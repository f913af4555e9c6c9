"""A PDF's lines become paragraphs again; page numbers and running heads go; a scan asks for OCR."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from luodi.reader.errors import BrokenFile, EncryptedFile, ScanNeedsOcr, TooManyPages
from luodi.reader.offsets import Draft
from luodi.reader.sources.layout import tidy
from luodi.reader.sources.opening import open_source
from tests.reader.written_files import PLAN_LINES, TITLE, plan_pdf


def tidied(data: bytes) -> str:
    source = open_source(data, name="plan.pdf")
    assert source.format == "pdf"
    draft = Draft(source.text)
    tidy(draft, source)
    return draft.text


def blank_pdf(pages: int) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("indent", [0, 2])
@pytest.mark.parametrize("per_line", [23, 28])
def test_a_plan_set_on_one_page_gives_its_paragraphs(per_line: int, indent: float) -> None:
    lines = tidied(plan_pdf(per_line=per_line, indent=indent)).splitlines()
    assert [line for line in lines if line != "青川市人民政府公报"] == PLAN_LINES


def test_paragraphs_run_on_across_pages_and_page_furniture_goes() -> None:
    copies = 6
    assert tidied(plan_pdf(copies=copies)).splitlines() == [TITLE] + PLAN_LINES[1:] * copies


def test_a_place_in_the_text_names_its_page() -> None:
    source = open_source(plan_pdf(copies=6))
    assert source.page_of(0) == 1
    assert source.page_of(len(source.text) - 1) == source.text.count("公报") > 2


def test_a_pdf_with_a_password_a_broken_one_and_an_endless_one_are_refused() -> None:
    with pytest.raises(EncryptedFile):
        open_source(plan_pdf(password="secret"))
    with pytest.raises(BrokenFile):
        open_source(b"%PDF-1.7\nnothing else")
    with pytest.raises(TooManyPages):
        open_source(blank_pdf(700))


def test_a_pdf_without_a_text_layer_names_the_extra() -> None:
    with pytest.raises(ScanNeedsOcr, match=r"luodi\[ocr\]"):
        open_source(blank_pdf(1), name="scan.pdf")
