"""What people decided on the items of a version, now or as of any instant gone by.

Decisions are only ever added, each later than the one before, so a past instant reads the same
for ever once the changes that were under way in it have ended.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from luodi.plans.models import Decision, Instrument, Publication, Target, Task, Version
from luodi.plans.rules.confirmation import LIVE, UNCONFIRMED, state_after

__all__ = [
    "Item",
    "ItemState",
    "items_as_of",
    "key_of",
    "kind_of",
    "last_decisions",
    "live_targets",
    "unconfirmed_items",
    "values_of",
]

Item = Target | Task | Instrument
ItemKey = tuple[str, int]
MODELS = (Target, Task, Instrument)


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item, what it says as of the instant asked for, and the decision that made it so."""

    item: Item
    state: str
    values: dict[str, Any]
    decision: Decision | None


def kind_of(item: Item) -> str:
    """The name of the item's kind in rules.KINDS and in the columns of Decision."""
    return type(item)._meta.model_name or ""


def key_of(item: Item) -> ItemKey:
    return kind_of(item), item.pk


def last_decisions(items: Iterable[Item]) -> dict[ItemKey, Decision]:
    """The latest decision on each item that has one. A statement for each kind."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for item in items:
        numbers[kind_of(item)].append(item.pk)
    # All of an item's few decisions: to ask which has no next one, SQLite reads the whole table.
    return {
        (kind, getattr(one, f"{kind}_id")): one
        for kind, those in numbers.items()
        for one in Decision.objects.filter(**{f"{kind}__in": those}).order_by("pk")
    }


def values_of(item: Item, last: Decision | None) -> dict[str, Any]:
    """What the item says after its last decision: the corrected values, else those it came with."""
    return dict(last.values if last and last.values else item.read)


def items_as_of(version: Version, instant: datetime | None = None) -> list[ItemState]:
    """Every item of a version in order of the text, as it stood at an instant, now unless told.

    Before the version was read there is none; an item added by hand is there from then on.
    Six statements.
    """
    moment = instant or timezone.now()
    if moment < version.read_at:
        return []
    found = [state for model in MODELS for state in _states(model, version, moment)]
    return sorted(found, key=lambda one: (one.item.start, kind_of(one.item), one.item.pk))


def _states(model: type[Item], version: Version, moment: datetime) -> list[ItemState]:
    kind = model._meta.model_name
    found = model._default_manager.filter(version=version).select_related("clause")
    rows: list[Item] = list(found)
    last: dict[int, Decision] = {}
    unborn = set[int]()
    for one in Decision.objects.filter(**{f"{kind}__version": version}):
        number = getattr(one, f"{kind}_id")
        if one.at <= moment:
            last[number] = one
        elif one.verdict == Decision.Verdict.ADD:
            unborn.add(number)
    return [_state(item, last.get(item.pk)) for item in rows if item.pk not in unborn]


def _state(item: Item, last: Decision | None) -> ItemState:
    return ItemState(item, state_after(last.verdict if last else None), values_of(item, last), last)


def unconfirmed_items(version: Version) -> list[ItemState]:
    """What still waits for a person, in order of the text. Six statements."""
    return [one for one in items_as_of(version) if one.state == UNCONFIRMED]


def live_targets(instant: datetime | None = None, *, plan: int | None = None) -> list[ItemState]:
    """The confirmed and corrected targets of the versions in force at an instant.

    The only targets that other rooms may act on. One statement.
    """
    moment = instant or timezone.now()
    later = Decision.objects.filter(previous=OuterRef("pk"), at__lte=moment)
    found = Decision.objects.filter(~Exists(later), at__lte=moment, verdict__in=LIVE)
    found = found.filter(target__version__in=_in_force(moment, plan))
    rows = found.select_related("target__clause__version__document").defer(
        "target__clause__version__reading", "target__clause__version__original"
    )
    return [_state(one.target, one) for one in rows.order_by("target") if one.target]


def _in_force(moment: datetime, plan: int | None) -> QuerySet[Publication, int]:
    """Of each plan the version that was published last by then."""
    later = Publication.objects.filter(previous=OuterRef("pk"), at__lte=moment)
    found = Publication.objects.filter(~Exists(later), at__lte=moment)
    return (found.filter(document=plan) if plan else found).values_list("version", flat=True)
