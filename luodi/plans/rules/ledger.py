"""A line of the supervision ledger (督办台账): where the acts on a duty left it, whatever the day.

No Django, no clock, no I/O.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from luodi.plans.rules.ladder import MORNING, Step, Terms, rungs
from luodi.plans.rules.supervision import Act, Event, Period, State, periods
from luodi.schedule.rules.working_days import ZONE, WorkingCalendar

__all__ = [
    "RUNNING",
    "Facts",
    "Progress",
    "Stage",
    "facts",
    "ladder_key",
    "progress",
    "terms_under",
]


class Stage(StrEnum):
    """Where a body's part of a task stands: not owed by anyone yet, or as its acts left it."""

    NOBODY = "nobody"
    UNBOUND = "unbound"
    UNISSUED = "unissued"
    WAITING = "waiting"
    UNDERWAY = "underway"
    CLAIMED = "claimed"
    RETURNED = "returned"
    CLOSED = "closed"


class Progress(StrEnum):
    """How far the list is filled in for a task; each step needs those before it."""

    CONFIRMED = "confirmed"
    STATED = "stated"
    BOUND = "bound"
    ISSUED = "issued"
    ACCEPTED = "accepted"


RUNNING = (Stage.WAITING, Stage.UNDERWAY)
HELD = (State.WAITING, State.UNDERWAY)
DAY = timedelta(days=1)
# What a task with a line at this stage has come to; any other line is accepted.
BEHIND = {
    Stage.NOBODY: Progress.CONFIRMED,
    Stage.UNBOUND: Progress.STATED,
    Stage.UNISSUED: Progress.BOUND,
    Stage.WAITING: Progress.ISSUED,
    Stage.RETURNED: Progress.ISSUED,
}
USUAL = Terms()


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a duty's record its status on any day follows from.

    `late`: whether the due day had ended when the unit handed it over; None while the unit has it,
    and where the office ended it before that day and nobody had claimed completion.
    `missed`: the days since its due day was set on whose mornings the office had it, so that no
    reminder was given; each between commas.
    """

    stage: Stage
    since: datetime
    due_on: date
    due_set_at: datetime
    acted_at: datetime
    late: bool | None
    missed: str


def facts(events: Sequence[Event]) -> Facts:
    """Of at least one event."""
    spans = list(periods(events))
    due = [event for event in events if event.due_on][-1]
    assert due.due_on is not None  # noqa: S101 - narrows the type
    last = spans[-1]
    running = last.state in HELD
    return Facts(
        Stage(last.state.value),
        last.start,
        due.due_on,
        due.at,
        events[-1].at,
        None if running else _late(events),
        _missed(spans, due) if running else "",
    )


def progress(stages: Collection[str]) -> Progress:
    """
    >>> progress(["underway", "unbound"])
    <Progress.STATED: 'stated'>
    """
    return next((step for stage, step in BEHIND.items() if stage in stages), Progress.ACCEPTED)


def ladder_key(terms: Terms) -> str:
    """The days of the terms in one word, empty for the usual ones.

    >>> ladder_key(Terms(red_after=5))
    '5;21,14,7;5;20'
    """
    reminders = sorted(terms.reminders, reverse=True)
    if (terms.accept_within, tuple(reminders), terms.red_after, terms.circular_after) == (
        USUAL.accept_within,
        USUAL.reminders,
        USUAL.red_after,
        USUAL.circular_after,
    ):
        return ""
    named = ",".join(map(str, reminders))
    return f"{terms.accept_within};{named};{terms.red_after};{terms.circular_after}"


def terms_under(key: str) -> Terms:
    """
    >>> terms_under(ladder_key(Terms(red_after=5))).red_after
    5
    """
    if not key:
        return USUAL
    accept, named, red, circular = key.split(";")
    reminders = tuple(int(days) for days in named.split(",") if days)
    return Terms(int(accept), reminders, int(red), int(circular))


def _late(events: Sequence[Event]) -> bool | None:
    """Whether the yellow light was lit: no other step is looked at, so any calendar will do."""
    found = rungs(events, Terms(reminders=()), WorkingCalendar())
    if any(rung.step is Step.YELLOW for rung in found):
        return True
    # A task that was withdrawn or returned, or ended under a new version, was not done in time.
    return None if events[-1].act is Act.CLOSE and events[-2].act is not Act.CLAIM else False


def _missed(spans: Sequence[Period], due: Event) -> str:
    """What is in no span of the unit's, bounds included, lies between two of them."""
    assert due.due_on is not None  # noqa: S101 - narrows the type
    theirs = [span for span in spans if span.state in HELD]
    days: list[str] = []
    for before, after in pairwise(theirs):
        if before.end is None or before.end <= due.at:
            continue
        day = before.end.astimezone(ZONE).date()
        while (at := datetime.combine(day, MORNING, ZONE)) < after.start and day <= due.due_on:
            if before.end < at:
                days.append(day.isoformat())
            day += DAY
    return f",{','.join(days)}," if days else ""
