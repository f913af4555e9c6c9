"""A kind of job whose effects can be counted: one audit event for each."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from luodi.audit.actions import record
from luodi.audit.models import AuditEvent
from luodi.schedule.actions import queue_job
from luodi.schedule.jobs import Handler
from luodi.schedule.models import Job

KIND = "test.count"


def leave_effect(job: Job, result: Any) -> None:
    record("test.effect", actor="system:test", subject=f"test:{job.key}")


COUNTED = Handler(leave_effect)


def effects() -> Counter[str]:
    """How often each job took effect, by its key."""
    events = AuditEvent.objects.filter(action="test.effect")
    return Counter(
        subject.removeprefix("test:") for subject in events.values_list("subject", flat=True)
    )


def queued(*keys: str, kind: str = KIND, due_at: datetime | None = None) -> None:
    with transaction.atomic():
        for key in keys:
            queue_job(kind, key=key, due_at=due_at or timezone.now())
