"""The office says which targets of other plans carry a target of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from luodi.audit.actions import record
from luodi.parties.rules.roles import Actor, Verb, require
from luodi.plans.actions.confirming import named, refusing_rivals
from luodi.plans.errors import AlignmentRefused, AmountNotPromised, CarriedByOther, DecidedMeanwhile
from luodi.plans.models import Alignment, Target
from luodi.plans.queries.confirmation import ItemState, live_targets
from luodi.plans.rules.alignment import promises
from luodi.plans.rules.consultation import tidy
from luodi.plans.rules.decomposition import figure, goal_of
from luodi.schedule.rules.moments import after

__all__ = ["AlignmentRuling", "align"]


@dataclass(frozen=True, slots=True)
class AlignmentRuling:
    """A verdict on a pair of targets; `expected` is the alignment seen, None for none."""

    upper: int
    lower: int
    verdict: str
    expected: int | None
    amount: str = ""
    reason: str = ""


def align(rulings: Sequence[AlignmentRuling], *, by: Actor) -> list[Alignment]:
    """Stores all verdicts with their audit events, or none.

    Raises NotAllowed, AlignmentRefused, DecidedMeanwhile, CarriedByOther, InvalidShare,
    AmountNotPromised.
    """
    require(by, Verb.DECOMPOSE)
    # One order for everybody, so that two of them wait for each other instead of dead-locking.
    asked = sorted(rulings, key=lambda one: (one.upper, one.lower))
    found = Target.objects.filter(pk__in={n for one in asked for n in (one.upper, one.lower)})
    targets = {one.pk: one for one in found}
    names = "、".join(named(one) for one in list(targets.values())[:3])
    with refusing_rivals(names), transaction.atomic():
        live = {one.item.pk: one for one in live_targets()}
        return [_aligned(one, live, targets, by) for one in asked]


def _aligned(
    ruling: AlignmentRuling, live: dict[int, ItemState], targets: dict[int, Target], by: Actor
) -> Alignment:
    pair = (ruling.upper, ruling.lower)
    plans = {number: live[number].item.clause.version.document_id for number in live.keys() & pair}
    # Who is told that a link holds no longer may end it; to make one, both must be live.
    standing = ruling.verdict == "reject" or all(number in plans for number in pair)
    apart = plans.get(ruling.upper, -1) != plans.get(ruling.lower, -2)
    known = ruling.verdict in Alignment.Verdict.values and all(n in targets for n in pair)
    if not (standing and apart and known):
        raise AlignmentRefused
    last = Alignment.objects.filter(upper=ruling.upper, lower=ruling.lower, next=None).first()
    if ruling.expected != (last.pk if last else None):
        raise DecidedMeanwhile(item=named(targets[ruling.lower]))
    confirmed = Alignment.objects.filter(verdict=Alignment.Verdict.CONFIRM, next=None)
    if (
        ruling.verdict == "confirm"
        and confirmed.filter(upper=ruling.lower, lower=ruling.upper).exists()
    ):
        raise CarriedByOther(item=named(targets[ruling.lower]))
    amount, now = figure(ruling.amount, "amount"), timezone.now()
    lower = live.get(ruling.lower)
    if amount is not None and lower and not promises(goal_of(lower.values), amount):
        raise AmountNotPromised(item=named(targets[ruling.lower]), amount=ruling.amount)
    one = Alignment.objects.create(
        upper=targets[ruling.upper],
        lower=targets[ruling.lower],
        previous=last,
        verdict=ruling.verdict,
        amount="" if amount is None else f"{amount:f}",
        reason=tidy(ruling.reason),
        actor=by.reference,
        at=after(now, last),
    )
    data = {"alignment": one.pk, "upper": ruling.upper, "amount": one.amount, "reason": one.reason}
    action = f"plans.align.{one.verdict}"
    record(action, actor=one.actor, subject=one.lower, data=data, at=one.at)
    return one
