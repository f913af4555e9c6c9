"""The world that a first start shows: marked as sample, one plan in force, the others waiting."""

import pytest

from luodi.audit.models import AuditEvent
from luodi.parties.models import Unit
from luodi.plans.actions import import_file
from luodi.plans.cli import examples
from luodi.plans.models import Document, DutyEvent, Evidence
from luodi.plans.queries import live_targets, printed_names
from luodi.plans.sample import fill_sample_world
from tests.parties.cast import TEST

pytestmark = pytest.mark.django_db


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


def test_the_duties_of_the_sample_plan_are_issued_and_some_have_begun() -> None:
    for file in examples():
        import_file(file, by=TEST, sample=True)
    fill_sample_world()
    last = list(DutyEvent.objects.filter(next=None).order_by("duty").values_list("act", flat=True))
    assert last[:3] == ["report", "claim", "return"]
    assert len(last) > 3 and set(last[3:]) == {"issue"}
    assert Evidence.objects.count() == 2
    assert all("示例" in event.words for event in DutyEvent.objects.exclude(act="accept"))
