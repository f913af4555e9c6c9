"""What is in force changes: one person asks with a reason, another approves or refuses.

Whoever decides does so on a request that nobody settled before: of two at once one succeeds, the
other raises DecidedMeanwhile. Approving changes the item or its due days, and says so to those
whom it concerns, in one transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from luodi.audit.actions import record, reference
from luodi.errors import InvalidInput
from luodi.parties.actions.notices import notify
from luodi.parties.queries import people_in, person_referred
from luodi.parties.rules.roles import Actor, Role, Verb, require
from luodi.plans.actions.confirming import (
    Ruling,
    decision_on,
    named,
    refusing_rivals,
    store,
)
from luodi.plans.actions.supervising import act_on_duty
from luodi.plans.errors import (
    AdjustmentNotFound,
    AdjustmentSuperseded,
    DecidedMeanwhile,
    NotAnsweringForItem,
    NothingAdjusted,
    OwnRequest,
    WordsMissing,
)
from luodi.plans.models import (
    AdjustedDuty,
    Adjustment,
    AdjustmentOutcome,
    Decision,
    Document,
    Duty,
    DutyEvent,
)
from luodi.plans.queries.adjusting import (
    Adjustable,
    AdjustmentPage,
    adjustable,
    affected_units,
    find_adjustment,
    find_item,
    may_request,
)
from luodi.plans.queries.confirmation import key_of, kind_of, last_decisions
from luodi.plans.rules.adjusting import (
    CHANGE,
    DROP,
    DUE,
    Status,
    check_changed,
    check_due,
    check_grounds,
    named_reason,
)
from luodi.plans.rules.confirmation import check_words, checked_values
from luodi.plans.rules.supervision import ENDS, Act
from luodi.schedule.rules.moments import after
from luodi.schedule.rules.working_days import ZONE

__all__ = [
    "SETTLED",
    "Wanted",
    "approve_adjustment",
    "refuse_adjustment",
    "request_adjustment",
    "withdraw_adjustment",
]

# The kind of the notice that a request was settled.
SETTLED = "plans.adjustment_settled"
Outcome = AdjustmentOutcome.Outcome


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to change: `values` to correct, or the `duties` whose due day becomes `due_on`.

    `measure` is change, drop or due.
    """

    measure: str
    values: Mapping[str, Any] = field(default_factory=dict)
    duties: Sequence[int] = ()
    due_on: date | None = None


def request_adjustment(
    kind: str,
    number: int,
    wanted: Wanted,
    *,
    way: str,
    reason: str,
    basis: str = "",
    unit: int | None,
    expected: int | None,
    by: Actor,
    now: datetime | None = None,
) -> Adjustment:
    """Asked for by a unit that answers for the item, or without one by the office.

    `way` is dynamic or single, `expected` the item's decision that was seen. Raises NotAllowed,
    ItemNotFound, ItemNotAdjustable, DecidedMeanwhile, NothingAdjusted, WordsMissing, BasisMissing,
    DueDayInvalid, InvalidCorrection.
    """
    check_grounds(way, reason=reason, basis=basis)
    item = find_item(kind, number)
    with transaction.atomic():
        _hold(item.version_id)
        found = adjustable(item)
        _check_side(found, unit, by)
        if found.decision.pk != expected:
            raise DecidedMeanwhile(item=named(item))
        moment = after(now or timezone.now(), found.decision)
        values, duties = _wanted(found, wanted, moment)
        one = Adjustment.objects.create(
            version=item.version,
            **{kind: item},
            seen=found.decision,
            was=found.values,
            kind=way,
            measure=wanted.measure,
            values=values,
            due_on=wanted.due_on if duties else None,
            reason=reason.strip(),
            basis=basis.strip(),
            unit_id=unit,
            actor=by.reference,
            # A clock set back must not put a request before what it was made on.
            at=after(moment, *duties),
        )
        AdjustedDuty.objects.bulk_create(
            AdjustedDuty(adjustment=one, duty_id=seen.duty_id, seen=seen) for seen in duties
        )
        _record_request(one, duties)
        return one


