"""Duties of a version that was replaced go on under the new one, or end; a person says which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from luodi.parties.rules.roles import Actor, Verb, require
from luodi.plans.actions.confirming import refusing_rivals
from luodi.plans.actions.supervising import add_event, locked_duty, queue_next, record_steps
from luodi.plans.actions.telling import tell_of_carrying
from luodi.plans.errors import CarryingRefused, DecidedMeanwhile, WordsMissing
from luodi.plans.models import Carrying, Document, Duty
from luodi.plans.queries.carrying import Choice, Replaced, replaced_duties
from luodi.plans.queries.supervision import find_duty
from luodi.plans.rules.supervision import Act, State
from luodi.schedule.rules.moments import after

__all__ = ["CarriedOver", "Fate", "carry_over"]


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a duty: it goes on as the task of the new version, or ends without one.

    `expected` is the last event seen on it.
    """

    duty: int
    expected: int
    task: int | None


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """The duties that took over, and those that were ended."""

    carried: list[Carrying]
    ended: list[Duty]


def carry_over(
    plan: Document,
    fates: Sequence[Fate],
    *,
    reason: str,
    by: Actor,
    now: datetime | None = None,
) -> CarriedOver:
    """All of it or nothing. What is carried on keeps its acceptance, due day and lights.

    Raises NotAllowed, WordsMissing, CarryingRefused, DecidedMeanwhile.
    """
    require(by, Verb.SUPERVISE)
    if not reason.strip():
        raise WordsMissing
    moment = now or timezone.now()
    with refusing_rivals(str(plan)), transaction.atomic():
        # Whoever issues the plan's duties waits here too.
        locked = Document.objects.select_for_update().get(pk=plan.pk)
        for fate in sorted(fates, key=lambda one: one.duty):
            locked_duty(fate.duty)
        known = {row.page.duty.pk: row for row in replaced_duties(locked)}
        _each_once(fates, known)
        carried: list[Carrying] = []
        ended: list[Duty] = []
        for fate in fates:
            row, choice = _checked(fate, known)
            if choice:
                carried.append(_carry(row, choice, reason, by, moment))
            else:
                ended.append(_end(row, Act.CLOSE, reason, by, moment))
        tell_of_carrying(locked, [one.after for one in carried], ended, by=by)
        return CarriedOver(carried, ended)


def _each_once(fates: Sequence[Fate], known: dict[int, Replaced]) -> None:
    """Two duties of a unit do not go on as one: the office ends one of them."""
    seen = set[tuple[int, int]]()
    for fate in fates:
        if fate.task is not None and fate.duty in known:
            pair = (fate.task, known[fate.duty].page.duty.unit_id)
            if pair in seen:
                raise CarryingRefused(number=fate.duty)
            seen.add(pair)


def _checked(fate: Fate, known: dict[int, Replaced]) -> tuple[Replaced, Choice | None]:
    """Of two fates of one duty the second is refused as any that comes too late."""
    row = known.pop(fate.duty, None)
    if row is None:
        raise CarryingRefused(number=fate.duty)
    if row.page.last.pk != fate.expected:
        raise DecidedMeanwhile(item=str(row.page.duty))
    if fate.task is None:
        return row, None
    choice = next((one for one in row.choices if one.task == fate.task), None)
    if choice is None or not row.carriable:
        raise CarryingRefused(number=fate.duty)
    return row, choice


def _end(row: Replaced, act: Act, reason: str, by: Actor, now: datetime) -> Duty:
    """The last event of a duty, with the steps that it came to before."""
    page = row.page
    at = after(now, page.last)
    record_steps(find_duty(page.duty.pk, at=at), at)
    add_event(page.duty, page.last, act, reason, None, by, at)
    return page.duty


def _carry(row: Replaced, choice: Choice, reason: str, by: Actor, now: datetime) -> Carrying:
    """The new duty begins at the instant at which the old one ends.

    Its lights are lit at once if the due day is over; nobody is told of them a second time.
    """
    old = _end(row, Act.CARRY, reason, by, now)
    at = after(now, row.page.last)
    new = Duty.objects.create(task_id=choice.task, unit_id=old.unit_id, role=choice.role)
    first = Act.CONTINUE if row.page.standing.state is State.UNDERWAY else Act.ISSUE
    add_event(new, None, first, reason, row.page.standing.due_on, by, at)
    page = find_duty(new.pk, at=at)
    record_steps(page, at, tell=False)
    queue_next(page)
    return Carrying.objects.create(before=old, after=new)
