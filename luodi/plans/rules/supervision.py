"""What may happen to a duty (督办), in which order, by whom. No Django, no clock, no I/O."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from luodi.plans.errors import (
    ActOutOfOrder,
    DueDayInvalid,
    WordsMissing,
)

__all__ = [
    "BY_UNIT",
    "CARRIED_FROM",
    "ENDS",
    "NEEDS_DUE",
    "TAKES_DUE",
    "Act",
    "Event",
    "Period",
    "State",
    "allowed",
    "check_act",
    "needs_words",
    "periods",
    "state_of",
]

LAST_YEAR = 2100


class Act(StrEnum):
    """What is done to a duty; each is an event of its record."""

    ISSUE = "issue"
    ACCEPT = "accept"
    RETURN = "return"
    REPORT = "report"
    CLAIM = "claim"
    CLOSE = "close"
    SEND_BACK = "send_back"
    CHANGE_DUE = "change_due"
    REOPEN = "reopen"
    CARRY = "carry"
    CONTINUE = "continue"


class State(StrEnum):
    """Where the events leave a duty, whatever the day."""

    WAITING = "waiting"
    UNDERWAY = "underway"
    CLAIMED = "claimed"
    RETURNED = "returned"
    CLOSED = "closed"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class Event:
    """An act as it was done; `due_on` where it set the due day."""

    number: int
    act: Act
    at: datetime
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """How long a state lasted: up to and with the instant of the act that ended it, if any has."""

    state: State
    event: int
    start: datetime
    end: datetime | None


ALLOWED: dict[State | None, tuple[Act, ...]] = {
    None: (Act.ISSUE,),
    State.WAITING: (Act.ACCEPT, Act.RETURN, Act.CHANGE_DUE, Act.CLOSE),
    State.UNDERWAY: (Act.REPORT, Act.CLAIM, Act.CHANGE_DUE, Act.CLOSE),
    State.CLAIMED: (Act.CLOSE, Act.SEND_BACK),
    State.RETURNED: (Act.ISSUE, Act.CLOSE),
    State.CLOSED: (Act.REOPEN,),
    State.CARRIED: (),
}
REACHES = {
    Act.ISSUE: State.WAITING,
    Act.ACCEPT: State.UNDERWAY,
    Act.RETURN: State.RETURNED,
    Act.CLAIM: State.CLAIMED,
    Act.CLOSE: State.CLOSED,
    Act.SEND_BACK: State.UNDERWAY,
    Act.CARRY: State.CARRIED,
    Act.CONTINUE: State.UNDERWAY,
}
# After these a duty is at its end.
ENDS = (Act.CLOSE, Act.CARRY)
# From these a duty is carried on under a new version; a claim and a return are decided first.
CARRIED_FROM = frozenset({State.WAITING, State.UNDERWAY})
# Done by members of the unit that owes it; everything else by the programme office.
BY_UNIT = frozenset({Act.ACCEPT, Act.RETURN, Act.REPORT, Act.CLAIM})
NEEDS_DUE = frozenset({Act.ISSUE, Act.CHANGE_DUE})
TAKES_DUE = NEEDS_DUE | {Act.SEND_BACK, Act.REOPEN}


def allowed(state: State | None) -> tuple[Act, ...]:
    """What may be done next."""
    return ALLOWED[state]


def needs_words(act: Act, state: State | None) -> bool:
    """Whether the act says why, or what was done; a claim that is granted needs no reason."""
    return act is not Act.ACCEPT and not (act is Act.CLOSE and state is State.CLAIMED)


def check_act(
    act: Act, *, state: State | None, words: str, due_on: date | None, today: date
) -> None:
    """Raises ActOutOfOrder, WordsMissing, DueDayInvalid. `today` is the day in Asia/Shanghai."""
    if act not in ALLOWED[state]:
        raise ActOutOfOrder(act=act.value, state=state.value if state else "")
    if needs_words(act, state) and not words.strip():
        raise WordsMissing()
    if due_on is None and act not in NEEDS_DUE:
        return
    if due_on is None or act not in TAKES_DUE or not (today <= due_on and due_on.year <= LAST_YEAR):
        raise DueDayInvalid(today=today.isoformat())


def state_of(events: Sequence[Event]) -> State | None:
    """None before the first event."""
    found = list(periods(events))
    return found[-1].state if found else None


def periods(events: Sequence[Event]) -> Iterator[Period]:
    """The states one after the other; acts that change none of them start no period."""
    changes: list[tuple[State, Event]] = []
    accepted = False
    for event in events:
        if event.act is Act.ISSUE:
            accepted = False
        accepted |= event.act in (Act.ACCEPT, Act.CONTINUE)
        state = REACHES.get(event.act)
        if event.act is Act.REOPEN:
            state = State.UNDERWAY if accepted else State.WAITING
        if state:
            changes.append((state, event))
    for place, (state, event) in enumerate(changes, 1):
        end = changes[place][1].at if place < len(changes) else None
        yield Period(state, event.number, event.at, end)
