"""The working-day clock: 工作日, 调休, the end of a day in China. No Django, no clock, no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

__all__ = [
    "Counted",
    "Reckoned",
    "WorkingCalendar",
    "add_working_days",
    "end_of_day",
    "is_provisional",
    "is_working_day",
    "working_day_on_or_after",
    "working_days_between",
]

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The days that differ from Monday–Friday (True: worked), and the years that are published.

    Of a year that is not, only the days in `differing` are certain; the others are weekdays and
    weekends until its holidays are made known.
    """

    differing: Mapping[date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()


class Reckoned(NamedTuple):
    """A day found by counting; provisional when a day that was passed is not certain yet."""

    day: date
    provisional: bool


class Counted(NamedTuple):
    """How many working days, and whether one of the days passed is not certain yet."""

    days: int
    provisional: bool


def is_working_day(day: date, calendar: WorkingCalendar) -> bool:
    """
    >>> is_working_day(date(2024, 10, 12), WorkingCalendar({date(2024, 10, 12): True}))
    True
    """
    return calendar.differing.get(day, day.weekday() < SATURDAY)


def is_provisional(day: date, calendar: WorkingCalendar) -> bool:
    """Whether the answer for the day may still change when the holidays of its year come out."""
    return day.year not in calendar.years and day not in calendar.differing


def add_working_days(day: date, count: int, calendar: WorkingCalendar) -> Reckoned:
    """The `count`-th working day after a day, which itself is not counted; before it if negative.

    >>> add_working_days(date(2024, 6, 7), 1, WorkingCalendar({date(2024, 6, 10): False}))
    Reckoned(day=datetime.date(2024, 6, 11), provisional=True)
    """
    step, left = (DAY if count > 0 else -DAY), abs(count)
    provisional = is_provisional(day, calendar)
    while left:
        day += step
        provisional |= is_provisional(day, calendar)
        left -= is_working_day(day, calendar)
    return Reckoned(day, provisional)


def working_day_on_or_after(day: date, calendar: WorkingCalendar) -> Reckoned:
    """The day itself, or the first working day after it: a time limit that ends on a day off."""
    if is_working_day(day, calendar):
        return Reckoned(day, is_provisional(day, calendar))
    return add_working_days(day, 1, calendar)


def working_days_between(after: date, until: date, calendar: WorkingCalendar) -> Counted:
    """The working days after one day up to another, that one counted; negative if it is earlier.

    From a working day, `add_working_days` comes back to `until` with this count.
    """
    first, last = sorted((after, until))
    days = [first + DAY * number for number in range((last - first).days + 1)]
    provisional = any(is_provisional(day, calendar) for day in days)
    if until < after:
        return Counted(-sum(is_working_day(day, calendar) for day in days[:-1]), provisional)
    return Counted(sum(is_working_day(day, calendar) for day in days[1:]), provisional)


def end_of_day(day: date) -> datetime:
    """24:00 of the day in China: a time limit of that day is kept before this instant, not at it.

    >>> end_of_day(date(2024, 10, 17)).isoformat()
    '2024-10-18T00:00:00+08:00'
    """
    return datetime.combine(day + DAY, time.min, ZONE)
