"""A unit's work plan of a year: its editions, where it stands, and what it leaves out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from luodi.parties.models import Unit
from luodi.parties.queries import find_unit
from luodi.parties.rules.roles import Actor, Verb, can
from luodi.plans.errors import EditionNotFound, WorkPlanNotFound
from luodi.plans.models import Carrying, WorkPlanEvent, WorkPlanLine
from luodi.plans.queries.supervision import DutyPage
from luodi.plans.queries.unit_work import UnitShare, duties_of_unit, shares_of_unit
from luodi.plans.rules.planning import (
    BY_UNIT,
    REACHES,
    PlanAct,
    PlanStanding,
    PlanState,
    allowed_acts,
    plan_standing,
)
from luodi.plans.rules.supervision import Act, State

__all__ = [
    "Edition",
    "Sources",
    "WorkPlanPage",
    "edition_of",
    "lines_of",
    "plan_acts_open_to",
    "reads_drafts",
    "sources_of",
    "state_after",
    "work_plan_page",
    "work_plans",
    "years_of_unit",
]

YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition with its lines; `decided` is the last event on it, itself if there is no other.

    `in_force` says whether it is the one that was approved last.
    """

    event: WorkPlanEvent
    decided: WorkPlanEvent
    state: PlanState
    in_force: bool
    lines: list[WorkPlanLine]


@dataclass(frozen=True, slots=True)
class Sources:
    """What a plan of the year may be drawn from: duties that run in it, and shares in force.

    `later` says of a duty that was carried on under a new version which one took over.
    """

    duties: list[DutyPage]
    shares: list[UnitShare]
    later: Mapping[int, int] = field(default_factory=dict)

    def goes_on_as(self, duty: int) -> int:
        """The duty that this one is today, however many versions lie between."""
        while duty in self.later:
            duty = self.later[duty]
        return duty

    def without(self, lines: Iterable[WorkPlanLine]) -> "Sources":
        """What these lines leave out."""
        rows = list(lines)
        duties = {self.goes_on_as(row.duty_id) for row in rows if row.duty_id}
        shares = {row.share_id for row in rows}
        return Sources(
            [page for page in self.duties if page.duty.pk not in duties],
            [one for one in self.shares if one.share.pk not in shares],
            self.later,
        )

    def __len__(self) -> int:
        return len(self.duties) + len(self.shares)


@dataclass(frozen=True, slots=True)
class WorkPlanPage:
    """A unit's plan as of an instant, as far as the person may read it.

    `shown` is the edition asked for, else the last that may be read; None before the first.
    """

    unit: Unit
    year: int
    standing: PlanStanding
    events: list[WorkPlanEvent]
    shown: Edition | None

    @property
    def editions(self) -> list[WorkPlanEvent]:
        return [one for one in self.events if one.act == PlanAct.SAVE]


def reads_drafts(actor: Actor, unit: int) -> bool:
    """Members of the unit, the office and auditors; everyone else reads what was approved."""
    own = can(actor, Verb.REPORT, on=unit)
    return own or can(actor, Verb.SUPERVISE) or can(actor, Verb.READ_AUDIT)


def plan_acts_open_to(actor: Actor, unit: int, state: PlanState | None) -> list[PlanAct]:
    """What this person may do next with the plan."""
    own, office = can(actor, Verb.REPORT, on=unit), can(actor, Verb.SUPERVISE)
    return [act for act in allowed_acts(state) if (own if act in BY_UNIT else office)]


