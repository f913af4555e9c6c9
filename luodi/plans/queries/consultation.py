"""What a consultation is now or was at any instant gone by, and what was said and answered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from luodi.plans.errors import (
    CommentNotFound,
    ConsultationNotClosed,
    ConsultationNotFound,
    ReceiptUnknown,
)
from luodi.plans.models import (
    Clause,
    Comment,
    Consultation,
    ConsultationTerm,
    Document,
    Handling,
    Sender,
    Version,
)
from luodi.plans.rules.consultation import Phase, closes_at, normal_receipt, phase, text_digest

__all__ = [
    "WAITING",
    "ClauseCount",
    "CommentState",
    "Result",
    "Standing",
    "clause_counts",
    "comment_numbered",
    "comment_with_receipt",
    "comments_as_of",
    "consultation_numbered",
    "consultation_result",
    "consultations",
    "drafts_to_consult_on",
    "last_handlings",
    "phase_of",
    "published_rows",
    "senders_kept",
    "standing_of",
]

# What a comment is before anybody handled it.
WAITING = "received"


@dataclass(frozen=True, slots=True)
class Standing:
    """A consultation as it stood at an instant; `term` is the one in force then."""

    consultation: Consultation
    term: ConsultationTerm
    phase: Phase

    @property
    def open(self) -> bool:
        return self.phase is Phase.OPEN

    @property
    def closed(self) -> bool:
        return self.phase is Phase.CLOSED

    @property
    def erasable_from(self) -> datetime:
        """When the senders' data have been kept as long as the setting says."""
        return closes_at(self.term.closes_on) + timedelta(days=settings.COMMENT_CONTACT_DAYS)


@dataclass(frozen=True, slots=True)
class CommentState:
    """A comment and what had come of it at an instant, None while it waited."""

    comment: Comment
    handling: Handling | None

    @property
    def outcome(self) -> str:
        return self.handling.outcome if self.handling else WAITING

    @property
    def shown(self) -> bool:
        """Whether the public may read the text: only what somebody has read before."""
        return self.handling is not None and not self.handling.withheld


@dataclass(frozen=True, slots=True)
class ClauseCount:
    """How many comments asked about a clause, and how many were accepted, wholly or partly."""

    asked: int
    accepted: int
    partly: int


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a consultation: numbers by outcome and by clause, and the answered comments."""

    standing: Standing
    received: int
    outcomes: dict[str, int]
    clauses: list[tuple[Clause | None, int]]
    answered: list[CommentState]


def consultations() -> QuerySet[Consultation]:
    """All of them, the last to open first, with `received`, `waiting` and `closes_on`.

    One statement.
    """
    found = Consultation.objects.select_related("version__document")
    found = found.defer("version__reading", "version__original").order_by("-opens_at", "-pk")
    unhandled = Q(comments__handlings=None, comments__isnull=False)
    last = ConsultationTerm.objects.filter(consultation=OuterRef("pk"), next=None)
    return found.annotate(
        received=Count("comments", distinct=True),
        waiting=Count("comments", filter=unhandled, distinct=True),
        closes_on=Subquery(last.values("closes_on")[:1]),
    )


def drafts_to_consult_on() -> QuerySet[Version]:
    """Drafts for comment that nobody was asked about yet, newest first. One statement."""
    found = Version.objects.filter(document__kind=Document.Kind.DRAFT, consultation=None)
    return found.select_related("document").defer("reading", "original")


def consultation_numbered(number: int) -> Consultation:
    """A consultation with its version and plan. Raises ConsultationNotFound. One statement."""
    found = Consultation.objects.select_related("version__document").filter(pk=number)
    if not (one := found.first()):
        raise ConsultationNotFound(number=number)
    return one


def standing_of(consultation: Consultation, instant: datetime | None = None) -> Standing:
    """How it stood at an instant, now unless told; before it was set up, its first term counts.

    One statement.
    """
    moment = instant or timezone.now()
    terms = list(consultation.terms.all())
    made = [term for term in terms if term.at <= moment] or terms[:1]
    return Standing(
        consultation, made[-1], phase(consultation.opens_at, made[-1].closes_on, now=moment)
    )


def phase_of(row: Consultation) -> Phase:
    """Whether a row of `consultations()` is open now; no statement of its own."""
    closes_on = row.closes_on  # type: ignore[attr-defined] # annotated there
    return phase(row.opens_at, closes_on, now=timezone.now())


def senders_kept(consultation: Consultation) -> int:
    """How many comments still have their sender's data. One statement."""
    return Sender.objects.filter(comment__consultation=consultation).count()


