"""What whoever handles comments has before him: the queue, and one comment with its clause."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from luodi.parties.queries import names_of
from luodi.plans.models import Clause, Comment, Consultation, Handling
from luodi.plans.queries.consultation import (
    WAITING,
    CommentState,
    Standing,
    last_handlings,
    standing_of,
)

__all__ = ["HandlingPage", "HandlingQueue", "clause_words", "handling_page", "handling_queue"]

# From this share of equal shingles on, two texts are shown side by side as perhaps the same.
ALIKE = 0.4
# So many comments on a clause are held against the one before the eye.
MOST_COMPARED = 300


@dataclass(frozen=True, slots=True)
class HandlingQueue:
    """The comments of a consultation in one state, or all, and how many are in each.

    `comments` have `outcome`; a page of them is fetched when it is asked for.
    """

    standing: Standing
    comments: QuerySet[Comment]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class HandlingPage:
    """A comment with the words of its clause, its history, and comments that say the same.

    `same` are those whose text is identical or that a person merged, `alike` those that may say
    the same: a suggestion by MinHash, which a person decides on.
    """

    state: CommentState
    words: str
    history: list[tuple[Handling, str]]
    same: list[CommentState]
    alike: list[Comment]
    onward: int | None


def handling_queue(consultation: Consultation, *, show: str = WAITING) -> HandlingQueue:
    """The comments whose state is `show`, or all. Two statements, and one for a page of them."""
    last = Handling.objects.filter(comment=OuterRef("pk"), next=None).values("outcome")[:1]
    outcome = Coalesce(Subquery(last), Value(WAITING))
    found = consultation.comments.annotate(outcome=outcome)
    rows = found.order_by().values_list("outcome").annotate(Count("pk"))
    counts = dict(rows)
    names = (WAITING, *Handling.Outcome.values)
    whole = {name: counts.get(name, 0) for name in names} | {"all": sum(counts.values())}
    listed = found if show == "all" else found.filter(outcome=show)
    return HandlingQueue(standing_of(consultation), listed.select_related("clause"), whole)


def handling_page(comment: Comment) -> HandlingPage:
    """Nine statements, however many comments there are."""
    others = comment.consultation.comments.exclude(pk=comment.pk).select_related("merge__into")
    near = list(others.filter(clause=comment.clause_id).order_by("-pk")[:MOST_COMPARED])
    known = {one.pk: one for one in [*others.filter(digest=comment.digest), *near]}
    mine = _stands_for(comment).digest
    same = [one for one in known.values() if _stands_for(one).digest == mine]
    last = last_handlings([comment, *same])
    made = list(comment.handlings.all())
    names = names_of(one.actor for one in made)
    later = comment.consultation.comments.filter(handlings=None, pk__gt=comment.pk)
    return HandlingPage(
        state=CommentState(comment, last.get(comment.pk)),
        words=clause_words(comment.clause) if comment.clause else "",
        history=[(one, names.get(one.actor, one.actor)) for one in made],
        same=[CommentState(one, last.get(one.pk)) for one in same],
        alike=_alike(comment, [one for one in near if one not in same]),
        onward=later.values_list("pk", flat=True).first(),
    )


def clause_words(clause: Clause) -> str:
    """What stands in a clause before the next heading of any level. One statement."""
    text = clause.version.text
    following = clause.version.clauses.filter(position=clause.position + 1).first()
    return text[clause.start : following.start if following else len(text)].strip()


def _stands_for(comment: Comment) -> Comment:
    merged = getattr(comment, "merge", None)
    return merged.into if merged else comment


def _alike(comment: Comment, others: list[Comment]) -> list[Comment]:
    from luodi.reader.bulk.similarity import signature_of, similarity  # loads NumPy

    mine = signature_of(comment.text)
    scored = [(similarity(mine, signature_of(one.text)), one) for one in others]
    likely = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [one for _, one in likely]
