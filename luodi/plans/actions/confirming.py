"""People decide on what was read: confirm, correct, reject, reopen, add by hand.

Each decision names the one it saw (`expected`, None for none); of two made on the same sight
exactly one is stored, the other raises DecidedMeanwhile. Once a version was published, its items
are changed by adjustments alone (adjusting.py).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from luodi.audit.actions import record
from luodi.parties.rules.roles import Actor, Verb, require
from luodi.plans.actions.ledger import keep_lines
from luodi.plans.errors import AdjustmentNeeded, DecidedMeanwhile, ItemExists, MisplacedQuote
from luodi.plans.models import (
    Decision,
    Document,
    Instrument,
    Responsible,
    Target,
    Task,
    Version,
)
from luodi.plans.queries.binding import bound_units
from luodi.plans.queries.confirmation import Item, key_of, kind_of, last_decisions, values_of
from luodi.plans.rules.confirmation import check_verdict, checked_values, state_after
from luodi.schedule.rules.moments import after

__all__ = ["Ruling", "add_by_hand", "confirm", "correct", "decide", "reject", "reopen"]

# A sentence names no more items than these, and no more of each.
MOST_NAMED = 3
LONGEST = 30
MODELS: dict[str, type[Item]] = {"target": Target, "task": Task, "instrument": Instrument}


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision to be made; `values` are those to correct, the others stay as they are."""

    item: Item
    verdict: str
    expected: int | None
    values: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


def confirm(item: Item, *, by: Actor, expected: int | None) -> Decision:
    return decide([Ruling(item, "confirm", expected)], by=by)[0]


def correct(item: Item, *, values: Mapping[str, Any], by: Actor, expected: int | None) -> Decision:
    """Raises InvalidCorrection besides what `decide` raises."""
    return decide([Ruling(item, "correct", expected, values)], by=by)[0]


def reject(item: Item, *, reason: str, by: Actor, expected: int | None) -> Decision:
    return decide([Ruling(item, "reject", expected, reason=reason)], by=by)[0]


def reopen(item: Item, *, reason: str, by: Actor, expected: int | None) -> Decision:
    return decide([Ruling(item, "reopen", expected, reason=reason)], by=by)[0]


def decide(rulings: Sequence[Ruling], *, by: Actor) -> list[Decision]:
    """Stores all decisions with their audit events, or none. In order of kind and number.

    Raises NotAllowed, AdjustmentNeeded, DecidedMeanwhile, OutOfOrder, ReasonMissing,
    InvalidCorrection.
    """
    require(by, Verb.CONFIRM)
    # One order for everybody: two bulk decisions wait for each other instead of dead-locking.
    ordered = sorted(rulings, key=lambda ruling: key_of(ruling.item))
    names = "、".join(named(ruling.item) for ruling in ordered[:MOST_NAMED])
    with refusing_rivals(names), transaction.atomic():
        refuse_published({ruling.item.version_id for ruling in ordered}, item=names)
        last = last_decisions(ruling.item for ruling in ordered)
        now = timezone.now()
        return store(
            [
                decision_on(ruling, last.get(key_of(ruling.item)), actor=by.reference, now=now)
                for ruling in ordered
            ]
        )


def refuse_published(versions: Iterable[int], *, item: str) -> None:
    """Raises AdjustmentNeeded if one of these was ever published, and keeps it from being so
    until the transaction ends."""
    known = list(versions)
    plans = Document.objects.filter(versions__in=known).values_list("pk", flat=True)
    held = Document.objects.select_for_update().filter(pk__in=list(plans)).order_by("pk")
    list(held.values_list("pk"))
    if Version.objects.filter(pk__in=known, published_at__isnull=False).exists():
        raise AdjustmentNeeded(item=item)


def named(item: Item) -> str:
    """How a sentence for people speaks of an item."""
    words = str(item)
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


@contextmanager
def refusing_rivals(items: str) -> Iterator[None]:
    """What the database refuses because another decision came between is DecidedMeanwhile."""
    try:
        yield
    except IntegrityError as error:
        raise DecidedMeanwhile(item=items) from error


