"""Whatever is changed, cut out, put in or cut off, the chain says so."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from luodi.audit.actions import export_bundle, export_heads, record
from luodi.audit.heads import Head, append_heads, read_heads
from luodi.audit.models import AuditEvent, AuditHead
from luodi.audit.queries import check_chain
from luodi.audit.rules import GENESIS, EventFields, event_hash, first_break
from tests.audit.triggers import with_triggers, without_triggers

COLUMNS = ("position", "at", "actor", "action", "subject", "data", "previous", "hash")
words = st.text(max_size=12)
contents = st.lists(st.tuples(words, words, words, words, words), min_size=1, max_size=6)


def chain_of(rows: list[tuple[str, ...]]) -> list[tuple[EventFields, str]]:
    events: list[tuple[EventFields, str]] = []
    previous = GENESIS
    for position, (at, actor, action, subject, data) in enumerate(rows, 1):
        fields = EventFields(position, at, actor, action, subject, data, previous)
        previous = event_hash(fields)
        events.append((fields, previous))
    return events


def head_of(events: list[tuple[EventFields, str]]) -> tuple[int, str]:
    return events[-1][0].position, events[-1][1]


@given(contents)
def test_an_untouched_chain_is_whole(rows):
    events = chain_of(rows)
    assert first_break(events, head_of(events)) is None


@given(contents, st.data())
def test_any_change_of_any_column_breaks_it(rows, data):
    events = chain_of(rows)
    place = data.draw(st.integers(0, len(events) - 1))
    column = data.draw(st.sampled_from(EventFields._fields[1:]))
    fields, stored = events[place]
    other = data.draw(words.filter(lambda word: word != getattr(fields, column)))
    events[place] = (fields._replace(**{column: other}), stored)
    assert first_break(events, head_of(events)) is not None


@given(contents, st.data())
def test_taking_out_doubling_or_swapping_events_breaks_it(rows, data):
    events = chain_of(rows)
    head = head_of(events)
    place = data.draw(st.integers(0, len(events) - 1))
    assert first_break(events[:place] + events[place + 1 :], head) is not None
    assert first_break([*events[: place + 1], *events[place:]], head) is not None
    if place:
        swapped = [*events[: place - 1], events[place], events[place - 1], *events[place + 1 :]]
        assert first_break(swapped, head) is not None


def put(count: int, at: datetime | None = None) -> None:
    for number in range(count):
        with transaction.atomic():
            record(
                "test.change",
                actor="system:测试",
                subject=f"thing:{number}",
                data={"之前": number, "after": [1, None, "目标"]},
                at=at,
            )


@pytest.mark.django_db(transaction=True)
def test_every_single_byte_changed_in_the_database_is_found():
    put(2)
    without_triggers()
    row = AuditEvent.objects.values(*COLUMNS).get(position=1)
    try:
        for column in COLUMNS[1:]:
            raw = str(row[column])
            for place in range(len(raw)):
                changed = raw[:place] + chr(ord(raw[place]) ^ 1) + raw[place + 1 :]
                write(column, changed, 1)
                assert check_chain().broken is not None, (column, place)
            write(column, raw, 1)
        write("position", 7, 1)
        assert check_chain().broken is not None
        write("position", 1, 7)
        assert check_chain().broken is None
    finally:
        with_triggers()


def write(column: str, value: object, position: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE audit_auditevent SET {column} = %s WHERE position = %s", [value, position]
        )


@pytest.mark.django_db(transaction=True)
def test_a_chain_cut_short_is_found_by_its_head_and_by_the_exported_heads(tmp_path: Path):
    put(3, at=datetime(2026, 3, 1, 3, tzinfo=UTC))
    heads = export_heads(tmp_path)
    without_triggers()
    try:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM audit_auditevent WHERE position = 3")
        broken = check_chain().broken
        assert broken == (2, "head")
        last = AuditEvent.objects.get(position=2)
        AuditHead.objects.update(position=2, hash=last.hash)
        assert check_chain().broken is None
        broken = check_chain(heads).broken
        assert broken == (3, "exported_head")
    finally:
        with_triggers()


@pytest.mark.django_db(transaction=True)
def test_days_are_those_of_shanghai_and_each_is_exported_once(tmp_path: Path):
    before_midnight = datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)
    put(2, at=before_midnight)
    put(1, at=before_midnight + timedelta(seconds=1))
    put(1, at=before_midnight + timedelta(days=4))
    for _ in range(2):
        file = export_heads(tmp_path)
    assert [(h.day, h.position) for h in read_heads(file)] == [
        (date(2026, 3, 1), 2),
        (date(2026, 3, 2), 3),
        (date(2026, 3, 5), 4),
    ]


@pytest.mark.django_db(transaction=True)
def test_the_bundle_lets_anyone_recompute_the_chain():
    put(3)
    stream = StringIO()
    assert export_bundle(stream) == 3
    rows = [json.loads(line) for line in stream.getvalue().splitlines()]
    events = [
        (EventFields(*(row[name] for name in EventFields._fields)), row["hash"]) for row in rows
    ]
    assert first_break(events, (3, rows[-1]["hash"])) is None


def test_a_line_torn_by_a_crash_is_left_out_and_written_again(tmp_path: Path):
    file = tmp_path / "heads.jsonl"
    append_heads(file, [Head(date(2026, 1, 1), 1, "a")])
    with file.open("a") as stream:
        stream.write('{"day": "2026-01-')
    append_heads(file, [Head(date(2026, 1, 2), 2, "b")])
    assert [h.position for h in read_heads(file)] == [1, 2]
