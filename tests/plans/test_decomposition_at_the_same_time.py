"""Several people revise, put in force or align at once, each on a connection of his own."""

import pytest

from luodi.audit.queries import check_chain
from luodi.parties.rules.roles import Actor, Role
from luodi.plans.actions import AlignmentRuling, align, enforce
from luodi.plans.models import Alignment, Decomposition, Share
from tests.plans.factory import reading
from tests.plans.sharing import halves, in_force, target_of
from tests.plans.test_deciding_at_the_same_time import TOGETHER, at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def by(number: int) -> Actor:
    return Actor(f"parties.person:{number}", frozenset({Role.OFFICE}))


def test_of_many_first_revisions_one_is_stored_with_its_shares() -> None:
    target = target_of(in_force())
    won = at_once(lambda n: halves(target, ("望澜区", str(n)), by=by(n)))
    assert sum(won) == Decomposition.objects.count() == 1
    assert Share.objects.get().low == str(won.index(True))
    assert check_chain().broken is None


def test_of_many_later_steps_of_any_kind_one_is_stored() -> None:
    target = target_of(in_force())
    draft = halves(target)

    def work(number: int) -> None:
        if number % 2:
            halves(target, by=by(number), expected=draft.pk)
        else:
            enforce(target, by=by(number), expected=draft.pk)

    assert sum(at_once(work)) == 1
    assert Decomposition.objects.count() == 2


def test_steps_on_different_targets_do_not_disturb_each_other() -> None:
    version = in_force()
    targets = list(version.clauses.filter(targets__isnull=False).values_list("targets", flat=True))
    chosen = [target_of(version), target_of(version, "高质量数据集")]
    assert len(targets) == 5
    won = at_once(lambda n: halves(chosen[n % 2], by=by(n)))
    assert sum(won) == 2


def test_of_many_verdicts_on_one_pair_one_is_stored() -> None:
    upper = target_of(in_force())
    lower = target_of(in_force(reading(region="望澜区", title="望澜区方案")))
    ruling = AlignmentRuling(upper.pk, lower.pk, "confirm", None)
    won = at_once(lambda n: align([ruling], by=by(n)))
    assert (sum(won), len(won)) == (1, TOGETHER)
    assert Alignment.objects.count() == 1
