"""Adjustments over REST: asked for, decided on, and read by staff and by the public."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from ninja.pagination import paginate

from luodi.parties.guards import ActorRequest, asks
from luodi.parties.rules.roles import Verb
from luodi.plans import actions, queries
from luodi.plans.models import Adjustment
from luodi.rest import Instant, Number, Paged

router = Router()
Kind = Literal["target", "task", "instrument"]
Way = Literal["dynamic", "single"]
Measure = Literal["change", "drop", "due"]
State = Literal["waiting", "superseded", "approved", "refused", "withdrawn"]
Words = Annotated[str, Field(max_length=2000)]
Basis = Annotated[str, Field(max_length=500)]
# No task has so many units.
MOST = 500


class ChangedFieldOut(Schema):
    """A field of the item, what it said and what it is to say; units by role."""

    field: str
    was: Any
    now: Any


class ChangedDueOut(Schema):
    duty: int
    unit: int
    unit_name: str
    was: date | None
    now: date


class PublicAdjustmentOut(Schema):
    """A change of what is in force, as the public reads it: in the name of the office."""

    id: int
    plan: int
    kind: Kind
    item: int
    heading: str
    way: Way
    measure: Measure
    fields: list[ChangedFieldOut]
    due: list[ChangedDueOut]
    reason: str
    basis: str
    in_force_since: datetime


class SettledOut(Schema):
    """`decision` is that on the item, null for due days and for what was not approved."""

    outcome: Literal["approved", "refused", "withdrawn"]
    words: str
    decision: int | None
    actor: str
    at: datetime


class AdjustmentOut(Schema):
    """A request; `was` and `values` are all values before and after, `unit` null for the office."""

    id: int
    plan: int
    version: int
    kind: Kind
    item: int
    heading: str
    way: Way
    measure: Measure
    state: State
    was: dict[str, Any]
    values: dict[str, Any]
    fields: list[ChangedFieldOut]
    due: list[ChangedDueOut]
    reason: str
    basis: str
    unit: int | None
    actor: str
    at: datetime
    outcome: SettledOut | None


class AdjustmentFilter(Schema):
    plan: Number | None = None
    state: State | None = None
    as_of: Instant | None = None


class AdjustmentIn(Schema):
    """`expected` is the item's decision that was seen (list_items). `values` are those to change;
    `duties` and `due_on` are for `due` alone. Without a unit the programme office asks."""

    kind: Kind
    item: Number
    expected: Number
    way: Way
    measure: Measure
    values: dict[str, Any] = Field(default_factory=dict)
    duties: Annotated[list[Number], Field(max_length=MOST)] = Field(default_factory=list)
    due_on: date | None = None
    reason: Words
    basis: Basis = ""
    unit: Number | None = None


class OpinionIn(Schema):
    words: Words


class WithdrawalIn(Schema):
    words: Words = ""


@router.get(
    "/plans/{plan}/adjustments",
    response=list[PublicAdjustmentOut],
    operation_id="list_adjustments_of_plan",
)
def list_adjustments_of_plan(
    request: HttpRequest, plan: Number, as_of: Instant | None = None
) -> list[dict[str, Any]]:
    """What was changed of a plan since it was published, the latest first."""
    found = queries.find_plan(plan)
    pages = queries.adjustments_of_plan(found.pk, at=as_of)
    return [
        _row(one) | {"in_force_since": one.outcome.at} for one in pages if one.outcome is not None
    ]


class Rows:
    """Requests cut into pages, each saying where it stood at the instant asked for."""

    def __init__(self, found: QuerySet[Adjustment], at: datetime | None) -> None:
        self.found, self.at = found, at

    def __len__(self) -> int:
        return self.found.count()

    def __getitem__(self, place: slice) -> list[dict[str, Any]]:
        return [_whole(queries.adjustment_of(one, at=self.at)) for one in self.found[place]]


@router.get(
    "/adjustments",
    response=list[AdjustmentOut],
    auth=asks(Verb.ENTER),
    operation_id="list_adjustments",
)
@paginate(Paged)
def list_adjustments(request: ActorRequest, filters: Query[AdjustmentFilter]) -> Any:
    """What waits first. Members of units see what their units asked for."""
    found = queries.adjustments(
        actor=request.auth, plan=filters.plan, state=filters.state or "", at=filters.as_of
    )
    return Rows(found, filters.as_of)


@router.get(
    "/adjustments/{adjustment}",
    response=AdjustmentOut,
    auth=asks(Verb.ENTER),
    operation_id="get_adjustment",
)
def get_adjustment(
    request: ActorRequest, adjustment: Number, as_of: Instant | None = None
) -> dict[str, Any]:
    """A request as it stands, or as it stood at an instant."""
    return _whole(queries.find_adjustment(adjustment, actor=request.auth, at=as_of))


@router.post(
    "/adjustments",
    response={201: AdjustmentOut},
    auth=asks(Verb.ENTER),
    operation_id="request_adjustment",
)
def request_adjustment(request: ActorRequest, body: AdjustmentIn) -> Status[dict[str, Any]]:
    """Asks for a change of an item in force, for a unit that answers for it or for the office."""
    wanted = actions.Wanted(body.measure, body.values, body.duties, body.due_on)
    grounds = body.dict(include={"way", "reason", "basis", "unit", "expected"})
    made = actions.request_adjustment(body.kind, body.item, wanted, by=request.auth, **grounds)
    return Status(201, _whole(queries.find_adjustment(made.pk, at=made.at)))


@router.post(
    "/adjustments/{adjustment}/withdrawal",
    response={201: SettledOut},
    auth=asks(Verb.ENTER),
    operation_id="withdraw_adjustment",
)
def withdraw_adjustment(
    request: ActorRequest, adjustment: Number, body: WithdrawalIn
) -> Status[Any]:
    """By the unit in whose name it was asked for, or by the office for its own."""
    queries.find_adjustment(adjustment, actor=request.auth)
    made = actions.withdraw_adjustment(adjustment, by=request.auth, words=body.words)
    return Status(201, _settled(made))


@router.post(
    "/adjustments/{adjustment}/approval",
    response={201: SettledOut},
    auth=asks(Verb.APPROVE),
    operation_id="approve_adjustment",
)
def approve_adjustment(request: ActorRequest, adjustment: Number, body: OpinionIn) -> Status[Any]:
    """Carries a request out. A token cannot do this: it needs a password shown lately."""
    made = actions.approve_adjustment(adjustment, words=body.words, by=request.auth)
    return Status(201, _settled(made))


@router.post(
    "/adjustments/{adjustment}/refusal",
    response={201: SettledOut},
    auth=asks(Verb.APPROVE),
    operation_id="refuse_adjustment",
)
def refuse_adjustment(request: ActorRequest, adjustment: Number, body: OpinionIn) -> Status[Any]:
    """Also of a request that was superseded. A token cannot do this either."""
    made = actions.refuse_adjustment(adjustment, words=body.words, by=request.auth)
    return Status(201, _settled(made))


def _row(page: queries.AdjustmentPage) -> dict[str, Any]:
    one = page.adjustment
    return {
        "id": one.pk,
        "plan": one.version.document_id,
        "kind": page.kind,
        "item": one.item.pk,
        "heading": str(one.item),
        "way": one.kind,
        "measure": one.measure,
        "fields": page.differences,
        "due": [_due(row, one) for row in page.duties],
        "reason": one.reason,
        "basis": one.basis,
    }


def _due(row: queries.DueChange, one: Adjustment) -> dict[str, Any]:
    unit = row.duty.unit
    told = {"duty": row.duty.pk, "unit": unit.pk, "unit_name": unit.name}
    return told | {"was": row.was, "now": one.due_on}


def _whole(page: queries.AdjustmentPage) -> dict[str, Any]:
    one = page.adjustment
    return _row(page) | {
        "version": one.version_id,
        "state": page.status,
        "was": one.was,
        "values": one.values,
        "unit": one.unit_id,
        "actor": one.actor,
        "at": one.at,
        "outcome": _settled(page.outcome) if page.outcome else None,
    }


def _settled(one: Any) -> dict[str, Any]:
    names = ("outcome", "words", "actor", "at")
    return {name: getattr(one, name) for name in names} | {"decision": one.decision_id}
