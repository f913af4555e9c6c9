"""Duties are issued, accepted, returned, reported on, claimed and closed, each by who may."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from luodi.audit.models import AuditEvent
from luodi.errors import NotAllowed
from luodi.parties.rules.roles import Actor, Role
from luodi.plans.actions import act_on_duty, issue_duties, set_ladder_terms
from luodi.plans.errors import (
    ActOutOfOrder,
    DecidedMeanwhile,
    DueDayInvalid,
    DutyNotFound,
    NotInForce,
    TermsInvalid,
    WordsMissing,
)
from luodi.plans.models import Duty, DutyEvent, LadderStep, LadderTerms
from luodi.plans.queries import find_duty, issuable, to_do
from luodi.plans.rules.ladder import Status, Terms
from luodi.plans.rules.supervision import Act
from luodi.schedule.actions import run_due_jobs
from luodi.schedule.models import Job
from tests.plans.supervised import (
    DUE,
    OFFICE,
    REASON,
    Supervised,
    china,
    confirmed_plan,
    done,
    issued,
    last_of,
)

pytestmark = pytest.mark.django_db
START = china(3, 2)


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


@pytest.fixture
def duty(plan: Supervised) -> Duty:
    """The lead unit's first duty."""
    return issued(plan, now=START)[0]


@pytest.fixture
def lead(plan: Supervised) -> Actor:
    return plan.member(plan.lead)


def recorded(duty: Duty) -> list[tuple[str, int]]:
    return list(LadderStep.objects.filter(duty=duty).values_list("step", "days"))


def test_every_confirmed_task_and_bound_unit_gets_one_duty_however_often_it_is_issued(
    plan: Supervised,
) -> None:
    made = issued(plan, now=START)
    assert [(duty.unit, duty.role) for duty in made] == [
        (plan.lead, "lead"),
        (plan.lead, "lead"),
        (plan.support, "support"),
    ]
    assert issued(plan, now=START) == []
    left = issuable(plan.plan)
    # 市工信局 is bound to no unit, but its task has another; one task names nobody.
    assert (left.waiting, left.issued, left.unbound, left.nobody) == ([], 3, 0, 1)


def test_a_plan_that_is_not_in_force_binds_nobody(db: None) -> None:
    plan = confirmed_plan(published=False)
    with pytest.raises(NotInForce):
        issued(plan, now=START)


