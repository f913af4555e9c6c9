"""The reads of the schedule room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from luodi.schedule.errors import CalendarYearNotFound
from luodi.schedule.models import CalendarDay, CalendarYear, Job
from luodi.schedule.rules.calendar import FIRST_YEAR, LAST_YEAR, MarkedDay, Span, marked, spans
from luodi.schedule.rules.working_days import WorkingCalendar

__all__ = [
    "YearPage",
    "calendar_decisions",
    "job_counts",
    "jobs_given_up",
    "published_years",
    "working_calendar",
    "year_page",
]

Told = dict[date, tuple[bool, str]]


@dataclass(frozen=True, slots=True)
class YearPage:
    """A year as it stood at an instant; `published` is its source, empty while provisional."""

    year: int
    published: str
    days: list[MarkedDay]
    spans: list[Span]

    @property
    def working_days(self) -> int:
        return sum(day.working for day in self.days)

    def month(self, number: int) -> list[MarkedDay]:
        return [day for day in self.days if day.day.month == number]


def working_calendar(*, at: datetime | None = None) -> WorkingCalendar:
    """The calendar as it was known at an instant, now unless told, to count days with.

    Two statements; ask once and hand it to the rules for all the days there are.
    """
    editions = _editions(at)
    told = _published(editions.values()) | _decided(at)
    return WorkingCalendar(
        {day: working for day, (working, _) in told.items()}, frozenset(editions)
    )


def year_page(year: int, *, at: datetime | None = None) -> YearPage:
    """Raises CalendarYearNotFound. Two statements."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CalendarYearNotFound(first=FIRST_YEAR, last=LAST_YEAR)
    editions, own = _editions(at), _decided(at)
    told = _published(editions.values()) | own
    days = [marked(day, told, own) for day in _days_of(year)]
    edition = editions.get(year)
    return YearPage(year, edition.source if edition else "", days, spans(days))


def published_years() -> dict[int, str]:
    """The years whose holidays are published, with the source of each. One statement."""
    return {year: edition.source for year, edition in sorted(_editions(None).items())}


def calendar_decisions(year: int) -> QuerySet[CalendarDay]:
    """What this site decided on days of a year, newest first."""
    return CalendarDay.objects.filter(day__year=year).order_by("-id")


def jobs_given_up() -> QuerySet[Job]:
    """Jobs that failed at every attempt and wait for somebody to look at `last_error`."""
    return Job.objects.filter(state=Job.State.GIVEN_UP).order_by("pk")


def job_counts() -> dict[str, int]:
    """How many jobs are in each state. One statement."""
    found = Job.objects.order_by().values_list("state").annotate(Count("pk"))
    return dict.fromkeys(Job.State.values, 0) | dict(found)


def _editions(at: datetime | None) -> dict[int, CalendarYear]:
    now = at or timezone.now()
    known = CalendarYear.objects.filter(Q(known_at=None) | Q(known_at__lte=now)).order_by("id")
    return {edition.year: edition for edition in known}


def _published(editions: Iterable[CalendarYear]) -> Told:
    return {
        date.fromisoformat(day): (working, name)
        for edition in editions
        for day, (working, name) in edition.days.items()
    }


def _decided(at: datetime | None) -> Told:
    """The decisions in force; the last one on a day counts, even when it takes the day back."""
    rows = CalendarDay.objects.filter(at__lte=at or timezone.now()).order_by("id")
    last = {day: (working, reason) for day, working, reason in rows.values_list(*_COLUMNS)}
    return {day: (working, why) for day, (working, why) in last.items() if working is not None}


_COLUMNS = ("day", "working", "reason")


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
