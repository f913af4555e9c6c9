"""Events go in with the change they tell, one at a time, and never out again."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, transaction

from luodi.audit.actions import record
from luodi.audit.models import AuditEvent
from luodi.audit.queries import check_chain, events_about

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 6


def put(count: int = 1, **how: object) -> None:
    for number in range(count):
        with transaction.atomic():
            record("test.change", actor="system:test", subject=f"thing:{number}", data=how)


def test_the_rows_go_to_the_engine_that_was_asked_for():
    asked = "postgresql" if os.environ.get("LUODI_TEST_DATABASE_URL") else "sqlite"
    assert connection.vendor == asked


def test_events_follow_one_another_from_the_first():
    put(3)
    events = list(AuditEvent.objects.all())
    assert [e.position for e in events] == [1, 2, 3]
    assert [e.previous for e in events[1:]] == [e.hash for e in events[:2]]
    assert check_chain().broken is None


def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        record("test.change", actor="system:test", subject="thing:1")
    assert not AuditEvent.objects.exists()


def test_an_undone_change_leaves_no_event():
    put(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("test.change", actor="system:test", subject="thing:1")
        raise ZeroDivisionError
    put(1)
    assert AuditEvent.objects.count() == 2
    assert check_chain().broken is None


@pytest.mark.parametrize("how", ["update", "delete", "sql"])
def test_the_database_refuses_to_change_or_delete_an_event(how: str):
    put(1)
    with pytest.raises(DatabaseError, match="never changed or deleted"):
        if how == "update":
            AuditEvent.objects.update(actor="someone else")
        elif how == "delete":
            AuditEvent.objects.all().delete()
        else:
            with connection.cursor() as cursor:
                cursor.execute("UPDATE audit_auditevent SET actor = 'x' WHERE position = 1")
    assert AuditEvent.objects.get().actor == "system:test"


def test_many_at_once_make_one_chain():
    start = Barrier(TOGETHER)

    def work(number: int) -> None:
        start.wait()
        try:
            put(5, worker=number)
        finally:
            connection.close()

    with ThreadPoolExecutor(TOGETHER) as pool:
        list(pool.map(work, range(TOGETHER)))
    report = check_chain()
    assert (report.events, report.broken) == (5 * TOGETHER, None)


def test_events_about_a_record_come_oldest_first():
    put(3)
    put(1)
    assert [e.position for e in events_about("thing:0")] == [1, 4]


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"), transaction.atomic():
        record("test.change", actor="a", subject="b", at=datetime(2026, 1, 1))
    with transaction.atomic():
        record("test.change", actor="a", subject="b", at=datetime(2026, 1, 1, tzinfo=UTC))
