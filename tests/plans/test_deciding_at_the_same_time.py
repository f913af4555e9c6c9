"""Several people decide on one item at once, each on a connection of his own: one succeeds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from luodi.audit.queries import check_chain
from luodi.parties.rules.roles import Actor, Role
from luodi.plans.actions import Ruling, confirm, decide, reject
from luodi.plans.errors import DecidedMeanwhile
from luodi.plans.models import Decision, Target
from tests.plans.factory import imported, reading

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 6


def by(number: int) -> Actor:
    return Actor(f"parties.person:{number}", frozenset({Role.REVIEWER}))


def at_once(work: Callable[[int], object]) -> list[bool]:
    """Whether each of the workers succeeded; the others were told that somebody decided."""
    start = Barrier(TOGETHER)

    def one(number: int) -> bool:
        start.wait()
        try:
            work(number)
        except DecidedMeanwhile:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(TOGETHER) as pool:
        return list(pool.map(one, range(TOGETHER)))


@pytest.fixture
def targets() -> list[Target]:
    imported(reading())
    return list(Target.objects.all())


def test_of_many_first_decisions_one_is_stored(targets: list[Target]) -> None:
    won = at_once(lambda n: confirm(targets[0], by=by(n), expected=None))
    assert sum(won) == Decision.objects.count() == 1
    assert Decision.objects.get().actor == f"parties.person:{won.index(True)}"
    report = check_chain()
    assert (report.events, report.broken) == (2, None)


def test_of_many_later_decisions_one_is_stored(targets: list[Target]) -> None:
    first = confirm(targets[0], by=by(1), expected=None)
    won = at_once(lambda n: reject(targets[0], reason="重复", by=by(n), expected=first.pk))
    assert sum(won) == 1
    assert Decision.objects.count() == 2


def test_bulk_decisions_in_any_order_neither_mix_nor_lock_each_other_out(
    targets: list[Target],
) -> None:
    def work(number: int) -> None:
        order = targets if number % 2 else targets[::-1]
        decide([Ruling(one, "confirm", None) for one in order], by=by(number))

    won = at_once(work)
    assert sum(won) == 1
    assert Decision.objects.count() == len(targets)
    assert set(Decision.objects.values_list("actor", flat=True)) == {
        f"parties.person:{won.index(True)}"
    }
    assert check_chain().broken is None


def test_decisions_on_different_items_do_not_disturb_each_other(targets: list[Target]) -> None:
    won = at_once(lambda n: confirm(targets[n % 5], by=by(n), expected=None))
    assert sum(won) == 5
