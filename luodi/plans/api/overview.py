"""The office's figures over REST with the lines behind each, and the terms of a plan's ladder."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status
from ninja.pagination import paginate

from luodi.parties.guards import ActorRequest, asks
from luodi.parties.rules.roles import Verb
from luodi.plans import actions, queries
from luodi.plans.api.supervision import StandingOut
from luodi.plans.models import LadderTerms
from luodi.plans.rules.ladder import LONGEST_SOURCE, MOST_DAYS, MOST_REMINDERS, Terms
from luodi.plans.rules.ladder import Standing as DutyStanding
from luodi.plans.rules.overview import STALLED_AFTER
from luodi.rest import Number, Paged

router = Router()
Days = Annotated[int, Field(ge=1, le=MOST_DAYS)]
FigureName = Literal[queries.FIGURES]  # type: ignore[valid-type]


class OnTimeShareOut(Schema):
    """`on_time` ÷ (`closed` + `overdue`) in percent; null while nothing is closed or overdue.

    `closed` is here the figure of that name less `ended`: what the office closed before its due
    day without a claim, for example because the task was withdrawn.
    """

    on_time: int
    closed: int
    overdue: int
    percent: float | None


class OverviewOut(Schema):
    """Each figure counts lines of the ledger; `stalled` is without an act for so many days."""

    as_of: datetime
    stalled_after_working_days: int
    on_time_share: OnTimeShareOut
    figures: dict[str, int]
    urgent: list[str]


class PlanFiguresOut(Schema):
    plan: int
    title: str
    figures: dict[str, int]
    on_time_share: OnTimeShareOut


class UnitFiguresOut(Schema):
    unit: int
    name: str
    region: str
    figures: dict[str, int]
    on_time_share: OnTimeShareOut


class LineOut(Schema):
    """What a body owes of a task. Without a duty nothing was assigned to it."""

    plan: int
    task: int
    heading: str
    unit: int | None
    name: str
    role: str
    stage: str
    due_on: date | None
    duty: int | None
    standing: StandingOut | None


class Narrowed(Schema):
    plan: Number | None = None
    unit: Number | None = None
    region: str = ""


class TermsOut(Schema):
    """`id` is to be sent back as `expected`; null, with the usual terms, before any were set."""

    id: int | None
    accept_within: int
    reminders: list[int]
    red_after: int
    circular_after: int
    source: str
    since: datetime | None
    by: str


class TermsPageOut(Schema):
    """`earlier` are those that were in force before, newest first."""

    in_force: TermsOut
    earlier: list[TermsOut]


class TermsIn(Schema):
    accept_within: Days
    reminders: Annotated[list[Days], Field(max_length=MOST_REMINDERS)]
    red_after: Days
    circular_after: Days
    source: Annotated[str, Field(max_length=LONGEST_SOURCE)]
    expected: Number | None = None


@router.get("/overview", response=OverviewOut, auth=asks(Verb.OVERSEE), operation_id="get_overview")
def get_overview(request: HttpRequest, narrowed: Query[Narrowed]) -> dict[str, Any]:
    """The figures of all plans, or of one, a unit or a region, at this instant."""
    now = timezone.now()
    lines = queries.ledger_lines(**narrowed.dict())
    found = queries.figures(lines, queries.figure_conditions(now=now))
    return {
        "as_of": now,
        "stalled_after_working_days": STALLED_AFTER,
        "on_time_share": _share(found),
        "figures": found,
        "urgent": found.urgent,
    }


@router.get(
    "/overview/lines",
    response=list[LineOut],
    auth=asks(Verb.OVERSEE),
    operation_id="list_ledger_lines",
)
@paginate(Paged)
def list_ledger_lines(
    request: HttpRequest, narrowed: Query[Narrowed], show: FigureName | None = None
) -> Any:
    """The lines that a figure counts, or all; what is due first stands first."""
    now = timezone.now()
    lines = queries.ledger_lines(**narrowed.dict())
    if show:
        lines = lines.filter(queries.figure_conditions(now=now)[show])
    return _Mapped(queries.LedgerList(lines, now=now), _line)


@router.get(
    "/overview/plans",
    response=list[PlanFiguresOut],
    auth=asks(Verb.OVERSEE),
    operation_id="list_plan_figures",
)
@paginate(Paged)
def list_plan_figures(request: HttpRequest) -> Any:
    """Plans in force with their figures, newest first."""
    return _Mapped(queries.PlanRows(queries.figure_conditions(now=timezone.now())), _plan)


@router.get(
    "/overview/units",
    response=list[UnitFiguresOut],
    auth=asks(Verb.OVERSEE),
    operation_id="list_unit_figures",
)
@paginate(Paged)
def list_unit_figures(request: HttpRequest, plan: Number | None = None) -> Any:
    """Units with tasks and their figures, in order of region and name."""
    conditions = queries.figure_conditions(now=timezone.now())
    return _Mapped(queries.UnitRows(conditions, queries.ledger_lines(plan=plan)), _unit)


@router.get(
    "/plans/{plan}/ladder-terms",
    response=TermsPageOut,
    auth=asks(Verb.ENTER),
    operation_id="get_ladder_terms",
)
def get_ladder_terms(request: HttpRequest, plan: Number) -> dict[str, Any]:
    """The days of a plan's ladder with their source, and those before them."""
    page = queries.terms_page(queries.find_plan(plan))
    rows = [_terms(row) for row in page.rows]
    return {"in_force": rows[0] if rows else _usual(page.terms), "earlier": rows[1:]}


