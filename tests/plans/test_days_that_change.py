"""Days that move after a duty was issued, by the calendar or by other terms; odd instants."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from luodi.parties.rules.roles import Role
from luodi.plans.actions import set_ladder_terms, supervising
from luodi.plans.models import Responsible, Task
from luodi.plans.queries.supervision import find_duty, find_task, task_page
from luodi.plans.rules.ladder import Terms
from luodi.plans.rules.supervision import Act
from luodi.schedule.actions import CALENDAR_CHANGED, DayChange, change_days, run_due_jobs
from luodi.schedule.models import Job
from tests.parties.cast import entered
from tests.plans.supervised import OFFICE, china, confirmed_plan, done, issued

pytestmark = pytest.mark.django_db


def test_a_reminder_is_given_on_its_morning_when_holidays_are_published_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = confirmed_plan()
    duty = issued(plan, now=china(11, 2), due_on=date(2027, 3, 31))[0]
    done(duty, Act.ACCEPT, plan.member(duty.unit), china(11, 3))
    run_due_jobs(owner="t", now=china(11, 10, 9))
    monkeypatch.setattr(timezone, "now", lambda: china(11, 10))
    off = [DayChange(date(2027, 3, day), False, "通知") for day in (8, 9, 10, 11, 12)]
    change_days(off, actor="x")
    monkeypatch.undo()
    coming = find_duty(duty.pk, at=china(11, 11)).standing.next
    run_due_jobs(owner="t", now=coming.at)
    assert duty.steps.filter(step="reminder", due_at=coming.at).exists()


def test_a_step_stands_in_the_record_once_whatever_the_calendar_makes_of_its_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    duty = issued(confirmed_plan(), now=china(1, 5), due_on=date(2026, 1, 30))[0]
    run_due_jobs(owner="t", now=china(3, 20))
    before = list(duty.steps.values_list("step", "days", "due_at"))
    monkeypatch.setattr(timezone, "now", lambda: china(3, 21))
    change_days([DayChange(date(2026, 2, day), False, "通知") for day in (2, 3, 4)], actor="x")
    run_due_jobs(owner="t", now=china(3, 22))
    assert list(duty.steps.values_list("step", "days", "due_at")) == before


def test_duties_are_reckoned_anew_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervising, "BATCH", 1)
    issued(confirmed_plan(), now=china(1, 5), due_on=date(2027, 3, 31))
    change_days([DayChange(date(2027, 3, 8), False, "通知")], actor="x")
    run_due_jobs(owner="t")
    jobs = Job.objects.filter(kind=CALENDAR_CHANGED, state="done")
    assert jobs.count() == 4
    # Of a hundred thousand duties the last batch has a key as short as the second.
    assert {job.key.count(":") for job in jobs} == {1, 2}


@pytest.mark.parametrize("at", ["2026-01-10T00:00:00", "0001-01-01T00:00:00+14:00"])
def test_an_odd_instant_is_refused(client: Client, at: str) -> None:
    entered(client, Role.OFFICE)
    duty = issued(confirmed_plan(), now=china(1, 5))[0]
    assert client.get(f"/api/v1/duties/{duty.pk}", {"as_of": at}).status_code == 422


def test_a_body_named_twice_is_not_told_to_be_unassigned() -> None:
    plan = confirmed_plan()
    task = Task.objects.filter(clause__version=plan.version).last()
    more = {"task": task, "name": "市数据局", "role": "support", "unit": plan.lead}
    Responsible.objects.create(**more, version=plan.version)
    issued(plan, now=china(1, 5))
    assert all(row.duty for row in task_page(find_task(task.pk)).rows)


def test_a_red_light_of_later_terms_is_recorded_and_told_too() -> None:
    plan = confirmed_plan()
    duty = issued(plan, now=china(1, 5), due_on=date(2026, 1, 30))[0]
    run_due_jobs(owner="t", now=china(3, 20))
    later = Terms(red_after=60, circular_after=70, source="x")
    set_ladder_terms(plan.plan, later, expected=None, by=OFFICE, now=china(3, 20, 12))
    run_due_jobs(owner="t", now=china(8, 20))
    red = next(r for r in find_duty(duty.pk, at=china(8, 20)).standing.reached if r.step == "red")
    assert duty.steps.filter(step="red", due_at=red.at).exists()
