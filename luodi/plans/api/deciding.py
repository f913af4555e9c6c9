"""How scripts review a version: the same verbs as the review page, each request whole or not."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from luodi.parties.guards import ActorRequest, asks
from luodi.parties.rules.roles import Verb
from luodi.plans import queries
from luodi.plans.actions import Ruling, Wish, add_by_hand, bind, bind_proposed, decide, publish
from luodi.plans.api.reading import AnchorOut
from luodi.plans.models import Binding, Decision, Publication
from luodi.plans.rules.confirmation import located
from luodi.rest import Instant, Number

router = Router()
Kind = Literal["target", "task", "instrument"]
State = Literal["unconfirmed", "confirmed", "corrected", "rejected"]
# One request decides on one plan's items; none has so many.
MOST = 2000


class ItemOut(Schema):
    """An item of a version. `values` is what it says, `read` what it said when it was read.

    Send `decision` back as `expected` with what you decide on it.
    """

    kind: Kind
    id: int
    state: State
    decision: int | None
    quote: str
    anchor: AnchorOut
    values: dict[str, Any]
    read: dict[str, Any]


class ItemFilter(Schema):
    """`as_of` gives every item as it stood at that instant."""

    kind: Kind | None = None
    state: State | None = None
    as_of: Instant | None = None


class RulingIn(Schema):
    """A decision on an item; `values` are those to correct, `reason` is for reject and reopen."""

    kind: Kind
    id: Number
    verdict: Literal["confirm", "correct", "reject", "reopen"]
    expected: Number | None
    values: dict[str, Any] = Field(default_factory=dict)
    reason: Annotated[str, Field(max_length=2000)] = ""


class RulingsIn(Schema):
    decisions: Annotated[list[RulingIn], Field(min_length=1, max_length=MOST)]


class DecisionOut(Schema):
    id: int
    kind: Kind
    item: int
    verdict: str
    values: dict[str, Any]
    reason: str
    actor: str
    at: datetime

    @staticmethod
    def resolve_kind(one: Decision) -> str:
        return "target" if one.target_id else "task" if one.task_id else "instrument"

    @staticmethod
    def resolve_item(one: Decision) -> int | None:
        return one.target_id or one.task_id or one.instrument_id


class AdditionIn(Schema):
    """An item to add: words of the text, and from which character where they stand twice."""

    kind: Kind
    quote: Annotated[str, Field(min_length=1)]
    start: Annotated[int, Field(ge=0)] | None = None
    values: dict[str, Any]


class UnitOut(Schema):
    id: int
    name: str

    @staticmethod
    def resolve_id(unit: Any) -> int:
        return int(getattr(unit, "key", None) or unit.pk)


class BindingOut(Schema):
    id: int
    name: str
    unit: UnitOut | None
    actor: str
    at: datetime


class NameOut(Schema):
    """A name under the tasks, what it is bound to, and the units that it may mean."""

    name: str
    leads: int
    supports: int
    binding: BindingOut | None
    outcome: Literal["found", "ambiguous", "dissolved", "unknown"]
    proposed: UnitOut | None
    candidates: list[UnitOut]


class WishIn(Schema):
    """A name and its unit, null to take a binding back; `expected` is the binding seen, if any."""

    name: str
    unit: Number | None
    expected: Number | None = None


class WishesIn(Schema):
    bindings: Annotated[list[WishIn], Field(min_length=1, max_length=MOST)]


class PublicationIn(Schema):
    """`expected` is the plan's publication that was seen, null for none."""

    expected: Number | None = None


class PublicationOut(Schema):
    id: int
    plan: int
    version: int
    actor: str
    at: datetime

    @staticmethod
    def resolve_plan(one: Publication) -> int:
        return one.document_id

    @staticmethod
    def resolve_version(one: Publication) -> int:
        return one.version_id