def decision_on(ruling: Ruling, last: Decision | None, *, actor: str, now: datetime) -> Decision:
    """A decision that fits the one before it, not yet stored. Raises as `decide` does."""
    name = named(ruling.item)
    if ruling.expected != (last.pk if last else None):
        raise DecidedMeanwhile(item=name)
    verdict = last.verdict if last else None
    check_verdict(name, ruling.verdict, last=verdict, reason=ruling.reason)
    kind = kind_of(ruling.item)
    correcting = ruling.verdict == Decision.Verdict.CORRECT
    current = values_of(ruling.item, last)
    return Decision(
        **{kind: ruling.item},
        previous=last,
        verdict=ruling.verdict,
        values=checked_values(kind, ruling.values, current=current) if correcting else {},
        reason=ruling.reason.strip(),
        actor=actor,
        # A clock set back must not put a decision before the one it follows.
        at=after(now, last),
    )


def store(decisions: list[Decision]) -> list[Decision]:
    """In the caller's transaction: all decisions, their audit events, what the items now say."""
    stored = Decision.objects.bulk_create(decisions)
    for one in stored:
        record(
            f"plans.{one.verdict}",
            actor=one.actor,
            subject=item_of(one),
            data={"decision": one.pk, "values": one.values, "reason": one.reason},
            at=one.at,
        )
    _show(stored)
    if tasks := [one.task_id for one in stored if one.task_id]:
        keep_lines(Task.objects.filter(pk__in=tasks))
    return stored


def item_of(decision: Decision) -> Item:
    item = decision.target or decision.task or decision.instrument
    assert item is not None  # noqa: S101 - the database demands one
    return item


def _show(decisions: Sequence[Decision]) -> None:
    """Brings the columns of the items to what these, their last decisions, make of them."""
    reached: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in decisions:
        item = item_of(one)
        reached[kind_of(item), state_after(one.verdict)].append(item.pk)
        if one.values or (one.previous and one.previous.values):
            _write(item, values_of(item, one))
    for (kind, state), numbers in reached.items():
        MODELS[kind]._default_manager.filter(pk__in=numbers).update(state=state)


def _write(item: Item, values: Mapping[str, Any]) -> None:
    columns = {name: value for name, value in values.items() if name != "responsible"}
    type(item)._default_manager.filter(pk=item.pk).update(**columns)
    if isinstance(item, Task):
        item.responsible.all().delete()
        _name_bodies(item, values["responsible"])


def _name_bodies(task: Task, bodies: Sequence[Mapping[str, str]]) -> None:
    units = bound_units(task.version_id)
    Responsible.objects.bulk_create(
        Responsible(task=task, version_id=task.version_id, unit_id=units.get(body["name"]), **body)
        for body in bodies
    )


def add_by_hand(
    version: Version,
    kind: str,
    *,
    start: int,
    end: int,
    quote: str,
    values: Mapping[str, Any],
    by: Actor,
) -> Decision:
    """An item that the reader did not find, confirmed by who adds it. `kind` as in rules.KINDS.

    Raises NotAllowed, AdjustmentNeeded, InvalidCorrection, ItemExists, and MisplacedQuote unless
    the text at the span is the quote.
    """
    require(by, Verb.CONFIRM)
    with transaction.atomic():
        refuse_published([version.pk], item=quote[:LONGEST])
        span: dict[str, Any] = {"start": start, "end": end, "quote": quote}
        made = addition(version, kind, **span, values=values, actor=by.reference)
        return store([made])[0]


def addition(
    version: Version,
    kind: str,
    *,
    start: int,
    end: int,
    quote: str,
    values: Mapping[str, Any],
    actor: str,
) -> Decision:
    """The item, stored, and the decision to add it, not yet stored. Raises as `add_by_hand`."""
    if not 0 <= start < end <= len(version.text) or version.text[start:end] != quote:
        raise MisplacedQuote(source=version.source, quote=quote, start=start, end=end)
    whole = checked_values(kind, values, current={})
    same = MODELS[kind]._default_manager.filter(clause__version=version, start=start, end=end)
    if any(one.read == whole for one in same.exclude(state="rejected")):
        raise ItemExists(quote=quote)
    item = _created(version, kind, start, end, whole)
    return Decision(**{kind: item}, verdict="add", actor=actor, at=timezone.now())


def _created(version: Version, kind: str, start: int, end: int, values: dict[str, Any]) -> Item:
    clause = version.clauses.filter(start__lte=start).latest("position")
    columns = {name: value for name, value in values.items() if name != "responsible"}
    if kind == "target":
        columns |= {"quote": version.text[start:end], "confidence": 1.0}
    place: dict[str, Any] = {"clause": clause, "version": version, "start": start, "end": end}
    item = MODELS[kind].objects.create(**place, **columns, read=values)
    if isinstance(item, Task):
        _name_bodies(item, values["responsible"])
    return item
