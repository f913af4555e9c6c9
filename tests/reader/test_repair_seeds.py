"""The share of damaged spots of the real plans that comes out as the issuer printed it."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from luodi.reader.offsets import Draft
from luodi.reader.repair.repairing import repair

pytestmark = pytest.mark.shared


def strict(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_98_of_100_damaged_spots_of_the_real_plans_are_repaired(shared: Path) -> None:
    right = spots = 0
    for path in sorted((shared / "reader" / "gold").glob("*.json")):
        draft = Draft((shared / "reader" / "seeds" / f"{path.stem}.txt").read_text("utf-8"))
        repair(draft)
        damage = json.loads(path.read_text("utf-8"))["damage"]
        text = strict(draft.text)
        spots += len(damage)
        right += sum(strict(spot["correct"]) in text for spot in damage)
    assert right >= 0.98 * spots


def test_the_repaired_text_of_a_real_plan_comes_back_unchanged(shared: Path) -> None:
    for path in sorted((shared / "reader" / "gold").glob("*.txt")):
        text = path.read_text("utf-8")
        draft = Draft(text)
        repair(draft)
        assert draft.text == text, path.name
