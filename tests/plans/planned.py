"""A unit that writes its work plan of 2026, and short names for what is done with it."""

from datetime import date, datetime

from luodi.parties.rules.roles import Actor
from luodi.plans.actions import act_on_work_plan, decompose, enforce, save_work_plan
from luodi.plans.models import Duty, Share, WorkPlanEvent
from luodi.plans.queries import WorkPlanPage, work_plan_page
from luodi.plans.rules.planning import PlanAct, PlanLine
from luodi.plans.rules.shares import ShareEntry
from tests.parties.cast import TEST
from tests.plans.sharing import target_of
from tests.plans.supervised import OFFICE, Supervised, china

YEAR = 2026
START = china(3, 2)


def line(matter: str = "建成公共算力平台", **more: object) -> PlanLine:
    usual: dict[str, object] = {
        "measure": "完成选址和招标，分批上线。",
        "result": "平台上线运行",
        "phase": "q2",
        "due_on": date(2026, 6, 30),
    }
    return PlanLine(matter, **(usual | more))  # type: ignore[arg-type]


def last_event(plan: Supervised) -> int | None:
    found = WorkPlanEvent.objects.filter(plan__unit=plan.lead, plan__year=YEAR, next=None)
    return found.values_list("pk", flat=True).first()


def saved(plan: Supervised, *lines: PlanLine, now: datetime | None = None) -> WorkPlanEvent:
    return save_work_plan(
        plan.lead.pk,
        YEAR,
        lines=lines or [line()],
        expected=last_event(plan),
        by=plan.member(plan.lead),
        now=now,
    )


def acted(
    plan: Supervised,
    act: PlanAct,
    *,
    by: Actor | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> WorkPlanEvent:
    who = by or (OFFICE if act in ("approve", "return") else plan.member(plan.lead))
    seen = last_event(plan)
    return act_on_work_plan(plan.lead.pk, YEAR, act, expected=seen, by=who, reason=reason, now=now)


def read(plan: Supervised, by: Actor = OFFICE, **more: object) -> WorkPlanPage:
    return work_plan_page(plan.lead.pk, YEAR, reader=by, **more)  # type: ignore[arg-type]


def share_of(plan: Supervised, value: str = "4") -> Share:
    """What the unit has to reach of the ten benchmark scenarios by the end of the year."""
    target = target_of(plan.version)
    entries = [ShareEntry(value, unit=plan.lead.pk, year=YEAR)]
    ways = {"aggregation": "sum", "years": "cumulative"}
    made = decompose(target, entries=entries, **ways, by=TEST, expected=None)
    enforce(target, by=TEST, expected=made.pk, reason="分年推进")
    return Share.objects.get(decomposition=made)


def due_days(*duties: Duty) -> dict[int, date]:
    return {duty.pk: date(2026, 6, 30) for duty in duties}
