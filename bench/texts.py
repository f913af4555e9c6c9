"""The texts that are measured: our own plans, and real ones that lie beside the repository."""

import os
import re
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
    """One plan of about `size` bytes of UTF-8: the parts of all plans in turn, figures changed."""
    random, texts = Random(7), [text for text in clean_texts() if "\n一、" in text]
    parts = [texts[0].split("\n一、", 1)[0]]
    while sum(map(len, parts)) * 3 < size:
        body = texts[len(parts) % len(texts)].split("\n一、", 1)[1]
        parts.append("一、" + varied(body.rstrip("\n"), random))
    return "\n".join(parts) + "\n"


def varied(text: str, random: Random) -> str:
    """The plan of another city: its name, and every figure that is no year or number of a list."""
    name = "".join(random.choices("安平永宁长泰嘉和兴隆德清源丰临江", k=2))
    text = re.sub("云溪|霁州|澜江|望澜", name, text)
    return re.sub(
        r"(?<![\d.〔年])\d{2,3}(?=[个家项场所名条])", lambda _: str(random.randint(10, 999)), text
    )
