"""What the programme office sees of all plans in force: figures, and the lines behind each.

A figure is a condition on the lines of the ledger. Counts and lists ask the same condition, so the
list behind a number always has as many rows.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils.timezone import localdate

from luodi.parties.models import Unit
from luodi.plans.models import Document, LadderTerms, LedgerLine
from luodi.plans.queries.supervision import DutyPage, duties, plans_in_force, standings
from luodi.plans.rules.ladder import Terms
from luodi.plans.rules.ledger import RUNNING, Progress, Stage, ladder_key, terms_under
from luodi.plans.rules.overview import Marks, Share, marks, stalled_before, worst
from luodi.schedule.queries import working_calendar
from luodi.schedule.rules.working_days import WorkingCalendar

__all__ = [
    "FIGURES",
    "STATUSES",
    "Conditions",
    "Figures",
    "LedgerList",
    "LedgerRow",
    "PlanFigures",
    "PlanRows",
    "UnitFigures",
    "UnitRows",
    "conditions_under",
    "figure_conditions",
    "figures",
    "first_for_office",
    "ledger_lines",
]

# Where each line stands: every line is in exactly one of these, and pages show them in this order.
STATUSES = (
    "nobody",
    "unbound",
    "unissued",
    "waiting",
    "accept_overdue",
    "underway",
    "reminded",
    "yellow",
    "red",
    "circular",
    "claimed",
    "returned",
    "closed",
)
STEPS = tuple(Progress)
# Tasks that came to a step and not to the next; a task counts under every step it has come to.
HELD_UP = tuple(f"held_{step}" for step in STEPS)
LISTED = {f"task_{step}": HELD_UP[place:] for place, step in enumerate(STEPS)}
GATHERED = {
    "unclear": ("nobody", "unbound"),
    "to_accept": ("waiting", "accept_overdue"),
    "on_course": ("underway", "reminded"),
    "with_office": ("claimed", "returned"),
}
# Counted one by one, which is quicker than a GROUP BY over all lines; the others are sums of these.
PARTS = (
    "nobody",
    "unbound",
    "unissued",
    "claimed",
    "returned",
    "closed",
    "to_accept",
    "accept_overdue",
    "on_course",
    "reminded",
    "yellow",
    "red",
    "circular",
    "stalled",
    "on_time",
    "ended",
    "late",
    *HELD_UP,
)
FIGURES = (*STATUSES, "stalled", "overdue", "on_time", "ended", *GATHERED, *LISTED, *HELD_UP)
# Of a plan or a unit the tables show these.
COLUMNS = (
    "unclear",
    "unissued",
    "to_accept",
    "on_course",
    "yellow",
    "red",
    "circular",
    "with_office",
    "closed",
    "stalled",
    "overdue",
    "on_time",
    "ended",
    "task_confirmed",
)
WITH_OFFICE = (Stage.CLAIMED, Stage.RETURNED)
Conditions = Mapping[str, Q]


class Figures(dict[str, int]):
    """How many lines each figure counts."""

    @property
    def share(self) -> Share:
        return Share(self["on_time"], self["closed"] - self["ended"], self["overdue"])

    @property
    def urgent(self) -> list[str]:
        return worst(self)


@dataclass(frozen=True, slots=True)
class PlanFigures:
    plan: Document
    figures: Figures


@dataclass(frozen=True, slots=True)
class UnitFigures:
    unit: Unit
    figures: Figures


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A line with where its duty stands, if it has one."""

    line: LedgerLine
    duty: DutyPage | None


def figure_conditions(*, now: datetime) -> Conditions:
    """The condition of each figure at an instant. Three statements."""
    return conditions_under(_ladders(), working_calendar(at=now), now=now)