def work_plan_page(
    unit: int,
    year: int,
    *,
    reader: Actor,
    at: datetime | None = None,
    edition: int | None = None,
) -> WorkPlanPage:
    """Raises UnitNotFound, WorkPlanNotFound, EditionNotFound. Three statements."""
    one = find_unit(unit)
    if year not in YEARS:
        raise WorkPlanNotFound(year=year)
    events = _events(unit, year, at or timezone.now())
    standing = plan_standing(events)
    if not reads_drafts(reader, unit):
        approved = {event.edition_id for event in events if event.act == PlanAct.APPROVE}
        events = [e for e in events if e.pk in approved or e.act == PlanAct.APPROVE]
        if not events:
            raise WorkPlanNotFound(year=year)
        state = PlanState.APPROVED
        standing = PlanStanding(state, standing.approved, standing.approved, standing.last)
    wanted = edition or standing.edition
    shown = edition_of(events, wanted, standing) if wanted else None
    return WorkPlanPage(one, year, standing, events, shown)


def edition_of(events: Sequence[WorkPlanEvent], number: int, standing: PlanStanding) -> Edition:
    """Raises EditionNotFound. One statement."""
    saved = next((e for e in events if e.pk == number and e.act == PlanAct.SAVE), None)
    if saved is None:
        raise EditionNotFound(number=number)
    own = [event for event in events if event.edition_id == number]
    state = plan_standing([saved, *own]).state or PlanState.DRAFT
    decided = own[-1] if own else saved
    return Edition(saved, decided, state, standing.approved == number, lines_of(number))


def lines_of(edition: int) -> list[WorkPlanLine]:
    """With the plan and clause that each comes from. One statement."""
    long = [
        f"{way}__clause__version__{name}"
        for way in ("duty__task", "share__decomposition__target")
        for name in ("reading", "original")
    ]
    found = WorkPlanLine.objects.filter(edition=edition).select_related(
        "duty__task__clause__version__document",
        "share__decomposition__decision",
        "share__decomposition__target__clause__version__document",
    )
    return list(found.defer(*long).order_by("position"))


def sources_of(unit: int, year: int) -> Sources:
    """Duties issued by the end of the year and not closed before it. Twelve statements."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    running = [
        page
        for page in duties_of_unit(unit)
        if timezone.localdate(page.events[0].at) <= last
        and not (page.standing.state is State.CLOSED and _closed_on(page) < first)
    ]
    later = Carrying.objects.filter(after__unit=unit).values_list("before", "after")
    return Sources(running, shares_of_unit(unit, year=year), dict(later))


def _closed_on(page: DutyPage) -> date:
    closed = [event.at for event in page.events if event.act == Act.CLOSE]
    return timezone.localdate(closed[-1])


def years_of_unit(unit: int, reader: Actor) -> list[tuple[int, PlanState]]:
    """The years for which a unit has a plan that this person may read. Two statements."""
    found = WorkPlanEvent.objects.filter(plan__unit=unit).order_by("id")
    by_year: dict[int, list[WorkPlanEvent]] = {}
    for event in found.select_related("plan"):
        by_year.setdefault(event.plan.year, []).append(event)
    drafts, rows = reads_drafts(reader, unit), []
    for year, events in sorted(by_year.items(), reverse=True):
        standing = plan_standing(events)
        state = standing.state if drafts else PlanState.APPROVED
        if state and (drafts or standing.approved):
            rows.append((year, state))
    return rows


def work_plans(*, year: int | None = None, state: str = "") -> QuerySet[WorkPlanEvent]:
    """The last event of each plan with its unit, what was submitted first in front."""
    found = WorkPlanEvent.objects.filter(next=None).select_related("plan__unit")
    approved = WorkPlanEvent.objects.filter(plan=OuterRef("plan"), act=PlanAct.APPROVE)
    found = found.annotate(approved=Exists(approved))
    if year:
        found = found.filter(plan__year=year)
    if state:
        found = found.filter(act__in=[act for act, to in REACHES.items() if to == state])
    return found.order_by("-plan__year", "at", "id")


def state_after(act: str) -> PlanState:
    """Where a plan stands after its last act."""
    return REACHES[PlanAct(act)]


def _events(unit: int, year: int, moment: datetime) -> list[WorkPlanEvent]:
    found = WorkPlanEvent.objects.filter(plan__unit=unit, plan__year=year, at__lte=moment)
    return list(found.order_by("id"))
