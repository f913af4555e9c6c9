"""What a line of a work plan must say, and which steps a plan's state allows."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.plans.errors import ReturnUnexplained, WorkPlanOutOfOrder
from luodi.plans.rules.planning import (
    MOST_LINES,
    PlanAct,
    PlanLine,
    PlanState,
    allowed_acts,
    check_plan_act,
    faults_of,
    phase_days,
    plan_standing,
)
from tests.plans.planned import line

DUE = {7: date(2026, 6, 30)}
DAYS = {"first_on": date(2026, 2, 1), "last_on": date(2026, 2, 9)}


def codes(*lines: PlanLine) -> list[str]:
    return [fault.code for _number, _field, fault in faults_of(lines, 2026, DUE)]


def test_a_whole_line_is_in_order() -> None:
    assert codes(line(), line(phase="year", duty=7)) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"matter": "  "}, "plan_line_incomplete"),
        ({"measure": ""}, "plan_line_incomplete"),
        ({"result": "\n"}, "plan_line_incomplete"),
        ({"phase": ""}, "plan_line_incomplete"),
        ({"phase": "q5"}, "plan_line_incomplete"),
        ({"due_on": None}, "plan_line_incomplete"),
        ({"due_on": date(2027, 1, 1)}, "due_outside_year"),
        ({"due_on": date(2025, 12, 31)}, "due_outside_year"),
        ({"matter": "长" * 501}, "plan_line_too_long"),
        ({"phase": "named", "phase_name": "筹备"}, "phase_outside_year"),
        ({"phase": "named", "phase_name": "\x01", **DAYS}, "phase_outside_year"),
        ({"duty": 7, "due_on": date(2026, 7, 1)}, "due_after_duty"),
        ({"duty": 7, "due_on": date(2026, 7, 1), "late_note": "\x01"}, "due_after_duty"),
    ],
)
def test_a_line_that_is_not_is_refused_for_one_reason(more: dict[str, object], code: str) -> None:
    assert codes(line(**more)) == [code]


def test_a_named_phase_lies_within_the_year_and_in_order() -> None:
    days = (date(2026, 3, 1), date(2026, 9, 30))
    named = {"phase": "named", "phase_name": "试点"}
    assert codes(line(**named, first_on=days[0], last_on=days[1])) == []
    assert codes(line(**named, first_on=days[1], last_on=days[0])) == ["phase_outside_year"]
    late = {"first_on": days[0], "last_on": date(2027, 1, 1)}
    assert codes(line(**named, **late)) == ["phase_outside_year"]


def test_a_later_day_than_the_duty_s_says_why() -> None:
    assert codes(line(duty=7, due_on=date(2026, 7, 1), late_note="已申请调整")) == []


def test_a_plan_has_a_line_and_not_too_many() -> None:
    assert codes() == ["work_plan_empty"]
    assert codes(*[line()] * (MOST_LINES + 1)) == ["work_plan_too_long"]


def test_quarters_follow_each_other_through_the_year() -> None:
    days = [phase_days(f"q{number}", 2024) for number in range(1, 5)]
    ends = [(first.month, last.month, last.day) for first, last in filter(None, days)]
    assert ends == [(1, 3, 31), (4, 6, 30), (7, 9, 30), (10, 12, 31)]


@dataclass
class Step:
    pk: int
    act: str
    edition_id: int | None


@given(st.lists(st.sampled_from(PlanAct), max_size=30))
def test_whatever_is_done_in_order_only_what_was_submitted_is_approved(acts: list[PlanAct]) -> None:
    done: list[Step] = []
    for act in acts:
        standing = plan_standing(done)
        try:
            check_plan_act(act, state=standing.state, reason="理由")
        except WorkPlanOutOfOrder:
            assert act not in allowed_acts(standing.state)
            continue
        edition = None if act is PlanAct.SAVE else standing.edition
        done.append(Step(len(done) + 1, act, edition))
        if act is PlanAct.APPROVE:
            assert done[-2].act == "submit"
            assert plan_standing(done).approved == edition
        else:
            # What was approved stays so until another edition is.
            assert plan_standing(done).approved == standing.approved


@pytest.mark.parametrize("reason", [" ", "\x01"])
def test_a_return_says_why(reason: str) -> None:
    with pytest.raises(ReturnUnexplained):
        check_plan_act(PlanAct.RETURN, state=PlanState.SUBMITTED, reason=reason)
