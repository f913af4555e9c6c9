"""kill -9: real processes, killed at each step and at random; nothing is lost or done twice."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.utils import timezone

from luodi.audit.queries import check_chain
from luodi.schedule.actions import run_due_jobs
from luodi.schedule.models import Job
from luodi.schedule.rules.leases import LEASE
from tests.conftest import ROOT
from tests.schedule.jobs import effects, queued

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("counted"),
]
STEPS = ["claimed", "outside", "held", "changed", "finished", "committed"]
KEYS = [f"k{number}" for number in range(44)]
KILLS = 8
PATIENCE = 60


@contextmanager
def worker(step: str = "", lease: str = "120") -> Iterator[subprocess.Popen[str]]:
    """A worker that has started; killed at the end at the latest."""
    name = str(connection.settings_dict["NAME"])
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.schedule.killable", step],
        cwd=ROOT,
        env=os.environ | {"LUODI_TEST_NAME": name, "LUODI_TEST_LEASE": lease},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.wait(30)
        if process.stdout:
            process.stdout.close()


def until_done(now) -> None:
    """PostgreSQL takes a moment to notice that a client is dead; its locks hold until then."""
    deadline = time.monotonic() + PATIENCE
    while Job.objects.exclude(state=Job.State.DONE).exists():
        assert time.monotonic() < deadline, list(Job.objects.values())
        run_due_jobs(owner="next", now=now)


@pytest.mark.parametrize("step", STEPS)
def test_a_worker_killed_at_a_step_loses_and_repeats_nothing(step: str) -> None:
    queued("a", "b")
    with worker(step) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"{step}\n"
    until_done(timezone.now() + LEASE)
    assert effects() == {"a": 1, "b": 1}
    assert check_chain().broken is None


def test_workers_killed_at_random_times_lose_and_repeat_nothing() -> None:
    chance = random.Random(20261122)
    queued(*KEYS[:20])
    for number in range(KILLS):
        with worker(lease="0.5"), worker(lease="0.5"):
            queued(*KEYS[20 + number * 3 :][:3])
            time.sleep(chance.uniform(0, 0.12))
    queued(*KEYS)
    until_done(timezone.now() + LEASE)
    assert effects() == dict.fromkeys(KEYS, 1)
    assert check_chain().broken is None
