"""Scans become printed lines by RapidOCR (extra `ocr`), whose models come with its wheel."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt

from luodi.reader.errors import BrokenFile, FileTooLarge, ScanNeedsOcr, TooManyPages
from luodi.reader.sources.limits import MAX_PAGES
from luodi.reader.sources.pdf import open_pdf
from luodi.reader.sources.printed import PrintedLine, merged

Picture = npt.NDArray[np.uint8]

_DOTS_PER_POINT = 200 / 72
_MAX_PIXELS = 80_000_000
_MIN_SCORE = 0.5


def pdf_scan_lines(data: bytes, *, name: str, ocr: bool) -> list[PrintedLine]:
    """Lines read off a PDF's page pictures. Raises ScanNeedsOcr without `ocr` or the extra."""
    engine = _engine(name, ocr)
    lines: list[PrintedLine] = []
    with open_pdf(data, name=name) as document:
        for number, page in enumerate(document):
            width, height = page.get_size()
            scale = min(_DOTS_PER_POINT, (_MAX_PIXELS / max(width * height, 1)) ** 0.5)
            picture = page.render(scale=scale, rev_byteorder=False).to_numpy()
            lines.extend(_read(engine, picture[:, :, :3], number))
            page.close()
    return merged(lines)


def image_lines(data: bytes, *, name: str, ocr: bool) -> list[PrintedLine]:
    """The lines read off an image, or off each page of a TIFF."""
    engine = _engine(name, ocr)
    lines: list[PrintedLine] = []
    for number, picture in enumerate(_pictures(data, name)):
        lines.extend(_read(engine, picture, number))
    return merged(lines)


def _engine(name: str, ocr: bool) -> Any:
    if not ocr:
        raise ScanNeedsOcr(name=name)
    try:
        return _started_engine()
    except ImportError as error:
        raise ScanNeedsOcr(name=name) from error


@cache
def _started_engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})


def _pictures(data: bytes, name: str) -> Iterator[Picture]:
    from PIL import Image, ImageSequence

    try:
        with Image.open(BytesIO(data)) as image:
            if image.width * image.height > _MAX_PIXELS:
                raise FileTooLarge(name=name, size=len(data), limit=_MAX_PIXELS)
            for number, frame in enumerate(ImageSequence.Iterator(image)):
                if number >= MAX_PAGES:
                    raise TooManyPages(name=name, count=number + 1, limit=MAX_PAGES)
                yield np.asarray(frame.convert("RGB"))[:, :, ::-1]
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise BrokenFile(name=name, format="image") from error


def _read(engine: Any, picture: Picture, page: int) -> list[PrintedLine]:
    result = engine(np.ascontiguousarray(picture))
    if result.txts is None:
        return []
    height = float(picture.shape[0])
    found = []
    for text, box, score in zip(result.txts, result.boxes, result.scores, strict=True):
        if score < _MIN_SCORE or not text.strip():
            continue
        (left, top), (right, bottom) = box.min(axis=0), box.max(axis=0)
        # The detector's box stands off the type by about a tenth of its height on each side.
        size = 0.8 * float(bottom - top)
        found.append(
            PrintedLine(
                text.strip(),
                float(left),
                float(top),
                float(right),
                float(bottom),
                size,
                page,
                height,
            )
        )
    return sorted(
        found, key=lambda line: (round(line.top / (0.7 * max(line.size, 1.0))), line.left)
    )
