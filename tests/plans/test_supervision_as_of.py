"""Random acts and ticks of the worker held against an oracle: every past instant reads the same."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from luodi.errors import DomainError
from luodi.plans.models import Duty, LadderStep
from luodi.plans.queries import DutyPage, find_duty
from luodi.plans.rules.supervision import BY_UNIT, Act
from luodi.schedule.actions import run_due_jobs
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


class Supervising(RuleBasedStateMachine):
    """Rolled back as a whole. The clock only goes forward, by as many days as a rule says."""

    def __init__(self) -> None:
        super().__init__()
        self.past: list[tuple[datetime, tuple[Any, ...]]] = []
        self.steps: dict[int, tuple[Any, ...]] = {}

    @initialize()
    def issue_one(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = china(3, 2)
        self.plan = confirmed_plan()
        self.duty: Duty = issued(self.plan, now=self.now, due_on=date(2026, 4, 30))[0]
        self.state, self.accepted = "waiting", False

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
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)


@pytest.mark.django_db
@pytest.mark.slow
def test_every_past_instant_of_a_duty_reads_the_same_for_ever() -> None:
    run_state_machine_as_test(
        Supervising,
        settings=settings(
            max_examples=10,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
