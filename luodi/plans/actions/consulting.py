"""The public is asked about a draft: it is opened, extended, commented on, and senders erased.

Every action takes `now`, the real clock unless told, so that a consultation can be replayed.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from luodi.audit.actions import record
from luodi.parties.actions.gates import clear_gates, pass_gates
from luodi.parties.rules.access import network_of
from luodi.parties.rules.roles import Actor, Verb, require, system
from luodi.parties.sealing import seal, unseal
from luodi.plans.actions.confirming import refusing_rivals
from luodi.plans.errors import (
    CommentSentTwice,
    CommentsRateExceeded,
    ConsultationClosed,
    ConsultationExists,
    ConsultationNotClosed,
    DecidedMeanwhile,
    ExtensionUnexplained,
    OtherConsultation,
    SenderErased,
    SenderUnreadable,
)
from luodi.plans.models import (
    Clause,
    Comment,
    Consultation,
    ConsultationTerm,
    Sender,
    Version,
)
from luodi.plans.queries.consultation import Standing, consultations, standing_of
from luodi.plans.rules.consultation import (
    RECEIPT_LENGTH,
    check_comment,
    check_term,
    masked,
    normal_receipt,
    receipt_of,
    text_digest,
    tidy,
)
from luodi.schedule.actions import queue_job
from luodi.schedule.models import Job
from luodi.schedule.rules.moments import after

__all__ = [
    "ERASE",
    "Received",
    "SenderData",
    "Signature",
    "comment_on",
    "erase_due_senders",
    "erase_senders",
    "extend",
    "keep_erased",
    "open_consultation",
    "read_sender",
]

PURPOSE = b"luodi.plans sender of a comment"
# An office behind one address comments on a whole draft; a contact on every clause of it.
NETWORK_LIMIT = 60
CONTACT_LIMIT = 20
PUBLIC = "system:public"
# The kind of the job that keeps what senders are promised when they agree.
ERASE = "plans.erase_senders"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: a person, or a body with someone to ask there. `shown` is the person's leave to
    show the masked name; a body is always named.
    """

    kind: str
    name: str
    contact: str
    person: str = ""
    shown: bool = False


@dataclass(frozen=True, slots=True)
class SenderData:
    """What a sender gave of himself, as it is sealed."""

    name: str
    person: str
    contact: str


@dataclass(frozen=True, slots=True)
class Received:
    """A comment that was stored, and the receipt number, which stands nowhere else."""

    comment: Comment
    receipt: str


def open_consultation(
    version: Version,
    *,
    closes_on: date,
    by: Actor,
    opens_at: datetime | None = None,
    now: datetime | None = None,
) -> Consultation:
    """Asks the public from an instant, now unless told, to the end of a day.

    Raises NotAllowed, TermRefused, ConsultationExists.
    """
    require(by, Verb.CONSULT)
    moment = now or timezone.now()
    opens = max(opens_at or moment, moment)
    check_term(closes_on, after=opens)
    try:
        with transaction.atomic():
            one = Consultation.objects.create(version=version, opens_at=opens, actor=by.reference)
            one.terms.create(closes_on=closes_on, actor=by.reference, at=moment)
            data = {"opens_at": opens.isoformat(), "closes_on": closes_on.isoformat()}
            data["sha256"] = version.sha256
            record("plans.open_consultation", actor=by.reference, subject=one, data=data, at=moment)
            _queue_erasure(one, moment)
    except IntegrityError as error:
        raise ConsultationExists from error
    return one


def extend(
    consultation: Consultation,
    *,
    closes_on: date,
    reason: str,
    by: Actor,
    expected: int,
    now: datetime | None = None,
) -> ConsultationTerm:
    """Moves the closing day out while comments are still taken; `expected` is the term seen.

    Raises NotAllowed, ExtensionUnexplained, DecidedMeanwhile, ConsultationClosed, TermRefused.
    """
    require(by, Verb.CONSULT)
    if not (why := tidy(reason)):
        raise ExtensionUnexplained
    with refusing_rivals(str(consultation)), transaction.atomic():
        moment = now or timezone.now()
        standing = standing_of(_locked(consultation), moment)
        if standing.term.pk != expected:
            raise DecidedMeanwhile(item=str(consultation))
        if standing.closed:
            raise _not_open(standing)
        check_term(closes_on, after=moment, before=standing.term.closes_on)
        return _next_term(standing, closes_on, why, by.reference, moment)


def _next_term(
    standing: Standing, closes_on: date, reason: str, actor: str, moment: datetime
) -> ConsultationTerm:
    one, last = standing.consultation, standing.term
    term = one.terms.create(
        previous=last,
        closes_on=closes_on,
        reason=reason,
        actor=actor,
        at=after(moment, last),
    )
    data = {"term": term.pk, "closes_on": closes_on.isoformat(), "reason": reason}
    record("plans.extend_consultation", actor=actor, subject=one, data=data, at=term.at)
    _queue_erasure(one, term.at)
    return term


def comment_on(
    consultation: Consultation,
    *,
    text: str,
    signature: Signature,
    consent: bool,
    address: str,
    clause: Clause | None = None,
    now: datetime | None = None,
) -> Received:
    """Takes a comment of anyone on a clause, or on the whole draft.

    Raises what check_comment raises, OtherConsultation, CommentsRateExceeded, ConsultationClosed,
    CommentSentTwice.
    """
    words, given = tidy(text), _tidied(signature)
    whom = given.person if signature.kind == Comment.Kind.BODY else given.name
    check_comment(words, name=given.name, contact=given.contact, person=whom, consent=consent)
    if clause and clause.version_id != consultation.version_id:
        raise OtherConsultation
    _pass_gates(given.contact, address)
    with transaction.atomic():
        # Comments of a consultation come one after the other: the same one sent twice is found.
        locked = _locked(consultation)
        moment = now or timezone.now()
        standing = standing_of(locked, moment)
        if not standing.open:
            raise _not_open(standing)
        return _stored(locked, words, given, signature, clause, moment)


