"""Consultations over REST: everyone reads and comments; the office opens, extends and answers."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.decorators import decorate_view
from ninja.pagination import paginate

from luodi.parties.guards import ActorRequest, asks
from luodi.parties.rules.roles import Verb
from luodi.parties.sessions import client_address
from luodi.plans import queries
from luodi.plans.actions import (
    Received,
    Signature,
    comment_on,
    extend,
    handle,
    merge,
    open_consultation,
)
from luodi.plans.errors import OtherConsultation
from luodi.plans.models import Clause, Comment, Consultation, ConsultationTerm, Handling
from luodi.plans.queries import Result
from luodi.plans.sizes import bounded
from luodi.rest import Instant, Number, Paged

router = Router()
Kind = Literal["person", "body"]
Outcome = Literal["accepted", "partly", "declined", "elsewhere"]
Line = Annotated[str, Field(max_length=200)]
Long = Annotated[str, Field(max_length=20_000)]


class ConsultationOut(Schema):
    """`phase` is computed from the instants when it is asked for."""

    id: int
    plan: int
    version: int
    title: str
    opens_at: datetime
    closes_on: date
    phase: Literal["ahead", "open", "closed"]


class ConsultationRowOut(ConsultationOut):
    received: int

    @staticmethod
    def resolve_plan(one: Consultation) -> int:
        return one.version.document_id

    @staticmethod
    def resolve_version(one: Consultation) -> int:
        return one.version_id

    @staticmethod
    def resolve_title(one: Consultation) -> str:
        return str(one)

    @staticmethod
    def resolve_phase(one: Consultation) -> str:
        return queries.phase_of(one).value


class TermOut(Schema):
    id: int
    closes_on: date
    reason: str
    at: datetime


class AskedClauseOut(Schema):
    """A clause that may be commented on; its span is in the text of the version's reading."""

    id: int
    path: list[str]
    heading: str
    start: int
    end: int


class ResultOut(Schema):
    """How many comments came and what became of them; `received` of outcomes still wait."""

    received: int
    outcomes: dict[str, int]


class ConsultationDetailOut(ConsultationOut):
    """`result` is there once the consultation has closed."""

    terms: list[TermOut]
    clauses: list[AskedClauseOut]
    result: ResultOut | None


class PublishedOut(Schema):
    """An answered comment; `signature` is empty where a person did not agree to be shown, and with
    the text where that is withheld.
    """

    id: int
    clause: str
    path: list[str]
    signed_by: Kind
    signature: str
    received_on: date
    text: str
    withheld: bool
    outcome: Outcome
    reply: str
    handled_on: date


class CommentIn(Schema):
    """`person` is whom to ask where a body signs; `name`, `person` and `contact` are not published,
    but for the name of a body, and a person's surname as 张** if `shown`.
    """

    clause: Number | None = None
    text: Long
    signed_by: Kind
    name: Line
    person: Line = ""
    contact: Line
    shown: bool = False
    consent: bool


class ReceivedOut(Schema):
    """Keep the receipt: it is given once, and only with it can one see what came of it."""

    comment: int
    receipt: str
    received_at: datetime


class OpeningIn(Schema):
    closes_on: date
    opens_at: Instant | None = None


class ExtensionIn(Schema):
    closes_on: date
    reason: Annotated[str, Field(max_length=2000)]
    expected: Number


class QueuedOut(Schema):
    """A comment as staff see it; send `handling` back as `expected` with what you decide."""

    id: int
    clause: int | None
    signed_by: Kind
    signature: str
    received_at: datetime
    text: str
    outcome: Literal["received", "accepted", "partly", "declined", "elsewhere"]
    handling: int | None


class SeenIn(Schema):
    id: Number
    expected: Number | None


class HandlingsIn(Schema):
    """Comments that say the same, each with the handling that was seen on it, and one reply."""

    comments: Annotated[list[SeenIn], Field(min_length=1, max_length=2000)]
    outcome: Outcome
    reply: Annotated[str, Field(max_length=5000)]
    withheld: bool = False


class HandlingOut(Schema):
    id: int
    comment: int
    outcome: Outcome
    reply: str
    withheld: bool
    actor: str
    at: datetime

    @staticmethod
    def resolve_comment(one: Handling) -> int:
        return one.comment_id


class MergeIn(Schema):
    into: Number


class MergedOut(Schema):
    comment: int
    into: int


@router.get("/consultations", response=list[ConsultationRowOut], operation_id="list_consultations")
@paginate(Paged)
def list_consultations(request: HttpRequest) -> QuerySet[Consultation]:
    """Every consultation, the last to open first."""
    return queries.consultations()