@pytest.mark.parametrize(
    ("reason", "due_on", "refusal"),
    [("  ", DUE, WordsMissing), (REASON, date(2026, 3, 1), DueDayInvalid)],
)
def test_an_issue_says_why_and_is_due_on_a_day_to_come(
    plan: Supervised, reason: str, due_on: date, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        issue_duties(plan.plan, due_on=due_on, reason=reason, by=OFFICE, now=START)
    assert not Duty.objects.exists()


def test_from_acceptance_to_the_end_each_act_is_an_event_with_its_audit_row(
    duty: Duty, lead: Actor
) -> None:
    done(duty, Act.ACCEPT, lead, china(3, 3))
    done(duty, Act.REPORT, lead, china(4, 3), words="已完成选址")
    done(duty, Act.CLAIM, lead, china(5, 6))
    done(duty, Act.SEND_BACK, OFFICE, china(5, 7), words="缺验收材料", due_on=date(2026, 7, 31))
    done(duty, Act.CLAIM, lead, china(5, 8))
    done(duty, Act.CLOSE, OFFICE, china(5, 9), words="")
    page = find_duty(duty.pk, at=china(5, 10))
    assert (page.standing.status, page.standing.due_on) == (Status.CLOSED, date(2026, 7, 31))
    assert [event.act for event in page.events] == [
        *("issue", "accept", "report", "claim", "send_back", "claim", "close")
    ]
    rows = AuditEvent.objects.filter(subject=f"plans.duty:{duty.pk}")
    assert rows.filter(action="plans.duty_send_back").count() == 1
    assert rows.count() == len(page.events)


def test_lead_and_support_accept_each_for_itself(plan: Supervised) -> None:
    _, lead, support = issued(plan, now=START)
    done(support, Act.ACCEPT, plan.member(plan.support), china(3, 3))
    assert find_duty(support.pk, at=china(3, 4)).standing.status is Status.UNDERWAY
    assert find_duty(lead.pk, at=china(3, 4)).standing.status is Status.WAITING


def test_a_returned_duty_waits_for_the_office_which_issues_it_anew(duty: Duty, lead: Actor) -> None:
    done(duty, Act.RETURN, lead, china(3, 3), words="此项职能已划转")
    assert [page.duty for page in to_do(OFFICE, now=china(3, 4))] == [duty]
    done(duty, Act.ISSUE, OFFICE, china(3, 5), due_on=date(2026, 9, 30))
    page = find_duty(duty.pk, at=china(3, 6))
    assert (page.standing.status, page.standing.due_on) == (Status.WAITING, date(2026, 9, 30))


@pytest.mark.parametrize(
    "act", [Act.ISSUE, Act.REPORT, Act.CLAIM, Act.SEND_BACK, Act.REOPEN], ids=str
)
def test_what_the_state_does_not_allow_changes_nothing(duty: Duty, lead: Actor, act: Act) -> None:
    by = lead if act in {Act.REPORT, Act.CLAIM} else OFFICE
    with pytest.raises(ActOutOfOrder):
        done(duty, act, by, china(3, 3), due_on=DUE if act is Act.ISSUE else None)
    assert duty.events.count() == 1


@pytest.mark.parametrize("act", [Act.RETURN, Act.CHANGE_DUE, Act.CLOSE], ids=str)
def test_what_needs_a_reason_is_refused_without_one(duty: Duty, lead: Actor, act: Act) -> None:
    by = lead if act is Act.RETURN else OFFICE
    with pytest.raises(WordsMissing):
        done(duty, act, by, china(3, 3), words=" ", due_on=DUE if act is Act.CHANGE_DUE else None)


def test_only_members_with_the_role_act_for_a_unit_and_only_the_office_closes(
    plan: Supervised, duty: Duty, lead: Actor
) -> None:
    other = plan.member(plan.support, 3)
    reader = Actor("parties.person:4", frozenset({Role.REVIEWER}), frozenset({plan.lead.pk}))
    for stranger in (OFFICE, other, reader):
        with pytest.raises(NotAllowed):
            done(duty, Act.ACCEPT, stranger, china(3, 3))
    done(duty, Act.ACCEPT, lead, china(3, 3))
    for act in (Act.CLOSE, Act.CHANGE_DUE):
        for stranger in (lead, other, reader):
            with pytest.raises(NotAllowed):
                done(duty, act, stranger, china(3, 4), due_on=None)
    with pytest.raises(NotAllowed):
        issue_duties(plan.plan, due_on=DUE, reason=REASON, by=lead, now=START)
    assert duty.events.count() == 2


def test_who_saw_an_older_record_is_told_so(duty: Duty, lead: Actor) -> None:
    seen = last_of(duty)
    done(duty, Act.ACCEPT, lead, china(3, 3))
    with pytest.raises(DecidedMeanwhile):
        act_on_duty(duty.pk, Act.ACCEPT, expected=seen, by=lead, now=china(3, 3))
    with pytest.raises(DutyNotFound):
        act_on_duty(10**9, Act.ACCEPT, expected=seen, by=lead)


def test_the_worker_records_each_step_once_when_it_is_due(duty: Duty, lead: Actor) -> None:
    done(duty, Act.ACCEPT, lead, china(3, 3))
    for day in (28, 29, 30, 31):
        run_due_jobs(owner="test", now=china(5, day, 9))
    assert recorded(duty) == [("reminder", 21)]
    run_due_jobs(owner="test", now=china(7, 1, 0))
    run_due_jobs(owner="test", now=china(7, 1, 0))
    assert recorded(duty) == [("reminder", 21), ("reminder", 14), ("reminder", 7), ("yellow", 0)]


def test_steps_that_fell_due_while_no_worker_ran_are_recorded_once_with_both_instants(
    duty: Duty, lead: Actor
) -> None:
    done(duty, Act.ACCEPT, lead, china(3, 3))
    # One act after all days have gone by: nothing was lost for want of a worker.
    Job.objects.all().delete()
    done(duty, Act.REPORT, lead, china(8, 3))
    steps = list(LadderStep.objects.filter(duty=duty))
    assert [step.step for step in steps][-3:] == ["yellow", "red", "circular"]
    assert steps[-1].due_at == china(7, 29, 0)
    assert {step.recorded_at for step in steps} == {china(8, 3)}
    run_due_jobs(owner="test", now=china(8, 4))
    assert LadderStep.objects.filter(duty=duty).count() == len(steps)


def test_a_changed_due_day_takes_coming_steps_back_and_leaves_the_record(
    duty: Duty, lead: Actor
) -> None:
    done(duty, Act.ACCEPT, lead, china(3, 3))
    run_due_jobs(owner="test", now=china(7, 2))
    before = recorded(duty)
    done(duty, Act.CHANGE_DUE, OFFICE, china(7, 3), due_on=date(2026, 9, 30))
    run_due_jobs(owner="test", now=china(7, 20))
    assert recorded(duty) == before
    assert find_duty(duty.pk, at=china(7, 20)).standing.status is Status.UNDERWAY
    run_due_jobs(owner="test", now=china(10, 1, 0))
    assert recorded(duty)[len(before) :][-1] == ("yellow", 0)


def test_a_closed_duty_comes_to_no_further_step(duty: Duty, lead: Actor) -> None:
    done(duty, Act.ACCEPT, lead, china(3, 3))
    done(duty, Act.CLOSE, OFFICE, china(3, 4))
    run_due_jobs(owner="test", now=china(12, 1))
    assert recorded(duty) == []


def test_the_office_sets_other_days_for_a_plan_from_an_instant_on(
    plan: Supervised, duty: Duty, lead: Actor
) -> None:
    done(duty, Act.ACCEPT, lead, china(3, 3))
    run_due_jobs(owner="test", now=china(6, 1))
    terms = Terms(3, (5,), 2, 4, "市政府督查工作办法第十条")
    row = set_ladder_terms(plan.plan, terms, expected=None, by=OFFICE, now=china(6, 10))
    assert find_duty(duty.pk, at=china(6, 9)).standing.next.days == 7  # type: ignore[union-attr]
    assert find_duty(duty.pk, at=china(6, 11)).standing.next.days == 5  # type: ignore[union-attr]
    run_due_jobs(owner="test", now=china(7, 3, 0))
    assert recorded(duty) == [
        *(("reminder", 21), ("reminder", 14), ("reminder", 5)),
        *(("yellow", 0), ("red", 0)),
    ]
    with pytest.raises(DecidedMeanwhile):
        set_ladder_terms(plan.plan, terms, expected=None, by=OFFICE)
    with pytest.raises(TermsInvalid):
        set_ladder_terms(plan.plan, Terms(red_after=30), expected=row.pk, by=OFFICE)
    with pytest.raises(NotAllowed):
        set_ladder_terms(plan.plan, terms, expected=row.pk, by=lead)


def test_the_list_shows_what_waits_for_a_unit_and_for_the_office_soonest_first(
    plan: Supervised, lead: Actor
) -> None:
    first, second, support = issued(plan, now=START)
    done(second, Act.ACCEPT, lead, china(3, 3))
    assert [page.duty for page in to_do(lead, now=china(3, 4))] == [first, second]
    assert [page.duty for page in to_do(plan.member(plan.support), now=china(3, 4))] == [support]
    assert to_do(OFFICE, now=china(3, 4)) == []
    done(second, Act.CLAIM, lead, china(3, 5))
    assert [page.duty for page in to_do(OFFICE, now=china(3, 6))] == [second]
    assert [page.duty for page in to_do(lead, now=china(3, 6))] == [first]
    stranger = Actor("parties.person:9", frozenset({Role.UNIT}))
    assert to_do(stranger, now=china(3, 6)) == []


def test_events_steps_and_terms_are_never_changed_or_deleted(
    plan: Supervised, duty: Duty, lead: Actor
) -> None:
    done(duty, Act.ACCEPT, lead, china(8, 3))
    set_ladder_terms(plan.plan, Terms(), expected=None, by=OFFICE)
    for model in (Duty, DutyEvent, LadderStep, LadderTerms):
        rows = model.objects.all()  # type: ignore[attr-defined]
        assert rows.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(id=10**6)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)


def test_a_clock_set_back_never_puts_an_event_before_the_one_it_follows(
    duty: Duty, lead: Actor
) -> None:
    event = done(duty, Act.ACCEPT, lead, START - timedelta(days=3))
    assert event.at > START
