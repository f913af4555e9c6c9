"""What an event hashes to, and where a chain breaks. No Django, no clock, no I/O."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

__all__ = ["GENESIS", "Break", "EventFields", "canonical", "event_hash", "first_break", "timestamp"]

# What the first event finds before itself.
GENESIS = "0" * 64


class EventFields(NamedTuple):
    """The columns of an event that its hash covers; `data` is canonical JSON text."""

    position: int
    at: str
    actor: str
    action: str
    subject: str
    data: str
    previous: str


class Break(NamedTuple):
    """The first place where a chain is not what it says: its position and why, as a slug."""

    position: int
    reason: str


def canonical(data: Mapping[str, Any]) -> str:
    """One text for one value: sorted keys, no blanks, Chinese as it is.

    >>> canonical({"b": 1, "a": "目标"})
    '{"a":"目标","b":1}'
    """
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def timestamp(moment: datetime) -> str:
    """An instant as 27 characters of UTC that sort by time. Naive instants are refused.

    >>> timestamp(datetime(2026, 1, 2, tzinfo=UTC))
    '2026-01-02T00:00:00.000000Z'
    """
    if moment.tzinfo is None:
        raise ValueError("an audit event needs an instant with a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def event_hash(fields: EventFields) -> str:
    """SHA-256 over the columns as one JSON list, so that no two rows can share a text."""
    text = json.dumps(list(fields), ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def first_break(
    events: Iterable[tuple[EventFields, str]], head: tuple[int, str] | None
) -> Break | None:
    """Where a chain, read in order with each event's stored hash, first breaks; None if sound.

    Reasons: gap, link (does not follow the event before), hash (a column was changed), head
    (the chain ends elsewhere than its head says, or there is no head).
    """
    position, previous = 0, GENESIS
    for fields, stored in events:
        if fields.position != position + 1:
            return Break(position + 1, "gap")
        if fields.previous != previous:
            return Break(fields.position, "link")
        if event_hash(fields) != stored:
            return Break(fields.position, "hash")
        position, previous = fields.position, stored
    if head != (position, previous):
        return Break(position, "head")
    return None
