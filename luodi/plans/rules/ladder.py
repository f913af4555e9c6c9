"""The ladder of a duty: which steps its days lead to, and when. No Django, no clock, no I/O.

A reminder is given at nine in the morning; whatever runs out does so at 24:00 of its day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from luodi.plans.rules.supervision import Event, Period, State, periods
from luodi.schedule.rules.working_days import (
    ZONE,
    Reckoned,
    WorkingCalendar,
    add_working_days,
    end_of_day,
)

__all__ = [
    "LIGHTS",
    "Rung",
    "Standing",
    "Status",
    "Step",
    "Terms",
    "due_day",
    "rungs",
    "standing",
    "terms_fit",
]

MORNING = time(9)
MOST_DAYS = 250
MOST_REMINDERS = 10
LONGEST_SOURCE = 200
RUNNING = (State.WAITING, State.UNDERWAY)


class Step(StrEnum):
    """What the passing of days alone does to a duty."""

    ACCEPT_OVERDUE = "accept_overdue"
    REMINDER = "reminder"
    YELLOW = "yellow"
    RED = "red"
    CIRCULAR = "circular"


LIGHTS = (Step.CIRCULAR, Step.RED, Step.YELLOW)


class Status(StrEnum):
    """Where a duty stands on a day."""

    WAITING = "waiting"
    ACCEPT_OVERDUE = "accept_overdue"
    UNDERWAY = "underway"
    REMINDED = "reminded"
    YELLOW = "yellow"
    RED = "red"
    CIRCULAR = "circular"
    CLAIMED = "claimed"
    CLOSED = "closed"
    CARRIED = "carried"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Terms:
    """The days of the ladder, all working days, and what sets them.

    `reminders` count back from the due day; red and the circular follow it.
    """

    accept_within: int = 5
    reminders: tuple[int, ...] = (21, 14, 7)
    red_after: int = 10
    circular_after: int = 20
    source: str = "Luodi"


@dataclass(frozen=True, slots=True)
class Rung:
    """A step and its instant; `basis` is the event whose day it is reckoned from.

    `days` are the working days of a reminder, else 0. Provisional: its year's holidays are not
    published yet.
    """

    step: Step
    days: int
    basis: int
    at: datetime
    provisional: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a duty stands as of an instant, what made it so, what comes next and after that."""

    status: Status
    state: State
    since: datetime
    due_on: date
    rung: Rung | None
    next: Rung | None
    reached: tuple[Rung, ...]
    ahead: tuple[Rung, ...] = ()


def terms_fit(terms: Terms) -> bool:
    """Whether the days make a ladder, and say where they come from."""
    days = (terms.accept_within, terms.red_after, terms.circular_after, *terms.reminders)
    return (
        all(1 <= number <= MOST_DAYS for number in days)
        and terms.red_after < terms.circular_after
        and len(set(terms.reminders)) == len(terms.reminders) <= MOST_REMINDERS
        and 0 < len(terms.source.strip()) <= LONGEST_SOURCE
    )


def rungs(events: Sequence[Event], terms: Terms, calendar: WorkingCalendar) -> list[Rung]:
    """The steps that the events lead to if nothing else happens, gone by and to come, in order.

    While the office looks at what a unit claimed or returned, and once it is closed, no step is
    reached; what fell due meanwhile comes when the duty goes on, reminders not at all.
    """
    spans = list(periods(events))
    due = _due_event(events)
    found = [*_acceptance(spans, terms, calendar), *_reminders(due, spans, terms, calendar)]
    for step, after in (
        (Step.YELLOW, 0),
        (Step.RED, terms.red_after),
        (Step.CIRCULAR, terms.circular_after),
    ):
        day = add_working_days(_day(due), after, calendar)
        at = _running_at(end_of_day(day.day), spans)
        if at:
            # The due day itself is certain, whatever its year.
            found.append(Rung(step, 0, due.number, at, day.provisional and after > 0))
    return sorted(found, key=lambda rung: (rung.at, list(Step).index(rung.step), -rung.days))


def standing(
    events: Sequence[Event], terms: Terms, calendar: WorkingCalendar, *, now: datetime
) -> Standing:
    """As of `now`, from the events up to it, of which there is at least one."""
    whole = rungs(events, terms, calendar)
    reached = tuple(rung for rung in whole if rung.at <= now)
    ahead = tuple(rung for rung in whole if rung.at > now)
    *_, period = periods(events)
    status, rung = _status(period, reached)
    since = rung.at if rung else period.start
    due = due_day(events)
    following = ahead[0] if ahead else None
    return Standing(status, period.state, since, due, rung, following, reached, ahead)


def due_day(events: Iterable[Event]) -> date:
    """The due day that was set last."""
    return _day(_due_event(events))


def _due_event(events: Iterable[Event]) -> Event:
    return [event for event in events if event.due_on][-1]


def _day(event: Event) -> date:
    assert event.due_on is not None  # noqa: S101 - an issue always sets one
    return event.due_on


def _status(period: Period, reached: Sequence[Rung]) -> tuple[Status, Rung | None]:
    if period.state not in RUNNING:
        return Status(period.state.value), None
    by_step = {rung.step: rung for rung in reached}
    for step in LIGHTS:
        if step in by_step:
            return Status(step.value), by_step[step]
    if period.state is State.WAITING:
        late = by_step.get(Step.ACCEPT_OVERDUE)
        if late and late.basis == period.event:
            return Status.ACCEPT_OVERDUE, late
        return Status.WAITING, None
    reminder = by_step.get(Step.REMINDER)
    return (Status.REMINDED, reminder) if reminder else (Status.UNDERWAY, None)


def _acceptance(spans: Sequence[Period], terms: Terms, calendar: WorkingCalendar) -> Iterator[Rung]:
    """Of the last time that the duty waited to be accepted, if it waited too long."""
    waits = [span for span in spans if span.state is State.WAITING]
    if not waits:
        return  # taken over from the version before, where it was accepted
    last = waits[-1]
    given = last.start.astimezone(ZONE).date()
    day = add_working_days(given, terms.accept_within, calendar)
    at = end_of_day(day.day)
    if last.end is None or at <= last.end:
        yield Rung(Step.ACCEPT_OVERDUE, 0, last.event, at, day.provisional)


def _reminders(
    due: Event, spans: Sequence[Period], terms: Terms, calendar: WorkingCalendar
) -> Iterator[Rung]:
    for days in terms.reminders:
        day: Reckoned = add_working_days(_day(due), -days, calendar)
        at = datetime.combine(day.day, MORNING, ZONE)
        if at > due.at and _running_at(at, spans) == at:
            yield Rung(Step.REMINDER, days, due.number, at, day.provisional)


def _running_at(wanted: datetime, spans: Sequence[Period]) -> datetime | None:
    """The first instant from the wanted one on at which the unit, not the office, has the duty.

    The instant of an act still belongs to the state before it: what is done as a day ends is late.
    """
    for span in spans:
        at = max(wanted, span.start)
        if span.state in RUNNING and (span.end is None or at <= span.end):
            return at
    return None
