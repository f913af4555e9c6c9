"""Which deadlines stand in whose calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from luodi.parties.rules.roles import Actor, Verb, can
from luodi.plans.models import ConsultationTerm, DutyEvent, Task
from luodi.plans.queries.supervision import DutyPage, duties, duties_of_task, standings, to_do
from luodi.plans.rules.supervision import ENDS

__all__ = ["Closing", "Deadlines", "deadlines_of", "deadlines_of_task", "deadlines_of_unit"]


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a consultation; `revision` grows whenever its day is moved."""

    consultation: int
    plan: str
    closes_on: date
    at: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What stands in one calendar."""

    duties: Sequence[DutyPage]
    closings: Sequence[Closing] = ()


def deadlines_of(actor: Actor, *, now: datetime | None = None) -> Deadlines:
    """What waits for someone, and for the office the consultations that are open or coming.

    Eight statements.
    """
    moment = now or timezone.now()
    closings = _closings(timezone.localdate(moment)) if can(actor, Verb.CONSULT) else []
    return Deadlines(to_do(actor, now=moment), closings)


def deadlines_of_unit(unit: int, *, now: datetime | None = None) -> Deadlines:
    """Every duty of a unit that is not at its end. Six statements."""
    last = DutyEvent.objects.filter(next=None).exclude(act__in=ENDS)
    found = duties().filter(unit=unit, pk__in=last.values("duty"))
    return Deadlines(standings(found, at=now))


def deadlines_of_task(task: Task, *, now: datetime | None = None) -> Deadlines:
    """Every duty of a task, those at their end too. Six statements."""
    return Deadlines(duties_of_task(task, at=now))


def _closings(today: date) -> list[Closing]:
    """One statement."""
    terms = ConsultationTerm.objects.filter(Q(next=None), closes_on__gte=today)
    rows = terms.select_related("consultation__version__document").defer(
        "consultation__version__reading", "consultation__version__original"
    )
    # A term that is set later has the greater number.
    return [
        Closing(row.consultation_id, str(row.consultation), row.closes_on, row.at, row.pk)
        for row in rows.order_by("pk")
    ]
