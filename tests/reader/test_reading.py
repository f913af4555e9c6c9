"""The whole reader on our own plans: what a careful person reads out of them, it reads too."""

import json
from pathlib import Path
from typing import Any

import pytest

from luodi.reader import PlanDocument, read

GOLD = Path(__file__).parent / "plans"
EXAMPLES = Path(__file__).parents[2] / "luodi/plans/examples"
NAMES = sorted(path.stem for path in GOLD.glob("*.json"))


def plan_file(name: str) -> Path:
    (found, *_) = [*GOLD.glob(f"{name}.txt"), *EXAMPLES.glob(f"{name}.txt")]
    return found


@pytest.fixture(scope="module", params=NAMES)
def pair(request: pytest.FixtureRequest) -> tuple[PlanDocument, dict[str, Any]]:
    name = request.param
    gold = json.loads((GOLD / f"{name}.json").read_text("utf-8"))
    return read(plan_file(name)), gold


def share(found: list[Any], wanted: list[Any]) -> float:
    """F1 of two lists without order."""
    left = list(wanted)
    for item in found:
        if item in left:
            left.remove(item)
    return 2 * (len(wanted) - len(left)) / (len(found) + len(wanted) or 1)


def test_particulars_are_read(pair):
    document, gold = pair
    found = document.to_dict()["meta"]
    found["region"] = found["region"] and found["region"]["name"]
    assert {key: found[key] for key in gold["meta"]} == gold["meta"]


def test_the_outline_is_read(pair):
    document, gold = pair
    assert [[h.level, h.label, h.heading] for h in document.outline] == gold["headings"]


def test_targets_are_read(pair):
    document, gold = pair
    keys = ("by", "low", "high", "comparator", "basis", "unit")
    found = [tuple(getattr(t, key) for key in keys) for t in document.targets]
    assert share(found, [tuple(t[key] for key in keys) for t in gold["targets"]]) >= 0.9


def test_tasks_and_their_bodies_are_read(pair):
    document, gold = pair
    found = [
        [list(t.path), t.heading, [[r.name, r.role] for r in t.responsible]] for t in document.tasks
    ]
    assert found == [[t["path"], t["heading"], t["responsible"]] for t in gold["tasks"]]


def test_no_fact_is_taken_for_a_target(pair):
    document, gold = pair
    facts = [fact["quote"] for fact in gold.get("facts", [])]
    assert not [
        t.quote for t in document.targets if any(t.quote in f or f in t.quote for f in facts)
    ]


def test_instruments_are_read(pair):
    document, gold = pair
    assert share([n.name for n in document.instruments], gold["instruments"]) >= 0.7


def test_every_span_points_at_its_quote(pair):
    document, _ = pair
    for quoted in (*document.targets, *document.facts, *document.missing):
        assert document.text[quoted.start : quoted.end] == quoted.quote
    for named in (*document.instruments, *document.sectors, *document.systems):
        assert document.text[named.start : named.end]
    for named in (*document.instruments, *document.systems):
        assert document.text[named.start : named.end] == named.name
    for task in document.tasks:
        assert task.heading in document.text[task.start : task.end]
    for repair in document.repairs:
        assert document.text[repair.start : repair.end] == repair.after


def test_every_span_leads_back_to_the_bytes_of_the_file(pair):
    document, _ = pair
    assert document.file is not None
    for target in document.targets:
        span = document.byte_span(target.start, target.end)
        assert span is not None
        assert document.file.data[slice(*span)].decode(document.encoding or "") == target.quote


def test_reading_twice_gives_the_same(pair):
    document, _ = pair
    assert read(plan_file(Path(document.source).stem)).to_dict() == document.to_dict()


def test_a_title_without_its_body_is_reported():
    title = "云溪市“人工智能+”行动方案（2026—2028年）"
    page = f"{title}\n点击下载附件查看全文，请使用阅读软件打开本文件。\n"
    assert [m.kind for m in read(page.encode(), name="a.txt").missing] == ["body"]
