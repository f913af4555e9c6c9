"""Whom an act on a duty concerns is told of it, once, whatever number of units he is in."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from luodi.audit.actions import reference
from luodi.parties.actions.notices import notify
from luodi.parties.models import Person
from luodi.parties.queries import people_in
from luodi.parties.rules.roles import Actor, Role
from luodi.plans.models import Document, Duty, DutyEvent
from luodi.plans.queries.supervision import DutyPage
from luodi.plans.rules.supervision import Act

__all__ = [
    "DUTIES_CARRIED",
    "DUTIES_ISSUED",
    "DUTY_ACT",
    "tell_of_act",
    "tell_of_carrying",
    "tell_of_issue",
]

# The kinds of these notices.
DUTY_ACT = "plans.duty_act"
DUTIES_ISSUED = "plans.duties_issued"
DUTIES_CARRIED = "plans.duties_carried"
TO_UNIT = {Act.ISSUE, Act.SEND_BACK, Act.CLOSE, Act.CHANGE_DUE, Act.REOPEN}
TO_OFFICE = {Act.RETURN, Act.CLAIM}


def tell_of_act(page: DutyPage, event: DutyEvent, *, by: Actor) -> None:
    """The unit's members of what the office did, the office of what it must decide.

    Who acted himself is not told.
    """
    duty, act = page.duty, Act(event.act)
    told: list[Person] = []
    if act in TO_UNIT:
        told = people_in(Role.UNIT, unit=duty.unit_id)
    elif act in TO_OFFICE:
        told = people_in(Role.OFFICE)
    data = {
        "act": act.value,
        "task": duty.task.heading,
        "unit": duty.unit.name,
        "due": page.standing.due_on.isoformat(),
        "words": event.words,
        "number": duty.task_id,
    }
    for person in told:
        if reference(person) != by.reference:
            notify(person, DUTY_ACT, subject=reference(duty), data=data)


def tell_of_issue(plan: Document, made: Sequence[Duty], due_on: date, *, by: Actor) -> None:
    """One notice a person with the number of what was issued to his units at once."""
    for person, duties in _owed_by(made, by):
        data = {
            "count": len(duties),
            "plan": str(plan),
            "units": _units(duties),
            "due": due_on.isoformat(),
            "task": duties[0].task.heading,
            "number": duties[0].task_id,
        }
        notify(person, DUTIES_ISSUED, subject=reference(plan), data=data)


def tell_of_carrying(
    plan: Document, carried: Sequence[Duty], ended: Sequence[Duty], *, by: Actor
) -> None:
    """One notice a person of what became of the duties of his units under the new version."""
    gone = {duty.pk for duty in ended}
    for person, duties in _owed_by([*carried, *ended], by):
        over = sum(duty.pk in gone for duty in duties)
        data = {
            "plan": str(plan),
            "units": _units(duties),
            "carried": len(duties) - over,
            "ended": over,
        }
        notify(person, DUTIES_CARRIED, subject=reference(plan), data=data)


def _owed_by(duties: Sequence[Duty], by: Actor) -> list[tuple[Person, list[Duty]]]:
    """Each member of the units, but not who acted, with all that his units owe of these."""
    of_unit: dict[int, list[Duty]] = defaultdict(list)
    for duty in duties:
        of_unit[duty.unit_id].append(duty)
    told: dict[int, Person] = {}
    owed: dict[int, list[Duty]] = defaultdict(list)
    for unit, some in of_unit.items():
        for person in people_in(Role.UNIT, unit=unit):
            if reference(person) != by.reference:
                told[person.pk] = person
                owed[person.pk] += some
    return [(told[number], found) for number, found in owed.items()]


def _units(duties: Sequence[Duty]) -> list[str]:
    return list(dict.fromkeys(duty.unit.name for duty in duties))
