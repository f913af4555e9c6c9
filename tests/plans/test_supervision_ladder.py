"""Which steps the days of a duty lead to: 21, 14, 7 working days before, yellow, red, circular."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.plans.rules.ladder import Standing, Status, Step, Terms, rungs, standing, terms_fit
from luodi.plans.rules.supervision import Act, Event
from luodi.schedule.published import published_years
from luodi.schedule.rules.working_days import WorkingCalendar
from tests.plans.supervised import china

YEARS = published_years()
DAYS = {
    date.fromisoformat(day): bool(told[0]) for days in YEARS.values() for day, told in days.items()
}
CALENDAR = WorkingCalendar(DAYS, frozenset(YEARS))
TERMS = Terms()


def record(*acts: tuple[Act, datetime] | tuple[Act, datetime, date]) -> list[Event]:
    return [Event(n, one[0], one[1], *one[2:]) for n, one in enumerate(acts, 1)]


def steps(events: list[Event], terms: Terms = TERMS) -> dict[str, str]:
    """The instant of each step, by its name."""
    return {
        f"{rung.step}{rung.days or ''}": f"{rung.at:%m-%d %H:%M}"
        for rung in rungs(events, terms, CALENDAR)
    }


def at(events: list[Event], now: datetime) -> Standing:
    seen = [event for event in events if event.at <= now]
    return standing(seen, TERMS, CALENDAR, now=now)


GIVEN = (Act.ISSUE, china(3, 2), date(2026, 6, 30))
TAKEN = (Act.ACCEPT, china(3, 4))


def test_the_whole_ladder_of_a_duty_in_working_days() -> None:
    # 2026: 清明 4-04 to 4-06, 五一 5-01 to 5-05 (5-09 worked), 端午 6-19 to 6-21.
    assert steps(record(GIVEN, TAKEN)) == {
        "reminder21": "05-29 09:00",
        "reminder14": "06-09 09:00",
        "reminder7": "06-18 09:00",
        "yellow": "07-01 00:00",
        "red": "07-15 00:00",
        "circular": "07-29 00:00",
    }


def test_a_week_with_a_worked_weekend_counts_its_days() -> None:
    # Before 国庆 2026 Sunday 9-20 is worked, and Saturday 10-10 after it; 10-01 to 10-07 are off.
    events = record((Act.ISSUE, china(9, 1), date(2026, 9, 30)), (Act.ACCEPT, china(9, 2)))
    found = steps(events, Terms(reminders=(7,), red_after=3, circular_after=4))
    assert found["reminder7"] == "09-20 09:00"
    assert found["yellow"] == "10-01 00:00"
    assert found["red"] == "10-11 00:00"
    assert found["circular"] == "10-13 00:00"


def test_what_is_not_accepted_within_five_working_days_is_overdue_when_the_fifth_ends() -> None:
    # Issued on Monday, 27 April: the days off from 1 to 5 May are not counted.
    events = record((Act.ISSUE, china(4, 27), date(2026, 12, 31)))
    assert steps(events)["accept_overdue"] == "05-08 00:00"
    before = at(events, china(5, 7, 23, 59))
    assert (before.status, before.rung) == (Status.WAITING, None)
    after = at(events, china(5, 8, 0))
    assert (after.status, after.since) == (Status.ACCEPT_OVERDUE, china(5, 8, 0))


def test_accepting_at_the_instant_in_which_the_time_is_over_is_late() -> None:
    issue = (Act.ISSUE, china(3, 2), date(2026, 12, 31))
    in_time = record(issue, (Act.ACCEPT, china(3, 10, 0) - timedelta(microseconds=1)))
    late = record(issue, (Act.ACCEPT, china(3, 10, 0)))
    assert "accept_overdue" not in steps(in_time)
    assert "accept_overdue" in steps(late)
    assert at(late, china(3, 10, 0)).status is Status.UNDERWAY


def test_the_due_day_is_kept_until_it_ends() -> None:
    events = record(GIVEN, TAKEN)
    assert at(events, china(6, 30, 23, 59)).status is Status.REMINDED
    assert at(events, china(7, 1, 0)).status is Status.YELLOW
    claimed = [*events, Event(9, Act.CLAIM, china(6, 30, 23, 59))]
    assert at(claimed, china(7, 20)).status is Status.CLAIMED
    assert "yellow" not in steps(claimed)


def test_the_lights_follow_each_other() -> None:
    events = record(GIVEN, TAKEN)
    seen = [
        at(events, when).status
        for when in (china(7, 14, 23), china(7, 15, 0), china(7, 28, 23), china(7, 29, 0))
    ]
    assert seen == [Status.YELLOW, Status.RED, Status.RED, Status.CIRCULAR]
    assert at(events, china(7, 29, 0)).next is None


def test_the_year_end_runs_into_days_that_are_not_published_and_says_so() -> None:
    events = record((Act.ISSUE, china(11, 2), date(2026, 12, 31)), (Act.ACCEPT, china(11, 3)))
    by_step = {rung.step: rung for rung in rungs(events, TERMS, CALENDAR)}
    assert by_step[Step.YELLOW].at == china(1, 1, 0, year=2027)
    assert not by_step[Step.YELLOW].provisional
    assert not by_step[Step.REMINDER].provisional
    assert by_step[Step.RED].provisional
    assert by_step[Step.CIRCULAR].provisional


def test_a_reminder_whose_day_was_over_when_the_due_day_was_set_is_not_given() -> None:
    events = record((Act.ISSUE, china(6, 10), date(2026, 6, 30)), (Act.ACCEPT, china(6, 11)))
    assert [name for name in steps(events) if "reminder" in name] == ["reminder7"]


def test_a_later_due_day_takes_the_light_back_and_its_return_brings_it_again() -> None:
    events = record(GIVEN, TAKEN, (Act.CHANGE_DUE, china(7, 2), date(2026, 9, 30)))
    assert at(events, china(7, 1)).status is Status.YELLOW
    assert at(events, china(7, 2)).status is Status.UNDERWAY
    assert steps(events)["yellow"] == "10-01 00:00"
    back = [*events, Event(9, Act.CHANGE_DUE, china(7, 3), date(2026, 7, 3))]
    assert at(back, china(7, 4, 0)).status is Status.YELLOW
    assert steps(back)["yellow"] == "07-04 00:00"


def test_what_is_closed_before_it_is_due_comes_to_no_step() -> None:
    events = record(GIVEN, TAKEN, (Act.CLAIM, china(4, 1)), (Act.CLOSE, china(4, 2)))
    assert steps(events) == {}
    assert (at(events, china(8, 1)).status, at(events, china(8, 1)).next) == (Status.CLOSED, None)


def test_sent_back_after_the_due_day_the_light_is_lit_then_and_not_before() -> None:
    acts = [GIVEN, TAKEN, (Act.CLAIM, china(6, 12)), (Act.SEND_BACK, china(7, 3))]
    events = record(*acts)
    assert at(events, china(7, 2)).status is Status.CLAIMED
    back = at(events, china(7, 3))
    assert (back.status, back.since) == (Status.YELLOW, china(7, 3))
    # The reminder of 18 June fell into the days in which the office had it.
    assert [name for name in steps(events) if "reminder" in name] == ["reminder21", "reminder14"]
    assert steps(events)["red"] == "07-15 00:00"


def test_reopened_it_waits_to_be_accepted_only_where_nobody_had_accepted_it() -> None:
    close, again = (Act.CLOSE, china(3, 5)), (Act.REOPEN, china(3, 9))
    assert at(record(GIVEN, TAKEN, close, again), china(3, 10)).status is Status.UNDERWAY
    waiting = at(record(GIVEN, close, again), china(3, 10))
    assert (waiting.status, waiting.since) == (Status.WAITING, china(3, 9))
    assert waiting.next is not None
    assert waiting.next.at == china(3, 17, 0)


def test_issued_again_after_a_return_the_days_begin_anew() -> None:
    again = (Act.ISSUE, china(3, 20), date(2026, 9, 30))
    events = record(GIVEN, (Act.RETURN, china(3, 3)), again)
    assert at(events, china(3, 19)).status is Status.RETURNED
    assert at(events, china(3, 19)).next is None
    assert steps(events)["accept_overdue"] == "03-28 00:00"


@pytest.mark.parametrize(
    ("terms", "fits"),
    [
        (TERMS, True),
        (Terms(reminders=()), True),
        (Terms(red_after=20), False),
        (Terms(accept_within=0), False),
        (Terms(reminders=(7, 7)), False),
        (Terms(circular_after=251), False),
        (Terms(source=" "), False),
    ],
)
def test_terms_are_days_in_order_with_a_source(terms: Terms, fits: bool) -> None:
    assert terms_fit(terms) is fits


moments = st.integers(0, 400).map(lambda days: china(1, 1) + timedelta(days=days))


@given(now=moments, later=moments, due=st.dates(date(2026, 3, 2), date(2026, 12, 31)))
def test_more_days_never_take_a_step_back(now: datetime, later: datetime, due: date) -> None:
    events = record((Act.ISSUE, china(1, 1), due))
    first, second = sorted((now, later))
    before, after = at(events, first), at(events, second)
    assert after.reached[: len(before.reached)] == before.reached
    assert all(rung.at <= first for rung in before.reached)
    assert before.next is None or before.next.at > first
