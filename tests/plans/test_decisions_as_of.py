"""Random decisions held against an oracle: every past instant reads the same for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
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
from luodi.plans.actions import Ruling, add_by_hand, decide, publish
from luodi.plans.errors import ItemsWaiting
from luodi.plans.models import Decision
from luodi.plans.queries import ItemState, items_as_of, live_targets
from tests.parties.cast import TEST
from tests.plans.factory import imported, reading, span

Key = tuple[type, int]
Sight = dict[Key, tuple[str, dict[str, Any]]]
AFTER = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected"}
AFTER["reopen"] = "unconfirmed"
MAY = {
    "unconfirmed": {"confirm", "correct", "reject"},
    "confirmed": {"correct", "reject", "reopen"},
    "corrected": {"correct", "reject", "reopen"},
    "rejected": {"reopen"},
}
verdicts = st.sampled_from(sorted(AFTER))
numbers = st.integers(0, 20)
FIELD = {"Target": "object", "Task": "heading", "Instrument": "name"}


def key(one: ItemState) -> Key:
    return type(one.item), one.item.pk


def sight(states: list[ItemState]) -> Sight:
    return {key(one): (one.state, one.values) for one in states}


def shown(kind: type[Any], number: int) -> tuple[str, dict[str, Any]]:
    """What the columns of an item say at present."""
    item = kind.objects.get(pk=number)
    values = {name: getattr(item, name) for name in item.read if name != "responsible"}
    if "responsible" in item.read:
        values["responsible"] = list(item.responsible.values("name", "role"))
    return item.state, values


class Deciding(RuleBasedStateMachine):
    @initialize()
    def read_a_plan(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        before = timezone.now()
        self.version = imported(reading()).version
        found = items_as_of(self.version)
        self.items = [one.item for one in found]
        self.as_read = {key(one): one.values for one in found}
        self.now: Sight = {name: ("unconfirmed", v) for name, v in self.as_read.items()}
        self.last: dict[Key, int | None] = dict.fromkeys(self.now)
        self.published: int | None = None
        self.past: list[tuple[datetime, Sight, bool]] = [(before, {}, False)]

    def ruling(self, number: int, verdict: str, stale: bool) -> tuple[Ruling, bool]:
        """A ruling, and whether the oracle lets it pass."""
        item = self.items[number % len(self.items)]
        name = (type(item), item.pk)
        values = {FIELD[type(item).__name__]: f"改{number}"} if verdict == "correct" else {}
        expected = 0 if stale else self.last[name]
        passes = not (stale or self.published) and verdict in MAY[self.now[name][0]]
        return Ruling(item, verdict, expected, values, "因故"), passes

    def apply(self, decision: Decision, ruling: Ruling) -> None:
        name = (type(ruling.item), ruling.item.pk)
        values = {"reopen": self.as_read[name]}.get(ruling.verdict, self.now[name][1])
        if ruling.verdict == "confirm" or ruling.verdict == "reject":
            values = self.as_read[name]
        self.now[name] = (AFTER[ruling.verdict], {**values, **ruling.values})
        self.last[name] = decision.pk

    @contextmanager
    def refusal_unless(self, passes: bool) -> Iterator[None]:
        if passes:
            yield
            return
        with pytest.raises(DomainError):
            yield

    @rule(number=numbers, verdict=verdicts, stale=st.sampled_from([False, False, False, True]))
    def decide_one(self, number: int, verdict: str, stale: bool) -> None:
        ruling, passes = self.ruling(number, verdict, stale)
        with self.refusal_unless(passes):
            (decision,) = decide([ruling], by=TEST)
            self.apply(decision, ruling)

    @rule(chosen=st.sets(numbers, min_size=2, max_size=5), verdict=verdicts)
    def decide_many(self, chosen: set[int], verdict: str) -> None:
        different = {number % len(self.items) for number in chosen}
        made = [self.ruling(number, verdict, stale=False) for number in sorted(different)]
        with self.refusal_unless(all(passes for _, passes in made)):
            decide([ruling for ruling, _ in made], by=TEST)
            for ruling, _ in made:
                (decision,) = ruling.item.decisions.filter(next=None)
                self.apply(decision, ruling)

    @precondition(lambda self: len(self.items) < 12)
    @rule(number=numbers)
    def add_an_instrument(self, number: int) -> None:
        where = span(self.version.text, "专班")
        values = {"name": f"专班{number}", "kind": "other"}
        there = [n for n, read in self.as_read.items() if read == values]
        gone = all(self.now[name][0] == "rejected" for name in there)
        with self.refusal_unless(gone and not self.published):
            decision = add_by_hand(
                self.version, "instrument", **where, quote="专班", values=values, by=TEST
            )
            item = decision.instrument
            assert item is not None
            name = (type(item), item.pk)
            self.items.append(item)
            self.as_read[name] = values
            self.now[name] = ("confirmed", values)
            self.last[name] = decision.pk

    @precondition(lambda self: self.published is None)
    @rule()
    def settle_and_publish(self) -> None:
        for item in self.items:
            if self.now[type(item), item.pk][0] == "unconfirmed":
                with pytest.raises(ItemsWaiting):
                    publish(self.version, by=TEST, expected=None)
                ruling = Ruling(item, "confirm", self.last[type(item), item.pk])
                self.apply(decide([ruling], by=TEST)[0], ruling)
        self.published = publish(self.version, by=TEST, expected=None).pk

    @invariant()
    def every_instant_reads_as_it_did(self) -> None:
        if not hasattr(self, "past"):
            return
        self.past.append((timezone.now(), dict(self.now), self.published is not None))
        for instant, seen, published in self.past:
            assert sight(items_as_of(self.version, instant)) == seen
            live = {
                name: one
                for name, one in seen.items()
                if name[0].__name__ == "Target" and one[0] in {"confirmed", "corrected"}
            }
            assert sight(live_targets(instant)) == (live if published else {})
        assert {name: shown(*name) for name in self.now} == self.now

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)


@pytest.mark.django_db
@pytest.mark.slow
def test_every_past_instant_reads_the_same_for_ever() -> None:
    run_state_machine_as_test(
        Deciding,
        settings=settings(
            max_examples=12,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
