"""Several workers at once: each job is run by one of them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from luodi.schedule.actions import run_due_jobs
from luodi.schedule.models import Job
from tests.schedule.jobs import effects, queued

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("counted")]
WORKERS = 5
KEYS = [f"k{number}" for number in range(30)]


def at_once(work) -> list:
    start = Barrier(WORKERS)

    def one(number: int):
        start.wait()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(one, range(WORKERS)))


def test_workers_share_the_jobs_and_none_is_run_twice() -> None:
    queued(*KEYS)
    ran = at_once(lambda number: run_due_jobs(owner=f"w{number}"))
    assert sum(ran) == len(KEYS)
    assert effects() == dict.fromkeys(KEYS, 1)


def test_a_step_that_many_queue_at_once_is_there_once() -> None:
    at_once(lambda number: queued("a"))
    assert Job.objects.count() == 1
    assert run_due_jobs(owner="w") == 1
    assert effects() == {"a": 1}
