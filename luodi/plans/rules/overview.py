"""Which days divide the duties of a ledger by their status at an instant. No Django, no clock.

A duty comes to a step when a number of working days after or before its due day has passed; of two
duties the one that is due earlier comes to it first. So one day divides those that have come to it
from the rest, and a database can count them by comparing days.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from luodi.plans.rules.ladder import MORNING, Terms
from luodi.schedule.rules.working_days import (
    ZONE,
    WorkingCalendar,
    add_working_days,
    is_working_day,
)

__all__ = ["STALLED_AFTER", "Marks", "Morning", "Share", "marks", "stalled_before", "worst"]

# Offices ask for progress by the month; after a month of working days without a word of a duty,
# nobody can tell whether it goes on.
STALLED_AFTER = 20
DAY = timedelta(days=1)
# What the office looks at first, and the order in which it does.
URGENCY = (
    "circular",
    "red",
    "returned",
    "claimed",
    "yellow",
    "accept_overdue",
    "stalled",
    "nobody",
    "unbound",
    "unissued",
)


class Morning(NamedTuple):
    """An instant at which reminders were given, and the due days that they were given for."""

    at: datetime
    due: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """Under one set of terms: what is due on `yellow` or before has its light lit, and so on.

    What has waited since before `accept` is not accepted in time. Of duties whose due day was set
    before `settled` and that their units always had, those due up to `reminded` were reminded; of
    the others each of the `mornings` tells.
    """

    yellow: date
    red: date
    circular: date
    accept: datetime
    reminded: date
    settled: datetime
    mornings: tuple[Morning, ...]


class Share(NamedTuple):
    """按时办结率: what was closed on time, of all that was closed or is overdue.

    `closed` leaves out what the office ended early without a claim: it tells nothing of time.
    """

    on_time: int
    closed: int
    overdue: int

    @property
    def whole(self) -> int:
        return self.closed + self.overdue

    @property
    def percent(self) -> float | None:
        return round(100 * self.on_time / self.whole, 1) if self.whole else None


def marks(terms: Terms, calendar: WorkingCalendar, *, now: datetime) -> Marks:
    today = now.astimezone(ZONE).date()
    longest = max(terms.reminders, default=0)
    first = add_working_days(today, -longest, calendar).day
    # The reminders of a day are given at nine.
    given = today if now >= _at(today, MORNING) else today - DAY
    return Marks(
        yellow=_ended(today, 0, calendar),
        red=_ended(today, terms.red_after, calendar),
        circular=_ended(today, terms.circular_after, calendar),
        accept=_at(add_working_days(today, -terms.accept_within, calendar).day),
        reminded=add_working_days(given, longest, calendar).day if longest else today - DAY,
        settled=_at(first, MORNING),
        mornings=tuple(_mornings(terms, calendar, today, first, given)),
    )


def stalled_before(calendar: WorkingCalendar, *, now: datetime) -> datetime:
    """What nobody acted on from this instant on has stalled."""
    today = now.astimezone(ZONE).date()
    return _at(add_working_days(today, -STALLED_AFTER, calendar).day)


def worst(figures: Mapping[str, int]) -> list[str]:
    """The figures that somebody must look at, the most urgent first."""
    return [name for name in URGENCY if figures[name]]


def _ended(today: date, after: int, calendar: WorkingCalendar) -> date:
    """The last day of which the end of the `after`-th working day after it has passed."""
    return add_working_days(today, -after, calendar).day - DAY


def _mornings(
    terms: Terms, calendar: WorkingCalendar, today: date, first: date, given: date
) -> Iterator[Morning]:
    """For due days from today on: what is due earlier is lit, however it was reminded."""
    if not terms.reminders:
        return
    worked = _working_days(first, given, max(terms.reminders), calendar)
    for place, day in enumerate(worked):
        if day > given:
            return
        spans = [
            (max(worked[place + days - 1] + DAY, today), worked[place + days])
            for days in terms.reminders
        ]
        if due := tuple(span for span in spans if span[0] <= span[1]):
            yield Morning(_at(day, MORNING), due)


def _working_days(first: date, last: date, more: int, calendar: WorkingCalendar) -> Sequence[date]:
    """From one day to another, and as many after it."""
    found: list[date] = []
    day = first
    while more > 0:
        if is_working_day(day, calendar):
            found.append(day)
            more -= day > last
        day += DAY
    return found


def _at(day: date, hour: time = time.min) -> datetime:
    return datetime.combine(day, hour, ZONE)