def approve_adjustment(
    number: int, *, words: str, by: Actor, now: datetime | None = None
) -> AdjustmentOutcome:
    """Carries the request out: the item's decision, the events of its duties, the notices.

    Raises NotAllowed, AdjustmentNotFound, OwnRequest, WordsMissing, DecidedMeanwhile,
    AdjustmentSuperseded, and ActOutOfOrder or DueDayInvalid where a duty cannot take the new day.
    """
    require(by, Verb.APPROVE)
    with refusing_rivals(str(number)), transaction.atomic():
        page = _waiting(number, now)
        one = page.adjustment
        _check_judge(one, by, words)
        if page.status is Status.SUPERSEDED:
            raise AdjustmentSuperseded(item=named(one.item))
        told = affected_units(find_item(page.kind, one.item.pk))
        at = after(now or timezone.now(), one)
        # Before the trail's end: whoever acts on a duty takes both in this order.
        held = _held_duties(one)
        decision = _decide(one, by, at)
        _move_duties(one, held, by, at)
        outcome = _settle(one, Outcome.APPROVED, words, by, at, decision)
        _tell(outcome, [unit.pk for unit in told])
        return outcome


def refuse_adjustment(
    number: int, *, words: str, by: Actor, now: datetime | None = None
) -> AdjustmentOutcome:
    """Also of a request that was superseded.

    Raises NotAllowed, AdjustmentNotFound, OwnRequest, WordsMissing, DecidedMeanwhile.
    """
    require(by, Verb.APPROVE)
    with refusing_rivals(str(number)), transaction.atomic():
        one = _waiting(number, now).adjustment
        _check_judge(one, by, words)
        at = after(now or timezone.now(), one)
        outcome = _settle(one, Outcome.REFUSED, words, by, at)
        _tell(outcome, [])
        return outcome


def withdraw_adjustment(
    number: int, *, by: Actor, words: str = "", now: datetime | None = None
) -> AdjustmentOutcome:
    """By who asked for it, or another member of the unit in whose name it was asked.

    Raises NotAllowed, AdjustmentNotFound, DecidedMeanwhile.
    """
    check_words("words", words)
    with refusing_rivals(str(number)), transaction.atomic():
        one = _waiting(number, now).adjustment
        if one.unit_id:
            require(by, Verb.REPORT, on=one.unit_id)
        else:
            require(by, Verb.SUPERVISE)
        at = after(now or timezone.now(), one)
        return _settle(one, Outcome.WITHDRAWN, words, by, at)


def _hold(version: int) -> None:
    """Who decides on items of the plan, publishes it or settles its requests waits for us."""
    plan = Document.objects.filter(versions=version).values_list("pk", flat=True).get()
    Document.objects.select_for_update().get(pk=plan)


def _check_side(found: Adjustable, unit: int | None, by: Actor) -> None:
    if unit not in {side for side, _name in may_request(by, found)}:
        raise NotAnsweringForItem(item=named(found.item))


def _wanted(
    found: Adjustable, wanted: Wanted, moment: datetime
) -> tuple[dict[str, Any], list[DutyEvent]]:
    """The new values, or the events that set the due days that are to change."""
    if wanted.measure == CHANGE:
        values = checked_values(found.kind, wanted.values, current=found.values)
        check_changed(found.values, values)
        return values, []
    if wanted.measure == DROP:
        return {}, []
    if wanted.measure != DUE:
        raise InvalidInput
    check_due(wanted.due_on, today=moment.astimezone(ZONE).date())
    asked = set(wanted.duties)
    chosen = [one for one in found.duties if one.duty.pk in asked]
    if not chosen or len(chosen) < len(asked):
        raise NothingAdjusted
    if all(one.standing.due_on == wanted.due_on for one in chosen):
        raise NothingAdjusted
    return {}, [[event for event in one.events if event.due_on][-1] for one in chosen]


def _record_request(one: Adjustment, duties: Sequence[DutyEvent]) -> None:
    data = {
        "adjustment": one.pk,
        "way": one.kind,
        "measure": one.measure,
        "values": one.values,
        "due_on": one.due_on and one.due_on.isoformat(),
        "duties": [seen.duty_id for seen in duties],
        "reason": one.reason,
        "basis": one.basis,
        "unit": one.unit_id,
    }
    action = "plans.adjustment_requested"
    record(action, actor=one.actor, subject=one.item, data=data, at=one.at)


