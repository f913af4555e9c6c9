"""What is in force changes by request and approval alone; what it was stays readable for ever."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from luodi.audit.models import AuditEvent
from luodi.errors import DomainError, NotAllowed
from luodi.parties.models import Notice
from luodi.parties.notice_kinds import address_of, sentence_of
from luodi.parties.rules.roles import Actor, Role
from luodi.plans.actions import (
    Wanted,
    approve_adjustment,
    correct,
    publish,
    refuse_adjustment,
    request_adjustment,
    withdraw_adjustment,
)
from luodi.plans.errors import (
    ActOutOfOrder,
    AdjustmentSuperseded,
    BasisMissing,
    BoundsCrossed,
    DecidedMeanwhile,
    DueDayInvalid,
    InvalidCorrection,
    ItemNotAdjustable,
    NothingAdjusted,
    OwnRequest,
    WordsMissing,
)
from luodi.plans.models import AdjustedDuty, Adjustment, AdjustmentOutcome, Task
from luodi.plans.queries import (
    adjustments,
    adjustments_of_item,
    adjustments_of_plan,
    find_adjustment,
    find_duty,
    find_task,
    items_as_of,
)
from luodi.plans.queries.supervision import acts_open_to
from luodi.plans.rules.adjusting import Status
from luodi.plans.rules.supervision import Act
from tests.parties.cast import TEST, person
from tests.plans.adjusted import (
    ASKER,
    DOCUMENT,
    PUBLISHER,
    approved,
    asked,
    first_task,
    last_of,
    lowest,
    scenarios,
)
from tests.plans.factory import imported, reading
from tests.plans.supervised import OFFICE, Supervised, confirmed_plan, done, issued

pytestmark = pytest.mark.django_db
LATER = timezone.localdate() + timedelta(days=400)


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


def value_of(plan: Supervised, number: int, instant: Any = None) -> Any:
    states = items_as_of(plan.version, instant)
    return next(
        one.values["low"] for one in states if one.item.pk == number and "low" in one.values
    )


def test_an_approved_request_changes_the_value_and_keeps_the_old_one_readable(
    plan: Supervised,
) -> None:
    target = scenarios(plan)
    before = timezone.now()
    one = asked(target)
    assert value_of(plan, target.pk) == 10.0
    outcome = approved(one)
    target.refresh_from_db()
    assert (target.low, target.state) == (12.0, "corrected")
    assert value_of(plan, target.pk, outcome.at - timedelta(microseconds=1)) == 10.0
    assert value_of(plan, target.pk, before) == 10.0
    assert outcome.decision is not None
    assert outcome.decision.reason == f"动态调整（调整申请第 {one.pk} 号）\n财政资金追加"
    assert outcome.decision.actor == PUBLISHER.reference
    (record,) = adjustments_of_item(target)
    changed = [(row.field, row.was, row.now) for row in record.differences]
    assert changed == [("low", 10.0, 12.0), ("high", 10.0, 12.0)]
    assert adjustments_of_item(target, at=before) == []
    assert [page.adjustment for page in adjustments_of_plan(plan.plan.pk)] == [one]
    told = list(AuditEvent.objects.order_by("-position").values_list("action", flat=True)[:3])
    assert told == ["plans.adjustment_approved", "plans.correct", "plans.adjustment_requested"]


def test_a_dropped_task_is_closed_for_its_units_and_keeps_its_page(plan: Supervised) -> None:
    duties = issued(plan, now=timezone.now(), due_on=LATER)
    task = first_task(plan)
    done(duties[0], Act.ACCEPT, plan.member(plan.lead), timezone.now())
    one = asked(task, measure="drop", by=plan.member(plan.lead), unit=plan.lead.pk)
    outcome = approved(one)
    page = find_duty(duties[0].pk)
    assert (page.standing.state, page.last.actor) == ("closed", PUBLISHER.reference)
    assert "财政资金追加" in page.last.words
    assert find_duty(duties[1].pk).standing.state == "waiting"
    assert find_task(task.pk).state == "rejected"
    earlier = find_duty(duties[0].pk, at=outcome.at - timedelta(microseconds=1))
    assert earlier.standing.state == "underway"


def test_the_office_alone_does_not_reopen_what_an_adjustment_withdrew(plan: Supervised) -> None:
    duty = issued(plan, now=timezone.now(), due_on=LATER)[0]
    approved(asked(first_task(plan), measure="drop"))
    assert acts_open_to(OFFICE, find_duty(duty.pk)) == []
    with pytest.raises(ActOutOfOrder):
        done(duty, Act.REOPEN, OFFICE, timezone.now())


def test_an_approved_due_day_moves_the_ladder_of_the_chosen_duties(plan: Supervised) -> None:
    first, other, _third = issued(plan, now=timezone.now(), due_on=LATER)
    task = first_task(plan)
    new = LATER + timedelta(days=30)
    member = plan.member(plan.lead)
    one = asked(task, measure="due", duties=(first.pk,), due_on=new, by=member, unit=plan.lead.pk)
    assert find_adjustment(one.pk).duties[0].was == LATER
    outcome = approved(one)
    assert find_duty(first.pk).standing.due_on == new
    assert find_duty(first.pk, at=outcome.at - timedelta(microseconds=1)).standing.due_on == LATER
    assert find_duty(other.pk).standing.due_on == LATER
    assert outcome.decision is None
    assert find_duty(first.pk).last.actor == PUBLISHER.reference


def test_progress_reported_meanwhile_leaves_a_request_of_the_due_day_alive(
    plan: Supervised,
) -> None:
    duty = issued(plan, now=timezone.now(), due_on=LATER)[0]
    new = LATER + timedelta(days=9)
    one = asked(first_task(plan), measure="due", duties=(duty.pk,), due_on=new)
    done(duty, Act.ACCEPT, plan.member(plan.lead), timezone.now())
    approved(one)
    assert find_duty(duty.pk).standing.due_on == new


def test_a_due_day_changed_meanwhile_supersedes_the_request(plan: Supervised) -> None:
    duty = issued(plan, now=timezone.now(), due_on=LATER)[0]
    chosen = {"measure": "due", "duties": (duty.pk,)}
    one = asked(first_task(plan), due_on=LATER + timedelta(days=9), **chosen)
    two = asked(first_task(plan), due_on=LATER + timedelta(days=10), **chosen)
    approved(one)
    assert find_adjustment(two.pk).status is Status.SUPERSEDED
    with pytest.raises(AdjustmentSuperseded):
        approved(two)


def test_a_claimed_duty_takes_no_other_day(plan: Supervised) -> None:
    duty = issued(plan, now=timezone.now(), due_on=LATER)[0]
    one = asked(first_task(plan), measure="due", duties=(duty.pk,), due_on=date(2099, 1, 1))
    for act in (Act.ACCEPT, Act.CLAIM):
        done(duty, act, plan.member(plan.lead), timezone.now())
    with pytest.raises(ActOutOfOrder):
        approved(one)
    assert find_adjustment(one.pk).status is Status.WAITING
    with pytest.raises(NothingAdjusted):
        asked(first_task(plan), measure="due", duties=(duty.pk,), due_on=date(2099, 1, 1))


def test_of_two_requests_on_the_same_values_the_second_is_superseded(plan: Supervised) -> None:
    target = scenarios(plan)
    one, two = asked(target), asked(target, values={"low": 8.0, "high": 8.0})
    before = timezone.now()
    approved(one)
    assert find_adjustment(two.pk).status is Status.SUPERSEDED
    assert find_adjustment(two.pk, at=before).status is Status.WAITING
    with pytest.raises(AdjustmentSuperseded):
        approved(two)
    assert value_of(plan, target.pk) == 12.0
    assert [row.pk for row in adjustments(state="superseded")] == [two.pk]
    refuse_adjustment(two.pk, words="已另行调整。", by=PUBLISHER)
    assert find_adjustment(two.pk).status is Status.REFUSED
    again = asked(target, values={"low": 8.0, "high": 8.0})
    approved(again)
    assert value_of(plan, target.pk) == 8.0


def test_another_version_in_force_supersedes_what_waits(plan: Supervised) -> None:
    one = asked(scenarios(plan))
    newer = imported(reading(copy=1)).version
    for state in items_as_of(newer):
        correct_or_confirm(state.item)
    last = plan.plan.publications.get(next=None)
    publish(newer, by=TEST, expected=last.pk)
    assert find_adjustment(one.pk).status is Status.SUPERSEDED
    with pytest.raises(AdjustmentSuperseded):
        approved(one)
    with pytest.raises(ItemNotAdjustable):
        asked(scenarios(plan))


def correct_or_confirm(item: Any) -> None:
    from luodi.plans.actions import confirm

    confirm(item, by=TEST, expected=None)


def test_nobody_decides_on_what_he_asked_for(plan: Supervised) -> None:
    both = Actor("parties.person:9", frozenset({Role.OFFICE, Role.PUBLISHER}))
    one = asked(scenarios(plan), by=both)
    for settle in (approve_adjustment, refuse_adjustment):
        with pytest.raises(OwnRequest):
            settle(one.pk, words="同意。", by=both)
        with pytest.raises(NotAllowed):
            settle(one.pk, words="同意。", by=OFFICE)
        with pytest.raises(WordsMissing):
            settle(one.pk, words=" ", by=PUBLISHER)
    assert not AdjustmentOutcome.objects.exists()


def test_a_settled_request_stays_settled(plan: Supervised) -> None:
    one = asked(scenarios(plan))
    refuse_adjustment(one.pk, words="依据不足。", by=PUBLISHER)
    with pytest.raises(DecidedMeanwhile):
        approved(one)
    with pytest.raises(DecidedMeanwhile):
        withdraw_adjustment(one.pk, by=ASKER)
    assert value_of(plan, scenarios(plan).pk) == 10.0
    assert find_adjustment(one.pk).status is Status.REFUSED


def test_a_unit_takes_its_own_request_back_and_no_other(plan: Supervised) -> None:
    member, other = plan.member(plan.lead), plan.member(plan.support, 3)
    one = asked(first_task(plan), by=member, unit=plan.lead.pk)
    for stranger in (other, OFFICE, PUBLISHER):
        with pytest.raises(NotAllowed):
            withdraw_adjustment(one.pk, by=stranger)
    withdraw_adjustment(one.pk, by=plan.member(plan.lead, 4))
    assert find_adjustment(one.pk).status is Status.WITHDRAWN


def test_a_unit_asks_about_its_own_tasks_and_the_targets_under_them(plan: Supervised) -> None:
    member, other = plan.member(plan.lead), plan.member(plan.support, 3)
    asked(first_task(plan), by=member, unit=plan.lead.pk)
    asked(lowest(plan), by=member, unit=plan.lead.pk)
    for item, by, unit in (
        (first_task(plan), other, plan.support.pk),
        (first_task(plan), other, plan.lead.pk),
        (first_task(plan), member, None),
        (scenarios(plan), member, plan.lead.pk),
        (first_task(plan), PUBLISHER, None),
    ):
        with pytest.raises(NotAllowed):
            asked(item, by=by, unit=unit)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"reason": "  "}, WordsMissing),
        ({"way": "single"}, BasisMissing),
        ({"basis": "a\u202eb"}, InvalidCorrection),
        ({"values": {"low": 10.0}}, NothingAdjusted),
        ({"values": {"low": 20.0}}, BoundsCrossed),
        ({"values": {"colour": "red"}}, InvalidCorrection),
        ({"measure": "due", "due_on": LATER}, NothingAdjusted),
        ({"measure": "due", "due_on": date(2020, 1, 1)}, DueDayInvalid),
        ({"measure": "burn"}, DomainError),
        ({"expected": 0}, DecidedMeanwhile),
    ],
)
def test_a_request_that_is_not_whole_is_refused(
    plan: Supervised, given: dict[str, Any], error: type[DomainError]
) -> None:
    with pytest.raises(error):
        asked(scenarios(plan), **given)
    assert not Adjustment.objects.exists()


def test_a_case_by_case_decision_keeps_its_ground(plan: Supervised) -> None:
    one = asked(scenarios(plan), way="single", basis=DOCUMENT)
    assert approved(one).decision.reason.startswith("一事一议（调整申请第")  # type: ignore[union-attr]
    assert find_adjustment(one.pk).adjustment.basis == DOCUMENT


def test_requester_and_affected_units_are_told(plan: Supervised) -> None:
    office, member = person("office", Role.OFFICE), person("member", Role.UNIT, unit=plan.lead)
    person("stranger", Role.UNIT, unit=plan.support)
    asker = Actor(f"parties.person:{office.pk}", frozenset({Role.OFFICE}))
    task = first_task(plan)
    refused = asked(task, by=asker)
    refuse_adjustment(refused.pk, words="依据不足。", by=PUBLISHER)
    assert [row.person for row in Notice.objects.filter(kind="plans.adjustment_settled")] == [
        office
    ]
    approved(asked(task, by=asker))
    told = Notice.objects.filter(kind="plans.adjustment_settled", data__outcome="approved")
    assert {row.person for row in told} == {office, member}
    assert "依据不足" in sentence_of(Notice.objects.get(data__outcome="refused"))
    assert {address_of(row) for row in told} == {f"/tasks/{task.pk}/"}


def test_before_publication_nothing_is_adjusted(plan: Supervised) -> None:
    draft = confirmed_plan(published=False, title="未公布的方案", units=(plan.lead, plan.support))
    with pytest.raises(ItemNotAdjustable):
        asked(scenarios(draft))
    with pytest.raises(DomainError):
        request_adjustment(
            "task",
            10**9,
            Wanted("drop"),
            way="dynamic",
            reason="x",
            unit=None,
            expected=1,
            by=OFFICE,
        )
    target = scenarios(draft)
    correct(target, values={"low": 9.0}, by=TEST, expected=last_of(target))


def test_no_row_is_changed_or_deleted(plan: Supervised) -> None:
    duty = issued(plan, now=timezone.now(), due_on=LATER)[0]
    one = asked(first_task(plan), measure="due", duties=(duty.pk,), due_on=date(2099, 1, 1))
    approved(one)
    for model in (AdjustedDuty, AdjustmentOutcome, Adjustment):
        for sql in (
            f"DELETE FROM {model._meta.db_table}",
            f"UPDATE {model._meta.db_table} SET id=id",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
    assert Adjustment.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"actor": ""},
        {"kind": "single"},
        {"target": None},
        {"measure": "due"},
        {"due_on": LATER},
        {"task": "the first"},
    ],
)
def test_the_database_refuses_a_request_that_is_not_whole(
    plan: Supervised, wrong: dict[str, Any]
) -> None:
    one = asked(scenarios(plan))
    if "task" in wrong:
        wrong = {"task": Task.objects.earliest("pk")}
    columns = {
        field.name: getattr(one, field.name) for field in one._meta.fields if field.name != "id"
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Adjustment.objects.create(**(columns | wrong))


@pytest.mark.parametrize("wrong", [{"words": ""}, {"actor": ""}, {"outcome": "refused"}])
def test_the_database_refuses_an_outcome_that_is_not_whole(
    plan: Supervised, wrong: dict[str, Any]
) -> None:
    target = scenarios(plan)
    one, two = asked(target), asked(target)
    decision = approved(one).decision
    whole: dict[str, Any] = {"outcome": "approved", "words": "同意", "actor": "x", "at": one.at}
    given = {"decision": decision} if "outcome" in wrong else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        AdjustmentOutcome.objects.create(adjustment=two, **(whole | given | wrong))
    with pytest.raises(IntegrityError), transaction.atomic():
        AdjustmentOutcome.objects.create(adjustment=one, **whole)