@router.get(
    "/versions/{version}/items",
    response=list[ItemOut],
    auth=asks(Verb.ENTER),
    operation_id="list_items",
)
def list_items(
    request: HttpRequest, version: Number, filters: Query[ItemFilter]
) -> list[dict[str, Any]]:
    """Every item of a version in order of the text, with its state, now or at an instant."""
    found = queries.version_numbered(version)
    states = queries.items_as_of(found, filters.as_of)
    rows = [_item(one, found.sha256, found.text) for one in states]
    wanted = {name: value for name, value in filters.dict(exclude={"as_of"}).items() if value}
    return [row for row in rows if wanted.items() <= row.items()]


@router.post(
    "/versions/{version}/decisions",
    response={201: list[DecisionOut]},
    auth=asks(Verb.CONFIRM),
    operation_id="decide_items",
)
def decide_items(request: ActorRequest, version: Number, body: RulingsIn) -> Status[list[Decision]]:
    """Confirms, corrects, rejects or reopens items: all of them, or none."""
    found = queries.version_numbered(version)
    items = queries.items_named(found, [f"{one.kind}-{one.id}" for one in body.decisions])
    rulings = [
        Ruling(items[f"{o.kind}-{o.id}"], o.verdict, o.expected, o.values, o.reason)
        for o in body.decisions
    ]
    return Status(201, decide(rulings, by=request.auth))


@router.post(
    "/versions/{version}/items",
    response={201: DecisionOut},
    auth=asks(Verb.CONFIRM),
    operation_id="add_item",
)
def add_item(request: ActorRequest, version: Number, body: AdditionIn) -> Status[Decision]:
    """Adds an item that the reader missed; it is confirmed by who adds it."""
    found = queries.version_numbered(version)
    start, end = located(body.quote, found.text, start=body.start)
    span: dict[str, Any] = {"start": start, "end": end, "quote": found.text[start:end]}
    made = add_by_hand(found, body.kind, **span, values=body.values, by=request.auth)
    return Status(201, made)


@router.get(
    "/versions/{version}/names",
    response=list[NameOut],
    auth=asks(Verb.ENTER),
    operation_id="list_names",
)
def list_names(request: HttpRequest, version: Number) -> list[queries.PrintedName]:
    """The names of responsible units that a version prints, and what they are bound to."""
    return queries.printed_names(queries.version_numbered(version))


@router.post(
    "/versions/{version}/bindings",
    response={201: list[BindingOut]},
    auth=asks(Verb.CONFIRM),
    operation_id="bind_names",
)
def bind_names(request: ActorRequest, version: Number, body: WishesIn) -> Status[list[Binding]]:
    """Binds names to units in all tasks of the version: all of them, or none."""
    wishes = [Wish(one.name, one.unit, one.expected) for one in body.bindings]
    return Status(201, bind(queries.version_numbered(version), wishes, by=request.auth))


@router.post(
    "/versions/{version}/bindings/proposed",
    response={201: list[BindingOut]},
    auth=asks(Verb.CONFIRM),
    operation_id="bind_proposed_names",
)
def bind_proposed_names(request: ActorRequest, version: Number) -> Status[list[Binding]]:
    """Binds every name that was never bound and means exactly one registered unit."""
    return Status(201, bind_proposed(queries.version_numbered(version), by=request.auth))


@router.post(
    "/versions/{version}/publication",
    response={201: PublicationOut},
    auth=asks(Verb.PUBLISH),
    operation_id="publish_version",
)
def publish_version(
    request: ActorRequest, version: Number, body: PublicationIn
) -> Status[Publication]:
    """Puts a version in force. A token cannot do this: it needs a password shown lately."""
    found = queries.version_numbered(version)
    return Status(201, publish(found, by=request.auth, expected=body.expected))


def _item(one: queries.ItemState, sha256: str, text: str) -> dict[str, Any]:
    item = one.item
    span = {"path": item.clause.path, "start": item.start, "end": item.end}
    return {
        "kind": queries.item_key(item).partition("-")[0],
        "id": item.pk,
        "state": one.state,
        "decision": one.decision.pk if one.decision else None,
        "quote": text[item.start : item.end],
        "anchor": {"sha256": sha256, **span},
        "values": one.values,
        "read": item.read,
    }
