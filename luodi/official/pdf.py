"""An official text as a PDF, set by Typst. The same text and fonts give the same bytes."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luodi.official import pieces
from luodi.official.fonts import chosen_fonts, fonts_of_the_machine
from luodi.official.pieces import Heading, OfficialText, Paragraph, day_in_words

if TYPE_CHECKING:
    from typst import Fonts

__all__ = ["pdf_file"]

LAYOUT = Path(__file__).with_name("layout.typ")


def pdf_file(text: OfficialText, fonts: "Fonts | None" = None) -> bytes:
    """`fonts` are those of the machine unless told. Raises NoChineseFont."""
    from typst import compile as typeset

    known = fonts or fonts_of_the_machine()
    told = _told(text) | {"fonts": chosen_fonts(known.families())}
    made = typeset(
        LAYOUT.read_bytes(),
        font_paths=known,
        sys_inputs={"text": json.dumps(told, ensure_ascii=False)},
        timestamp=int(text.modified.timestamp()),
        format="pdf",
    )
    assert isinstance(made, bytes)  # noqa: S101 - a PDF is one file, however many its pages
    return made


def _told(text: OfficialText) -> dict[str, Any]:
    """What the layout is given: never source of its language, so that no text can speak it."""
    return {
        "title": text.title_lines,
        "name": text.name,
        "author": text.author,
        "marks": text.marks,
        "blocks": [_block(one) for one in text.blocks],
        "signature": [text.signature.unit, day_in_words(text.signature.day)],
        "measures": {
            "sheet": pieces.SHEET,
            "margins": [pieces.ABOVE, pieces.OUTSIDE, pieces.BELOW, pieces.BINDING],
            "line": pieces.LINE_PITCH,
            "character": pieces.CHARACTER_PITCH,
            "characters": pieces.CHARACTERS,
            "number_below": pieces.PAGE_NUMBER_BELOW,
            "sizes": [
                pieces.TITLE_SIZE,
                pieces.BODY_SIZE,
                pieces.SMALL_SIZE,
                pieces.TABLE_SIZE,
            ],
        },
    }


def _block(block: Heading | Paragraph | pieces.Table) -> dict[str, Any]:
    return {"kind": type(block).__name__.lower(), **asdict(block)}
