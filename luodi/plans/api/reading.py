"""What the public reads over REST: paged, the same queries as the pages."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate
from pydantic import AfterValidator

from luodi.plans import queries
from luodi.plans.models import Document, Target, Task
from luodi.rest import Number, Paged

router = Router()
Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx"]
# Rejected items are in no list.
State = Literal["unconfirmed", "confirmed", "corrected"]
ChangeKind = Literal[
    "added",
    "dropped",
    "raised",
    "lowered",
    "unit_changed",
    "terms_changed",
    "deadline_moved",
    "wording",
]


class PlanOut(Schema):
    """A plan as its current version describes it."""

    id: int
    title: str
    kind: str
    region: str
    adcode: str
    doc_number: str
    issuers: list[str]
    issued_on: date | None
    first_year: int | None
    last_year: int | None
    consultation_closes: date | None
    sample: bool


class PlanRowOut(PlanOut):
    target_count: int
    task_count: int


class VersionOut(Schema):
    """One file of a plan; its id and hash are what anchors refer to."""

    id: int
    sha256: str
    source: str
    read_at: datetime
    current: bool
    published_at: datetime | None


class PlanDetailOut(PlanOut):
    versions: list[VersionOut]


class AnchorOut(Schema):
    """Where an item stands: file hash, numbers of the clause, characters of the repaired text."""

    sha256: str
    path: list[str]
    start: int
    end: int


class AnchoredOut(Schema):
    """`in_force`: a person has confirmed the item, and its version is the one published last."""

    id: int
    plan: int
    anchor: AnchorOut
    state: State
    in_force: bool

    @staticmethod
    def resolve_in_force(item: Target | Task) -> bool:
        return item.state != item.State.UNCONFIRMED and item.clause.version.in_force

    @staticmethod
    def resolve_plan(item: Target | Task) -> int:
        return int(item.clause.version.document_id)

    @staticmethod
    def resolve_anchor(item: Target | Task) -> dict[str, Any]:
        clause = item.clause
        sha256 = clause.version.sha256
        return {"sha256": sha256, "path": clause.path, "start": item.start, "end": item.end}


class TargetValuesOut(Schema):
    """A commitment with a number; `low` and `high` are in `unit` as printed."""

    id: int
    quote: str
    object: str
    low: float | None
    high: float | None
    comparator: Comparator
    basis: Literal["level", "increase", "decrease", "per_year"]
    unit: str
    by: int | None
    confidence: float


class TargetOut(AnchoredOut, TargetValuesOut):
    """A commitment with a number, and where it stands."""


class BoundUnitOut(Schema):
    id: int
    name: str


class ResponsibleOut(Schema):
    """A body as the plan prints it, and the registered unit that a person says it is."""

    name: str
    role: Literal["lead", "support"]
    unit: BoundUnitOut | None


class TaskOut(AnchoredOut):
    """A lowest numbered item of the working parts; `responsible` is empty where nobody is named."""

    heading: str
    responsible: list[ResponsibleOut]


class ComparedRowOut(Schema):
    """The targets that the regions set for one head noun; `cells` are in order of `regions`."""

    head: str
    cells: list[list[TargetOut]]


class ComparisonOut(Schema):
    regions: list[str]
    rows: list[ComparedRowOut]


class AskedOut(Schema):
    """How many comments of a closed consultation were on the clause, and how many were accepted."""

    asked: int
    accepted: int
    partly: int


class ChangeOut(Schema):
    """What happened to one target; `before` is null for an added one, `after` for a dropped one.

    `comments` are those on its clause of the draft: a count, which says of no change that a comment
    caused it.
    """

    kinds: list[ChangeKind]
    before: TargetValuesOut | None
    after: TargetValuesOut | None
    comments: AskedOut | None


class DifferenceOut(Schema):
    changes: list[ChangeOut]
    unchanged: int


def _without_nul(value: str) -> str:
    """PostgreSQL holds no NUL and fails on one; no text has one to be found by."""
    return value.replace("\0", "")


Sought = Annotated[str, AfterValidator(_without_nul)]


class RegionChoice(Schema):
    region: tuple[Sought, ...] = ()


class PlanFilter(Schema):
    region: Sought = ""
    text: Sought = ""


class TaskFilter(PlanFilter):
    plan: Number | None = None
    state: State | Literal[""] = ""


class TargetFilter(TaskFilter):
    by: Annotated[int, Field(ge=1900, le=9999)] | None = None
    comparator: Comparator | Literal[""] = ""


@router.get("/plans", response=list[PlanRowOut], operation_id="list_plans")
@paginate(Paged)
def list_plans(request: HttpRequest, filters: Query[PlanFilter]) -> QuerySet[Document]:
    return queries.plans(**filters.dict())


@router.get("/plans/{plan}", response=PlanDetailOut, operation_id="get_plan")
def get_plan(request: HttpRequest, plan: Number) -> Document:
    return queries.find_plan(plan)


@router.get("/plans/{plan}/reading", response=dict[str, Any], operation_id="get_reading")
def get_reading(
    request: HttpRequest, plan: Number, version: Number | None = None
) -> dict[str, Any]:
    """The reader's whole PlanDocument of the current version, or of the version asked for."""
    reading: dict[str, Any] = queries.find_version(plan, version).reading
    return reading


@router.get("/targets", response=list[TargetOut], operation_id="list_targets")
@paginate(Paged)
def list_targets(request: HttpRequest, filters: Query[TargetFilter]) -> QuerySet[Target]:
    return queries.targets(**filters.dict())


@router.get("/tasks", response=list[TaskOut], operation_id="list_tasks")
@paginate(Paged)
def list_tasks(request: HttpRequest, filters: Query[TaskFilter]) -> QuerySet[Task]:
    return queries.tasks(**filters.dict())


@router.get("/comparison", response=ComparisonOut, operation_id="compare_regions")
def compare_regions(request: HttpRequest, chosen: Query[RegionChoice]) -> queries.Comparison:
    """Up to six regions side by side, the latest six unless told; `region` may be repeated."""
    return queries.comparison(chosen.region)


@router.get("/differences/{before}/{after}", response=DifferenceOut, operation_id="diff_versions")
def diff_versions(request: HttpRequest, before: Number, after: Number) -> queries.Difference:
    """What happened to the targets from one version to another; ids are those of versions."""
    return queries.version_difference(before, after)
