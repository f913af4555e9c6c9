"""The verbs of the audit room. `record` is called inside the transaction of the change it tells."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from luodi.audit.heads import append_heads, last_day
from luodi.audit.models import AuditEvent, AuditHead
from luodi.audit.queries import day_ends
from luodi.audit.rules import GENESIS, EventFields, canonical, event_hash, timestamp

__all__ = ["export_bundle", "export_heads", "record", "reference"]


def reference(subject: models.Model) -> str:
    """How events speak of a record: plans.target:17."""
    return f"{subject._meta.label_lower}:{subject.pk}"


def record(
    action: str,
    *,
    actor: str,
    subject: models.Model | str,
    data: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> AuditEvent:
    """Adds an event to the chain, in the caller's transaction: both are kept or neither.

    `action` is a slug of room and verb (plans.confirm), `actor` a reference (parties.person:3) or
    a name of the system's own. Raises TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            f"{action} was to be recorded outside a transaction"
        )
    head, _ = AuditHead.objects.select_for_update().get_or_create(
        pk=1, defaults={"position": 0, "hash": GENESIS}
    )
    about = subject if isinstance(subject, str) else reference(subject)
    moment = timestamp(at or timezone.now())
    fields = EventFields(
        head.position + 1, moment, actor, action, about, canonical(data or {}), head.hash
    )
    event = AuditEvent(**fields._asdict(), hash=event_hash(fields))
    event.save(force_insert=True)
    AuditHead.objects.filter(pk=1).update(position=event.position, hash=event.hash)
    return event


def export_heads(folder: Path | None = None) -> Path:
    """Appends the head of every day gone by to audit-heads.jsonl; a day is written once.

    Keep the file, or a copy, where the database's administrators cannot write: with it a chain
    cut short or written anew is found out (`luodi verify-audit --heads`).
    """
    file = (folder or settings.DATA_DIR) / "audit-heads.jsonl"
    append_heads(file, day_ends(after=last_day(file), before=timezone.localdate()))
    return file


def export_bundle(stream: TextIO) -> int:
    """Writes every event as one line of JSON, with its hash; returns how many."""
    count = 0
    for event in AuditEvent.objects.iterator(chunk_size=2000):
        stream.write(canonical(event.fields._asdict() | {"hash": event.hash}) + "\n")
        count += 1
    return count
