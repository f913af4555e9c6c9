"""Where duties stand, now or as of any instant gone by: computed from events, days and terms."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from luodi.parties.rules.roles import Actor, Verb, can
from luodi.plans.errors import (
    DutyNotFound,
    NotInForce,
    TaskNotFound,
)
from luodi.plans.models import (
    AdjustmentOutcome,
    Document,
    Duty,
    DutyEvent,
    Evidence,
    LadderStep,
    LadderTerms,
    Responsible,
    Task,
    Version,
)
from luodi.plans.queries.succession import pairs_held
from luodi.plans.rules.ladder import Standing, Terms, standing
from luodi.plans.rules.supervision import BY_UNIT, ENDS, Act, Event, allowed
from luodi.schedule.queries import working_calendar

__all__ = [
    "DutyPage",
    "Issuable",
    "Line",
    "PlanDuties",
    "TaskPage",
    "TaskRow",
    "acts_open_to",
    "duties",
    "duties_of_task",
    "event_of",
    "find_duty",
    "find_task",
    "history",
    "issuable",
    "last_day_of",
    "plans_in_force",
    "soonest",
    "standings",
    "task_page",
    "terms_of",
    "to_do",
]


@dataclass(frozen=True, slots=True)
class DutyPage:
    """A duty, where it stood at the instant asked for, its record until then, and the terms."""

    duty: Duty
    standing: Standing
    events: list[DutyEvent]
    steps: list[LadderStep]
    terms: Terms

    @property
    def last(self) -> DutyEvent:
        return self.events[-1]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A body that answers for a task: its unit if it is bound, its duty if it was issued."""

    name: str
    role: str
    bound: bool
    duty: DutyPage | None


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A task; `in_force` says that it is confirmed and its version published, so that it binds.

    `dropped`: it was in force until an adjustment withdrew it.
    """

    task: Task
    in_force: bool
    rows: list[TaskRow]
    duties: list[DutyPage]

    @property
    def dropped(self) -> bool:
        return self.task.state == Task.State.REJECTED


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a duty's record: an event, who did it and on what evidence, or a step."""

    at: datetime
    event: DutyEvent | None
    by: str
    step: LadderStep | None
    evidence: Sequence[Evidence] = ()


@dataclass(frozen=True, slots=True)
class Issuable:
    """A confirmed task of the version in force and a unit that owes it, without a duty so far."""

    task: Task
    unit: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class PlanDuties:
    """What of a plan in force can be issued; `unbound` and `nobody` are tasks that cannot.

    `held` is left out of `waiting`: a duty of the version before, still open, may go on as it.
    """

    version: Version
    waiting: list[Issuable]
    issued: int
    unbound: int
    nobody: int
    held: int


def duties() -> QuerySet[Duty]:
    """All duties with task, plan and unit, without long texts."""
    found = Duty.objects.select_related("task__clause__version__document", "unit")
    return found.defer("task__clause__version__reading", "task__clause__version__original")


def find_duty(number: int, *, at: datetime | None = None) -> DutyPage:
    """Raises DutyNotFound. Six statements."""
    if not (pages := standings(duties().filter(pk=number), at=at)):
        raise DutyNotFound(number=number)
    return pages[0]


def find_task(number: int) -> Task:
    """A task that nobody rejected, of any version, or one that was in force until an adjustment
    dropped it. Raises TaskNotFound."""
    dropped = Q(adjustments__outcome__outcome=AdjustmentOutcome.Outcome.APPROVED)
    found = Task.objects.filter(~Q(state=Task.State.REJECTED) | dropped, pk=number)
    found = found.select_related("clause__version__document").prefetch_related("responsible__unit")
    if not (one := found.first()):
        raise TaskNotFound(number=number)
    return one


def duties_of_task(task: Task, *, at: datetime | None = None) -> list[DutyPage]:
    """The leading units first. Six statements."""
    return standings(duties().filter(task=task).order_by("role", "id"), at=at)


def task_page(task: Task, *, at: datetime | None = None) -> TaskPage:
    """A row for each body that the plan names and each unit with a duty. Six statements."""
    version = task.clause.version
    live = task.state in (Task.State.CONFIRMED, Task.State.CORRECTED)
    pages = duties_of_task(task, at=at)
    by_unit = {page.duty.unit_id: page for page in pages}
    rows: list[TaskRow] = []
    named: dict[object, Responsible] = {}
    # A unit that is named twice leads, and owes the task once.
    for one in sorted(task.responsible.all(), key=lambda body: (body.role, body.pk)):
        named.setdefault(one.unit_id or one.name, one)
    for one in named.values():
        duty = by_unit.pop(one.unit_id, None) if one.unit_id else None
        rows.append(
            TaskRow(one.unit.name if one.unit else one.name, one.role, bool(one.unit), duty)
        )
    # Bound otherwise since: the unit goes on owing what was issued to it until it is closed.
    for page in by_unit.values():
        rows.append(TaskRow(page.duty.unit.name, page.duty.role, True, page))
    in_force = live and version.current and version.published_at is not None
    return TaskPage(task, in_force, rows, pages)


