"""The calendar of a site: published years, days decided otherwise, every instant as it was."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from luodi.audit.models import AuditEvent
from luodi.errors import NotAllowed
from luodi.parties.actions.calendar import set_calendar_days
from luodi.parties.rules.roles import Actor, Role
from luodi.schedule.actions import DayChange, change_days, take_in_years
from luodi.schedule.actions import calendar as calendar_actions
from luodi.schedule.errors import CalendarDayInvalid, CalendarYearNotFound
from luodi.schedule.models import CalendarDay, CalendarYear
from luodi.schedule.queries import working_calendar, year_page
from luodi.schedule.rules.working_days import add_working_days, is_working_day

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 27)
BY = Actor("parties.person:1", frozenset({Role.OFFICE}))
NEW_YEAR = {"2027-01-01": [False, "元旦"]}


def change(working: bool | None, day: date = FRIDAY, reason: str = "市政府办公室通知") -> None:
    change_days([DayChange(day, working, reason)], actor=BY.reference)


def test_the_years_of_the_package_are_there_and_later_ones_are_provisional() -> None:
    assert year_page(2026).published.startswith("chinesecalendar ")
    assert year_page(2026).working_days == 248
    assert year_page(2030).published == ""


def test_a_holiday_is_told_with_its_days_and_the_weekends_worked_for_it() -> None:
    told = {span.name: span for span in year_page(2026).spans}
    national = told["国庆节"]
    assert (national.first, national.last, national.days) == (
        date(2026, 10, 1),
        date(2026, 10, 7),
        7,
    )
    assert national.working == (date(2026, 9, 20), date(2026, 10, 10))


def test_a_decision_counts_from_its_instant_on_and_can_be_taken_back() -> None:
    before = timezone.now()
    change(False)
    between = timezone.now()
    change(None)
    for _ in range(2):
        works = [is_working_day(FRIDAY, working_calendar(at=at)) for at in (before, between, None)]
        assert works == [True, False, True]
        change(True)
    assert [e.action for e in AuditEvent.objects.all()] == ["schedule.change_day"] * 4


def test_decisions_on_one_day_are_in_order_though_the_clock_goes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change(False)
    first = CalendarDay.objects.get()
    past = timezone.now() - timedelta(days=400)
    monkeypatch.setattr(calendar_actions.timezone, "now", lambda: past)
    change(True)
    assert CalendarDay.objects.last().at > first.at


def test_a_year_that_becomes_known_leaves_earlier_instants_as_they_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calendar_actions, "source", lambda: "chinesecalendar 9")
    monkeypatch.setattr(calendar_actions, "published_years", lambda: {2027: NEW_YEAR})
    before = timezone.now()
    assert take_in_years() == 1
    assert take_in_years() == 0
    found = [
        add_working_days(date(2026, 12, 31), 1, working_calendar(at=at)) for at in (before, None)
    ]
    assert found == [(date(2027, 1, 1), True), (date(2027, 1, 4), False)]
    assert working_calendar(at=datetime(2024, 10, 17, tzinfo=UTC)).years == frozenset(
        range(2004, 2027)
    )


def test_a_step_back_to_an_earlier_release_takes_nothing_in_and_is_no_event(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = calendar_actions.source, calendar_actions.published_years
    monkeypatch.setattr(calendar_actions, "source", lambda: "chinesecalendar 9")
    monkeypatch.setattr(calendar_actions, "published_years", lambda: {2026: NEW_YEAR})
    assert take_in_years() == 1
    for name, was in zip(("source", "published_years"), kept, strict=True):
        monkeypatch.setattr(calendar_actions, name, was)
    assert take_in_years() == 0
    assert AuditEvent.objects.filter(action="schedule.take_in_years").count() == 1


def test_of_one_release_a_year_is_taken_in_once() -> None:
    assert take_in_years() == 0
    assert CalendarYear.objects.count() == len(set(CalendarYear.objects.values_list("year")))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (FRIDAY, " "),
        (FRIDAY, "通\x00知"),
        (FRIDAY, "长" * 201),
        (date(1999, 1, 1), "x"),
        (date(2101, 1, 1), "x"),
    ],
)
def test_a_day_outside_or_without_a_reason_is_refused(day: date, reason: str) -> None:
    with pytest.raises(CalendarDayInvalid):
        change(False, day, reason)


def test_a_day_given_twice_is_refused_and_none_is_changed() -> None:
    twice = [DayChange(FRIDAY, False, "x"), DayChange(FRIDAY, True, "y")]
    with pytest.raises(CalendarDayInvalid):
        change_days(twice, actor=BY.reference)
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_office_and_administrators_change_days_and_nobody_else(role: Role) -> None:
    by = Actor("parties.person:1", frozenset({role}))
    changes = [DayChange(FRIDAY, False, "通知")]
    if role in {Role.OFFICE, Role.ADMINISTRATOR}:
        assert set_calendar_days(changes, by=by)
    else:
        with pytest.raises(NotAllowed):
            set_calendar_days(changes, by=by)


@pytest.mark.parametrize("year", [1999, 2101, 0, 10**9])
def test_a_year_outside_is_not_there(year: int) -> None:
    with pytest.raises(CalendarYearNotFound):
        year_page(year)


@pytest.mark.parametrize("model", [CalendarDay, CalendarYear])
def test_the_database_refuses_to_change_what_was_decided(model: type) -> None:
    change(False)
    table = model._meta.db_table
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_calendar_takes_two_statements(django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        working_calendar()