def comment_numbered(number: int) -> Comment:
    """A comment with its clause and consultation. Raises CommentNotFound. One statement."""
    related = ("clause", "consultation__version__document", "merge__into")
    if not (one := Comment.objects.select_related(*related).filter(pk=number).first()):
        raise CommentNotFound(number=number)
    return one


def comment_with_receipt(typed: str) -> CommentState:
    """What came of the comment whose receipt number this is. Raises ReceiptUnknown."""
    digest = text_digest(normal_receipt(typed))
    related = ("clause", "consultation__version__document")
    found = Comment.objects.select_related(*related).filter(receipt=digest).first()
    if found is None:
        raise ReceiptUnknown
    return CommentState(found, last_handlings([found]).get(found.pk))


def last_handlings(comments: Sequence[Comment]) -> dict[int, Handling]:
    """The latest handling of each comment that has one. One statement."""
    found = Handling.objects.filter(comment__in=[one.pk for one in comments], next=None)
    return {one.comment_id: one for one in found}


def comments_as_of(
    consultation: Consultation, instant: datetime | None = None
) -> list[CommentState]:
    """The comments received by an instant, now unless told, as they were handled by then.

    Two statements.
    """
    moment = instant or timezone.now()
    made = Handling.objects.filter(comment__consultation=consultation, at__lte=moment)
    last = {one.comment_id: one for one in made.order_by("id")}
    comments = consultation.comments.filter(received_at__lte=moment).select_related("clause")
    return [CommentState(one, last.get(one.pk)) for one in comments]


def consultation_result(consultation: Consultation, *, now: datetime | None = None) -> Result:
    """Raises ConsultationNotClosed before the closing day has ended. Three statements."""
    standing = standing_of(consultation, now)
    if not standing.closed:
        raise ConsultationNotClosed(closes=standing.term.closes_on.isoformat())
    states = comments_as_of(consultation, now)
    asked = Counter(one.comment.clause_id for one in states)
    clauses = {one.comment.clause_id: one.comment.clause for one in states}
    ordered = sorted(clauses, key=lambda key: (one := clauses[key]) is not None and one.position)
    return Result(
        standing=standing,
        received=len(states),
        outcomes=dict.fromkeys((*Handling.Outcome.values, WAITING), 0)
        | Counter(one.outcome for one in states),
        clauses=[(clauses[key], asked[key]) for key in ordered],
        answered=[one for one in states if one.handling],
    )


def clause_counts(*versions: int, now: datetime | None = None) -> dict[int, ClauseCount]:
    """For each clause that comments of a closed consultation asked about. One statement."""
    today = timezone.localdate(now)
    found = Comment.objects.filter(
        consultation__version__in=versions,
        consultation__terms__next=None,
        consultation__terms__closes_on__lt=today,
        clause__isnull=False,
    )

    def of(outcome: str) -> Count:
        last = Q(handlings__next=None, handlings__outcome=outcome)
        return Count("pk", filter=last, distinct=True)

    rows = (
        found.order_by()
        .values("clause")
        .annotate(asked=Count("pk", distinct=True), accepted=of("accepted"), partly=of("partly"))
    )
    counts = rows.values_list("clause", "asked", "accepted", "partly")
    return {clause: ClauseCount(*numbers) for clause, *numbers in counts}


def published_rows(result: Result) -> list[dict[str, Any]]:
    """What is published of each answered comment: nothing of it tells who sent it but the
    signature that the sender agreed to, and with a text that is withheld not that either.
    """
    rows = []
    for one in result.answered:
        comment, handling = one.comment, one.handling
        assert handling is not None  # noqa: S101 - narrows the type
        rows.append(
            {
                "id": comment.pk,
                "clause": str(comment.clause) if comment.clause else "",
                "path": comment.clause.path if comment.clause else [],
                "signed_by": comment.kind,
                "signature": comment.signature if one.shown else "",
                "received_on": timezone.localdate(comment.received_at),
                "text": comment.text if one.shown else "",
                "withheld": handling.withheld,
                "outcome": handling.outcome,
                "reply": handling.reply,
                "handled_on": timezone.localdate(handling.at),
            }
        )
    return rows
