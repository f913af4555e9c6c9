"""Requests to change what is in force: whom they may come from, where they stand, what they did.

Where a request stands follows from its outcome and from what became of the item since, so a past
instant reads the same for ever.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from luodi.parties.models import Unit
from luodi.parties.rules.roles import Actor, Role, Verb, can
from luodi.plans.errors import AdjustmentNotFound, ItemNotAdjustable, ItemNotFound
from luodi.plans.models import (
    AdjustedDuty,
    Adjustment,
    AdjustmentOutcome,
    Decision,
    Document,
    Duty,
    DutyEvent,
    Instrument,
    Publication,
    Target,
    Task,
    Version,
)
from luodi.plans.queries.confirmation import Item, key_of, kind_of, last_decisions, values_of
from luodi.plans.queries.decomposition import live_state, shared_out
from luodi.plans.queries.supervision import DutyPage, duties_of_task
from luodi.plans.rules.adjusting import Difference, Status, differences, status_of
from luodi.plans.rules.confirmation import LIVE
from luodi.plans.rules.supervision import Act, allowed

__all__ = [
    "Adjustable",
    "AdjustmentPage",
    "DueChange",
    "adjustable",
    "adjustment_of",
    "adjustments",
    "adjustments_of_item",
    "adjustments_of_plan",
    "adjustments_to_decide",
    "affected_units",
    "find_adjustment",
    "find_item",
    "may_request",
    "may_see",
    "plans_with_adjustments",
]

MODELS: dict[str, type[Item]] = {"target": Target, "task": Task, "instrument": Instrument}


@dataclass(frozen=True, slots=True)
class DueChange:
    """A duty whose due day is to change, and the day that it had when that was asked for."""

    duty: Duty
    was: date | None


@dataclass(frozen=True, slots=True)
class AdjustmentPage:
    """A request as it stood at the instant asked for; `outcome` only if it was settled by then."""

    adjustment: Adjustment
    status: Status
    outcome: AdjustmentOutcome | None
    differences: list[Difference]
    duties: list[DueChange]

    @property
    def kind(self) -> str:
        return kind_of(self.adjustment.item)


@dataclass(frozen=True, slots=True)
class Adjustable:
    """An item in force, what it says at present, and the units that may ask for a change.

    `duties` are those of the task whose due day may change at present.
    """

    item: Item
    decision: Decision
    values: dict[str, Any]
    units: list[Unit]
    duties: list[DutyPage]

    @property
    def kind(self) -> str:
        return kind_of(self.item)


def adjustable(item: Item) -> Adjustable:
    """Raises ItemNotAdjustable. Sixteen statements at most."""
    last = last_decisions([item]).get(key_of(item))
    in_force = Version.objects.filter(pk=item.version_id, current=True, published_at__isnull=False)
    if last is None or last.verdict not in LIVE or not in_force.exists():
        raise ItemNotAdjustable(item=str(item))
    duties: list[DutyPage] = []
    if isinstance(item, Task):
        movable = duties_of_task(item)
        duties = [one for one in movable if Act.CHANGE_DUE in allowed(one.standing.state)]
    return Adjustable(item, last, values_of(item, last), affected_units(item), duties)


def find_item(kind: str, number: int) -> Item:
    """With clause, version and plan. Raises ItemNotFound."""
    found = MODELS[kind]._default_manager.select_related("clause__version__document")
    found = found.defer("clause__version__reading", "clause__version__original")
    one: Item | None = found.filter(pk=number).first()
    if one is None:
        raise ItemNotFound(number=number)
    return one


def affected_units(item: Item) -> list[Unit]:
    """Those that answer for a task, or carry a share of a target or stand under the task that
    states it. Nobody answers for an instrument. Six statements at most."""
    units: set[int] = set()
    if isinstance(item, Instrument):
        return []
    tasks = Task.objects.filter(pk=item.pk)
    if isinstance(item, Target):
        tasks = Task.objects.filter(
            version=item.version_id, start__lte=item.start, end__gte=item.end
        ).exclude(state=Task.State.REJECTED)
        shared = shared_out(item, live=live_state(item))
        shares = shared.in_force.shares if shared.in_force else []
        units |= {share.unit_id for share in shares if share.unit_id}
    units |= set(tasks.filter(responsible__unit__gt=0).values_list("responsible__unit", flat=True))
    units |= set(tasks.filter(duties__isnull=False).values_list("duties__unit", flat=True))
    return list(Unit.objects.filter(pk__in=units).order_by("pk"))


def may_request(actor: Actor, found: Adjustable) -> list[tuple[int | None, str]]:
    """In whose name this person may ask: units, and None for the programme office."""
    sides: list[tuple[int | None, str]] = [
        (unit.pk, unit.name) for unit in found.units if can(actor, Verb.REPORT, on=unit.pk)
    ]
    if can(actor, Verb.SUPERVISE):
        sides.append((None, ""))
    return sides


def may_see(actor: Actor, one: Adjustment) -> bool:
    """Who only reports for units sees what these and he himself asked for."""
    if actor.roles - {Role.UNIT}:
        return True
    return one.actor == actor.reference or (one.unit_id or 0) in actor.units


def adjustments(
    *,
    actor: Actor | None = None,
    plan: int | None = None,
    state: str = "",
    at: datetime | None = None,
) -> QuerySet[Adjustment]:
    """What this person may see, everything for None: what waits first, the latest first."""
    moment = at or timezone.now()
    found = _dated(moment)
    if actor and not actor.roles - {Role.UNIT}:
        found = found.filter(Q(actor=actor.reference) | Q(unit__in=actor.units))
    if plan:
        found = found.filter(version__document=plan)
    if state:
        found = found.filter(_standing(state))
    waiting = Case(When(_standing(Status.WAITING), then=0), default=1)
    return found.order_by(waiting, "-pk")


def adjustment_of(one: Adjustment, *, at: datetime | None = None) -> AdjustmentPage:
    """What a row of `adjustments` and its like says. A statement for a request of due days."""
    outcome = getattr(one, "outcome", None)
    if outcome and outcome.at > (at or timezone.now()):
        outcome = None
    status = status_of(
        outcome.outcome if outcome else None, superseded=bool(getattr(one, "superseded", False))
    )
    duties = [
        DueChange(row.duty, row.seen.due_on)
        for row in (one.duties.all() if one.measure == Adjustment.Measure.DUE else [])
    ]
    now = one.values if one.measure == Adjustment.Measure.CHANGE else {}
    return AdjustmentPage(one, status, outcome, differences(one.was, now), duties)


def find_adjustment(
    number: int, *, actor: Actor | None = None, at: datetime | None = None
) -> AdjustmentPage:
    """Raises AdjustmentNotFound, also for what this person may not see. Two statements."""
    one = _dated(at or timezone.now()).filter(pk=number).first()
    if one is None or (actor and not may_see(actor, one)):
        raise AdjustmentNotFound(number=number)
    return adjustment_of(one, at=at)


def adjustments_of_item(item: Item, *, at: datetime | None = None) -> list[AdjustmentPage]:
    """What was approved by then, newest first. Two statements."""
    return _approved({kind_of(item): item.pk}, at)


def adjustments_of_plan(plan: int, *, at: datetime | None = None) -> list[AdjustmentPage]:
    """What was approved by then in any version of the plan, newest first. Two statements."""
    return _approved({"version__document": plan}, at)


def adjustments_to_decide(actor: Actor) -> list[AdjustmentPage]:
    """What waits for this person to approve or refuse, the oldest first. Two statements."""
    if not can(actor, Verb.APPROVE):
        return []
    found = _dated(timezone.now()).filter(_standing(Status.WAITING))
    rows = found.exclude(actor=actor.reference).order_by("pk")
    return [adjustment_of(one) for one in rows]


def plans_with_adjustments() -> QuerySet[Document]:
    """Plans of which a change was ever asked for, newest first. One statement."""
    asked = Adjustment.objects.order_by().values("version__document")
    return Document.objects.filter(pk__in=asked).order_by("-pk")


def _approved(which: dict[str, Any], at: datetime | None) -> list[AdjustmentPage]:
    moment = at or timezone.now()
    found = _dated(moment).filter(**which).filter(_standing(Status.APPROVED))
    return [adjustment_of(one, at=moment) for one in found.order_by("-outcome__pk")]


def _dated(moment: datetime) -> QuerySet[Adjustment]:
    """What had been asked for by then; `settled` is its outcome by then, `superseded` whether the
    item had changed or left force by then."""
    changed = Decision.objects.filter(previous=OuterRef("seen"), at__lte=moment)
    replaced = Publication.objects.filter(
        document=OuterRef("version__document"), at__gt=OuterRef("at"), at__lte=moment
    ).exclude(version=OuterRef("version"))
    moved = DutyEvent.objects.filter(
        duty__adjustments__adjustment=OuterRef("pk"),
        pk__gt=F("duty__adjustments__seen"),
        due_on__isnull=False,
        at__lte=moment,
    )
    found = Adjustment.objects.filter(at__lte=moment).annotate(
        settled=Case(When(outcome__at__lte=moment, then=F("outcome__outcome")), default=Value("")),
        superseded=Case(
            When(Q(Exists(changed)) | Q(Exists(replaced)) | Q(Exists(moved)), then=True),
            default=False,
            output_field=BooleanField(),
        ),
    )
    return _whole(found)


def _whole(found: QuerySet[Adjustment]) -> QuerySet[Adjustment]:
    places = [f"{kind}__clause" for kind in MODELS]
    duties = AdjustedDuty.objects.select_related("duty__unit", "seen")
    return (
        found.select_related("unit", "outcome", "version__document", *places)
        .defer("version__reading", "version__original")
        .prefetch_related(Prefetch("duties", duties))
    )


def _standing(state: str) -> Q:
    """The condition on `_dated` rows that a status puts."""
    if state == Status.WAITING:
        return Q(settled="", superseded=False)
    if state == Status.SUPERSEDED:
        return Q(settled="", superseded=True)
    return Q(settled=state)
