"""The working-day clock: by hand for the years that were, by property for all days."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.schedule.published import published_years
from luodi.schedule.rules.working_days import (
    WorkingCalendar,
    add_working_days,
    end_of_day,
    is_provisional,
    is_working_day,
    working_day_on_or_after,
    working_days_between,
)

CHINA = WorkingCalendar(
    {
        date.fromisoformat(day): bool(working)
        for days in published_years().values()
        for day, (working, _) in days.items()
    },
    frozenset(published_years()),
)
DAYS = st.dates(date(2003, 6, 1), date(2030, 12, 31))
COUNTS = st.integers(0, 300)
OWN = st.dictionaries(st.dates(date(2024, 1, 1), date(2025, 12, 31)), st.booleans(), max_size=40)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2024-02-04", True),  # Sunday, for the Spring Festival
        ("2024-02-09", True),  # the eve was no holiday that year
        ("2024-02-12", False),
        ("2024-02-18", True),
        ("2024-09-14", True),
        ("2024-09-29", True),
        ("2024-10-07", False),
        ("2024-10-12", True),
        ("2025-01-26", True),
        ("2025-01-28", False),
        ("2025-02-08", True),
        ("2025-04-27", True),
        ("2025-05-05", False),
        ("2025-09-28", True),
        ("2025-10-08", False),
        ("2025-10-11", True),
        ("2026-01-04", True),
        ("2026-02-14", True),
        ("2026-02-23", False),
        ("2026-02-28", True),
        ("2026-05-09", True),
        ("2026-10-07", False),
        ("2026-10-10", True),
    ],
)
def test_a_day_of_an_exchanged_week_works_or_not(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day), CHINA) is works


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        ("2024-09-30", 1, "2024-10-08"),
        ("2024-10-08", 5, "2024-10-14"),
        ("2024-10-14", -5, "2024-10-08"),
        ("2025-01-27", 1, "2025-02-05"),
        ("2025-12-31", 1, "2026-01-04"),
        ("2026-01-04", -1, "2025-12-31"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2024-12-31", 0, "2024-12-31"),
    ],
)
def test_working_days_are_counted_over_holidays_and_years(day: str, count: int, found: str) -> None:
    reckoned = add_working_days(date.fromisoformat(day), count, CHINA)
    assert reckoned == (date.fromisoformat(found), False)


def test_a_limit_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    assert working_day_on_or_after(date(2026, 10, 3), CHINA).day == date(2026, 10, 8)
    assert working_day_on_or_after(date(2026, 10, 10), CHINA).day == date(2026, 10, 10)


def test_a_day_ends_at_midnight_in_china() -> None:
    end = end_of_day(date(2024, 10, 17))
    assert end == datetime.fromisoformat("2024-10-17T16:00:00+00:00")
    assert end_of_day(date(2025, 12, 31)).isoformat() == "2026-01-01T00:00:00+08:00"


def test_what_passes_through_a_year_without_published_holidays_is_provisional() -> None:
    assert not add_working_days(date(2026, 12, 30), 1, CHINA).provisional
    assert add_working_days(date(2026, 12, 31), 1, CHINA).provisional
    assert working_days_between(date(2026, 12, 31), date(2027, 1, 8), CHINA) == (6, True)
    decided = WorkingCalendar({date(2027, 1, 1): False}, frozenset({2026}))
    assert add_working_days(date(2026, 12, 31), 1, decided) == (date(2027, 1, 4), True)
    assert not is_provisional(date(2027, 1, 1), decided)


@settings(deadline=None)
@given(DAYS, COUNTS)
def test_adding_and_taking_back_leads_back_to_a_working_day(day: date, count: int) -> None:
    start = working_day_on_or_after(day, CHINA).day
    there = add_working_days(start, count, CHINA).day
    assert add_working_days(there, -count, CHINA).day == start


@settings(deadline=None)
@given(DAYS, COUNTS, OWN)
def test_counting_and_adding_agree(day: date, count: int, own: dict[date, bool]) -> None:
    calendar = WorkingCalendar(own)
    there = add_working_days(day, count, calendar).day
    assert working_days_between(day, there, calendar).days == count
    back = add_working_days(day, -count, calendar).day
    assert working_days_between(day, back, calendar).days == -count


@settings(deadline=None)
@given(DAYS, st.integers(0, 40), st.integers(-100, 100))
def test_a_later_day_never_leads_to_an_earlier_one(day: date, later: int, count: int) -> None:
    first = add_working_days(day, count, CHINA).day
    assert first <= add_working_days(day + timedelta(days=later), count, CHINA).day


@settings(deadline=None)
@given(DAYS, st.integers(1, 300))
def test_a_counted_day_is_a_working_day_on_the_right_side(day: date, count: int) -> None:
    after, before = (add_working_days(day, n, CHINA).day for n in (count, -count))
    assert before < day < after
    assert is_working_day(after, CHINA)
    assert is_working_day(before, CHINA)
