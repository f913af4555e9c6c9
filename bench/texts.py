"""The texts that are measured: our own plans, and real ones that lie beside the repository."""

import os
from functools import cache
from pathlib import Path
from random import Random

from tests.reader import damage

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("LUODI_SHARED", ROOT.parent / "shared"))
FOLDERS = (ROOT / "luodi/plans/examples", ROOT / "tests/reader/plans", SHARED / "reader/gold")


@cache
def clean_texts() -> tuple[str, ...]:
    """Simplified, undamaged plans."""
    files = [file for folder in FOLDERS for file in sorted(folder.glob("*.txt"))]
    return tuple(file.read_text("utf-8") for file in files)


@cache
def seeds() -> tuple[Path, ...]:
    """Real plans as found; empty where they are absent."""
    return tuple(sorted((SHARED / "reader/seeds").glob("*.txt")))


def damaged_texts(kind: str) -> tuple[tuple[str, str], ...]:
    """(clean, damaged) for one kind of damage."""
    return tuple(DAMAGES[kind](text) for text in clean_texts())


def _frame_shift(text: str) -> tuple[str, str]:
    damaged = damage.frame_shift(text)
    return damaged.clean, damaged.text


DAMAGES = {
    "half-width marks": lambda text: (text, damage.halve_punctuation(text)),
    "glosses": lambda text: (text, damage.gloss_some(text, Random(1), 0.2)),
    "traditional": lambda text: (text, damage.traditionalise(text)),
    "all with frame shift": _frame_shift,
}


def plan_of(size: int) -> str:
    """One plan of about `size` bytes of UTF-8: the longest one's sections again and again."""
    text = max(clean_texts(), key=len)
    head, body = text.split("\n一、", 1)
    parts = ["一、" + body.rstrip("\n")]
    while sum(len(part) for part in parts) * 3 < size:
        parts.append(parts[0])
    return "\n".join([head, *parts]) + "\n"
