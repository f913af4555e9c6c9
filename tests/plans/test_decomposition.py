"""A target is shared out, put in force, withdrawn; what becomes of it when the target changes."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from luodi.audit.actions import reference
from luodi.audit.queries import check_chain, events_about
from luodi.errors import NotAllowed
from luodi.parties.actions.units import register_unit
from luodi.parties.errors import UnitNotFound
from luodi.parties.models import Unit
from luodi.parties.rules.roles import Role
from luodi.plans.actions import confirm, decompose, enforce, publish, withdraw
from luodi.plans.errors import (
    AdjustmentNeeded,
    DecidedMeanwhile,
    DoesNotAddUp,
    InvalidShare,
    NoDraft,
    NothingInForce,
    ReasonNeeded,
    TargetChanged,
    TargetNotLive,
)
from luodi.plans.models import Alignment, Decomposition, Share
from luodi.plans.queries import items_as_of, plan_coverage, target_page
from luodi.plans.queries.decomposition import holder_of, value_of
from luodi.plans.rules.shares import ShareEntry
from tests.parties.cast import TEST, actor
from tests.plans.adjusted import approved, asked
from tests.plans.factory import imported, reading
from tests.plans.sharing import halves, in_force, shares, state, target_of

pytestmark = pytest.mark.django_db


def test_a_draft_is_put_in_force_and_stays_while_a_new_one_is_made() -> None:
    target = target_of(in_force())
    draft = halves(target)
    assert state(target).in_force is None
    step = enforce(target, by=TEST, expected=draft.pk)
    newer = halves(target, ("望澜区", "4"), ("溪口县", "6"), expected=step.pk)
    found = state(target)
    assert found.in_force and found.draft
    assert [value_of(s) for s in found.in_force.shares] == ["5", "5"]
    assert [value_of(s) for s in found.draft.shares] == ["4", "6"]
    assert found.last == newer
    assert {e.action for e in events_about(reference(target))} >= {
        "plans.decompose.revise",
        "plans.decompose.enforce",
    }
    assert check_chain().broken is None


def test_every_digit_comes_back_on_either_engine() -> None:
    target = target_of(in_force())
    digits = "123456789012345678901234.123456789012"
    halves(target, ("望澜区", digits))
    assert Share.objects.get().low == Share.objects.get().high == digits


def test_shares_go_to_units_districts_years_and_the_region_itself() -> None:
    target = target_of(in_force())
    unit = register_unit("科学技术局", region="望澜区", level="county", by=TEST)
    rows = [
        ShareEntry("2", "ge", unit=unit.pk, year=2026, due=date(2026, 6, 30)),
        ShareEntry("3", "ge", unit=unit.pk, year=2027),
        ShareEntry("4", "ge", region="溪口县", adcode="999999", year=2027),
        ShareEntry("3", "ge", year=2027),
    ]
    decompose(target, entries=rows, aggregation="sum", years="cumulative", by=TEST, expected=None)
    draft = state(target).draft
    assert draft
    assert [holder_of(share) for share in draft.shares] == [
        *["望澜区科学技术局"] * 2,
        "溪口县",
        "",
    ]
    assert (draft.outcome.verdict, draft.coverage.years) == ("exact", (2025,))


def test_shares_that_miss_the_target_are_put_in_force_with_a_reason_only() -> None:
    target = target_of(in_force())
    draft = halves(target, ("望澜区", "5"), ("溪口县", ""))
    found = state(target).draft
    assert found
    assert (found.outcome.verdict, found.outcome.gap) == ("short", 5)
    assert found.coverage.holders == ("溪口县",)
    with pytest.raises(DoesNotAddUp):
        enforce(target, by=TEST, expected=draft.pk, reason=" ")
    step = enforce(target, by=TEST, expected=draft.pk, reason="市级预留5个")
    assert step.reason == "市级预留5个"
    assert state(target).enforced == step


def test_shares_that_end_too_late_need_a_reason_too() -> None:
    target = target_of(in_force())
    row = ShareEntry("10", region="望澜区", due=date(2028, 1, 1))
    one = decompose(
        target, entries=[row], aggregation="sum", years="yearly", by=TEST, expected=None
    )
    with pytest.raises(DoesNotAddUp):
        enforce(target, by=TEST, expected=one.pk)


def test_only_the_office_shares_a_target_out() -> None:
    target = target_of(in_force())
    reviewer, office = actor("reviewer", Role.REVIEWER), actor("office", Role.OFFICE)
    for act in (
        lambda: halves(target, by=reviewer),
        lambda: enforce(target, by=reviewer, expected=None),
        lambda: withdraw(target, by=reviewer, expected=None, reason="x"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert halves(target, by=office).actor == office.reference


def test_a_target_that_is_not_live_is_not_shared_out() -> None:
    version = imported(reading()).version
    with pytest.raises(TargetNotLive):
        halves(target_of(version))
    assert not Decomposition.objects.exists()


def test_wrong_steps_are_refused_and_nothing_is_stored() -> None:
    target = target_of(in_force())
    with pytest.raises(NoDraft):
        enforce(target, by=TEST, expected=None)
    with pytest.raises(NothingInForce):
        withdraw(target, by=TEST, expected=None, reason="x")
    with pytest.raises(InvalidShare):
        halves(target, ("望澜区", "-5"))
    with pytest.raises(InvalidShare):
        decompose(target, entries=[], aggregation="mode", years="yearly", by=TEST, expected=None)
    with pytest.raises(InvalidShare):
        decompose(target, entries=[], aggregation="sum", years="weekly", by=TEST, expected=None)
    with pytest.raises(UnitNotFound):
        decompose(
            target,
            entries=[ShareEntry("1", unit=99)],
            aggregation="sum",
            years="yearly",
            by=TEST,
            expected=None,
        )
    draft = halves(target)
    with pytest.raises(DecidedMeanwhile):
        halves(target)
    step = enforce(target, by=TEST, expected=draft.pk)
    with pytest.raises(ReasonNeeded):
        withdraw(target, by=TEST, expected=step.pk, reason=" ")
    assert Decomposition.objects.count() == 2


def test_withdrawn_shares_are_in_force_no_longer_and_stay_readable() -> None:
    target = target_of(in_force())
    step = enforce(target, by=TEST, expected=halves(target).pk)
    taken = withdraw(target, by=TEST, expected=step.pk, reason="数据有误")
    assert state(target).in_force is None
    before = state(target, step.at)
    assert before.in_force and [value_of(s) for s in before.in_force.shares] == ["5", "5"]
    assert taken.at > step.at


@pytest.mark.parametrize("model", [Decomposition, Share, Alignment])
def test_the_database_refuses_to_change_or_delete(model: type) -> None:
    version = in_force()
    target = target_of(version)
    halves(target)
    pair = {"upper": target, "lower": target_of(version, "高质量数据集")}
    Alignment.objects.create(**pair, verdict="confirm", actor="x", at=version.read_at)
    for act in (
        lambda: model._default_manager.all()._raw_delete("default"),
        lambda: model._default_manager.update(id=7),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_corrected_target_says_was_and_is_and_its_draft_must_be_looked_at_again() -> None:
    target = target_of(in_force())
    step = enforce(target, by=TEST, expected=halves(target).pk)
    draft = halves(target, expected=step.pk)
    approved(asked(target))
    target.refresh_from_db()
    found = state(target)
    assert found.in_force and found.in_force.change
    assert (found.in_force.change.kind, found.in_force.change.was["low"]) == ("corrected", 10.0)
    assert found.in_force.change.now and found.in_force.change.now["low"] == 12.0
    assert found.in_force.now
    assert (found.in_force.outcome.verdict, found.in_force.now.gap) == ("exact", 2)
    assert plan_coverage(target.clause.version.document_id).missed == 1
    with pytest.raises(TargetChanged):
        enforce(target, by=TEST, expected=draft.pk)
    again = halves(target, ("望澜区", "6"), ("溪口县", "6"), expected=draft.pk)
    enforce(target, by=TEST, expected=again.pk)
    renewed = state(target).in_force
    assert renewed and renewed.change is None


def test_a_correction_that_is_taken_back_changes_nothing() -> None:
    target = target_of(in_force())
    enforce(target, by=TEST, expected=halves(target).pk)
    for value in (12.0, 10.0):
        values = {"low": value, "high": value}
        approved(asked(target, values=values))
    found = state(target).in_force
    assert found and found.change is None


def test_a_rejected_target_keeps_its_shares_in_sight_and_they_can_be_withdrawn() -> None:
    target = target_of(in_force())
    step = enforce(target, by=TEST, expected=halves(target).pk)
    approved(asked(target, measure="drop"))
    found = state(target)
    assert found.in_force and found.in_force.change
    assert (found.in_force.change.kind, found.in_force.change.now) == ("rejected", None)
    with pytest.raises(TargetNotLive):
        halves(target, expected=step.pk)
    (lapsed,) = plan_coverage(target.clause.version.document_id).lapsed
    assert lapsed[0].target == target and lapsed[1] is None
    withdraw(target, by=TEST, expected=step.pk, reason="目标已驳回")
    assert plan_coverage(target.clause.version.document_id).lapsed == []


def test_a_new_version_leads_from_the_old_shares_to_the_target_in_their_place() -> None:
    old = in_force()
    target = target_of(old)
    step = enforce(target, by=TEST, expected=halves(target).pk)
    new = in_force(replace(reading(copy=1), source="新版.txt"))
    twin = target_of(new)
    found = target_page(target.pk)
    assert found.shared.in_force and found.shared.in_force.change
    assert found.shared.in_force.change.kind == "superseded"
    assert found.successor == twin
    assert target_page(twin.pk).predecessor == target
    covered = plan_coverage(old.document_id)
    assert [(one.target, after) for one, after in covered.lapsed] == [(target, twin)]
    assert covered.in_force == 0
    assert plan_coverage(old.document_id, step.at).in_force == 1
    # The old version comes back, and with it the shares.
    last = old.document.publications.get(next=None)
    publish(old, by=TEST, expected=last.pk)
    again = state(target).in_force
    assert again and again.change is None


def test_a_plan_tells_how_much_of_it_is_shared_out() -> None:
    version = in_force()
    one, other = target_of(version), target_of(version, "高质量数据集")
    enforce(one, by=TEST, expected=halves(one).pk)
    draft = halves(other, ("望澜区", "2"))
    enforce(other, by=TEST, expected=draft.pk, reason="其余预留")
    found = plan_coverage(version.document_id)
    assert (len(found.rows), found.in_force, found.missed) == (5, 2, 1)


def test_nothing_of_a_version_waits_after_it_is_published() -> None:
    version = in_force()
    assert all(one.state == "confirmed" for one in items_as_of(version))
    with pytest.raises(AdjustmentNeeded):
        confirm(target_of(version), by=TEST, expected=None)


def test_shares_of_nothing_but_names_are_a_draft_that_covers_nobody() -> None:
    target = target_of(in_force())
    decompose(
        target,
        entries=shares(("望澜区", ""), ("溪口县", "")),
        aggregation="sum",
        years="cumulative",
        by=TEST,
        expected=None,
    )
    draft = state(target).draft
    assert draft
    assert (draft.outcome.why, draft.coverage.holders) == ("nothing_given", ("望澜区", "溪口县"))


def test_shares_that_come_late_since_the_target_was_brought_forward_are_told() -> None:
    target = target_of(in_force())
    rows = [ShareEntry("10", region="望澜区", due=date(2027, 6, 30))]
    ways = {"aggregation": "sum", "years": "cumulative"}
    draft = decompose(target, entries=rows, **ways, by=TEST, expected=None)
    enforce(target, by=TEST, expected=draft.pk)
    approved(asked(target, values={"by": 2026}))
    found = state(target).in_force
    assert found
    assert (found.coverage.late, found.kept_now) == (("望澜区",), False)
    assert plan_coverage(target.clause.version.document_id).missed == 1


def test_what_no_database_takes_is_left_out_of_reasons_and_refused_in_names() -> None:
    target = target_of(in_force())
    with pytest.raises(InvalidShare):
        halves(target, ("望\x00澜区", "10"))
    with pytest.raises(InvalidShare):
        halves(target, ("望\ud800澜区", "10"))
    step = enforce(target, by=TEST, expected=halves(target).pk)
    with pytest.raises(ReasonNeeded):
        withdraw(target, by=TEST, expected=step.pk, reason=" \x00")
    odd = "重新\x00分解\ud800"
    assert withdraw(target, by=TEST, expected=step.pk, reason=odd).reason == "重新分解"


def test_units_of_one_name_that_followed_one_another_are_two_holders() -> None:
    target, name = target_of(in_force()), "示范市工信局"
    old = register_unit(name, region="示范市", level="city", by=TEST)
    Unit.objects.filter(pk=old.pk).update(valid_to=date(2026, 1, 1))
    new = register_unit(name, region="示范市", level="city", by=TEST)
    rows = [ShareEntry("4", unit=old.pk, year=2025), ShareEntry("6", unit=new.pk, year=2026)]
    ways = {"aggregation": "sum", "years": "cumulative"}
    decompose(target, entries=rows, **ways, by=TEST, expected=None)
    draft = state(target).draft
    assert draft
    assert draft.outcome.verdict == "exact"
