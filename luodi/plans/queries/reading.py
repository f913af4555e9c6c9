"""The reads of the plans room. Lists speak of what current versions say and nobody rejected."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import (
    Case,
    Count,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    When,
    Window,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull

from luodi.plans.errors import PlanNotFound, VersionNotFound
from luodi.plans.models import Document, Instrument, Responsible, Target, Task, Version
from luodi.plans.queries.difference import comparable_versions
from luodi.plans.rules import ClauseSpan, Passage, Span, passages

__all__ = [
    "PlanPage",
    "Totals",
    "due_years",
    "find_plan",
    "find_version",
    "marked_passages",
    "plan_page",
    "plans",
    "regions",
    "targets",
    "task_marks",
    "tasks",
    "tasks_by_unit",
    "totals",
    "version_numbered",
]

CURRENT = "clause__version__current"
REJECTED = Target.State.REJECTED
Item = TypeVar("Item", Target, Task)
Row = TypeVar("Row", Target, Task, Instrument)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many of each the current versions hold."""

    plans: int
    targets: int
    tasks: int
    units: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One version for print: its marked text, and what was read out of it, in order of the text.

    `unsure` are the repairs with other readings, `missing` the losses, both numbered for the page.
    """

    version: Version
    passages: list[Passage]
    targets: list[Target]
    tasks: list[Task]
    instruments: list[Instrument]
    unsure: list[dict[str, Any]]
    missing: list[dict[str, Any]]
    repairs: list[tuple[str, int]]
    others: list[Version]


def plans(*, region: str = "", text: str = "") -> QuerySet[Document]:
    """Plans with `target_count` and `task_count`, newest import first. One statement."""
    found = Document.objects.annotate(target_count=_count(Target), task_count=_count(Task))
    if region:
        found = found.filter(region=region)
    if text:
        found = found.filter(Q(title__icontains=text) | Q(doc_number__icontains=text))
    return found


def _current(model: type[Item]) -> QuerySet[Item]:
    """Items of current versions that nobody rejected, with clause and plan, without long texts."""
    found = model._default_manager.filter(**{CURRENT: True}).exclude(state=REJECTED)
    found = found.select_related("clause__version__document")
    return found.defer("clause__version__reading", "clause__version__original")


def _count(model: type[Target] | type[Task]) -> Coalesce:
    counted = (
        model.objects.filter(**{CURRENT: True, "clause__version__document": OuterRef("pk")})
        .exclude(state=REJECTED)
        .order_by()
        .values("clause__version__document")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted), 0)


def targets(
    *,
    region: str = "",
    text: str = "",
    by: int | None = None,
    comparator: str = "",
    plan: int | None = None,
    state: str = "",
) -> QuerySet[Target]:
    """Targets with clause, version and plan; `text` is looked for in quote, object and unit."""
    found = _current(Target)
    exact = {
        "clause__version__document__region": region,
        "clause__version__document": plan,
        "by": by,
        "comparator": comparator,
        "state": state,
    }
    found = found.filter(**{field: value for field, value in exact.items() if value})
    if text:
        found = found.filter(
            Q(quote__icontains=text) | Q(object__icontains=text) | Q(unit__iexact=text)
        )
    return found.order_by("-clause__version__document_id", "start", "id")


def tasks(
    *, region: str = "", text: str = "", plan: int | None = None, state: str = ""
) -> QuerySet[Task]:
    """Tasks with clause, plan and units; `text` is looked for in headings and names of units."""
    found = _current(Task).prefetch_related("responsible__unit")
    if state:
        found = found.filter(state=state)
    if region:
        found = found.filter(clause__version__document__region=region)
    if plan:
        found = found.filter(clause__version__document=plan)
    if text:
        named = Responsible.objects.filter(name__icontains=text).values("task")
        found = found.filter(Q(heading__icontains=text) | Q(pk__in=named))
    return found.order_by("-clause__version__document_id", "start", "id")


def tasks_by_unit(*, region: str = "", text: str = "") -> QuerySet[Task]:
    """A row for each task and printed unit, the busiest unit of a region first, nobody's last.

    A row has `unit` (None for nobody), `printed`, `role`, `bound` and `unit_tasks`, the number of
    the unit's rows. A name stands for itself until it is bound; in two regions it is two units.
    One statement.
    """
    region_name = F("clause__version__document__region")
    unit = Coalesce("responsible__unit__name", "responsible__name", output_field=TextField())
    # Where a plan does not say whose it is, its units are its own.
    stray = Case(When(clause__version__document__region="", then="clause__version__document"))
    found = _current(Task).annotate(
        unit=unit,
        role=F("responsible__role"),
        printed=F("responsible__name"),
        bound=F("responsible__unit"),
        nobody=IsNull(F("responsible__name"), True),
    )
    if region:
        found = found.filter(clause__version__document__region=region)
    if text:
        found = found.filter(unit__icontains=text)
    found = found.annotate(unit_tasks=Window(Count("*"), partition_by=[region_name, stray, unit]))
    return found.order_by(region_name, stray, "nobody", "-unit_tasks", "unit", "start", "id")


def regions() -> list[str]:
    named = Document.objects.exclude(region="").order_by("region").values_list("region", flat=True)
    return list(named.distinct())


def due_years() -> list[int]:
    years = _current(Target).order_by("by").values_list("by", flat=True)
    return [year for year in years.distinct() if year]


def totals() -> Totals:
    """Four statements."""
    named = Responsible.objects.filter(task__clause__version__current=True)
    named = named.exclude(task__state=REJECTED)
    return Totals(
        plans=Document.objects.count(),
        targets=_current(Target).count(),
        tasks=_current(Task).count(),
        units=named.values("task__clause__version__document__region", "name").distinct().count(),
    )


def find_plan(number: int) -> Document:
    """A plan with its versions. Raises PlanNotFound. Two statements."""
    versions = Version.objects.defer("reading", "original")
    found = Document.objects.prefetch_related(Prefetch("versions", versions)).filter(pk=number)
    if not (one := found.first()):
        raise PlanNotFound(number=number)
    return one


def find_version(plan: int, version: int | None = None) -> Version:
    """A version of a plan, the current one unless told. Raises PlanNotFound."""
    found = Version.objects.select_related("document").filter(document=plan)
    found = found.filter(pk=version) if version else found.filter(current=True)
    if not (one := found.first()):
        raise PlanNotFound(number=plan)
    return one


def version_numbered(number: int) -> Version:
    """A version of any plan, with the plan. Raises VersionNotFound."""
    if not (one := Version.objects.select_related("document").filter(pk=number).first()):
        raise VersionNotFound(number=number)
    return one


def plan_page(version: Version) -> PlanPage:
    """Everything the page of one version shows. Six statements, however long the plan."""
    targets = list(_items(Target, version))
    tasks = _items(Task, version).prefetch_related("responsible__unit")
    instruments = list(_items(Instrument, version))
    repairs = version.reading["repairs"]
    unsure = _numbered(repair for repair in repairs if repair["alternatives"])
    missing = _numbered(version.reading["missing"])
    marks = [
        *(Span(t.start, t.end, "target", t.pk, n) for n, t in enumerate(targets, 1)),
        *task_marks(version, tasks),
        *(Span(r["start"], r["end"], "repair", r["number"], r["number"]) for r in unsure),
        *(Span(m["start"], m["end"], "missing", m["number"], m["number"]) for m in missing),
    ]
    return PlanPage(
        version=version,
        passages=marked_passages(version, marks),
        targets=targets,
        tasks=list(tasks),
        instruments=instruments,
        unsure=unsure,
        missing=missing,
        repairs=Counter(repair["kind"] for repair in repairs).most_common(),
        others=list(comparable_versions(version)),
    )


def _items(model: type[Row], version: Version) -> QuerySet[Row]:
    found = model._default_manager.filter(clause__version=version).exclude(state=REJECTED)
    return found.select_related("clause")


def _numbered(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "number": number} for number, row in enumerate(rows, 1)]


def task_marks(version: Version, tasks: Iterable[Task]) -> Iterator[Span]:
    """An empty span behind the heading of each task, to hang the link back on."""
    ends = {heading["start"]: heading["end"] for heading in version.reading["outline"]}
    for number, task in enumerate(tasks, 1):
        place = ends.get(task.clause.start, task.start)
        yield Span(place, place, "task", task.pk, number)


def marked_passages(version: Version, marks: Sequence[Span]) -> list[Passage]:
    """The text of a version clause by clause, with spans marked. One statement."""
    clauses = [
        ClauseSpan(c.level, tuple(c.path), c.heading, c.start, c.end) for c in version.clauses.all()
    ]
    headings = [
        Span(heading["start"], heading["end"], "heading", number, number)
        for number, heading in enumerate(version.reading["outline"])
    ]
    return passages(version.text, clauses, headings, marks)
