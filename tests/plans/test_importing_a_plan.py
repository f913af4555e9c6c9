"""Importing: what is stored, that it is stored once, and that a refusal stores nothing."""

from dataclasses import replace

import pytest

from luodi.plans.errors import MisplacedQuote
from luodi.plans.models import Document, Instrument, Target, Task, Version
from luodi.reader.document import Meta
from tests.plans.factory import TITLE, imported, reading

pytestmark = pytest.mark.django_db


def test_a_reading_is_stored_whole() -> None:
    document = reading()
    version = imported(document).version
    assert version.reading == document.to_dict()
    assert version.document.title == TITLE
    assert version.document.issuers == ["示范市人民政府办公厅"]
    assert str(version.document.issued_on) == "2025-05-20"
    assert (version.document.first_year, version.document.last_year) == (2025, 2027)


def test_every_item_keeps_hash_clause_and_span() -> None:
    document = reading()
    imported(document)
    for item in (*Target.objects.all(), *Instrument.objects.all(), *Task.objects.all()):
        version = item.clause.version
        assert version.sha256 == document.sha256
        assert item.clause.start <= item.start < item.end <= item.clause.end
    for target in Target.objects.all():
        assert target.clause.version.text[target.start : target.end] == target.quote


def test_responsible_units_keep_their_order_and_role() -> None:
    imported(reading())
    task = Task.objects.get(heading="加强统筹")
    assert [(unit.name, unit.role) for unit in task.responsible.all()] == [
        ("市数据局", "lead"),
        ("市财政局", "support"),
    ]


def test_the_same_bytes_are_stored_once() -> None:
    first, second = imported(reading()), imported(reading())
    assert (first.created, second.created) == (True, False)
    assert first.version == second.version
    assert Target.objects.count() == len(reading().targets)


def test_another_file_of_a_plan_is_its_next_version() -> None:
    first = imported(reading()).version
    second = imported(reading(copy=1)).version
    assert second.document == first.document
    assert second.replaces == first
    assert Document.objects.count() == 1


def test_a_plan_of_another_region_is_another_plan() -> None:
    imported(reading())
    imported(reading(region="云岭县"))
    assert Document.objects.count() == Version.objects.filter(replaces=None).count() == 2


def test_a_text_without_title_or_numbers_is_stored_too() -> None:
    bare = replace(reading(), meta=Meta(), outline=(), tasks=())
    version = imported(bare).version
    assert version.clauses.count() == 1
    assert str(version.document)


def test_a_misplaced_quote_stores_nothing() -> None:
    document = reading()
    moved = replace(document.targets[0], start=0, end=3)
    with pytest.raises(MisplacedQuote):
        imported(replace(document, targets=(moved,)))
    assert not Document.objects.exists()


def test_sample_plans_are_marked() -> None:
    assert imported(reading(), sample=True).version.document.sample
