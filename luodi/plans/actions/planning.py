"""A unit writes its work plan of a year edition by edition; the office approves or returns it.

Whoever acts names the last event he saw (`expected`, None for none); of two on one sight one
succeeds, the other raises DecidedMeanwhile.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from luodi.audit.actions import record, reference
from luodi.errors import InvalidInput
from luodi.parties.actions.notices import notify
from luodi.parties.models import Unit
from luodi.parties.queries import find_unit, people_in
from luodi.parties.rules.roles import Actor, Role, Verb, require
from luodi.plans.actions.confirming import refusing_rivals
from luodi.plans.errors import DecidedMeanwhile, SourceNotOwn, WorkPlanNotFound, WorkPlanOutOfOrder
from luodi.plans.models import WorkPlan, WorkPlanEvent, WorkPlanLine
from luodi.plans.queries.planning import YEARS, Sources, sources_of
from luodi.plans.rules.planning import (
    BY_UNIT,
    PlanAct,
    PlanLine,
    check_plan_act,
    faults_of,
    phase_days,
    plain,
    plan_standing,
)
from luodi.schedule.rules.moments import after

__all__ = ["WORK_PLAN", "act_on_work_plan", "save_work_plan", "wrong_in"]

# The kind of the notice that a plan was submitted, withdrawn, approved or returned.
WORK_PLAN = "plans.work_plan"
LONGEST_REASON = 2000


def save_work_plan(
    unit: int,
    year: int,
    *,
    lines: Sequence[PlanLine],
    expected: int | None,
    by: Actor,
    now: datetime | None = None,
) -> WorkPlanEvent:
    """A whole new edition as the draft; what was approved stays so until another is.

    Raises UnitNotFound, WorkPlanNotFound, NotAllowed, DecidedMeanwhile, WorkPlanOutOfOrder, and
    the first refusal of `wrong_in`.
    """
    one = _unit(unit, year)
    require(by, Verb.REPORT, on=unit)
    for _number, _field, fault in wrong_in(lines, sources_of(unit, year), year):
        raise fault
    with refusing_rivals(f"{one} {year}"), transaction.atomic():
        plan, _new = WorkPlan.objects.get_or_create(unit=one, year=year)
        event = _add(plan, PlanAct.SAVE, expected=expected, by=by, now=now)
        WorkPlanLine.objects.bulk_create(
            WorkPlanLine(edition=event, position=place, **_columns(line, year))
            for place, line in enumerate(lines)
        )
        told = {"edition": event.pk, "lines": [_told(line) for line in lines]}
        record("plans.work_plan_save", actor=event.actor, subject=plan, data=told, at=event.at)
        return event


def act_on_work_plan(
    unit: int,
    year: int,
    act: PlanAct,
    *,
    expected: int | None,
    by: Actor,
    reason: str = "",
    now: datetime | None = None,
) -> WorkPlanEvent:
    """Submits or withdraws for the unit, approves or returns for the office.

    Raises UnitNotFound, WorkPlanNotFound, NotAllowed, DecidedMeanwhile, WorkPlanOutOfOrder,
    ReturnUnexplained.
    """
    one = _unit(unit, year)
    require(by, Verb.REPORT if act in BY_UNIT else Verb.SUPERVISE, on=unit)
    if act is PlanAct.SAVE:
        raise WorkPlanOutOfOrder(act=act.value, state="")
    with refusing_rivals(f"{one} {year}"), transaction.atomic():
        plan = WorkPlan.objects.filter(unit=one, year=year).first()
        if plan is None:
            raise WorkPlanNotFound(year=year)
        event = _add(plan, act, expected=expected, by=by, reason=reason, now=now)
        told = {"edition": event.edition_id, "reason": event.reason}
        record(f"plans.work_plan_{act}", actor=event.actor, subject=plan, data=told, at=event.at)
        _tell(plan, event)
        return event


def wrong_in(
    lines: Sequence[PlanLine], sources: Sources, year: int
) -> list[tuple[int, str, InvalidInput]]:
    """Number of the line, field and refusal of all that keeps an edition from being saved."""
    due_days = {page.duty.pk: page.standing.due_on for page in sources.duties}
    shares = {one.share.pk for one in sources.shares}
    found: list[tuple[int, str, InvalidInput]] = list(faults_of(lines, year, due_days))
    for number, line in enumerate(lines, 1):
        own = line.duty is None or line.duty in due_days
        own &= line.share is None or line.share in shares
        if not own or (line.duty and line.share):
            found.append((number, "source", SourceNotOwn(line=number)))
    return sorted(found, key=lambda one: one[0])


def _unit(unit: int, year: int) -> Unit:
    if year not in YEARS:
        raise WorkPlanNotFound(year=year)
    return find_unit(unit)


def _add(
    plan: WorkPlan,
    act: PlanAct,
    *,
    expected: int | None,
    by: Actor,
    reason: str = "",
    now: datetime | None,
) -> WorkPlanEvent:
    WorkPlan.objects.select_for_update().get(pk=plan.pk)
    events = list(plan.events.order_by("id"))
    last, standing = events[-1] if events else None, plan_standing(events)
    if expected != standing.last:
        raise DecidedMeanwhile(item=str(plan))
    check_plan_act(act, state=standing.state, reason=reason)
    moment = now or timezone.now()
    return WorkPlanEvent.objects.create(
        plan=plan,
        previous=last,
        act=act,
        edition_id=None if act is PlanAct.SAVE else standing.edition,
        reason=plain(reason)[:LONGEST_REASON],
        actor=by.reference,
        # A clock set back must not put an event before the one it follows.
        at=after(moment, last),
    )


def _columns(line: PlanLine, year: int) -> dict[str, object]:
    first, last = phase_days(line.phase, year) or (line.first_on, line.last_on)
    return {
        "duty_id": line.duty,
        "share_id": line.share,
        "matter": plain(line.matter),
        "measure": plain(line.measure),
        "phase": line.phase,
        "phase_name": plain(line.phase_name) if line.phase == "named" else "",
        "first_on": first,
        "last_on": last,
        "result": plain(line.result),
        "due_on": line.due_on,
        "late_note": plain(line.late_note),
    }


def _told(line: PlanLine) -> dict[str, object]:
    """What the trail keeps of a line: where it comes from, what it is, and when."""
    due = line.due_on.isoformat() if line.due_on else ""
    return {"duty": line.duty, "share": line.share, "matter": plain(line.matter), "due_on": due}


def _tell(plan: WorkPlan, event: WorkPlanEvent) -> None:
    """The office of what the unit did, the unit of what the office did."""
    data = {
        "act": event.act,
        "unit": plan.unit.name,
        "number": plan.unit_id,
        "year": plan.year,
        "reason": event.reason,
    }
    to_office = event.act in BY_UNIT
    told = people_in(Role.OFFICE) if to_office else people_in(Role.UNIT, unit=plan.unit_id)
    for person in told:
        notify(person, WORK_PLAN, subject=reference(plan), data=data)