def conditions_under(
    ladders: Iterable[str], calendar: WorkingCalendar, *, now: datetime
) -> Conditions:
    """The condition of each figure where these are the terms of the lines, by their keys."""
    at = {key: marks(terms_under(key), calendar, now=now) for key in ladders}
    found = {stage.value: Q(stage=stage) for stage in Stage}
    found |= {name: _under(at, condition) for name, condition in BY_DAY.items()}
    before = stalled_before(calendar, now=now)
    found["stalled"] = Q(stage=Stage.UNDERWAY, acted_at__lt=before)
    found["on_time"] = Q(stage=Stage.CLOSED, late=False)
    found["ended"] = Q(stage=Stage.CLOSED, late=None)
    found["overdue"] = _under(at, _lit) | Q(stage__in=WITH_OFFICE, late=True)
    found["late"] = Q(stage__in=WITH_OFFICE, late=True)
    found["with_office"] = Q(stage__in=WITH_OFFICE)
    found["unclear"] = Q(stage__in=(Stage.NOBODY, Stage.UNBOUND))
    for place, step in enumerate(STEPS):
        found[f"held_{step}"] = Q(progress=step)
        found[f"task_{step}"] = Q(progress__in=STEPS[place:])
    return found


def ledger_lines(
    *, plan: int | None = None, unit: int | None = None, region: str = ""
) -> QuerySet[LedgerLine]:
    """The lines of all plans, or of some."""
    found = LedgerLine.objects.all()
    if plan:
        found = found.filter(plan=plan)
    if unit:
        found = found.filter(unit=unit)
    if region:
        found = found.filter(plan__in=Document.objects.filter(region=region).values("pk"))
    return found


def figures(lines: QuerySet[LedgerLine], conditions: Conditions) -> Figures:
    """Every figure of these lines. One statement, each part counted in an index of its own."""
    plain = lines.order_by()
    arms = [
        plain.filter(conditions[name])
        .values(figure=Value(name, CharField()))
        .annotate(number=Count("pk"))
        for name in PARTS
    ]
    found = dict.fromkeys(PARTS, 0)
    for row in arms[0].union(*arms[1:], all=True):
        found[row["figure"]] = row["number"]
    found["waiting"] = found["to_accept"] - found["accept_overdue"]
    found["underway"] = found["on_course"] - found["reminded"]
    found["overdue"] = sum(found[name] for name in ("yellow", "red", "circular", "late"))
    for name, parts in (GATHERED | LISTED).items():
        found[name] = sum(found[part] for part in parts)
    return Figures({name: found[name] for name in FIGURES})


def first_for_office(lines: QuerySet[LedgerLine], most: int) -> list[LedgerLine]:
    """What waits for the office, what is due first. Two statements."""
    found = lines.filter(stage__in=WITH_OFFICE).order_by("due_on", "id")
    keys = list(found.values_list("pk", flat=True)[:most])
    rows = LedgerLine.objects.select_related("task", "plan", "unit").in_bulk(keys)
    return [rows[key] for key in keys]


class LedgerList:
    """The lines of one figure, to be cut into pages. One statement, and eight for a page."""

    def __init__(self, lines: QuerySet[LedgerLine], *, now: datetime) -> None:
        self.lines, self.now = lines.order_by(F("due_on").asc(nulls_last=True), "id"), now
        self.number = lines.order_by().count()

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, place: slice) -> list[LedgerRow]:
        keys = list(self.lines.values_list("pk", flat=True)[place])
        rows = LedgerLine.objects.select_related("task", "plan", "unit").in_bulk(keys)
        owed = [row.duty_id for row in rows.values() if row.duty_id]
        pages = {
            page.duty.pk: page for page in standings(duties().filter(pk__in=owed), at=self.now)
        }
        return [LedgerRow(rows[key], pages.get(rows[key].duty_id or 0)) for key in keys]


class PlanRows:
    """Plans in force, newest first, with their figures. Two statements for a page."""

    def __init__(self, conditions: Conditions, *, plans: QuerySet[Document] | None = None) -> None:
        self.found = plans_in_force() if plans is None else plans
        self.conditions, self.number = conditions, self.found.count()

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, place: slice) -> list[PlanFigures]:
        plans = list(self.found[place])
        lines = LedgerLine.objects.filter(plan__in=[plan.pk for plan in plans])
        counted = _counted(lines, "plan", self.conditions)
        return [PlanFigures(plan, counted.get(plan.pk, _none())) for plan in plans]