@router.post(
    "/plans/{plan}/ladder-terms",
    response={201: TermsOut},
    auth=asks(Verb.SUPERVISE),
    operation_id="set_ladder_terms",
)
def set_ladder_terms(request: ActorRequest, plan: Number, body: TermsIn) -> Status[dict[str, Any]]:
    """New days from now on for all duties of the plan, on the terms as they were seen."""
    given = body.dict(exclude={"expected"})
    terms = Terms(**(given | {"reminders": tuple(body.reminders)}))
    found = queries.find_plan(plan)
    row = actions.set_ladder_terms(found, terms, expected=body.expected, by=request.auth)
    return Status(201, _terms(row))


def _share(found: queries.Figures) -> dict[str, Any]:
    share = found.share
    return {**share._asdict(), "percent": share.percent}


def _plan(row: queries.PlanFigures) -> dict[str, Any]:
    said = {"figures": row.figures, "on_time_share": _share(row.figures)}
    return {"plan": row.plan.pk, "title": str(row.plan), **said}


def _unit(row: queries.UnitFigures) -> dict[str, Any]:
    said = {"figures": row.figures, "on_time_share": _share(row.figures)}
    return {"unit": row.unit.pk, "name": row.unit.name, "region": row.unit.region, **said}


def _line(row: queries.LedgerRow) -> dict[str, Any]:
    line = row.line
    standing: DutyStanding | None = row.duty.standing if row.duty else None
    return {
        "plan": line.plan_id,
        "task": line.task_id,
        "heading": line.task.heading,
        "unit": line.unit_id,
        "name": line.unit.name if line.unit else line.name,
        "role": line.role,
        "stage": line.stage,
        "due_on": line.due_on,
        "duty": line.duty_id,
        "standing": standing,
    }


def _terms(row: LadderTerms) -> dict[str, Any]:
    names = ("id", "accept_within", "reminders", "red_after", "circular_after", "source")
    said = {name: getattr(row, name) for name in names}
    return said | {"since": row.at, "by": row.actor}


def _usual(terms: Terms) -> dict[str, Any]:
    names = ("accept_within", "reminders", "red_after", "circular_after", "source")
    said = {name: getattr(terms, name) for name in names}
    return said | {"id": None, "since": None, "by": ""}


class _Mapped:
    """Rows as the API says them; only those of the page are fetched."""

    def __init__(self, rows: Any, said: Any) -> None:
        self.rows, self.said = rows, said

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: slice) -> list[dict[str, Any]]:
        return [self.said(row) for row in self.rows[place]]
