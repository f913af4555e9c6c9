"""Many imports at once, each on its own connection: one row a file, one unbroken chain a plan."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from luodi.plans.actions import ImportResult
from luodi.plans.models import Document, Target, Version
from luodi.reader.document import PlanDocument
from tests.plans.factory import imported, reading

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 6


def import_together(document_of: Callable[[int], PlanDocument]) -> list[ImportResult]:
    start = Barrier(TOGETHER)

    def work(number: int) -> ImportResult:
        document = document_of(number)
        start.wait()
        try:
            return imported(document)
        finally:
            connection.close()

    with ThreadPoolExecutor(TOGETHER) as pool:
        return list(pool.map(work, range(TOGETHER)))


def test_the_rows_go_to_the_engine_that_was_asked_for() -> None:
    asked = "postgresql" if os.environ.get("LUODI_TEST_DATABASE_URL") else "sqlite"
    assert connection.vendor == asked


def test_the_same_file_is_stored_once() -> None:
    results = import_together(lambda _: reading())
    assert sum(result.created for result in results) == 1
    assert len({result.version.pk for result in results}) == 1
    assert Version.objects.count() == 1
    assert Target.objects.count() == len(reading().targets)


def test_different_files_of_one_plan_make_one_chain() -> None:
    results = import_together(lambda number: reading(copy=number))
    assert all(result.created for result in results)
    assert Document.objects.count() == 1
    assert Version.objects.filter(replaces=None).count() == 1
    assert Version.objects.filter(replaced_by=None).count() == 1


def test_different_plans_do_not_disturb_each_other() -> None:
    results = import_together(lambda number: reading(region=f"第{number}区"))
    assert all(result.created for result in results)
    assert Document.objects.count() == TOGETHER