@router.get(
    "/consultations/{consultation}",
    response=ConsultationDetailOut,
    operation_id="get_consultation",
)
def get_consultation(request: HttpRequest, consultation: Number) -> dict[str, Any]:
    """A consultation with its terms, the clauses of the draft and, once closed, its numbers."""
    found = queries.consultation_numbered(consultation)
    standing = queries.standing_of(found)
    result: Result | None = queries.consultation_result(found) if standing.closed else None
    return {
        "id": found.pk,
        "plan": found.version.document_id,
        "version": found.version_id,
        "title": str(found),
        "opens_at": found.opens_at,
        "closes_on": standing.term.closes_on,
        "phase": standing.phase.value,
        "terms": list(found.terms.all()),
        "clauses": list(found.version.clauses.all()),
        "result": result,
    }


@router.get(
    "/consultations/{consultation}/comments",
    response=list[PublishedOut],
    operation_id="list_comments",
)
@paginate(Paged)
def list_comments(request: HttpRequest, consultation: Number) -> list[dict[str, Any]]:
    """The answered comments with their replies, once the consultation has closed."""
    found = queries.consultation_numbered(consultation)
    return queries.published_rows(queries.consultation_result(found))


@router.post(
    "/consultations/{consultation}/comments",
    response={201: ReceivedOut},
    operation_id="send_comment",
)
@decorate_view(bounded)
def send_comment(
    request: HttpRequest, consultation: Number, body: CommentIn
) -> Status[dict[str, Any]]:
    """Takes a signed comment of anyone on a clause, or on the whole draft."""
    found = queries.consultation_numbered(consultation)
    signature = Signature(body.signed_by, body.name, body.contact, body.person, body.shown)
    got: Received = comment_on(
        found,
        text=body.text,
        signature=signature,
        consent=body.consent,
        address=client_address(request),
        clause=_clause(found, body.clause),
    )
    at = got.comment.received_at
    return Status(201, {"comment": got.comment.pk, "receipt": got.receipt, "received_at": at})


@router.post(
    "/versions/{version}/consultation",
    response={201: ConsultationDetailOut},
    auth=asks(Verb.CONSULT),
    operation_id="consult_on_version",
)
def consult_on_version(
    request: ActorRequest, version: Number, body: OpeningIn
) -> Status[dict[str, Any]]:
    """Asks the public about a version until the end of a day."""
    found = queries.version_numbered(version)
    made = open_consultation(
        found, closes_on=body.closes_on, opens_at=body.opens_at, by=request.auth
    )
    return Status(201, get_consultation(request, made.pk))


@router.post(
    "/consultations/{consultation}/extension",
    response={201: TermOut},
    auth=asks(Verb.CONSULT),
    operation_id="extend_consultation",
)
def extend_consultation(
    request: ActorRequest, consultation: Number, body: ExtensionIn
) -> Status[ConsultationTerm]:
    """Moves the closing day out; `expected` is the term that was seen last."""
    found = queries.consultation_numbered(consultation)
    return Status(201, extend(found, **body.dict(), by=request.auth))


@router.get(
    "/consultations/{consultation}/queue",
    response=list[QueuedOut],
    auth=asks(Verb.CONSULT),
    operation_id="list_queue",
)
@paginate(Paged)
def list_queue(request: ActorRequest, consultation: Number) -> list[dict[str, Any]]:
    """Every comment with what came of it so far; who sent it is shown on its page alone."""
    found = queries.consultation_numbered(consultation)
    return [
        {
            "id": one.comment.pk,
            "clause": one.comment.clause_id,
            "signed_by": one.comment.kind,
            "signature": one.comment.signature,
            "received_at": one.comment.received_at,
            "text": one.comment.text,
            "outcome": one.outcome,
            "handling": one.handling.pk if one.handling else None,
        }
        for one in queries.comments_as_of(found)
    ]


@router.post(
    "/comments/handlings",
    response={201: list[HandlingOut]},
    auth=asks(Verb.CONSULT),
    operation_id="handle_comments",
)
def handle_comments(request: ActorRequest, body: HandlingsIn) -> Status[list[Handling]]:
    """Gives comments that say the same one outcome and reply: all of them, or none."""
    seen = {one.id: one.expected for one in body.comments}
    made = handle(
        seen,
        outcome=body.outcome,
        reply=body.reply,
        withheld=body.withheld,
        by=request.auth,
    )
    return Status(201, made)


@router.post(
    "/comments/{comment}/merge",
    response={201: MergedOut},
    auth=asks(Verb.CONSULT),
    operation_id="merge_comment",
)
def merge_comment(request: ActorRequest, comment: Number, body: MergeIn) -> Status[dict[str, int]]:
    """Says that a comment says the same as another, so that one reply may answer both."""
    one: Comment = queries.comment_numbered(comment)
    made = merge(one, queries.comment_numbered(body.into), by=request.auth)
    return Status(201, {"comment": made.comment_id, "into": made.into_id})


def _clause(consultation: Consultation, number: int | None) -> Clause | None:
    if number is None:
        return None
    if not (found := consultation.version.clauses.filter(pk=number).first()):
        raise OtherConsultation
    return found
