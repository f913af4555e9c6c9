"""The world that a first start shows: marked as sample, one plan in force, the others waiting."""

import pytest

from luodi.audit.models import AuditEvent
from luodi.parties.models import Unit
from luodi.parties.rules.roles import Actor
from luodi.plans.actions import import_file
from luodi.plans.cli import examples
from luodi.plans.models import Document, WorkPlan
from luodi.plans.official_plan import official_plan
from luodi.plans.queries import (
    adjustment_of,
    adjustments,
    live_targets,
    printed_names,
    work_plan_page,
)
from luodi.plans.sample import fill_sample_world
from tests.parties.cast import TEST

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_one_sample_plan_is_in_force_with_its_units() -> None:
    versions = [import_file(file, by=TEST, sample=True).version for file in examples()]
    fill_sample_world()
    live = {one.item.clause.version.document for one in live_targets()}
    assert [plan.region for plan in live] == ["云溪市"]
    assert all(plan.sample for plan in Document.objects.all())
    assert Unit.objects.filter(name="云溪市数据局").exists()
    (city,) = [one for one in versions if one.document.region == "云溪市"]
    unbound = [one.name for one in printed_names(city) if not one.bound]
    assert unbound
    assert not any(name.startswith("市") and not name.startswith("市委") for name in unbound)
    assert AuditEvent.objects.filter(actor="system:sample").exists()


def test_one_unit_of_the_sample_has_an_approved_plan_with_phases_and_a_share() -> None:
    for file in examples():
        import_file(file, by=TEST, sample=True)
    fill_sample_world()
    plan = WorkPlan.objects.get()
    page = work_plan_page(plan.unit_id, plan.year, reader=Actor("parties.person:1"))
    assert page.shown
    assert {"q1", "q2", "q3", "q4"} <= {line.phase for line in page.shown.lines}
    assert any(line.share for line in page.shown.lines)
    text = official_plan(page, page.shown)
    assert text.marks == ("示例数据",)


def test_a_second_start_changes_nothing() -> None:
    for file in examples():
        import_file(file, by=TEST, sample=True)
    fill_sample_world()
    before = AuditEvent.objects.count()
    fill_sample_world()
    assert AuditEvent.objects.count() == before


def test_a_plan_of_ones_own_is_left_alone() -> None:
    for file in examples():
        import_file(file, by=TEST)
    fill_sample_world()
    assert live_targets() == []


def test_one_sample_adjustment_is_in_force_and_one_waits() -> None:
    for file in examples():
        import_file(file, by=TEST, sample=True)
    fill_sample_world()
    found = list(adjustments())
    assert [adjustment_of(one).status for one in found] == ["waiting", "approved"]
    assert all("示例数据" in one.reason for one in found)
