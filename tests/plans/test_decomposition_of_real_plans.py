"""A province's plan shared out to two cities that do not exist, and the example plans aligned."""

from pathlib import Path

import pytest
from django.test import Client

from luodi.parties.actions.units import register_unit
from luodi.plans.actions import AlignmentRuling, align, decompose, enforce, import_file, publish
from luodi.plans.actions.confirming import Ruling, decide
from luodi.plans.cli import examples
from luodi.plans.models import Target, Version
from luodi.plans.queries import alignment_page, items_as_of, live_targets, plan_coverage
from luodi.plans.rules.decomposition import goal_of, proposed
from luodi.plans.rules.shares import ShareEntry
from tests.parties.cast import TEST
from tests.plans.sharing import state

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def confirmed(file: Path) -> Version:
    """The plan in a file, read, every item confirmed, and published."""
    version = import_file(file, by=TEST).version
    decide([Ruling(one.item, "confirm", None) for one in items_as_of(version)], by=TEST)
    publish(version, by=TEST, expected=None)
    return version


def target_like(version: Version, words: str) -> Target:
    found = Target.objects.filter(clause__version=version, object__contains=words)
    return found.order_by("start")[0]


@pytest.mark.shared
def test_the_targets_of_liaoning_go_to_two_invented_cities_and_the_gap_is_shown(
    shared: Path,
) -> None:
    version = confirmed(shared / "reader/seeds/000.txt")
    assert "辽宁" in version.document.region or "辽宁" in version.text
    cities = ("云溪市", "望澜市")
    for city in cities:
        register_unit("人民政府", region=city, level="city", by=TEST)
    live = live_targets(plan=version.document_id)
    assert len(live) >= 5
    for one in live:
        goal = goal_of(one.values)
        way, years = proposed(goal)
        number = goal.low if goal.low is not None else goal.high
        rows = [
            ShareEntry(f"{number:f}", goal.comparator, region=cities[0]),
            ShareEntry("", goal.comparator, region=cities[1]),
        ]
        target = one.item
        assert isinstance(target, Target)
        ways = {"aggregation": way, "years": years}
        draft = decompose(target, entries=rows, **ways, by=TEST, expected=None)
        enforce(target, by=TEST, expected=draft.pk, reason="望澜市待商定")
    found = plan_coverage(version.document_id)
    assert (found.in_force, len(found.rows)) == (len(live), len(live))
    page = Client().get(f"/plans/{version.document_id}/coverage/").content.decode()
    assert page.count("望澜市待商定") == len(live)
    first = state(live[0].item)  # type: ignore[arg-type]
    assert first.in_force
    assert first.in_force.coverage.holders == ("望澜市",)
    shown = Client().get(f"/targets/{live[0].item.pk}/decomposition/").content.decode()
    assert "尚无份额：" in shown
    assert "望澜市" in shown


def test_the_example_city_carries_part_of_the_example_province() -> None:
    files = {file.name.partition("-")[0]: file for file in examples()}
    province, city = confirmed(files["lanjiang"]), confirmed(files["yunxi"])
    page = alignment_page(province.document_id)
    rows = {row.upper.item.pk: row for row in page.rows}
    upper, lower = target_like(province, "高质量数据集"), target_like(city, "数据集")
    assert [one.lower.item.pk for one in rows[upper.pk].candidates] == [lower.pk]
    assert rows[upper.pk].candidates[0].late
    align([AlignmentRuling(upper.pk, lower.pk, "confirm", None)], by=TEST)
    after = alignment_page(province.document_id)
    row = next(row for row in after.rows if row.upper.item.pk == upper.pk)
    assert row.outcome
    assert (row.outcome.verdict, row.outcome.gap) == ("short", 60)
    assert (after.carried, after.short, after.late) == (1, 1, 1)


def test_an_example_target_is_shared_out_to_the_cities_of_the_province() -> None:
    files = {file.name.partition("-")[0]: file for file in examples()}
    target = target_like(confirmed(files["lanjiang"]), "示范场景")
    rows = [
        ShareEntry("60", region="云溪市", year=2027),
        ShareEntry("30", region="望澜市", year=2027),
        ShareEntry("", region="青屿市"),
    ]
    decompose(target, entries=rows, aggregation="sum", years="cumulative", by=TEST, expected=None)
    draft = state(target).draft
    assert draft
    assert (draft.outcome.verdict, draft.outcome.gap) == ("short", 10)
    assert draft.coverage.holders == ("青屿市",)