def _waiting(number: int, now: datetime | None) -> AdjustmentPage:
    """The request with its plan held. Raises AdjustmentNotFound, DecidedMeanwhile."""
    found = Adjustment.objects.filter(pk=number).values_list("version", "at").first()
    if not found:
        raise AdjustmentNotFound(number=number)
    _hold(found[0])
    page = find_adjustment(number, at=max(now or timezone.now(), found[1]))
    if page.outcome:
        raise DecidedMeanwhile(item=named(page.adjustment.item))
    return page


def _check_judge(one: Adjustment, by: Actor, words: str) -> None:
    """Four eyes: nobody decides on what he asked for, whatever roles he holds."""
    if one.actor == by.reference:
        raise OwnRequest
    if not words.strip():
        raise WordsMissing
    check_words("words", words)


def _decide(one: Adjustment, by: Actor, at: datetime) -> Decision | None:
    """The decision on the item, on the one that was seen when the request was made."""
    if one.measure == DUE:
        return None
    verdict = Decision.Verdict.CORRECT if one.measure == CHANGE else Decision.Verdict.REJECT
    reason = named_reason(one.kind, one.pk, one.reason)
    ruling = Ruling(one.item, verdict, one.seen_id, one.values, reason)
    last = last_decisions([one.item]).get(key_of(one.item))
    return store([decision_on(ruling, last, actor=by.reference, now=at)])[0]


def _held_duties(one: Adjustment) -> list[Duty]:
    """The duties that the request moves; whoever acts on them comes before or after us."""
    if one.measure == CHANGE or one.task_id is None:
        return []
    wanted = Duty.objects.filter(task=one.task_id)
    if one.measure == DUE:
        wanted = wanted.filter(adjustments__adjustment=one)
    return list(wanted.select_for_update(of=("self",)).order_by("pk"))


def _move_duties(one: Adjustment, held: Sequence[Duty], by: Actor, at: datetime) -> None:
    """A dropped task is owed by nobody any more; of other requests the due days change."""
    last = {row.duty_id: row for row in DutyEvent.objects.filter(duty__in=held, next=None)}
    # The approval carries the authority of the office, which the approver need not belong to.
    office = Actor(by.reference, frozenset({Role.OFFICE}))
    words = named_reason(one.kind, one.pk, one.reason)
    for duty in held:
        seen = last[duty.pk]
        if one.measure == DUE:
            act_on_duty(
                duty.pk,
                Act.CHANGE_DUE,
                expected=seen.pk,
                by=office,
                words=words,
                due_on=one.due_on,
                now=at,
            )
        elif seen.act not in ENDS:
            act_on_duty(duty.pk, Act.CLOSE, expected=seen.pk, by=office, words=words, now=at)


def _settle(
    one: Adjustment,
    outcome: str,
    words: str,
    by: Actor,
    at: datetime,
    decision: Decision | None = None,
) -> AdjustmentOutcome:
    row = AdjustmentOutcome.objects.create(
        adjustment=one,
        outcome=outcome,
        words=words.strip(),
        decision=decision,
        actor=by.reference,
        at=at,
    )
    data = {"adjustment": one.pk, "words": row.words, "decision": decision and decision.pk}
    action = f"plans.adjustment_{outcome}"
    record(action, actor=by.reference, subject=one.item, data=data, at=at)
    return row


def _tell(outcome: AdjustmentOutcome, units: Sequence[int]) -> None:
    """Who asked and his unit; of what was approved all units that the item concerns."""
    one = outcome.adjustment
    asked = person_referred(one.actor)
    told = {asked.pk: asked} if asked else {}
    for unit in {*units, *([one.unit_id] if one.unit_id else [])}:
        told |= {person.pk: person for person in people_in(Role.UNIT, unit=unit)}
    data = {
        "number": one.pk,
        "outcome": outcome.outcome,
        "item": named(one.item),
        "kind": kind_of(one.item),
        "subject": one.item.pk,
        "words": outcome.words,
        "plan": one.version.document_id,
    }
    for _, person in sorted(told.items()):
        notify(person, SETTLED, subject=reference(one), data=data)
