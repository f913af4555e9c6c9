"""Several people act on one work plan at once, each on a connection of his own: one succeeds."""

import pytest

from luodi.plans.actions import act_on_work_plan, save_work_plan
from luodi.plans.models import WorkPlan, WorkPlanEvent
from luodi.plans.rules.planning import PlanAct
from tests.plans.planned import YEAR, last_event, line, saved
from tests.plans.supervised import OFFICE, Supervised, confirmed_plan
from tests.plans.test_deciding_at_the_same_time import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


def test_of_many_first_editions_one_is_kept(plan: Supervised) -> None:
    def save(number: int) -> None:
        by = plan.member(plan.lead, number)
        save_work_plan(plan.lead.pk, YEAR, lines=[line()], expected=None, by=by)

    assert sum(at_once(save)) == 1
    assert WorkPlan.objects.count() == WorkPlanEvent.objects.count() == 1


def test_of_many_who_submit_and_then_decide_one_does_each_time(plan: Supervised) -> None:
    saved(plan)
    seen = last_event(plan)

    def submit(number: int) -> None:
        by = plan.member(plan.lead, number)
        act_on_work_plan(plan.lead.pk, YEAR, PlanAct.SUBMIT, expected=seen, by=by)

    assert sum(at_once(submit)) == 1
    seen = last_event(plan)

    def decide(number: int) -> None:
        act = PlanAct.APPROVE if number % 2 else PlanAct.RETURN
        told = {"expected": seen, "by": OFFICE, "reason": "请修改"}
        act_on_work_plan(plan.lead.pk, YEAR, act, **told)  # type: ignore[arg-type]

    assert sum(at_once(decide)) == 1
    assert WorkPlanEvent.objects.count() == 3
