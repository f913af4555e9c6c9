"""The office shares a target out to units, districts and years, and puts the shares in force.

Each step names the one it saw (`expected`, None for none); of two made on the same sight exactly
one is stored, the other raises DecidedMeanwhile.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from luodi.audit.actions import record
from luodi.parties.errors import UnitNotFound
from luodi.parties.queries import units
from luodi.parties.rules.roles import Actor, Verb, require
from luodi.plans.actions.confirming import named, refusing_rivals
from luodi.plans.errors import (
    DecidedMeanwhile,
    DoesNotAddUp,
    InvalidShare,
    NoDraft,
    NothingInForce,
    ReasonNeeded,
    TargetChanged,
    TargetNotLive,
)
from luodi.plans.models import Decision, Decomposition, Document, Share, Target
from luodi.plans.queries.decomposition import Shared, live_state, shared_out
from luodi.plans.rules.consultation import tidy
from luodi.plans.rules.shares import ShareEntry, columns_of, ordered
from luodi.schedule.rules.moments import after

__all__ = ["decompose", "enforce", "withdraw"]
LONGEST_REASON = 2000


def decompose(
    target: Target,
    *,
    entries: Sequence[ShareEntry],
    aggregation: str,
    years: str,
    by: Actor,
    expected: int | None,
    reason: str = "",
) -> Decomposition:
    """Saves a whole new set of shares as the target's draft; what is in force stays so.

    Raises NotAllowed, DecidedMeanwhile, TargetNotLive, InvalidShare, RepeatedShare, UnitNotFound.
    """
    require(by, Verb.DECOMPOSE)
    _check_ways(aggregation, years)
    rows = [columns_of(one) for one in ordered(entries)]
    _check_units(entries)
    with refusing_rivals(named(target)), transaction.atomic():
        shared = _locked(target, expected)
        if shared.decision is None:
            raise TargetNotLive(item=named(target))
        one = _stored(
            shared,
            shared.decision,
            by,
            step="revise",
            reason=reason,
            aggregation=aggregation,
            years=years,
        )
        Share.objects.bulk_create(
            Share(decomposition=one, position=place, **row) for place, row in enumerate(rows)
        )
        _recorded(one, shares=[{**row, "due": str(row["due"] or "")} for row in rows])
        return one


def enforce(target: Target, *, by: Actor, expected: int | None, reason: str = "") -> Decomposition:
    """Puts the draft in force in place of the shares before.

    Raises NotAllowed, DecidedMeanwhile, NoDraft, TargetNotLive, TargetChanged, and DoesNotAddUp
    unless the shares keep the target or a reason says why not.
    """
    require(by, Verb.DECOMPOSE)
    with refusing_rivals(named(target)), transaction.atomic():
        shared = _locked(target, expected)
        if shared.draft is None:
            raise NoDraft(item=named(target))
        if shared.decision is None:
            raise TargetNotLive(item=named(target))
        if shared.draft.change:
            raise TargetChanged(item=named(target))
        if not shared.draft.kept and not tidy(reason):
            raise DoesNotAddUp(item=named(target))
        revision = shared.draft.revision
        one = _stored(shared, shared.decision, by, step="enforce", reason=reason, revision=revision)
        _recorded(one, revision=revision.pk, kept=shared.draft.kept)
        return one


def withdraw(target: Target, *, by: Actor, expected: int | None, reason: str) -> Decomposition:
    """Takes the shares in force back, also of a target that is no longer live.

    Raises NotAllowed, DecidedMeanwhile, NothingInForce, ReasonNeeded.
    """
    require(by, Verb.DECOMPOSE)
    with refusing_rivals(named(target)), transaction.atomic():
        shared = _locked(target, expected)
        if shared.in_force is None:
            raise NothingInForce(item=named(target))
        if not tidy(reason):
            raise ReasonNeeded(item=named(target))
        decision = shared.in_force.revision.decision
        one = _stored(shared, decision, by, step="withdraw", reason=reason)
        _recorded(one, revision=shared.in_force.revision.pk)
        return one


def _locked(target: Target, expected: int | None) -> Shared:
    # Publications of the plan wait here, and decisions on the target are looked at after them.
    found = Document.objects.filter(versions__clauses__targets=target)
    Document.objects.select_for_update().get(pk__in=found.values("pk"))
    shared = shared_out(target, live=live_state(target))
    if expected != (shared.last.pk if shared.last else None):
        raise DecidedMeanwhile(item=named(target))
    return shared


def _stored(
    shared: Shared,
    decision: Decision,
    by: Actor,
    *,
    step: str,
    reason: str,
    revision: Decomposition | None = None,
    aggregation: str = "",
    years: str = "",
) -> Decomposition:
    now, last = timezone.now(), shared.last
    return Decomposition.objects.create(
        target=shared.target,
        previous=last,
        step=step,
        revision=revision,
        decision=decision,
        aggregation=aggregation,
        years=years,
        reason=tidy(reason)[:LONGEST_REASON],
        actor=by.reference,
        # A clock set back must not put a step before the one it follows.
        at=after(now, last),
    )


def _recorded(one: Decomposition, **data: object) -> None:
    told = {"decomposition": one.pk, "reason": one.reason, **data}
    action = f"plans.decompose.{one.step}"
    record(action, actor=one.actor, subject=one.target, data=told, at=one.at)


def _check_ways(aggregation: str, years: str) -> None:
    if aggregation not in Decomposition.Aggregation.values:
        raise InvalidShare(field="aggregation", value=aggregation)
    if years not in Decomposition.Years.values:
        raise InvalidShare(field="years", value=years)


def _check_units(entries: Sequence[ShareEntry]) -> None:
    asked = {one.unit for one in entries if one.unit}
    known = set(units(ever=True).filter(pk__in=asked).values_list("pk", flat=True))
    if missing := asked - known:
        raise UnitNotFound(number=min(missing))
