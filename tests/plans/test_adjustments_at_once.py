"""Several people settle requests at once, each on a connection of his own: one succeeds."""

from datetime import date, timedelta
from threading import Event
from time import sleep

import pytest
from django.utils import timezone

from luodi.audit.queries import check_chain
from luodi.parties.rules.roles import Actor, Role
from luodi.plans.actions import (
    Ruling,
    act_on_duty,
    adjusting,
    approve_adjustment,
    decide,
    publish,
    refuse_adjustment,
    withdraw_adjustment,
)
from luodi.plans.actions.confirming import store
from luodi.plans.errors import AdjustmentNeeded, AdjustmentSuperseded, DecidedMeanwhile
from luodi.plans.models import AdjustmentOutcome, Decision, DutyEvent
from luodi.plans.queries import unconfirmed_items
from luodi.plans.rules.supervision import Act
from tests.parties.cast import TEST
from tests.plans.adjusted import asked, first_task, scenarios
from tests.plans.factory import imported, reading
from tests.plans.supervised import OFFICE, Supervised, confirmed_plan, done, issued, last_of
from tests.plans.test_deciding_at_the_same_time import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
LATER = timezone.localdate() + timedelta(days=400)


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


def publisher(number: int) -> Actor:
    return Actor(f"parties.person:{number}", frozenset({Role.PUBLISHER}))


def test_of_many_approvals_of_one_request_one_is_carried_out(plan: Supervised) -> None:
    target = scenarios(plan)
    one, before = asked(target), Decision.objects.count()
    won = at_once(lambda n: approve_adjustment(one.pk, words="同意。", by=publisher(n)))
    assert sum(won) == AdjustmentOutcome.objects.count() == 1
    assert Decision.objects.count() == before + 1
    assert AdjustmentOutcome.objects.get().actor == f"parties.person:{won.index(True)}"
    target.refresh_from_db()
    assert target.low == 12.0
    assert check_chain().broken is None


def test_of_approval_refusal_and_withdrawal_at_once_one_is_stored(plan: Supervised) -> None:
    one = asked(scenarios(plan), by=OFFICE)

    def settle(number: int) -> None:
        if number % 3 == 0:
            approve_adjustment(one.pk, words="同意。", by=publisher(number + 10))
        elif number % 3 == 1:
            refuse_adjustment(one.pk, words="不同意。", by=publisher(number + 10))
        else:
            withdraw_adjustment(one.pk, by=OFFICE)

    assert sum(at_once(settle)) == AdjustmentOutcome.objects.count() == 1


def test_of_many_requests_on_one_item_one_is_approved(plan: Supervised) -> None:
    target = scenarios(plan)
    made = [asked(target, values={"low": float(20 + n), "high": 99.0}) for n in range(6)]

    def approve(number: int) -> None:
        try:
            approve_adjustment(made[number].pk, words="同意。", by=publisher(number))
        except AdjustmentSuperseded as error:
            raise DecidedMeanwhile(item="") from error

    won = at_once(approve)
    assert sum(won) == AdjustmentOutcome.objects.count() == 1
    target.refresh_from_db()
    assert target.low == 20 + won.index(True)


def test_an_act_of_the_unit_and_an_approval_of_the_day_do_not_lose_each_other(
    plan: Supervised,
) -> None:
    duty = issued(plan, now=timezone.now(), due_on=LATER)[0]
    chosen = {"measure": "due", "duties": (duty.pk,), "due_on": date(2099, 1, 1)}
    one = asked(first_task(plan), **chosen)  # type: ignore[arg-type]

    def work(number: int) -> None:
        if number % 2:
            approve_adjustment(one.pk, words="同意。", by=publisher(number))
        else:
            done(duty, Act.ACCEPT, plan.member(plan.lead, number), timezone.now())

    at_once(work)
    acts = list(DutyEvent.objects.filter(duty=duty).order_by("pk").values_list("act", flat=True))
    assert acts.count("change_due") == 1
    assert acts.count("accept") <= 1
    assert AdjustmentOutcome.objects.count() == 1


def test_acts_of_units_and_an_approval_to_drop_their_task_do_not_lock_each_other_out(
    plan: Supervised, monkeypatch: pytest.MonkeyPatch
) -> None:
    duty = issued(plan, now=timezone.now(), due_on=LATER)[0]
    one, seen = asked(first_task(plan), measure="drop"), last_of(duty)

    decided = Event()

    def slowly(decisions: list[Decision]) -> list[Decision]:
        made = store(decisions)
        decided.set()
        sleep(0.5)
        return made

    # The others come between the decision and the duties.
    monkeypatch.setattr(adjusting, "store", slowly)

    def work(number: int) -> None:
        if number == 0:
            approve_adjustment(one.pk, words="同意。", by=publisher(9))
            return
        by = plan.member(plan.lead, number + 20)
        decided.wait()
        act_on_duty(duty.pk, Act.ACCEPT, expected=seen, by=by, now=timezone.now())

    assert at_once(work)[0]
    assert duty.events.get(next=None).act == "close"


def test_nothing_is_decided_by_hand_while_a_version_is_published() -> None:
    version = imported(reading()).version
    decide([Ruling(one.item, "confirm", None) for one in unconfirmed_items(version)], by=TEST)
    target = version.clauses.get(path=["一、"]).targets.earliest("pk")
    last = target.decisions.get()

    def work(number: int) -> None:
        if number == 0:
            publish(version, by=TEST, expected=None)
            return
        try:
            decide([Ruling(target, "correct", last.pk, {"low": 1.0})], by=TEST)
        except AdjustmentNeeded as error:
            raise DecidedMeanwhile(item="") from error

    at_once(work)
    published = version.publications.get()
    assert all(one.at < published.at for one in target.decisions.all())
