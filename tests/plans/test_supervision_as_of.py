"""Random acts, ticks of the worker and adjustments, held against an oracle: every past instant of
values, due days, duties and requests reads the same for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from luodi.errors import DomainError
from luodi.plans.actions import refuse_adjustment, withdraw_adjustment
from luodi.plans.models import Adjustment, Duty, LadderStep
from luodi.plans.queries import DutyPage, find_adjustment, find_duty, items_as_of
from luodi.plans.queries.confirmation import kind_of
from luodi.plans.rules.supervision import BY_UNIT, Act
from luodi.schedule.actions import run_due_jobs
from tests.plans.adjusted import ASKER, PUBLISHER, approved, asked, first_task, scenarios
from tests.plans.supervised import OFFICE, china, confirmed_plan, done, issued

ALLOWED = {
    "waiting": {"accept", "return", "change_due", "close"},
    "underway": {"report", "claim", "change_due", "close"},
    "claimed": {"close", "send_back"},
    "returned": {"issue", "close"},
    "closed": {"reopen"},
}
LEADS_TO = {
    "accept": "underway",
    "return": "returned",
    "claim": "claimed",
    "close": "closed",
    "send_back": "underway",
    "issue": "waiting",
}
LIGHTS = ["yellow", "red", "circular"]


def sight(page: DutyPage) -> tuple[Any, ...]:
    stands = page.standing
    return stands.status, stands.state, stands.since, stands.due_on, stands.next, stands.reached


@dataclass(frozen=True)
class Wish:
    """A request as the oracle remembers it; `seen` counts the changes that it knew of."""

    item: str
    measure: str
    new: Any
    seen: tuple[int, int]
    state: str = "waiting"


@dataclass(frozen=True)
class Belief:
    """What the oracle holds true of both items, the due day and the requests.

    `changes` are how often an item, and the due day, were changed so far.
    """

    says: tuple[tuple[str, Any], ...]
    due_on: date
    changes: tuple[tuple[str, int], ...] = (("target", 0), ("task", 0), ("due", 0))
    wishes: tuple[tuple[int, Wish], ...] = ()

    def seen(self, item: str) -> tuple[int, int]:
        count = dict(self.changes)
        return count[item], count["due"]

    def changed(self, name: str) -> "Belief":
        count = dict(self.changes)
        return replace(self, changes=tuple((count | {name: count[name] + 1}).items()))

    def moved(self, due_on: date) -> "Belief":
        return replace(self.changed("due"), due_on=due_on)

    def now_says(self, item: str, value: Any) -> "Belief":
        return replace(self.changed(item), says=tuple((dict(self.says) | {item: value}).items()))

    def with_wish(self, number: int, wish: Wish) -> "Belief":
        return replace(self, wishes=tuple((dict(self.wishes) | {number: wish}).items()))

    def stands(self, wish: Wish) -> str:
        item, due = self.seen(wish.item)
        stale = item != wish.seen[0] or (wish.measure == "due" and due != wish.seen[1])
        return "superseded" if wish.state == "waiting" and stale else wish.state

    def sight(self) -> tuple[Any, ...]:
        return (
            dict(self.says),
            self.due_on,
            {number: self.stands(wish) for number, wish in self.wishes},
        )


class Supervising(RuleBasedStateMachine):
    """Rolled back as a whole. The clock only goes forward, by as many days as a rule says."""

    def __init__(self) -> None:
        super().__init__()
        self.beliefs: list[tuple[datetime, Belief]] = []
        self.past: list[tuple[datetime, tuple[Any, ...]]] = []
        self.steps: dict[int, tuple[Any, ...]] = {}

    @initialize()
    def issue_one(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = china(3, 2)
        self.clock = patch("django.utils.timezone.now", lambda: self.now)
        self.clock.start()
        self.plan = confirmed_plan()
        self.items = {"target": scenarios(self.plan), "task": first_task(self.plan)}
        self.duty: Duty = issued(self.plan, now=self.now, due_on=date(2026, 4, 30))[0]
        self.state, self.accepted = "waiting", False
        says = (("target", 10.0), ("task", "夯实算力底座"))
        self.belief = Belief(says, date(2026, 4, 30))

    @contextmanager
    def refusal_unless(self, passes: bool) -> Iterator[None]:
        if passes:
            yield
            return
        with pytest.raises(DomainError), transaction.atomic():
            yield

    @rule(days=st.integers(0, 30), act=st.sampled_from(Act), in_days=st.integers(0, 60))
    def act(self, days: int, act: Act, in_days: int) -> None:
        self.now += timedelta(days=days, minutes=1)
        by = self.plan.member(self.plan.lead) if act in BY_UNIT else OFFICE
        sets_due = act in {Act.ISSUE, Act.CHANGE_DUE} or (act is Act.REOPEN and in_days > 30)
        due_on = (self.now + timedelta(days=in_days)).date() if sets_due else None
        if act not in ALLOWED[self.state]:
            with pytest.raises(DomainError), transaction.atomic():
                done(self.duty, act, by, self.now, due_on=due_on)
            return
        done(self.duty, act, by, self.now, due_on=due_on)
        if due_on:
            self.belief = self.belief.moved(due_on)
        self.accepted = (self.accepted or act == "accept") and act != "issue"
        after_reopening = "underway" if self.accepted else "waiting"
        self.state = LEADS_TO.get(act, after_reopening if act == "reopen" else self.state)

    @rule(days=st.integers(1, 40))
    def tick(self, days: int) -> None:
        self.now += timedelta(days=days)
        run_due_jobs(owner="test", now=self.now)
        page = find_duty(self.duty.pk, at=self.now)
        kept = LadderStep.objects.filter(duty=self.duty).values_list("basis", "step", "days")
        assert {(r.basis, r.step, r.days) for r in page.standing.reached} <= set(kept)

    @rule(item=st.sampled_from(["target", "task"]), value=st.integers(8, 11))
    def ask_for_a_value(self, item: str, value: int) -> None:
        new: Any = float(value) if item == "target" else f"任务{value}"
        values = {"low": new, "high": new} if item == "target" else {"heading": new}
        self.ask(item, "change", new, dict(self.belief.says)[item] != new, values=values)

    @rule(item=st.sampled_from(["target", "task"]), chance=st.integers(0, 4))
    def ask_to_drop(self, item: str, chance: int) -> None:
        if not chance:
            self.ask(item, "drop", None, True)

    @rule(in_days=st.integers(0, 60))
    def ask_for_a_due_day(self, in_days: int) -> None:
        due_on = self.now.date() + timedelta(days=in_days)
        passes = self.state in {"waiting", "underway"} and due_on != self.belief.due_on
        self.ask("task", "due", due_on, passes, duties=(self.duty.pk,), due_on=due_on)

    def ask(self, item: str, measure: str, new: Any, passes: bool, **more: Any) -> None:
        self.now += timedelta(minutes=1)
        live = dict(self.belief.says)[item] is not None
        with self.refusal_unless(live and passes):
            one = asked(self.items[item], measure=measure, now=self.now, **more)
            wish = Wish(item, measure, new, self.belief.seen(item))
            self.belief = self.belief.with_wish(one.pk, wish)

    @precondition(lambda self: self.belief.wishes)
    @rule(
        which=st.integers(0, 9), how=st.sampled_from(["approve", "approve", "refuse", "withdraw"])
    )
    def settle(self, which: int, how: str) -> None:
        self.now += timedelta(minutes=1)
        number, wish = self.belief.wishes[-1 - which % len(self.belief.wishes)]
        stands = self.belief.stands(wish)
        if how == "approve":
            fits = wish.measure != "due" or (
                self.state in {"waiting", "underway"} and wish.new >= self.now.date()
            )
            with self.refusal_unless(stands == "waiting" and fits):
                approved(Adjustment.objects.get(pk=number), now=self.now)
                self.carry_out(number, wish)
            return
        with self.refusal_unless(stands in {"waiting", "superseded"}):
            if how == "refuse":
                refuse_adjustment(number, words="依据不足。", by=PUBLISHER, now=self.now)
            else:
                withdraw_adjustment(number, by=ASKER, now=self.now)
            state = "refused" if how == "refuse" else "withdrawn"
            self.belief = self.belief.with_wish(number, replace(wish, state=state))

    def carry_out(self, number: int, wish: Wish) -> None:
        self.belief = self.belief.with_wish(number, replace(wish, state="approved"))
        if wish.measure == "due":
            self.belief = self.belief.moved(wish.new)
            return
        self.belief = self.belief.now_says(wish.item, wish.new)
        if wish.measure == "drop" and wish.item == "task":
            self.state = "closed"

    @invariant()
    def every_value_and_request_reads_as_it_did(self) -> None:
        if not hasattr(self, "duty"):
            return
        self.beliefs.append((self.now, self.belief))
        for instant, belief in [*self.beliefs[:1], *self.beliefs[-8:]]:
            assert self.seen_at(instant, belief) == belief.sight()

    def seen_at(self, instant: datetime, belief: Belief) -> tuple[Any, ...]:
        states = {
            kind_of(one.item): one
            for one in items_as_of(self.plan.version, instant)
            if one.item in self.items.values()
        }
        field = {"target": "low", "task": "heading"}
        says = {
            name: states[name].values[field[name]] if states[name].state != "rejected" else None
            for name in field
        }
        found = {
            number: find_adjustment(number, at=instant).status.value
            for number, _wish in belief.wishes
        }
        return says, find_duty(self.duty.pk, at=instant).standing.due_on, found

    @invariant()
    def every_instant_reads_as_it_did(self) -> None:
        if not hasattr(self, "duty"):
            return
        page = find_duty(self.duty.pk, at=self.now)
        assert page.standing.state == self.state
        if self.state in {"claimed", "returned", "closed"}:
            assert (page.standing.status, page.standing.next) == (self.state, None)
        self.past.append((self.now, sight(page)))
        for instant, seen in self.past[-12:]:
            assert sight(find_duty(self.duty.pk, at=instant)) == seen

    @invariant()
    def a_recorded_step_stays_and_stands_once(self) -> None:
        if not hasattr(self, "duty"):
            return
        rows = LadderStep.objects.filter(duty=self.duty)
        found = {row.pk: (row.basis_id, row.step, row.days, row.due_at) for row in rows}
        assert self.steps.items() <= found.items()
        assert len({row[:3] for row in found.values()}) == len(found)
        lit: dict[int, list[int]] = {}
        for basis, step, _days, _due in sorted(found.values(), key=lambda row: row[3]):
            if step in LIGHTS:
                lit.setdefault(basis, []).append(LIGHTS.index(step))
        assert all(order == [*range(len(order))] for order in lit.values())
        self.steps = found

    def teardown(self) -> None:
        if hasattr(self, "clock"):
            self.clock.stop()
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)


@pytest.mark.django_db
@pytest.mark.slow
def test_every_past_instant_of_a_duty_reads_the_same_for_ever() -> None:
    run_state_machine_as_test(
        Supervising,
        settings=settings(
            max_examples=15,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
