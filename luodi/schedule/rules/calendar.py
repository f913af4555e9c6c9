"""A year of the working calendar as it is shown. No Django, no clock, no I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

__all__ = ["FIRST_YEAR", "LAST_YEAR", "DayMark", "MarkedDay", "Span", "marked", "spans"]

FIRST_YEAR, LAST_YEAR = 2000, 2100
SATURDAY = 5


class DayMark(StrEnum):
    """What is printed beside a day: nothing on a usual weekday or weekend."""

    HOLIDAY = "holiday"
    WORKING_WEEKEND = "working_weekend"
    NONE = ""


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """A day with what it is called; `own` says that this site decided it, not the publication."""

    day: date
    working: bool
    mark: DayMark
    name: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Days off in a row under one name, and the weekends that are worked for them."""

    name: str
    first: date
    last: date
    working: tuple[date, ...]

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def marked(day: date, told: Mapping[date, tuple[bool, str]], own: Iterable[date]) -> MarkedDay:
    """The day as it stands; `told` are the days that were published or decided, with their name."""
    usual = day.weekday() < SATURDAY
    working, name = told.get(day, (usual, ""))
    mark = DayMark.NONE
    if working and not usual:
        mark = DayMark.WORKING_WEEKEND
    elif not working and (name or usual):
        mark = DayMark.HOLIDAY
    return MarkedDay(day, working, mark, name, day in set(own))


def spans(days: Iterable[MarkedDay]) -> list[Span]:
    """The holidays of a year, each with the weekends worked under its name, in order.

    A working weekend belongs to the span of its name that lies nearest.
    """
    found: list[Span] = []
    worked: list[MarkedDay] = []
    for one in days:
        if one.mark is DayMark.WORKING_WEEKEND:
            worked.append(one)
        elif one.mark is DayMark.HOLIDAY:
            last = found[-1] if found else None
            if last and last.name == one.name and one.day - last.last == timedelta(days=1):
                found[-1] = Span(last.name, last.first, one.day, ())
            else:
                found.append(Span(one.name, one.day, one.day, ()))
    return _with_working(found, worked)


def _with_working(found: list[Span], worked: list[MarkedDay]) -> list[Span]:
    taken: dict[date, list[date]] = {}
    alone: list[Span] = []
    for one in worked:
        same = [span for span in found if span.name == one.name]
        if same:
            near = min(same, key=lambda span: abs(span.first - one.day))
            taken.setdefault(near.first, []).append(one.day)
        else:
            alone.append(Span(one.name, one.day, one.day, (one.day,)))
    whole = [Span(s.name, s.first, s.last, tuple(taken.get(s.first, ()))) for s in found]
    return sorted([*whole, *alone], key=lambda span: span.first)
