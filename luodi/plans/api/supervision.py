"""Duties over REST: where tasks stand, what waits for whom, and the acts on duties."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from luodi.parties.guards import ActorRequest, asks
from luodi.parties.rules.roles import Verb
from luodi.plans import actions, queries
from luodi.plans.models import DutyEvent, Evidence
from luodi.plans.rules.evidence import MOST
from luodi.plans.rules.ladder import Standing
from luodi.plans.rules.supervision import Act
from luodi.plans.sentences import coming, reckoned, why
from luodi.rest import Instant, Number

router = Router()
LONGEST = 4000
NOT_CARRIED = queries.Carried()
Words = Annotated[str, Field(max_length=LONGEST)]
StatusName = Literal[
    "waiting",
    "accept_overdue",
    "underway",
    "reminded",
    "yellow",
    "red",
    "circular",
    "claimed",
    "closed",
    "carried",
    "returned",
]


class NextStepOut(Schema):
    """The step that comes if nothing is done; provisional before its holidays are published."""

    step: str
    days: int
    at: datetime
    provisional: bool


class StandingOut(Schema):
    """Where a duty stands; `why` is a sentence in the language of the request."""

    status: StatusName
    since: datetime
    due_on: date
    why: str

    @staticmethod
    def resolve_why(standing: Standing) -> str:
        return why(standing)


class BodyOut(Schema):
    """A body that answers for a task; without a standing, nothing was issued to it."""

    name: str
    role: str
    bound: bool
    standing: StandingOut | None

    @staticmethod
    def resolve_standing(row: queries.TaskRow) -> Standing | None:
        return row.duty.standing if row.duty else None


class TaskStandingOut(Schema):
    """`units` is empty while the task is not in force."""

    task: int
    heading: str
    in_force: bool
    units: list[BodyOut]


class EvidenceOut(Schema):
    """One of the two is filled in."""

    link: str
    document_number: str


class EventOut(Schema):
    id: int
    act: str
    words: str
    due_on: date | None
    actor: str
    at: datetime
    evidence: list[EvidenceOut]

    @staticmethod
    def resolve_evidence(event: DutyEvent) -> list[Evidence]:
        return list(event.evidence.all())


class LadderStepOut(Schema):
    step: str
    days: int
    due_at: datetime
    recorded_at: datetime


class DutyOut(Schema):
    """A duty with its record. Send the `id` of the last event back as `expected`.

    `carried_from` is the duty of a version before that it took over, `carried_to` the one that it
    goes on as. `unproven`: completion is claimed, without evidence since it was last assigned.
    """

    id: int
    task: int
    heading: str
    unit: int
    unit_name: str
    role: str
    standing: StandingOut
    next: NextStepOut | None
    comes_next: str
    reckoned: str
    unproven: bool
    carried_from: int | None
    carried_to: int | None
    events: list[EventOut]
    steps: list[LadderStepOut]


class ActIn(Schema):
    """`words` are the reason or what was done, `due_on` the due day of the acts that set one.

    Links begin with https://; links and document numbers go with a report or a claim.
    """

    act: Act
    expected: Number
    words: Words = ""
    due_on: date | None = None
    links: Annotated[list[Words], Field(default_factory=list, max_length=MOST)]
    document_numbers: Annotated[list[Words], Field(default_factory=list, max_length=MOST)]


class IssueIn(Schema):
    due_on: date
    reason: Words


class IssuedOut(Schema):
    issued: list[int]


@router.get("/tasks/{task}/standing", response=TaskStandingOut, operation_id="get_task_standing")
def get_task_standing(request: HttpRequest, task: Number) -> dict[str, Any]:
    """Where a task in force stands, without names of people and without reports."""
    page = queries.task_page(queries.find_task(task))
    rows = page.rows if page.in_force else []
    heading = page.task.heading
    return {"task": task, "heading": heading, "in_force": page.in_force, "units": rows}


@router.get(
    "/tasks/{task}/duties",
    response=list[DutyOut],
    auth=asks(Verb.ENTER),
    operation_id="list_duties_of_task",
)
def list_duties_of_task(request: HttpRequest, task: Number) -> list[dict[str, Any]]:
    """The duties of a task with their records."""
    return duties_out(queries.duties_of_task(queries.find_task(task)))


@router.get("/duties/{duty}", response=DutyOut, auth=asks(Verb.ENTER), operation_id="get_duty")
def get_duty(request: HttpRequest, duty: Number, as_of: Instant | None = None) -> dict[str, Any]:
    """A duty as it stands, or as it stood at an instant."""
    return duties_out([queries.find_duty(duty, at=as_of)])[0]


@router.post(
    "/duties/{duty}/events",
    response={201: EventOut},
    auth=asks(Verb.ENTER),
    operation_id="act_on_duty",
)
def act_on_duty(request: ActorRequest, duty: Number, body: ActIn) -> Status[Any]:
    """One act, by a member of the unit or by the office, on the duty as it was seen."""
    return Status(201, actions.act_on_duty(duty, by=request.auth, **body.dict()))


@router.get("/todo", response=list[DutyOut], auth=asks(Verb.ENTER), operation_id="list_todo")
def list_todo(request: ActorRequest) -> list[dict[str, Any]]:
    """What waits for one's units, and for the office if one belongs to it, soonest first."""
    return duties_out(queries.to_do(request.auth))


@router.post(
    "/plans/{plan}/duties",
    response={201: IssuedOut},
    auth=asks(Verb.SUPERVISE),
    operation_id="issue_duties",
)
def issue_duties(
    request: ActorRequest, plan: Number, body: IssueIn
) -> Status[dict[str, list[int]]]:
    """Issues what was not issued yet of a plan in force; repeated, it issues nothing."""
    made = actions.issue_duties(queries.find_plan(plan), by=request.auth, **body.dict())
    return Status(201, {"issued": [duty.pk for duty in made]})


def duties_out(pages: list[queries.DutyPage]) -> list[dict[str, Any]]:
    """Two statements more, for the evidence of all of them and what they were carried from."""
    events = [event for page in pages for event in page.events]
    prefetch_related_objects(events, "evidence")
    unproven = queries.unproven(pages, {event.pk: list(event.evidence.all()) for event in events})
    carried = queries.carried(pages)
    return [_duty(page, carried.get(page.duty.pk, NOT_CARRIED), unproven) for page in pages]


def _duty(page: queries.DutyPage, carried: queries.Carried, unproven: set[int]) -> dict[str, Any]:
    duty, standing = page.duty, page.standing
    return {
        "id": duty.pk,
        "task": duty.task_id,
        "heading": duty.task.heading,
        "unit": duty.unit_id,
        "unit_name": duty.unit.name,
        "role": duty.role,
        "standing": standing,
        "next": standing.next,
        "comes_next": coming(standing),
        "reckoned": reckoned(page),
        "unproven": duty.pk in unproven,
        "carried_from": carried.before and carried.before.pk,
        "carried_to": carried.after and carried.after.pk,
        "events": page.events,
        "steps": page.steps,
    }
