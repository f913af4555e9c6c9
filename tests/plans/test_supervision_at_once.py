"""Several people act on one duty at once, each on a connection of his own: one succeeds."""

from datetime import date

import pytest

from luodi.parties.actions.people import join_unit
from luodi.parties.actions.units import register_unit
from luodi.parties.models import Notice
from luodi.parties.rules.roles import Role
from luodi.plans.actions import Wish, act_on_duty, bind, set_ladder_terms
from luodi.plans.models import Duty, DutyEvent, LadderStep
from luodi.plans.queries.binding import last_bindings
from luodi.plans.queries.ledger import faulty_tasks
from luodi.plans.rules.ladder import Terms
from luodi.plans.rules.supervision import Act
from luodi.schedule.actions import run_due_jobs
from tests.parties.cast import TEST, person
from tests.plans.supervised import (
    OFFICE,
    Supervised,
    china,
    confirmed_plan,
    done,
    issued,
    last_of,
)
from tests.plans.test_deciding_at_the_same_time import TOGETHER, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


def test_of_many_who_accept_at_once_one_does(plan: Supervised) -> None:
    duty = issued(plan, now=china(3, 2))[0]
    seen = last_of(duty)

    def accept(number: int) -> None:
        by = plan.member(plan.lead, number)
        act_on_duty(duty.pk, Act.ACCEPT, expected=seen, by=by, now=china(3, 3))

    won = at_once(accept)
    assert sum(won) == 1
    assert DutyEvent.objects.get(act="accept").actor == f"parties.person:{won.index(True)}"


def test_of_many_who_close_at_once_one_does_and_steps_gone_by_are_recorded_once(
    plan: Supervised,
) -> None:
    duty = issued(plan, now=china(3, 2))[0]
    done(duty, Act.ACCEPT, plan.member(plan.lead), china(3, 3))
    seen = last_of(duty)

    def close(number: int) -> None:
        if number % 2:
            run_due_jobs(owner=f"worker {number}", now=china(8, 1))
        act_on_duty(duty.pk, Act.CLOSE, expected=seen, by=OFFICE, words="已办结", now=china(8, 1))

    assert sum(at_once(close)) == 1
    steps = LadderStep.objects.filter(duty=duty).values_list("step", "days")
    assert len(set(steps)) == len(steps) == 6


def test_a_plan_that_many_issue_at_once_is_issued_once(plan: Supervised) -> None:
    assert all(at_once(lambda number: issued(plan, now=china(3, 2))))
    assert Duty.objects.count() == DutyEvent.objects.count() == 3


@pytest.mark.parametrize("turn", range(3))
def test_terms_set_while_duties_are_issued_and_names_bound_stand_on_every_line(
    plan: Supervised, turn: int
) -> None:
    terms = Terms(red_after=5 + turn, source="督办办法")
    bound = last_bindings(plan.version.pk)

    def work(number: int) -> None:
        if number == 0:
            set_ladder_terms(plan.plan, terms, expected=None, by=OFFICE)
        elif number == 1:
            issued(plan, now=china(3, 2))
        elif number == 2:
            wish = Wish("市财政局", None, bound["市财政局"].pk)
            bind(plan.version, [wish], by=TEST)

    assert all(at_once(work))
    assert list(faulty_tasks()) == []


@pytest.mark.parametrize("_turn", range(3))
def test_people_are_told_while_administrators_change_what_they_are(
    plan: Supervised, _turn: int
) -> None:
    # Who acts as the office is nobody who is told.
    person("first")
    wang = person("wang", Role.UNIT, unit=plan.lead)
    others = [
        register_unit(f"第{n}局", region="示范市", level="city", by=TEST) for n in range(TOGETHER)
    ]

    def work(number: int) -> None:
        if number == 0:
            issued(plan, now=china(3, 2))
        else:
            join_unit(wang.pk, others[number].pk, since=date(2026, 1, 1), by=TEST)

    assert all(at_once(work))
    assert Notice.objects.filter(person=wang, kind="plans.duties_issued").count() == 1
