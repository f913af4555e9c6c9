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

__all__ = ["DUTIES_ISSUED", "DUTY_ACT", "tell_of_act", "tell_of_issue"]

# The kinds of these notices.
DUTY_ACT = "plans.duty_act"
DUTIES_ISSUED = "plans.duties_issued"
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
    of_unit: dict[int, list[Duty]] = defaultdict(list)
    for duty in made:
        of_unit[duty.unit_id].append(duty)
    told: dict[int, Person] = {}
    owed: dict[int, list[Duty]] = defaultdict(list)
    for unit, duties in of_unit.items():
        for person in people_in(Role.UNIT, unit=unit):
            if reference(person) != by.reference:
                told[person.pk] = person
                owed[person.pk] += duties
    for number, duties in owed.items():
        data = {
            "count": len(duties),
            "plan": str(plan),
            "units": list(dict.fromkeys(duty.unit.name for duty in duties)),
            "due": due_on.isoformat(),
            "task": duties[0].task.heading,
            "number": duties[0].task_id,
        }
        notify(told[number], DUTIES_ISSUED, subject=reference(plan), data=data)
