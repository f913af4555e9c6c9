"""A work plan from the first edition to the approved one, and what of the year it leaves out."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from luodi.audit.models import AuditEvent
from luodi.errors import NotAllowed
from luodi.parties.models import Notice
from luodi.parties.notice_kinds import address_of, sentence_of
from luodi.parties.rules.roles import Actor, Role
from luodi.plans.actions import save_work_plan
from luodi.plans.errors import (
    DecidedMeanwhile,
    DueAfterDuty,
    EditionNotFound,
    SourceNotOwn,
    WorkPlanNotFound,
    WorkPlanOutOfOrder,
)
from luodi.plans.models import Duty, WorkPlan, WorkPlanEvent, WorkPlanLine
from luodi.plans.queries.planning import sources_of, years_of_unit
from luodi.plans.rules.planning import PlanAct, PlanState
from luodi.plans.rules.supervision import Act
from tests.parties.cast import person
from tests.plans.planned import START, YEAR, acted, last_event, line, read, saved, share_of
from tests.plans.supervised import OFFICE, Supervised, china, confirmed_plan, done, issued

pytestmark = pytest.mark.django_db
OUTSIDER = Actor("parties.person:9", frozenset({Role.REVIEWER}))


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


@pytest.fixture
def duty(plan: Supervised) -> Duty:
    return issued(plan, now=START)[0]


def test_a_plan_is_written_submitted_returned_changed_and_approved(
    plan: Supervised, duty: Duty
) -> None:
    first = saved(plan, line(duty=duty.pk), now=china(3, 3))
    acted(plan, PlanAct.SUBMIT, now=china(3, 4))
    acted(plan, PlanAct.RETURN, reason="请细化举措", now=china(3, 5))
    assert read(plan).standing.state is PlanState.RETURNED
    second = saved(plan, line("细化后的事项", duty=duty.pk), now=china(3, 6))
    acted(plan, PlanAct.SUBMIT, now=china(3, 7))
    acted(plan, PlanAct.APPROVE, now=china(3, 8))
    page = read(plan)
    assert page.shown
    assert (page.shown.event, page.shown.in_force) == (second, True)
    assert [one.matter for one in page.shown.lines] == ["细化后的事项"]
    told = AuditEvent.objects.filter(action__startswith="plans.work_plan")
    assert told.count() == WorkPlanEvent.objects.count() == 6
    # The old edition is there for ever, as of its day and by its number.
    then = read(plan, at=china(3, 5, 23)).shown
    assert then
    assert (then.event, then.state) == (first, PlanState.RETURNED)
    assert read(plan, edition=first.pk).shown == then
    assert read(plan, at=china(3, 1)).shown is None
    with pytest.raises(EditionNotFound):
        read(plan, edition=10**9)


def test_days_of_a_quarter_follow_from_it_and_nothing_unprintable_is_kept(
    plan: Supervised,
) -> None:
    saved(plan, line("甲\x00乙", phase="q4", due_on=date(2026, 12, 1)))
    stored = WorkPlanLine.objects.get()
    days = (stored.first_on, stored.last_on)
    assert days == (date(2026, 10, 1), date(2026, 12, 31))
    assert stored.matter == "甲乙"


def test_an_approved_plan_stays_so_while_the_next_edition_is_written(plan: Supervised) -> None:
    approved = saved(plan)
    for act in (PlanAct.SUBMIT, PlanAct.APPROVE):
        acted(plan, act)
    saved(plan, line("新增事项"))
    page = read(plan)
    assert page.standing.approved == approved.pk
    assert page.standing.state is PlanState.DRAFT
    # Whoever is neither of the unit nor of the office goes on reading what was approved.
    shown = read(plan, OUTSIDER).shown
    assert shown
    assert shown.event == approved
    assert years_of_unit(plan.lead.pk, OUTSIDER) == [(YEAR, PlanState.APPROVED)]


def test_a_draft_is_read_by_the_unit_the_office_and_auditors_only(plan: Supervised) -> None:
    saved(plan)
    auditor = Actor("parties.person:8", frozenset({Role.AUDITOR}))
    for reader in (plan.member(plan.lead), OFFICE, auditor):
        assert read(plan, reader).shown
    for reader in (OUTSIDER, plan.member(plan.support)):
        with pytest.raises(WorkPlanNotFound):
            read(plan, reader)
        assert years_of_unit(plan.lead.pk, reader) == []


def test_members_write_and_the_office_decides(plan: Supervised) -> None:
    for stranger in (OFFICE, plan.member(plan.support), OUTSIDER):
        with pytest.raises(NotAllowed):
            save_work_plan(plan.lead.pk, YEAR, lines=[line()], expected=None, by=stranger)
    saved(plan)
    with pytest.raises(NotAllowed):
        acted(plan, PlanAct.SUBMIT, by=OFFICE)
    acted(plan, PlanAct.SUBMIT)
    with pytest.raises(NotAllowed):
        acted(plan, PlanAct.APPROVE, by=plan.member(plan.lead))
    acted(plan, PlanAct.WITHDRAW)
    with pytest.raises(WorkPlanOutOfOrder):
        acted(plan, PlanAct.APPROVE)
    assert AuditEvent.objects.filter(action="plans.work_plan_withdraw").count() == 1


def test_what_was_submitted_is_not_changed_before_it_is_decided(plan: Supervised) -> None:
    saved(plan)
    acted(plan, PlanAct.SUBMIT)
    with pytest.raises(WorkPlanOutOfOrder):
        saved(plan)


def test_whoever_saw_an_older_state_is_refused(plan: Supervised) -> None:
    seen = last_event(plan)
    saved(plan)
    with pytest.raises(DecidedMeanwhile):
        save_work_plan(plan.lead.pk, YEAR, lines=[line()], expected=seen, by=plan.member(plan.lead))


def test_lines_come_from_the_unit_s_own_duties_and_shares(plan: Supervised, duty: Duty) -> None:
    others = Duty.objects.get(unit=plan.support)
    with pytest.raises(SourceNotOwn):
        saved(plan, line(duty=others.pk))
    with pytest.raises(SourceNotOwn):
        saved(plan, line(share=10**9))
    share = share_of(plan)
    with pytest.raises(SourceNotOwn):
        saved(plan, line(share=share.pk, duty=duty.pk))
    with pytest.raises(DueAfterDuty):
        saved(plan, line(duty=duty.pk, due_on=date(2026, 7, 1)))
    assert WorkPlan.objects.count() == 0
    saved(plan, line(share=share.pk), line(duty=duty.pk), line("自行安排"))
    assert WorkPlanLine.objects.count() == 3


def test_what_is_not_listed_is_said(plan: Supervised, duty: Duty) -> None:
    share = share_of(plan)
    sources = sources_of(plan.lead.pk, YEAR)
    assert len(sources) == 3
    saved(plan, line(duty=duty.pk), line(duty=duty.pk, phase="q1", due_on=date(2026, 3, 31)))
    shown = read(plan).shown
    assert shown
    left_out = sources.without(shown.lines)
    assert [one.share for one in left_out.shares] == [share]
    assert duty.pk not in [page.duty.pk for page in left_out.duties]
    assert len(left_out) == 2


def test_a_duty_counts_for_every_year_in_which_it_runs(plan: Supervised, duty: Duty) -> None:
    of_year = {year: len(sources_of(plan.lead.pk, year).duties) for year in (2025, 2026, 2027)}
    assert of_year == {2025: 0, 2026: 2, 2027: 2}
    done(duty, Act.CLOSE, OFFICE, china(5, 1))
    assert len(sources_of(plan.lead.pk, 2026).duties) == 2
    assert len(sources_of(plan.lead.pk, 2027).duties) == 1


def test_each_side_is_told_what_the_other_did(plan: Supervised) -> None:
    member, office = (
        person("member", Role.UNIT, unit=plan.lead),
        person("office", Role.OFFICE),
    )
    saved(plan)
    acted(plan, PlanAct.SUBMIT)
    acted(plan, PlanAct.RETURN, reason="请细化")
    to_office, to_unit = Notice.objects.filter(kind="plans.work_plan").order_by("pk")
    assert (to_office.person, to_unit.person) == (office, member)
    assert "报送了2026年度工作计划" in sentence_of(to_office)
    assert "请细化" in sentence_of(to_unit)
    assert address_of(to_unit) == f"/units/{plan.lead.pk}/work/{YEAR}/"


def test_years_far_off_have_no_plan(plan: Supervised) -> None:
    by = plan.member(plan.lead)
    with pytest.raises(WorkPlanNotFound):
        save_work_plan(plan.lead.pk, 1999, lines=[line()], expected=None, by=by)


def test_the_database_itself_changes_nothing_and_takes_no_second_first_event(
    plan: Supervised,
) -> None:
    event = saved(plan)
    for change in (
        lambda: WorkPlanLine.objects.update(matter="改写"),
        lambda: WorkPlanEvent.objects.update(actor="他人"),
        lambda: WorkPlan.objects.filter(pk=event.plan_id).update(year=2030),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM plans_workplanline")
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkPlanEvent.objects.create(plan=event.plan, act="save", actor="x", at=START)
