"""The reader against what a careful person reads out of the plans written for this project."""

import json
import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from luodi.reader.document import PlanDocument
from luodi.reader.reading import read
from tests.conftest import ROOT

PLANS = ROOT / "tests/reader/plans"
EXAMPLES = ROOT / "luodi/plans/examples"
NAMES = sorted(path.stem for path in PLANS.glob("*.json"))
FIGURE = ("by", "low", "high", "comparator", "basis", "unit")


def text_file(name: str) -> Path:
    return next(p for p in (PLANS / f"{name}.txt", EXAMPLES / f"{name}.txt") if p.exists())


def expected(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((PLANS / f"{name}.json").read_text("utf-8"))
    return gold


@pytest.fixture(params=NAMES)
def reading(request: pytest.FixtureRequest) -> tuple[dict[str, Any], PlanDocument]:
    return expected(request.param), read(text_file(request.param))


def same_object(gold: str, found: str) -> bool:
    """Alike in words, and free of the number of another target."""
    digits = [re.sub(r"\D", "", words) for words in (gold, found)]
    alike = gold in found or found in gold or SequenceMatcher(None, gold, found).ratio() >= 0.6
    return alike and digits[0] == digits[1]


def matched(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> int:
    """How many of `gold` are found, each once: the same figure of the same object."""
    left, hits = list(found), 0
    for wanted in gold:
        for one in left:
            figures = all(wanted[key] == one[key] for key in FIGURE)
            if figures and same_object(wanted["object"], one["object"]):
                left.remove(one)
                hits += 1
                break
    return hits


def test_a_clean_plan_comes_back_as_it_was(
    reading: tuple[dict[str, Any], PlanDocument],
) -> None:
    gold, plan = reading
    assert plan.text == text_file(Path(gold["doc"]).stem).read_text("utf-8")
    assert not plan.repairs
    assert not plan.missing


def test_what_the_plan_says_of_itself(reading: tuple[dict[str, Any], PlanDocument]) -> None:
    gold, plan = reading
    meta = plan.to_dict()["meta"]
    meta["region"] = meta["region"] and meta["region"]["name"]
    assert {key: meta[key] for key in gold["meta"]} == gold["meta"]


def test_headings(reading: tuple[dict[str, Any], PlanDocument]) -> None:
    gold, plan = reading
    assert [[h.level, h.label, h.heading] for h in plan.outline] == gold["headings"]


def test_tasks_and_their_units(reading: tuple[dict[str, Any], PlanDocument]) -> None:
    gold, plan = reading
    found = [
        {
            "path": list(task.path),
            "heading": task.heading,
            "responsible": [[body.name, body.role] for body in task.responsible],
        }
        for task in plan.tasks
    ]
    assert found == gold["tasks"]


def test_targets_and_no_fact_among_them(reading: tuple[dict[str, Any], PlanDocument]) -> None:
    gold, plan = reading
    found = plan.to_dict()["targets"]
    facts = {fact["quote"] for fact in gold["facts"]}
    assert not [target["quote"] for target in found if target["quote"] in facts]
    assert 2 * matched(gold["targets"], found) / (len(found) + len(gold["targets"])) >= 0.95


def test_every_quote_stands_at_its_span(reading: tuple[dict[str, Any], PlanDocument]) -> None:
    _, plan = reading
    for item in (*plan.targets, *plan.facts):
        assert plan.text[item.start : item.end] == item.quote


def test_instruments_of_all_plans_together() -> None:
    hits = total = 0
    for name in NAMES:
        found = {named.name for named in read(text_file(name)).instruments}
        wanted = set(expected(name)["instruments"])
        hits += len(found & wanted)
        total += len(found) + len(wanted)
    assert 2 * hits / total >= 0.85


def test_the_damaged_web_copy_reads_like_the_clean_plan() -> None:
    copy = read(EXAMPLES / "wanglan-district-plan.html")
    clean = read(PLANS / "wanglan-district-plan.txt")
    # Where a copy was taken from is kept as its attribution.
    lines = [line for line in copy.text.splitlines() if not line.startswith("来源")]
    assert lines == clean.text.splitlines()
    assert [target.quote for target in copy.targets] == [target.quote for target in clean.targets]
    assert [task.responsible for task in copy.tasks] == [task.responsible for task in clean.tasks]
