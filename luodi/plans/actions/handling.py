"""Comments are handled one by one, each with a reply; identical or merged ones with the same.

Each handling names the one it saw, as a decision does: of two on the same sight one is stored.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from luodi.audit.actions import record
from luodi.parties.rules.roles import Actor, Verb, require
from luodi.plans.actions.confirming import refusing_rivals
from luodi.plans.errors import (
    CommentMerged,
    CommentNotFound,
    DecidedMeanwhile,
    OtherConsultation,
    ReplyMissing,
)
from luodi.plans.models import Comment, Handling, Merge
from luodi.plans.queries.consultation import last_handlings
from luodi.plans.rules.consultation import check_same, text_digest, tidy
from luodi.schedule.rules.moments import after

__all__ = ["handle", "merge"]


def handle(
    seen: Mapping[int, int | None],
    *,
    outcome: str,
    reply: str,
    by: Actor,
    withheld: bool = False,
    now: datetime | None = None,
) -> list[Handling]:
    """Gives comments the same outcome and reply, each as its own record, or none of them.

    `seen` is the last handling seen on each comment, None for none. Raises NotAllowed,
    ReplyMissing, CommentNotFound, OtherConsultation, DifferentTexts, DecidedMeanwhile.
    """
    require(by, Verb.CONSULT)
    words = tidy(reply)
    if not words:
        raise ReplyMissing
    comments = _found(seen)
    check_same(_stands_for(one).digest for one in comments)
    with refusing_rivals(str(comments[0])), transaction.atomic():
        last = last_handlings(comments)
        moment = now or timezone.now()
        made = []
        for one in comments:
            before = last.get(one.pk)
            if seen[one.pk] != (before.pk if before else None):
                raise DecidedMeanwhile(item=str(one))
            made.append(
                Handling(
                    comment=one,
                    previous=before,
                    outcome=Handling.Outcome(outcome),
                    reply=words,
                    withheld=withheld,
                    actor=by.reference,
                    at=after(moment, before),
                )
            )
        return _stored(made)


def _found(seen: Mapping[int, int | None]) -> list[Comment]:
    """In one order for everybody, so that two bulks do not wait for each other in a circle."""
    found = Comment.objects.filter(pk__in=seen).select_related("merge__into").order_by("pk")
    comments = list(found)
    if len(comments) < len(seen) or not comments:
        lost = sorted(seen.keys() - {one.pk for one in comments})
        raise CommentNotFound(number=lost[0] if lost else 0)
    if len({one.consultation_id for one in comments}) > 1:
        raise OtherConsultation
    return comments


def _stands_for(comment: Comment) -> Comment:
    merged: Merge | None = getattr(comment, "merge", None)
    return merged.into if merged else comment


def _stored(made: Sequence[Handling]) -> list[Handling]:
    stored = Handling.objects.bulk_create(made)
    for one in stored:
        data = {"handling": one.pk, "outcome": one.outcome, "withheld": one.withheld}
        record(
            "plans.handle_comment",
            actor=one.actor,
            subject=one.comment,
            data={**data, "reply": text_digest(one.reply)},
            at=one.at,
        )
    return stored


def merge(comment: Comment, into: Comment, *, by: Actor, now: datetime | None = None) -> Merge:
    """A person says that a comment says the same as another, and may be answered with it.

    Raises NotAllowed, OtherConsultation, CommentMerged.
    """
    require(by, Verb.CONSULT)
    if comment.consultation_id != into.consultation_id or comment.pk == into.pk:
        raise OtherConsultation
    with refusing_rivals(str(comment)), transaction.atomic():
        numbers = sorted((comment.pk, into.pk))
        locked = Comment.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
        pair = [one.pk for one in locked]
        taken = Merge.objects.filter(comment__in=pair) | Merge.objects.filter(into=comment)
        if taken.exists():
            raise CommentMerged
        moment = now or timezone.now()
        one = Merge.objects.create(comment=comment, into=into, actor=by.reference, at=moment)
        data = {"merge": one.pk, "into": into.pk}
        record("plans.merge_comment", actor=by.reference, subject=comment, data=data, at=moment)
        return one