def _tidied(signature: Signature) -> SenderData:
    lines = (signature.name, signature.person, signature.contact)
    return SenderData(*(" ".join(tidy(line).split()) for line in lines))


def _pass_gates(contact: str, address: str) -> None:
    limits = {
        f"comment contact:{contact.casefold()}": CONTACT_LIMIT,
        f"comment network:{network_of(address)}": NETWORK_LIMIT,
    }
    pass_gates(limits, refusal=CommentsRateExceeded)
    clear_gates()


def _locked(consultation: Consultation) -> Consultation:
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


def _not_open(standing: Standing) -> ConsultationClosed:
    opens = timezone.localtime(standing.consultation.opens_at)
    return ConsultationClosed(
        opens=f"{opens:%Y-%m-%d %H:%M}", closes=standing.term.closes_on.isoformat()
    )


def _stored(
    consultation: Consultation,
    words: str,
    given: SenderData,
    signature: Signature,
    clause: Clause | None,
    moment: datetime,
) -> Received:
    fingerprint = _fingerprint(given)
    digest = text_digest(words)
    same = Comment.objects.filter(consultation=consultation, clause=clause, digest=digest)
    if same.filter(sender__fingerprint=fingerprint).exists():
        raise CommentSentTwice
    person = signature.kind != Comment.Kind.BODY
    receipt = receipt_of(secrets.randbelow(1 << 20) for _ in range(RECEIPT_LENGTH))
    one = Comment.objects.create(
        consultation=consultation,
        clause=clause,
        kind=Comment.Kind.PERSON if person else Comment.Kind.BODY,
        signature=(masked(given.name) if signature.shown else "") if person else given.name,
        text=words,
        digest=digest,
        receipt=text_digest(normal_receipt(receipt)),
        received_at=moment,
    )
    Sender.objects.create(comment=one, sealed=_sealed(given), fingerprint=fingerprint)
    data = {"consultation": consultation.pk, "clause": clause.pk if clause else None}
    record("plans.comment", actor=PUBLIC, subject=one, data={**data, "text": digest}, at=moment)
    return Received(one, receipt)


def _fingerprint(given: SenderData) -> str:
    who = "|".join(asdict(given).values()).casefold()
    return salted_hmac(__name__, who, algorithm="sha256").hexdigest()


def _sealed(given: SenderData) -> str:
    return seal(json.dumps(asdict(given), ensure_ascii=False), purpose=PURPOSE)


def read_sender(comment: Comment, *, by: Actor, now: datetime | None = None) -> SenderData:
    """Who sent a comment, for whoever handles it; each look is an audit event.

    Raises NotAllowed, SenderErased also once they have been kept long enough, SenderUnreadable.
    """
    require(by, Verb.CONSULT)
    moment = now or timezone.now()
    sender = Sender.objects.filter(comment=comment).first()
    if sender is None or moment >= standing_of(comment.consultation, moment).erasable_from:
        raise SenderErased
    with transaction.atomic():
        data = SenderData(
            **json.loads(unseal(sender.sealed, purpose=PURPOSE, refusal=SenderUnreadable))
        )
        record("plans.read_sender", actor=by.reference, subject=comment, at=moment)
    return data


def erase_senders(consultation: Consultation, *, by: Actor, now: datetime | None = None) -> int:
    """Erases who sent the comments and leaves comments and handlings; returns how many were there.

    Raises NotAllowed, ConsultationNotClosed.
    """
    require(by, Verb.CONSULT)
    moment = now or timezone.now()
    with transaction.atomic():
        standing = standing_of(_locked(consultation), moment)
        if not standing.closed:
            raise ConsultationNotClosed(closes=standing.term.closes_on.isoformat())
        erased, _ = Sender.objects.filter(comment__consultation=consultation).delete()
        if erased:
            record(
                "plans.erase_senders",
                actor=by.reference,
                subject=consultation,
                data={"senders": erased},
                at=moment,
            )
    return erased


def erase_due_senders(*, by: Actor, now: datetime | None = None) -> int:
    """Erases the senders of every consultation whose data have been kept long enough."""
    require(by, Verb.CONSULT)
    moment = now or timezone.now()
    due = [one for one in consultations() if standing_of(one, moment).erasable_from <= moment]
    return sum(erase_senders(one, by=by, now=moment) for one in due)


def keep_erased(job: Job, result: None) -> None:
    """What the worker does when senders are to be erased; later, where the days became more."""
    consultation = Consultation.objects.get(pk=job.payload["consultation"])
    if standing_of(consultation, job.due_at).erasable_from <= job.due_at:
        # Two machines' clocks may differ: the job was due by the one that ran it.
        now = max(timezone.now(), job.due_at)
        erase_senders(consultation, by=system("worker"), now=now)
    else:
        _queue_erasure(consultation, job.due_at)


def _queue_erasure(consultation: Consultation, moment: datetime) -> None:
    due = standing_of(consultation, moment).erasable_from
    payload = {"consultation": consultation.pk}
    queue_job(ERASE, key=f"{consultation.pk}:{due.isoformat()}", payload=payload, due_at=due)
