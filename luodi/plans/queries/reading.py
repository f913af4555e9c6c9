"""The reads of the plans room. Lists speak of what current versions say and nobody rejected."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luodi.plans.errors import PlanNotFound, VersionNotFound
from luodi.plans.models import Document, Instrument, Responsible, Target, Task, Version
from luodi.plans.queries.difference import comparable_versions
from luodi.plans.queries.rows import CURRENT, ItemRows, with_adjusted, with_plan
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
    "totals",
    "unconfirmed",
    "version_numbered",
]

REJECTED = Target.State.REJECTED
Item = TypeVar("Item", Target, Task)
Row = TypeVar("Row", Target, Task, Instrument)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many of each the current versions hold; `waiting` are targets and tasks unconfirmed."""

    plans: int
    in_force: int
    targets: int
    tasks: int
    waiting: int

    @property
    def items(self) -> int:
        return self.targets + self.tasks


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

    @property
    def items(self) -> list[Target | Task | Instrument]:
        return [*self.targets, *self.tasks, *self.instruments]

    @property
    def waiting(self) -> int:
        return unconfirmed(self.items)


def unconfirmed(items: Iterable[Target | Task | Instrument]) -> int:
    return sum(item.state == Target.State.UNCONFIRMED for item in items)


def plans(*, region: str = "", text: str = "") -> QuerySet[Document]:
    """Plans with `target_count`, `task_count` and `in_force_since`, None for a plan that nobody
    published; the newest import first. One statement."""
    found = Document.objects.annotate(
        target_count=_count(Target), task_count=_count(Task), in_force_since=_published()
    )
    if region:
        found = found.filter(region=region)
    if text:
        found = found.filter(Q(title__icontains=text) | Q(doc_number__icontains=text))
    return found


def _current(model: type[Item]) -> QuerySet[Item]:
    """Items of current versions that nobody rejected, with clause and plan, without long texts."""
    found = model._default_manager.filter(**CURRENT).exclude(state=REJECTED)
    return with_plan(found)


def _published() -> Subquery:
    current = Version.objects.filter(current=True, document=OuterRef("pk"))
    return Subquery(current.order_by().values("published_at"))


def _count(model: type[Target] | type[Task]) -> Coalesce:
    counted = (
        model.objects.filter(**CURRENT, version__document=OuterRef("pk"))
        .exclude(state=REJECTED)
        .order_by()
        .values("version__document")
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
        "version__document__region": region,
        "version__document": plan,
        "by": by,
        "comparator": comparator,
        "state": state,
    }
    found = found.filter(**{field: value for field, value in exact.items() if value})
    if text:
        found = found.filter(
            Q(quote__icontains=text) | Q(object__icontains=text) | Q(unit__iexact=text)
        )
    return found.order_by("-version__document_id", "start", "id")


def tasks(
    *, region: str = "", text: str = "", plan: int | None = None, state: str = ""
) -> QuerySet[Task]:
    """Tasks with clause, plan and units; `text` is looked for in headings and names of units."""
    found = _current(Task).prefetch_related("responsible__unit")
    if state:
        found = found.filter(state=state)
    if region:
        found = found.filter(version__document__region=region)
    if plan:
        found = found.filter(version__document=plan)
    if text:
        named = Responsible.objects.filter(name__icontains=text).values("task")
        found = found.filter(Q(heading__icontains=text) | Q(pk__in=named))
    return found.order_by("-version__document_id", "start", "id")


def regions() -> list[str]:
    named = Document.objects.exclude(region="").order_by("region").values_list("region", flat=True)
    return list(named.distinct())


def due_years() -> list[int]:
    """The years of all targets ever read; those in force alone would cost a walk over all rows."""
    years = Target.objects.exclude(by=None).order_by("by").values_list("by", flat=True)
    return [year for year in years.distinct() if year]


def totals() -> Totals:
    """Four statements."""
    targets, tasks = ItemRows(_current(Target)), ItemRows(_current(Task))
    return Totals(
        plans=Document.objects.count(),
        in_force=Version.objects.filter(current=True, published_at__isnull=False).count(),
        targets=len(targets),
        tasks=len(tasks),
        waiting=targets.waiting + tasks.waiting,
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
    found = Version.objects.select_related("document", "consultation").filter(document=plan)
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
    found = model._default_manager.filter(version=version).exclude(state=REJECTED)
    return with_adjusted(found.select_related("clause"))


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
