"""Jobs: queued once, run once when due, tried again, given up where somebody can see it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from luodi.audit.models import AuditEvent
from luodi.schedule.actions import jobs as job_actions
from luodi.schedule.actions import queue_job, retry_job, return_expired_leases, run_due_jobs
from luodi.schedule.errors import JobNotGivenUp
from luodi.schedule.jobs import Handler, register
from luodi.schedule.models import Job
from luodi.schedule.rules.leases import LEASE, MOST_ATTEMPTS, has_expired, next_try
from luodi.site.cli import app
from tests.schedule.jobs import KIND, effects, leave_effect, queued

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("counted")]
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


def run(now: datetime | None = None) -> int:
    return run_due_jobs(owner="test", now=now)


def failing(job: Job, result: Any) -> None:
    leave_effect(job, result)
    raise ValueError("the printer is on fire")


def test_a_job_is_run_once_when_it_is_due_and_its_effect_kept() -> None:
    queued("a", due_at=NOW)
    assert run(NOW - timedelta(seconds=1)) == 0
    assert run(NOW) == 1
    assert run(NOW + timedelta(days=365)) == 0
    assert effects() == {"a": 1}
    assert Job.objects.get().state == Job.State.DONE


def test_a_job_due_while_no_worker_ran_is_run_once_afterwards() -> None:
    queued("a", due_at=NOW)
    assert run(NOW + timedelta(days=40)) == 1
    assert effects() == {"a": 1}


def test_the_same_step_is_queued_once_though_it_was_done() -> None:
    for _ in range(2):
        queued("a", due_at=NOW)
        run(NOW)
    queued("a", due_at=NOW + timedelta(days=9))
    assert (Job.objects.count(), Job.objects.get().due_at) == (1, NOW)
    assert effects() == {"a": 1}


def test_a_job_lives_and_dies_with_the_change_that_queued_it() -> None:
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        queue_job(KIND, key="a", due_at=NOW)
        raise ValueError("no")
    assert not Job.objects.exists()


def test_a_job_is_queued_in_a_transaction_only() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        queue_job(KIND, key="a", due_at=NOW)


def test_what_fails_leaves_no_effect_and_is_tried_again_later_and_later() -> None:
    register(KIND, Handler(failing))
    queued("a", due_at=NOW)
    pauses = []
    for _ in range(MOST_ATTEMPTS - 1):
        before = timezone.now()
        assert run(Job.objects.get().due_at) == 1
        pauses.append((Job.objects.get().due_at - before) // timedelta(seconds=10))
    assert pauses == sorted(pauses)
    assert Job.objects.get().last_error == "ValueError: the printer is on fire"
    assert not effects()


def test_after_many_attempts_a_job_is_given_up_where_it_can_be_seen() -> None:
    register(KIND, Handler(failing))
    queued("a", due_at=NOW)
    for _ in range(MOST_ATTEMPTS):
        run(Job.objects.get().due_at)
    job = Job.objects.get()
    assert job.state == Job.State.GIVEN_UP
    assert run(timezone.now() + timedelta(days=365)) == 0
    assert AuditEvent.objects.get().action == "schedule.give_up_job"
    said = CliRunner().invoke(app, ["jobs"]).output
    assert "the printer is on fire" in said


def test_what_fails_over_night_is_not_given_up() -> None:
    at = NOW
    for attempt in range(1, MOST_ATTEMPTS):
        at = next_try(attempt, now=at) or NOW
    assert at > NOW + timedelta(hours=24)


def test_a_job_that_was_given_up_can_be_tried_again() -> None:
    queued("a", due_at=NOW)
    job = Job.objects.get()
    with pytest.raises(JobNotGivenUp):
        retry_job(job.pk, actor="parties.person:1")
    Job.objects.update(state=Job.State.GIVEN_UP, attempt=MOST_ATTEMPTS)
    assert CliRunner().invoke(app, ["jobs", "--retry", str(job.pk)]).exit_code == 0
    assert run() == 1
    assert effects() == {"a": 1}


def test_a_kind_that_nobody_registered_is_kept_for_a_release_that_knows_it() -> None:
    queued("a", kind="test.unknown", due_at=NOW)
    run(NOW)
    job = Job.objects.get()
    assert job.state == Job.State.WAITING
    assert "test.unknown" in job.last_error


def test_what_happens_outside_comes_first_and_its_result_is_kept() -> None:
    kept: list[Any] = []
    register(KIND, Handler(lambda job, result: kept.append(result), lambda job: job.key * 2))
    queued("a", due_at=NOW)
    run(NOW)
    assert kept == ["aa"]


def claimed(at: datetime) -> Job:
    """A job whose worker died right after it claimed it."""
    queued("a", due_at=NOW)
    job = job_actions._claim("dead", at)
    assert job is not None
    return job


def test_the_job_of_a_dead_worker_is_run_by_another_once_its_lease_is_over() -> None:
    claimed(NOW)
    assert run(NOW + LEASE - timedelta(seconds=1)) == 0
    assert run(NOW + LEASE) == 1
    assert effects() == {"a": 1}
    assert Job.objects.get().attempt == 2


def test_a_worker_that_was_taken_for_dead_keeps_nothing() -> None:
    slow = claimed(NOW)
    assert return_expired_leases(now=NOW + LEASE) == 1
    assert run(NOW + LEASE) == 1
    job_actions._run(slow)
    assert effects() == {"a": 1}
    assert Job.objects.get().state == Job.State.DONE


def test_the_error_of_a_worker_that_was_taken_for_dead_changes_nothing() -> None:
    slow = claimed(NOW)
    return_expired_leases(now=NOW + LEASE)
    assert job_actions._claim("other", NOW + LEASE)
    job_actions._fail(slow, ValueError("late"))
    assert Job.objects.get().state == Job.State.RUNNING


def test_a_clock_that_jumps_ahead_and_back_runs_nothing_twice_and_blocks_nothing() -> None:
    ahead = NOW + timedelta(days=365)
    claimed(ahead)
    assert run(NOW) == 1
    assert run(ahead + timedelta(days=1)) == 0
    assert effects() == {"a": 1}


def test_a_job_that_kills_each_of_its_workers_is_given_up() -> None:
    queued("a", due_at=NOW)
    now = NOW
    for _ in range(MOST_ATTEMPTS):
        assert job_actions._claim("dead", now)
        now += LEASE
        return_expired_leases(now=now)
    assert Job.objects.get().state == Job.State.GIVEN_UP


@settings(deadline=None)
@given(st.integers(1, MOST_ATTEMPTS - 1), st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))
def test_a_later_attempt_waits_longer_but_never_for_days(attempt: int, now: datetime) -> None:
    pause, after = next_try(attempt, now=now), next_try(attempt + 1, now=now)
    assert pause is not None
    assert now < pause <= now + timedelta(hours=6)
    assert after is None or after >= pause


@settings(deadline=None)
@given(st.timedeltas(timedelta(days=-400), timedelta(days=400)))
def test_a_lease_holds_for_its_time_and_no_longer(passed: timedelta) -> None:
    given_up = has_expired(NOW + LEASE, now=NOW + passed)
    if timedelta(0) <= passed < LEASE:
        assert not given_up
    if passed >= LEASE or passed < -LEASE:
        assert given_up
