"""The work of units over REST: their duties, and their work plans of a year."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from luodi.parties.guards import ActorRequest, asks
from luodi.parties.rules.roles import Verb
from luodi.plans import actions, queries
from luodi.plans.api.supervision import DutyOut, StatusName, duties_out
from luodi.plans.models import WorkPlanEvent, WorkPlanLine
from luodi.plans.rules.planning import PlanAct, PlanLine
from luodi.rest import Instant, Number

router = Router()
Year = Annotated[int, Field(ge=2000, le=2100)]
Phase = Literal["q1", "q2", "q3", "q4", "year", "named"]
Text = Annotated[str, Field(max_length=4000)]


class UnitShareOut(Schema):
    """A share in force; without a year it is for the whole time, without a value it has none."""

    share: int
    target: int
    words: str
    year: int | None
    value: str
    unit: str

    @staticmethod
    def resolve_share(one: queries.UnitShare) -> int:
        return one.share.pk

    @staticmethod
    def resolve_target(one: queries.UnitShare) -> int:
        return one.target.pk

    @staticmethod
    def resolve_year(one: queries.UnitShare) -> int | None:
        return one.share.year

    @staticmethod
    def resolve_unit(one: queries.UnitShare) -> str:
        return one.measured_in


class UnitWorkOut(Schema):
    """`total` counts all duties of the unit, `duties` are those asked for."""

    total: int
    duties: list[DutyOut]
    shares: list[UnitShareOut]


class PlanLineOut(Schema):
    """At most one of `duty` and `share`; neither for the unit's own matters."""

    duty: int | None
    share: int | None
    matter: str
    measure: str
    phase: Phase
    phase_name: str
    first_on: date
    last_on: date
    result: str
    due_on: date
    late_note: str

    @staticmethod
    def resolve_duty(line: WorkPlanLine) -> int | None:
        return line.duty_id

    @staticmethod
    def resolve_share(line: WorkPlanLine) -> int | None:
        return line.share_id


class EditionOut(Schema):
    id: int
    state: str
    in_force: bool
    saved_at: datetime
    lines: list[PlanLineOut]


class PlanEventOut(Schema):
    id: int
    act: str
    edition: int | None
    reason: str
    actor: str
    at: datetime

    @staticmethod
    def resolve_edition(event: WorkPlanEvent) -> int | None:
        return event.edition_id


class WorkPlanOut(Schema):
    """Send `last` back as `expected`. `approved` is the edition approved last."""

    unit: int
    year: int
    state: str | None
    last: int | None
    approved: int | None
    edition: EditionOut | None
    events: list[PlanEventOut]


class PlanLineIn(Schema):
    """Days of a phase are given for a named one only."""

    matter: Text
    measure: Text
    result: Text
    phase: Phase
    due_on: date
    duty: Number | None = None
    share: Number | None = None
    phase_name: Text = ""
    first_on: date | None = None
    last_on: date | None = None
    late_note: Text = ""


class EditionIn(Schema):
    expected: Number | None
    lines: list[PlanLineIn]


class PlanActIn(Schema):
    act: Literal["submit", "withdraw", "approve", "return"]
    expected: Number
    reason: Text = ""


@router.get(
    "/units/{unit}/work", response=UnitWorkOut, auth=asks(Verb.ENTER), operation_id="get_unit_work"
)
def get_unit_work(
    request: HttpRequest,
    unit: Number,
    year: Year | None = None,
    plan: Number | None = None,
    role: Literal["", "lead", "support"] = "",
    status: StatusName | None = None,
) -> dict[str, Any]:
    """A unit's duties from all plans, what comes first in front, and its shares in force."""
    work = queries.unit_work(unit, year=year, plan=plan, role=role, status=status or "")
    rows = duties_out(work.rows)
    return {"total": work.total, "duties": rows, "shares": work.shares}


@router.get(
    "/units/{unit}/work-plans/{year}",
    response=WorkPlanOut,
    auth=asks(Verb.ENTER),
    operation_id="get_work_plan",
)
def get_work_plan(
    request: ActorRequest,
    unit: Number,
    year: Year,
    as_of: Instant | None = None,
    edition: Number | None = None,
) -> dict[str, Any]:
    """The plan as of an instant; drafts are shown to the unit, the office and auditors."""
    page = queries.work_plan_page(unit, year, reader=request.auth, at=as_of, edition=edition)
    return _plan(page)


@router.post(
    "/units/{unit}/work-plans/{year}/editions",
    response={201: PlanEventOut},
    auth=asks(Verb.ENTER),
    operation_id="save_work_plan",
)
def save_work_plan(request: ActorRequest, unit: Number, year: Year, body: EditionIn) -> Status[Any]:
    """A whole new edition as the draft, by a member of the unit."""
    lines = [PlanLine(**one.dict()) for one in body.lines]
    made = actions.save_work_plan(unit, year, lines=lines, expected=body.expected, by=request.auth)
    return Status(201, made)


@router.post(
    "/units/{unit}/work-plans/{year}/events",
    response={201: PlanEventOut},
    auth=asks(Verb.ENTER),
    operation_id="act_on_work_plan",
)
def act_on_work_plan(
    request: ActorRequest, unit: Number, year: Year, body: PlanActIn
) -> Status[Any]:
    """Submit or withdraw for the unit, approve or return for the office."""
    act, given = PlanAct(body.act), body.dict(exclude={"act"})
    return Status(201, actions.act_on_work_plan(unit, year, act, by=request.auth, **given))


def _plan(page: queries.WorkPlanPage) -> dict[str, Any]:
    shown, standing = page.shown, page.standing
    return {
        "unit": page.unit.pk,
        "year": page.year,
        "state": standing.state,
        "last": standing.last,
        "approved": standing.approved,
        "edition": shown
        and {
            "id": shown.event.pk,
            "state": shown.state,
            "in_force": shown.in_force,
            "saved_at": shown.event.at,
            "lines": shown.lines,
        },
        "events": page.events,
    }
