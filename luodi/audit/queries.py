"""The reads of the audit room."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from luodi.audit.heads import Head, read_heads
from luodi.audit.models import AuditEvent, AuditHead
from luodi.audit.rules import GENESIS, Break, first_break, timestamp

__all__ = ["ChainReport", "check_chain", "day_ends", "events", "events_about"]

EARLIEST, LATEST = date(1970, 1, 1), date(9000, 1, 1)


class ChainReport(NamedTuple):
    """How many events there are, and the first break of the chain, if any."""

    events: int
    broken: Break | None


def events_about(subject: str) -> QuerySet[AuditEvent]:
    """What happened to one record (plans.target:17), oldest first."""
    return AuditEvent.objects.filter(subject=subject)


def events(
    *,
    actors: Collection[str] = (),
    action: str = "",
    subject: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[AuditEvent]:
    """Events, newest first, from one day of Asia/Shanghai to another, both included.

    `action` is a slug or its room (plans), `subject` a reference or its kind (plans.target).
    """
    found = AuditEvent.objects.order_by("-position")
    if actors:
        found = found.filter(actor__in=actors)
    if action:
        found = found.filter(Q(action=action) | Q(action__startswith=f"{action}."))
    if subject:
        found = found.filter(Q(subject=subject) | Q(subject__startswith=f"{subject}:"))
    if since:
        found = found.filter(at__gte=timestamp(_midnight(since)))
    if until:
        found = found.filter(at__lt=timestamp(_midnight(min(until, LATEST) + timedelta(days=1))))
    return found


def check_chain(heads: Path | None = None) -> ChainReport:
    """Recomputes every hash, and holds the chain against the heads exported to a file."""
    head = AuditHead.objects.filter(pk=1).values_list("position", "hash").first() or (0, GENESIS)
    events = ((event.fields, event.hash) for event in AuditEvent.objects.iterator(chunk_size=2000))
    broken = first_break(events, head) or _against(read_heads(heads) if heads else [])
    return ChainReport(AuditEvent.objects.count(), broken)


def _against(heads: list[Head]) -> Break | None:
    known = dict(
        AuditEvent.objects.filter(position__in=[h.position for h in heads]).values_list(
            "position", "hash"
        )
    )
    wrong = (h.position for h in heads if known.get(h.position) != h.hash)
    position = min(wrong, default=None)
    return None if position is None else Break(position, "exported_head")


def day_ends(*, after: date | None, before: date) -> Iterator[Head]:
    """The last event of each day between `after` and `before`, both left out."""
    first = AuditEvent.objects.values_list("at", flat=True).first()
    if first is None:
        return
    started = timezone.localdate(datetime.fromisoformat(first))
    day = max(started, after + timedelta(days=1)) if after else started
    while day < before:
        start, end = (timestamp(_midnight(d)) for d in (day, day + timedelta(days=1)))
        found = AuditEvent.objects.filter(at__gte=start, at__lt=end).aggregate(last=Max("position"))
        if found["last"] is not None:
            yield Head(day, found["last"], AuditEvent.objects.get(pk=found["last"]).hash)
        day += timedelta(days=1)


def _midnight(day: date) -> datetime:
    """Days that no event can be of are moved to where every time zone still has them."""
    sound = min(max(day, EARLIEST), LATEST)
    return timezone.make_aware(datetime.combine(sound, time.min))
