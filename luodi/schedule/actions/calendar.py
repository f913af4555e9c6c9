"""What is done to the working calendar: years are taken in, days decided otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import category

from django.db import IntegrityError, transaction
from django.utils import timezone

from luodi.audit.actions import record
from luodi.schedule.actions.jobs import queue_job
from luodi.schedule.errors import CalendarDayChanged, CalendarDayInvalid
from luodi.schedule.models import CalendarDay, CalendarYear
from luodi.schedule.published import published_years, source
from luodi.schedule.rules.calendar import FIRST_YEAR, LAST_YEAR
from luodi.schedule.rules.moments import after

__all__ = ["CALENDAR_CHANGED", "DayChange", "change_days", "take_in_years"]

# The kind of the job for rooms whose days are counted by the calendar; what it does, they register.
CALENDAR_CHANGED = "schedule.calendar_changed"
LONGEST = 200


@dataclass(frozen=True, slots=True)
class DayChange:
    """One day worked, off, or (None) again as published, and the notice or order that says so."""

    day: date
    working: bool | None
    reason: str


def change_days(changes: Sequence[DayChange], *, actor: str) -> list[CalendarDay]:
    """All of the changes or none. Raises CalendarDayInvalid, CalendarDayChanged."""
    _check(changes)
    try:
        with transaction.atomic():
            rows = [_change(one, actor) for one in sorted(changes, key=lambda c: c.day)]
            if rows:
                queue_job(CALENDAR_CHANGED, key=f"day:{rows[-1].pk}", due_at=rows[-1].at)
            return rows
    except IntegrityError as error:
        raise CalendarDayChanged from error


def take_in_years() -> int:
    """Stores the years of the installed package that are new or differ; returns how many.

    What the first start finds counts as known from the beginning; what a later release of the
    package adds, from the instant it is taken in, so that earlier instants read as they did.
    """
    with transaction.atomic():
        last = {edition.year: edition.days for edition in CalendarYear.objects.order_by("id")}
        # After a step back to an earlier release of the package, the later edition stays in force.
        taken = set(CalendarYear.objects.filter(source=source()).values_list("year", flat=True))
        new = {
            year: days
            for year, days in published_years().items()
            if last.get(year) != days and year not in taken
        }
        known_at = timezone.now() if last else None
        rows = [
            CalendarYear(year=y, days=d, source=source(), known_at=known_at) for y, d in new.items()
        ]
        # Of processes that start together, one stores them.
        CalendarYear.objects.bulk_create(rows, ignore_conflicts=True)
        if known_at and new:
            queue_job(CALENDAR_CHANGED, key=source(), due_at=known_at)
            data = {"years": list(new), "source": source()}
            record(
                "schedule.take_in_years",
                actor="system:calendar",
                subject="schedule.calendaryear",
                data=data,
            )
    return len(new)


def _check(changes: Sequence[DayChange]) -> None:
    seen: set[date] = set()
    for one in changes:
        words = one.reason.strip()
        # PostgreSQL takes no NUL, and no engine half of a pair.
        printed = not any(category(sign) in {"Cc", "Cs"} for sign in words)
        sound = FIRST_YEAR <= one.day.year <= LAST_YEAR and printed and 0 < len(words) <= LONGEST
        if not sound or one.day in seen:
            raise CalendarDayInvalid(day=one.day.isoformat(), first=FIRST_YEAR, last=LAST_YEAR)
        seen.add(one.day)


def _change(one: DayChange, actor: str) -> CalendarDay:
    last = CalendarDay.objects.filter(day=one.day).order_by("-id").first()
    now = timezone.now()
    row = CalendarDay.objects.create(
        day=one.day,
        working=one.working,
        reason=one.reason.strip(),
        actor=actor,
        # After the decision before it, whatever the clock does: the past reads the same for ever.
        at=after(now, last),
        previous=last,
    )
    data = {"day": one.day.isoformat(), "working": one.working, "reason": row.reason}
    record("schedule.change_day", actor=actor, subject=row, data=data)
    return row