def history(
    page: DutyPage, names: Mapping[str, str], evidence: Mapping[int, Sequence[Evidence]]
) -> list[Line]:
    """The record of a duty in order of time, with the names of those who acted."""
    lines = [
        Line(one.at, one, names.get(one.actor, one.actor), None, evidence.get(one.pk, ()))
        for one in page.events
    ]
    lines += [Line(one.due_at, None, "", one) for one in page.steps]
    return sorted(lines, key=lambda line: line.at)


def standings(found: QuerySet[Duty], *, at: datetime | None = None) -> list[DutyPage]:
    """In the order of the query, those that were issued by then. Six statements."""
    now = at or timezone.now()
    rows = list(found)
    numbers = [row.pk for row in rows]
    events, steps = defaultdict(list), defaultdict(list)
    for event in DutyEvent.objects.filter(duty__in=numbers, at__lte=now).order_by("id"):
        events[event.duty_id].append(event)
    for step in LadderStep.objects.filter(duty__in=numbers, recorded_at__lte=now):
        steps[step.duty_id].append(step)
    terms = terms_of({row.task.clause.version.document_id for row in rows}, at=now)
    calendar = working_calendar(at=now)
    pages = []
    for row in rows:
        if done := events[row.pk]:
            of_plan = terms.get(row.task.clause.version.document_id, Terms())
            stands = standing([event_of(one) for one in done], of_plan, calendar, now=now)
            pages.append(DutyPage(row, stands, done, steps[row.pk], of_plan))
    return pages


def event_of(row: DutyEvent) -> Event:
    return Event(row.pk, Act(row.act), row.at, row.due_on)


def terms_of(plans: Iterable[int], *, at: datetime | None = None) -> dict[int, Terms]:
    """The terms that the office set for each of these plans and were in force. One statement."""
    rows = LadderTerms.objects.filter(document__in=plans, at__lte=at or timezone.now())
    return {
        row.document_id: Terms(
            row.accept_within,
            tuple(row.reminders),
            row.red_after,
            row.circular_after,
            row.source,
        )
        for row in rows.order_by("id")
    }


def acts_open_to(actor: Actor, page: DutyPage) -> list[Act]:
    """What this person may do next with a duty."""
    if page.duty.task.state == Task.State.REJECTED:
        return []  # withdrawn by an adjustment, so that nobody is held to it again
    unit = can(actor, Verb.REPORT, on=page.duty.unit_id)
    office = can(actor, Verb.SUPERVISE)
    return [act for act in allowed(page.standing.state) if (unit if act in BY_UNIT else office)]


def to_do(actor: Actor, *, now: datetime | None = None) -> list[DutyPage]:
    """What waits for someone as a member of a unit or as the office, the next day first.

    Seven statements at most.
    """
    mine = Q(pk__in=())
    for_office = Q(act__in=(Act.CLAIM, Act.RETURN))
    last = DutyEvent.objects.filter(next=None)
    if can(actor, Verb.SUPERVISE):
        mine |= Q(pk__in=last.filter(for_office).values("duty"))
    units = [unit for unit in actor.units if can(actor, Verb.REPORT, on=unit)]
    if units:
        done = Q(act__in=ENDS) | for_office
        mine |= Q(unit__in=units, pk__in=last.exclude(done).values("duty"))
    return sorted(standings(duties().filter(mine), at=now), key=soonest)


def soonest(page: DutyPage) -> tuple[datetime, int]:
    """What ran out already stands by the day it did so, before what is still to come."""
    stands = page.standing
    late = stands.rung or stands.next
    return (late.at if late else stands.since, page.duty.pk)


def plans_in_force() -> QuerySet[Document]:
    """Plans with a version in force, newest first."""
    return Document.objects.filter(
        versions__current=True, versions__published_at__isnull=False
    ).order_by("-id")


def last_day_of(plan: Document) -> date | None:
    """The day on which a plan ends, if it says so."""
    return date(plan.last_year, 12, 31) if plan.last_year else None


def issuable(plan: Document) -> PlanDuties:
    """Raises NotInForce. Five statements, six where duties of a version before are open."""
    version = plan.versions.filter(current=True, published_at__isnull=False).first()
    if version is None:
        raise NotInForce(plan=str(plan))
    live = (Task.State.CONFIRMED, Task.State.CORRECTED)
    tasks = Task.objects.filter(clause__version=version, state__in=live)
    named = Responsible.objects.filter(task__in=tasks).select_related("task", "unit")
    there = set(Duty.objects.filter(task__in=tasks).values_list("task", "unit"))
    wanted: dict[tuple[int, int], Issuable] = {}
    # Leads come first, so that a body named twice leads.
    for row in named.order_by("task__start", "task", "role", "id"):
        if row.unit and (key := (row.task_id, row.unit.pk)) not in there:
            wanted.setdefault(key, Issuable(row.task, row.unit.pk, row.unit.name, row.role))
    held = pairs_held(version) & wanted.keys()
    bound = {row.task_id for row in named if row.unit_id}
    stated = {row.task_id for row in named}
    return PlanDuties(
        version,
        [one for key, one in wanted.items() if key not in held],
        len(there),
        len(stated - bound),
        tasks.count() - len(stated),
        len(held),
    )
