"""Random steps held against an oracle: every past instant reads the same for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

import pytest
from django.db import transaction
from django.utils import timezone
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
from luodi.plans.actions import enforce, withdraw
from luodi.plans.models import Decomposition
from luodi.plans.queries.decomposition import Revision, holder_of, value_of
from tests.parties.cast import TEST
from tests.plans.adjusted import approved, asked
from tests.plans.sharing import halves, in_force, state, target_of

Rows = tuple[tuple[str, str], ...]
Sight = tuple[Rows | None, Rows | None, str, str]
PLACES = ("望澜区", "溪口县", "青屿市")
stale = st.sampled_from([False, False, False, True])
numbers = st.lists(st.integers(0, 12), min_size=1, max_size=3)


@dataclass(frozen=True)
class Belief:
    """What the oracle holds to be so; `told` is the number each set of shares was made for."""

    live: bool = True
    asks: int = 10
    in_force: tuple[Rows, int] | None = None
    draft: tuple[Rows, int] | None = None
    last: int | None = None

    def sight(self) -> Sight:
        return (
            self.in_force[0] if self.in_force else None,
            self.draft[0] if self.draft else None,
            self.change(self.in_force),
            self.change(self.draft),
        )

    def change(self, made: tuple[Rows, int] | None) -> str:
        if made is None:
            return ""
        return "rejected" if not self.live else "corrected" if made[1] != self.asks else ""


def rows(one: Revision | None) -> Rows | None:
    return tuple((holder_of(s), value_of(s)) for s in one.shares) if one else None


class Sharing(RuleBasedStateMachine):
    @initialize()
    def publish_a_plan(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.target = target_of(in_force())
        self.now = Belief()
        self.past: list[tuple[datetime, Belief]] = []

    @contextmanager
    def refusal_unless(self, passes: bool) -> Iterator[None]:
        if passes:
            yield
            return
        with pytest.raises(DomainError):
            yield

    def expected(self, stale: bool) -> int | None:
        return 0 if stale else self.now.last

    @rule(values=numbers, stale=stale)
    def revise(self, values: list[int], stale: bool) -> None:
        made = tuple((PLACES[n], str(value)) for n, value in enumerate(values))
        with self.refusal_unless(self.now.live and not stale):
            one = halves(self.target, *made, expected=self.expected(stale))
            self.now = replace(self.now, draft=(made, self.now.asks), last=one.pk)

    @rule(stale=stale, reason=st.sampled_from(["", "预留"]))
    def put_in_force(self, stale: bool, reason: str) -> None:
        draft = self.now.draft
        kept = draft is not None and sum(int(value) for _, value in draft[0]) == draft[1]
        fits = draft is not None and self.now.live and draft[1] == self.now.asks
        with self.refusal_unless(fits and not stale and bool(kept or reason)):
            one = enforce(self.target, by=TEST, expected=self.expected(stale), reason=reason)
            self.now = replace(self.now, in_force=draft, draft=None, last=one.pk)

    @rule(stale=stale, reason=st.sampled_from(["", "有误"]))
    def take_back(self, stale: bool, reason: str) -> None:
        with self.refusal_unless(self.now.in_force is not None and not stale and bool(reason)):
            one = withdraw(self.target, by=TEST, expected=self.expected(stale), reason=reason)
            self.now = replace(self.now, in_force=None, last=one.pk)

    @rule(asks=st.sampled_from([10, 12]))
    def adjust_the_target(self, asks: int) -> None:
        with self.refusal_unless(self.now.live and asks != self.now.asks):
            approved(asked(self.target, values={"low": float(asks), "high": float(asks)}))
            self.now = replace(self.now, asks=asks)

    @rule(chance=st.integers(0, 3))
    def drop_the_target(self, chance: int) -> None:
        if chance:
            return
        with self.refusal_unless(self.now.live):
            approved(asked(self.target, measure="drop"))
            self.now = replace(self.now, live=False)

    @invariant()
    def every_instant_reads_as_it_did(self) -> None:
        if not hasattr(self, "past"):
            return
        self.past.append((timezone.now(), self.now))
        for instant, belief in self.past:
            found = state(self.target, instant)
            changes = [
                one.change.kind if one and one.change else ""
                for one in (found.in_force, found.draft)
            ]
            seen = (rows(found.in_force), rows(found.draft), *changes)
            assert seen == belief.sight()
            assert (found.last.pk if found.last else None) == belief.last
        chain = list(Decomposition.objects.filter(target=self.target).order_by("pk"))
        assert [one.previous_id for one in chain] == [None, *(one.pk for one in chain)][
            : len(chain)
        ]

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)


@pytest.mark.django_db
@pytest.mark.slow
def test_every_past_instant_reads_the_same_for_ever() -> None:
    run_state_machine_as_test(
        Sharing,
        settings=settings(
            max_examples=20,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
