"""What a work plan may say, what may be done with it, and what it leaves out. No Django, no clock.

The state of a plan follows from its events alone, so that it reads the same for ever as of any
instant gone by.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from luodi.errors import InvalidInput
from luodi.official.pieces import printable
from luodi.plans.errors import (
    DueAfterDuty,
    DueOutsideYear,
    EditionEmpty,
    PhaseOutsideYear,
    PlanLineIncomplete,
    PlanLineTooLong,
    ReturnUnexplained,
    TooManyPlanLines,
    WorkPlanOutOfOrder,
)

__all__ = [
    "BY_UNIT",
    "MOST_LINES",
    "REACHES",
    "PlanAct",
    "PlanLine",
    "PlanStanding",
    "PlanState",
    "allowed_acts",
    "check_plan_act",
    "faults_of",
    "phase_days",
    "plain",
    "plan_standing",
]

MOST_LINES = 200
LONGEST = {"matter": 500, "measure": 2000, "result": 1000, "late_note": 500, "phase_name": 100}
MUST_SAY = ("matter", "measure", "phase", "result", "due_on")
QUARTERS = {"q1": 1, "q2": 4, "q3": 7, "q4": 10}


class PlanAct(StrEnum):
    SAVE = "save"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"


class PlanState(StrEnum):
    """Of the edition that was saved last."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


ALLOWED: dict[PlanState | None, tuple[PlanAct, ...]] = {
    None: (PlanAct.SAVE,),
    PlanState.DRAFT: (PlanAct.SAVE, PlanAct.SUBMIT),
    PlanState.SUBMITTED: (PlanAct.WITHDRAW, PlanAct.APPROVE, PlanAct.RETURN),
    PlanState.RETURNED: (PlanAct.SAVE,),
    PlanState.APPROVED: (PlanAct.SAVE,),
}
REACHES = {
    PlanAct.SAVE: PlanState.DRAFT,
    PlanAct.SUBMIT: PlanState.SUBMITTED,
    PlanAct.WITHDRAW: PlanState.DRAFT,
    PlanAct.APPROVE: PlanState.APPROVED,
    PlanAct.RETURN: PlanState.RETURNED,
}
# Done by members of the unit; the others by the programme office.
BY_UNIT = frozenset({PlanAct.SAVE, PlanAct.SUBMIT, PlanAct.WITHDRAW})


class Step(Protocol):
    """An event of a work plan, as a row has it."""

    pk: int
    act: str
    edition_id: int | None


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """Numbers of the last edition, of the one approved last, and of the last event."""

    state: PlanState | None = None
    edition: int | None = None
    approved: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line as someone enters it; days of a named phase only, the others follow from the year."""

    matter: str = ""
    measure: str = ""
    result: str = ""
    phase: str = ""
    due_on: date | None = None
    duty: int | None = None
    share: int | None = None
    phase_name: str = ""
    first_on: date | None = None
    last_on: date | None = None
    late_note: str = ""


def plain(words: str) -> str:
    """Without what no document can print.

    >>> plain(" a\x00b\r\n")
    'ab'
    """
    return printable(words.replace("\r\n", "\n")).strip()


def plan_standing(events: Iterable[Step]) -> PlanStanding:
    """What the events on one plan come to, in their order."""
    state, edition, approved, last = None, None, None, None
    for one in events:
        act, last = PlanAct(one.act), one.pk
        state = REACHES[act]
        edition = one.pk if act is PlanAct.SAVE else edition
        approved = one.edition_id if act is PlanAct.APPROVE else approved
    return PlanStanding(state, edition, approved, last)


def allowed_acts(state: PlanState | None) -> tuple[PlanAct, ...]:
    return ALLOWED[state]


def check_plan_act(act: PlanAct, *, state: PlanState | None, reason: str) -> None:
    """Raises WorkPlanOutOfOrder, ReturnUnexplained."""
    if act not in ALLOWED[state]:
        raise WorkPlanOutOfOrder(act=act.value, state=state.value if state else "")
    if act is PlanAct.RETURN and not plain(reason):
        raise ReturnUnexplained


def phase_days(phase: str, year: int) -> tuple[date, date] | None:
    """The days of a quarter or the whole year; None of a named phase.

    >>> phase_days("q2", 2026)
    (datetime.date(2026, 4, 1), datetime.date(2026, 6, 30))
    """
    if phase == "year":
        return date(year, 1, 1), date(year, 12, 31)
    if not (first := QUARTERS.get(phase)):
        return None
    last = date(year, first + 2, 31 if first in (1, 10) else 30)
    return date(year, first, 1), last


def faults_of(
    lines: Sequence[PlanLine], year: int, due_days: Mapping[int, date]
) -> Iterator[tuple[int, str, InvalidInput]]:
    """Number, field and refusal of all that is wrong; line 0 is the plan as a whole.

    `due_days` are those of the duties that may be planned for.
    """
    if not lines:
        yield 0, "", EditionEmpty()
    if len(lines) > MOST_LINES:
        yield 0, "", TooManyPlanLines(most=MOST_LINES)
    for number, line in enumerate(lines, 1):
        yield from ((number, field, fault) for field, fault in _faults(number, line, year))
        due = due_days.get(line.duty) if line.duty else None
        late = due and line.due_on and line.due_on > due
        if due and late and not plain(line.late_note):
            yield number, "late_note", DueAfterDuty(line=number, due=due.isoformat())


def _faults(number: int, line: PlanLine, year: int) -> Iterator[tuple[str, InvalidInput]]:
    for field in MUST_SAY:
        given = getattr(line, field)
        if not (plain(given) if isinstance(given, str) else given):
            yield field, PlanLineIncomplete(line=number)
    for field, most in LONGEST.items():
        if len(getattr(line, field)) > most:
            yield field, PlanLineTooLong(line=number, most=most)
    if line.due_on and line.due_on.year != year:
        yield "due_on", DueOutsideYear(line=number, year=year)
    if line.phase == "named" and not _within(line, year):
        yield "phase_name", PhaseOutsideYear(line=number, year=year)
    elif line.phase and line.phase != "named" and line.phase not in (*QUARTERS, "year"):
        yield "phase", PlanLineIncomplete(line=number)


def _within(line: PlanLine, year: int) -> bool:
    if not (plain(line.phase_name) and line.first_on and line.last_on):
        return False
    return date(year, 1, 1) <= line.first_on <= line.last_on <= date(year, 12, 31)
