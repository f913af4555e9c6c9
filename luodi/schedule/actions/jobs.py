"""What is done with jobs: queued in the caller's transaction, claimed, run, tried again, given up.

No step trusts the one before it to have happened in the same process: whatever kills a worker,
the job's row says what comes next.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from luodi.audit.actions import record
from luodi.schedule.errors import JobNotGivenUp
from luodi.schedule.jobs import HANDLERS, Handler
from luodi.schedule.models import Job
from luodi.schedule.rules.leases import LEASE, has_expired, next_try

__all__ = ["queue_job", "retry_job", "return_expired_leases", "run_due_jobs"]

log = logging.getLogger("luodi.schedule")
LONGEST_ERROR = 2000
State = Job.State


class LeaseLost(Exception):
    """Another worker claimed the job meanwhile: nothing of this one's work is kept."""


def queue_job(
    kind: str, *, key: str, payload: Mapping[str, Any] | None = None, due_at: datetime
) -> Job:
    """The job of this kind and key, in the caller's transaction; queued again, it is the first one.

    Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            f"{kind} was to be queued outside a transaction"
        )
    wanted = Job(kind=kind, key=key, payload=dict(payload or {}), due_at=due_at)
    Job.objects.bulk_create([wanted], ignore_conflicts=True)
    return Job.objects.get(kind=kind, key=key)


def run_due_jobs(*, owner: str, now: datetime | None = None, most: int = 100) -> int:
    """Runs what is due, one job after the other, also of workers that died; returns how many.

    `now` is read anew for each job unless it is given.
    """
    return_expired_leases(now=now)
    count = 0
    while count < most and (job := _claim(owner, now or timezone.now())):
        _run(job)
        count += 1
    return count


def return_expired_leases(*, now: datetime | None = None) -> int:
    """Gives the jobs of workers that are taken for dead back, or up; returns how many."""
    moment = now or timezone.now()
    running = Job.objects.filter(state=State.RUNNING).order_by("pk")
    late = [
        job.pk for job in running if job.lease_until and has_expired(job.lease_until, now=moment)
    ]
    for number in late:
        with transaction.atomic():
            # A worker that is still at it holds the row: it is passed over, not waited for.
            held = _locked(Job.objects.filter(pk=number, state=State.RUNNING)).first()
            if held and held.lease_until and has_expired(held.lease_until, now=moment):
                _put_back(held, "the worker ended before the job did", moment, at_once=True)
    return len(late)


def retry_job(number: int, *, actor: str) -> Job:
    """Queues a job that was given up once more, due now. Raises JobNotGivenUp."""
    with transaction.atomic():
        now = timezone.now()
        again = Job.objects.filter(pk=number, state=State.GIVEN_UP)
        if not again.update(state=State.WAITING, attempt=0, due_at=now):
            raise JobNotGivenUp(number=number)
        job = Job.objects.get(pk=number)
        record("schedule.retry_job", actor=actor, subject=job, data={"kind": job.kind})
    return job


def _locked(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Rows that no other worker holds; SQLite lets one writer in at a time and needs no lock."""
    return jobs.select_for_update(skip_locked=True)


def _claim(owner: str, now: datetime) -> Job | None:
    """The next due job, under a lease and a token of its own."""
    due = Job.objects.filter(state=State.WAITING, due_at__lte=now).order_by("due_at", "pk")
    # Looked at first without the lock that on SQLite would hold all writers up.
    if not due.exists():
        return None
    with transaction.atomic():
        job = _locked(due).first()
        if job is None:
            return None
        Job.objects.filter(pk=job.pk).update(
            state=State.RUNNING,
            attempt=F("attempt") + 1,
            token=F("token") + 1,
            lease_until=now + LEASE,
            lease_owner=owner,
        )
        return Job.objects.get(pk=job.pk)


def _run(job: Job) -> None:
    """One attempt. An edge: whatever a handler raises is written to the job, not to the worker."""
    try:
        handler = _handler(job)
        result = handler.outside(job) if handler.outside else None
        with transaction.atomic():
            _hold(job)
            handler.keep(job, result)
            _finish(job)
    except LeaseLost:
        log.warning("job %s: claimed by another worker meanwhile", job.pk)
    except Exception as error:
        log.exception("job %s: attempt %s failed", job.pk, job.attempt)
        _fail(job, error)


def _handler(job: Job) -> Handler:
    """A kind of a release that this worker is not yet, or no longer, of is tried again later."""
    if job.kind not in HANDLERS:
        raise LookupError(f"this release of Luodi knows no jobs of the kind {job.kind}")
    return HANDLERS[job.kind]


def _hold(job: Job) -> None:
    """Locks the row until the transaction ends, if the claim still stands."""
    if not _mine(job).select_for_update().exists():
        raise LeaseLost


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(Q(state=State.RUNNING, token=job.token), pk=job.pk)


def _finish(job: Job) -> None:
    done = {"state": State.DONE, "done_at": timezone.now(), "lease_until": None, "last_error": ""}
    if not _mine(job).update(**done):
        raise LeaseLost


def _fail(job: Job, error: Exception) -> None:
    with transaction.atomic():
        held = _mine(job).select_for_update().first()
        if held:
            said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            _put_back(held, said[:LONGEST_ERROR], timezone.now(), at_once=False)


def _put_back(job: Job, error: str, now: datetime, *, at_once: bool) -> None:
    """To be tried again, at once after a crash and later after an error; or given up for good."""
    again = next_try(job.attempt, now=now)
    job.state = State.WAITING if again else State.GIVEN_UP
    job.due_at = min(now, job.due_at) if at_once or again is None else again
    job.lease_until, job.last_error = None, error.replace("\0", "")
    job.save(update_fields=["state", "due_at", "lease_until", "last_error"])
    if again is None:
        data = {"kind": job.kind, "key": job.key, "attempts": job.attempt, "error": error}
        record("schedule.give_up_job", actor="system:worker", subject=job, data=data)