class UnitRows:
    """Units with lines in order of region and name, with their figures. Two statements a page."""

    def __init__(self, conditions: Conditions, lines: QuerySet[LedgerLine]) -> None:
        self.conditions, self.lines = conditions, lines
        theirs = lines.filter(unit=OuterRef("pk"))
        self.found = Unit.objects.filter(Exists(theirs)).order_by("region", "name", "pk")

    def __len__(self) -> int:
        return self.found.count()

    def __getitem__(self, place: slice) -> list[UnitFigures]:
        units = list(self.found[place])
        lines = self.lines.filter(unit__in=[unit.pk for unit in units])
        counted = _counted(lines, "unit", self.conditions)
        return [UnitFigures(unit, counted.get(unit.pk, _none())) for unit in units]


def _counted(lines: QuerySet[LedgerLine], by: str, conditions: Conditions) -> dict[int, Figures]:
    counts = {name: Count("pk", filter=conditions[name]) for name in COLUMNS}
    rows = lines.order_by().values(by).annotate(**counts)
    return {row.pop(by): Figures(row) for row in rows}


def _none() -> Figures:
    return Figures(dict.fromkeys(COLUMNS, 0))


def _ladders() -> list[str]:
    """The different terms that plans have. One statement."""
    days = ("accept_within", "reminders", "red_after", "circular_after")
    rows = LadderTerms.objects.filter(next=None).order_by().values_list(*days).distinct()
    own = {ladder_key(Terms(n, tuple(reminders), *more)) for n, reminders, *more in rows}
    return ["", *sorted(own - {""})]


def _under(ladders: Mapping[str, Marks], condition: Callable[[Marks], Q]) -> Q:
    """What holds under the terms of each line."""
    found = Q()
    for key, found_marks in ladders.items():
        found |= Q(ladder=key) & condition(found_marks)
    return found


def _lit(at: Marks) -> Q:
    return Q(stage__in=RUNNING, due_on__lte=at.yellow)


def _circular(at: Marks) -> Q:
    return Q(stage__in=RUNNING, due_on__lte=at.circular)


def _red(at: Marks) -> Q:
    return Q(stage__in=RUNNING, due_on__gt=at.circular, due_on__lte=at.red)


def _yellow(at: Marks) -> Q:
    return Q(stage__in=RUNNING, due_on__gt=at.red, due_on__lte=at.yellow)


def _to_accept(at: Marks) -> Q:
    return Q(stage=Stage.WAITING, due_on__gt=at.yellow)


def _accept_overdue(at: Marks) -> Q:
    return _to_accept(at) & Q(since__lt=at.accept)


def _waiting(at: Marks) -> Q:
    return _to_accept(at) & Q(since__gte=at.accept)


def _on_course(at: Marks) -> Q:
    return Q(stage=Stage.UNDERWAY, due_on__gt=at.yellow)


def _reminded(at: Marks) -> Q:
    return _on_course(at) & Q(due_on__lte=at.reminded) & _told(at)


def _underway(at: Marks) -> Q:
    return _on_course(at) & (Q(due_on__gt=at.reminded) | ~_told(at))


def _told(at: Marks) -> Q:
    """A reminder was given on one of the mornings, none of which the office had the duty."""
    found = Q(missed="", due_set_at__lt=at.settled)
    for morning, spans in at.mornings:
        due = Q()
        for first, last in spans:
            due |= Q(due_on__gte=first, due_on__lte=last)
        missed = Q(missed__contains=f",{localdate(morning).isoformat()},")
        found |= due & Q(due_set_at__lt=morning) & ~missed
    return found


BY_DAY: Mapping[str, Callable[[Marks], Q]] = {
    "waiting": _waiting,
    "accept_overdue": _accept_overdue,
    "underway": _underway,
    "reminded": _reminded,
    "yellow": _yellow,
    "red": _red,
    "circular": _circular,
    "to_accept": _to_accept,
    "on_course": _on_course,
}
