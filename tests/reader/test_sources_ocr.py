"""A scan is read by the OCR engine of the extra `ocr`, and only when asked to."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from luodi.reader.errors import BrokenFile, ScanNeedsOcr, TooLittleText
from luodi.reader.sources.opening import open_source
from tests.reader.written_files import PLAN_LINES

pytest.importorskip("rapidocr")
from PIL import Image, ImageDraw, ImageFont

FONTS = sorted(Path("/usr/share/fonts").rglob("NotoSerifCJK-Regular.ttc"))
PNG = b"\x89PNG\r\n\x1a\n"


def scan(lines: list[str], *, per_line: int = 26) -> "Image.Image":
    """A page as a copier sees it: tilted, grey and noisy."""
    if not FONTS:
        pytest.skip("fonts-noto-cjk is not installed")
    font = ImageFont.truetype(FONTS[0], 32)
    page = Image.new("L", (1240, 1754), 245)
    draw, row = ImageDraw.Draw(page), 0
    for line in lines:
        line = "　　" + line
        for start in range(0, len(line), per_line):
            draw.text((180, 150 + row * 58), line[start : start + per_line], font=font, fill=30)
            row += 1
    noise = np.random.default_rng(1).normal(0, 8, (1754, 1240))
    tilted = np.asarray(page.rotate(0.4, fillcolor=245)) + noise
    return Image.fromarray(tilted.clip(0, 255).astype("uint8"))


def saved(image: "Image.Image", form: str) -> bytes:
    out = BytesIO()
    image.save(out, form)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["PNG", "PDF"])
def test_a_scanned_page_is_read_line_by_line(form: str) -> None:
    source = open_source(saved(scan(PLAN_LINES), form), ocr=True)
    assert source.format == "ocr"
    read = "".join(source.text.split())
    wanted = "".join(PLAN_LINES)
    shared_characters = sum(char in read for char in wanted)
    assert shared_characters / len(wanted) > 0.97
    assert "到2028年" in read


def test_an_image_is_not_read_unless_asked_to() -> None:
    with pytest.raises(ScanNeedsOcr):
        open_source(saved(Image.new("RGB", (9, 9)), "PNG"))


@pytest.mark.slow
def test_an_empty_or_broken_image_is_refused() -> None:
    with pytest.raises(TooLittleText):
        open_source(saved(Image.new("RGB", (99, 99), "white"), "PNG"), ocr=True)
    with pytest.raises(BrokenFile):
        open_source(PNG + b"\0" * 99, ocr=True)


def test_a_scanned_pdf_has_pages_without_a_text_layer() -> None:
    data = saved(Image.new("RGB", (99, 99), "white"), "PDF")
    assert len(pypdfium2.PdfDocument(data)) == 1
    with pytest.raises(ScanNeedsOcr):
        open_source(data)
