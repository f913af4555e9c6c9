"""A new version comes into force while duties of the old one are open: what becomes of them."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from luodi.audit.models import AuditEvent
from luodi.errors import NotAllowed
from luodi.parties.models import Notice, Person
from luodi.parties.notice_kinds import sentence_of
from luodi.parties.rules.roles import Role
from luodi.plans.actions import (
    CarriedOver,
    Fate,
    Ruling,
    Wish,
    act_on_duty,
    bind,
    carry_over,
    decide,
    publish,
)
from luodi.plans.errors import (
    ActOutOfOrder,
    CarryingRefused,
    DecidedMeanwhile,
    DutyNotFound,
    WordsMissing,
)
from luodi.plans.models import Carrying, Duty, DutyEvent, LadderStep, Version
from luodi.plans.queries import (
    Replaced,
    find_duty,
    issuable,
    replaced_duties,
    to_do,
    unconfirmed_items,
    unproven,
)
from luodi.plans.rules.carrying import Headed, corresponding
from luodi.plans.rules.ladder import Status
from luodi.plans.rules.supervision import Act
from luodi.schedule.actions import run_due_jobs
from tests.parties.cast import TEST, entered, person
from tests.plans.factory import imported, reading
from tests.plans.supervised import OFFICE, Supervised, china, confirmed_plan, done, issued, last_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REASON = "新版方案已印发"
NOW = timezone.now()


@pytest.fixture
def plan() -> Supervised:
    person("first")
    return confirmed_plan()


@pytest.fixture
def duties(plan: Supervised) -> list[Duty]:
    """The first was accepted and is red; the second waits; the supporting unit's is under way."""
    made = issued(plan, now=china(3, 2))
    done(made[0], Act.ACCEPT, plan.member(plan.lead), china(3, 3))
    done(made[0], Act.REPORT, plan.member(plan.lead), china(3, 4), words="已完成选址")
    done(made[2], Act.ACCEPT, plan.member(plan.support), china(3, 3))
    return made


def new_version(plan: Supervised, *, bound: bool = True) -> Version:
    version = imported(reading(copy=1)).version
    assert version.document_id == plan.plan.pk
    decide([Ruling(one.item, "confirm", None) for one in unconfirmed_items(version)], by=TEST)
    if bound:
        wishes = [
            Wish(name, unit.pk, None)
            for name, unit in (("市数据局", plan.lead), ("市财政局", plan.support))
        ]
        bind(version, wishes, by=TEST)
    last = plan.plan.publications.get(next=None)
    publish(version, by=TEST, expected=last.pk)
    return version


def fate(row: Replaced, task: int | None = None) -> Fate:
    return Fate(row.page.duty.pk, row.page.last.pk, task)


def all_carried(plan: Supervised, *, now: datetime = NOW) -> CarriedOver:
    fates = [fate(row, row.proposed) for row in replaced_duties(plan.plan)]
    return carry_over(plan.plan, fates, reason=REASON, by=OFFICE, now=now)


def test_tasks_of_like_headings_are_paired_each_once() -> None:
    before = [Headed(1, "夯实算力底座"), Headed(2, "开放应用场景"), Headed(3, "培育企业")]
    after = [Headed(7, "完善保障机制"), Headed(8, "打造应用场景"), Headed(9, "夯实智能算力底座")]
    assert corresponding(before, after) == {1: 9, 2: 8}


def test_until_somebody_confirms_nothing_moves_and_nothing_is_issued_twice(
    plan: Supervised, duties: list[Duty]
) -> None:
    new_version(plan)
    rows = replaced_duties(plan.plan)
    assert [row.page.duty for row in rows] == duties
    assert all(row.proposed for row in rows)
    left = issuable(plan.plan)
    assert (left.waiting, left.held, left.issued) == ([], 3, 0)
    assert issued(plan, now=NOW, due_on=date(2099, 1, 1)) == []
    assert [page.duty for page in to_do(plan.member(plan.lead))] == duties[:2]


def test_what_is_carried_on_keeps_acceptance_day_and_lights_and_stands_once_in_the_list(
    plan: Supervised, duties: list[Duty]
) -> None:
    version = new_version(plan)
    before = find_duty(duties[0].pk, at=NOW)
    found = all_carried(plan)
    assert [one.before for one in found.carried] == duties
    new = [find_duty(one.after_id, at=NOW) for one in found.carried]
    for page in new:
        assert page.duty.task.clause.version_id == version.pk
        assert page.standing.due_on == before.standing.due_on
    assert [page.events[0].act for page in new] == ["continue", "issue", "continue"]
    assert new[0].standing.status == before.standing.status
    old = find_duty(duties[0].pk)
    assert old.standing.status is Status.CARRIED
    assert "已完成选址" in [event.words for event in old.events]
    assert find_duty(duties[0].pk, at=NOW - timedelta(seconds=1)).standing == before.standing
    assert [page.duty.pk for page in to_do(plan.member(plan.lead))] == [
        page.duty.pk for page in new[:2]
    ]
    assert replaced_duties(plan.plan) == []
    assert issuable(plan.plan).held == 0
    assert AuditEvent.objects.filter(action="plans.duty_carry").count() == 3


def test_lights_are_neither_told_twice_nor_lit_twice(plan: Supervised, duties: list[Duty]) -> None:
    wang = person("wang", Role.UNIT, unit=plan.lead)
    run_due_jobs(owner="test")
    new_version(plan)
    told = Notice.objects.filter(person=wang, kind="plans.ladder_step").count()
    now = timezone.now()
    found = all_carried(plan, now=now)
    after = found.carried[0].after
    assert find_duty(after.pk, at=now).standing.status is Status.CIRCULAR
    lit = LadderStep.objects.filter(duty=after).count()
    run_due_jobs(owner="test")
    assert LadderStep.objects.filter(duty=after).count() == lit
    assert Notice.objects.filter(person=wang, kind="plans.ladder_step").count() == told


def test_a_unit_is_told_once_of_all_that_became_of_its_duties(
    plan: Supervised, duties: list[Duty]
) -> None:
    wang: Person = person("wang", Role.UNIT, unit=plan.lead)
    new_version(plan)
    first, second, third = replaced_duties(plan.plan)
    fates = [fate(first, first.proposed), fate(second), fate(third, third.proposed)]
    found = carry_over(plan.plan, fates, reason=REASON, by=OFFICE)
    assert found.ended == [duties[1]]
    one = Notice.objects.get(person=wang, kind="plans.duties_carried")
    assert sentence_of(one) == (
        f"《{plan.plan}》新版已生效。示范市数据局有 1 项督办事项转入新版接续办理，办结期限不变。"
        "示范市数据局有 1 项督办事项已终结。请查看“我的待办”。"
    )
    assert find_duty(duties[1].pk).last.words == REASON
    # What was ended may be issued anew.
    assert len(issuable(plan.plan).waiting) == 1


def test_a_claim_is_decided_before_the_duty_is_carried_but_may_be_ended(
    plan: Supervised, duties: list[Duty]
) -> None:
    done(duties[0], Act.CLAIM, plan.member(plan.lead), china(4, 1))
    new_version(plan)
    row = replaced_duties(plan.plan)[0]
    assert not row.carriable
    with pytest.raises(CarryingRefused):
        carry_over(plan.plan, [fate(row, row.proposed)], reason=REASON, by=OFFICE)
    carry_over(plan.plan, [fate(row)], reason=REASON, by=OFFICE)
    assert find_duty(duties[0].pk).standing.status is Status.CLOSED


def test_what_does_not_fit_is_refused_and_nothing_of_it_happens(
    plan: Supervised, duties: list[Duty]
) -> None:
    new_version(plan)
    first, second, third = replaced_duties(plan.plan)
    whole = fate(first, first.proposed)
    refusals = [
        ([whole, fate(second, first.page.duty.task_id)], REASON, CarryingRefused),
        ([whole, fate(second, first.proposed)], REASON, CarryingRefused),
        ([whole, whole], REASON, CarryingRefused),
        ([whole, Fate(third.page.duty.pk, 1, None)], REASON, DecidedMeanwhile),
        ([Fate(10**9, 1, None)], REASON, DutyNotFound),
        ([whole], "  ", WordsMissing),
    ]
    before = DutyEvent.objects.count()
    for fates, reason, refusal in refusals:
        with pytest.raises(refusal), transaction.atomic():
            carry_over(plan.plan, fates, reason=reason, by=OFFICE)
    with pytest.raises(NotAllowed):
        carry_over(plan.plan, [whole], reason=REASON, by=plan.member(plan.lead))
    assert (DutyEvent.objects.count(), Carrying.objects.count()) == (before, 0)


def test_a_unit_that_the_new_version_does_not_name_can_only_be_released(
    plan: Supervised, duties: list[Duty]
) -> None:
    new_version(plan, bound=False)
    assert [(row.choices, row.proposed) for row in replaced_duties(plan.plan)] == [([], None)] * 3


def test_carried_duties_are_at_their_end_and_the_rows_are_never_changed(
    plan: Supervised, duties: list[Duty]
) -> None:
    new_version(plan)
    one = all_carried(plan).carried[0]
    with pytest.raises(ActOutOfOrder):
        done(one.before, Act.REOPEN, OFFICE, NOW)
    for change in (Carrying.objects.all().delete, lambda: Carrying.objects.update(after=1)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_office_confirms_on_the_page_and_each_duty_names_the_other(
    plan: Supervised, duties: list[Duty], client: Client
) -> None:
    new_version(plan)
    entered(client, Role.OFFICE)
    desk = f"/supervision/{plan.plan.pk}/"
    assert "原版尚有 3 项督办事项未办结" in client.get(desk).content.decode()
    shown = client.get(f"{desk}carrying/").content.decode()
    assert shown.count("系统建议") == 3
    rows = replaced_duties(plan.plan)
    names = [f"duty-{row.page.duty.pk}-{row.page.last.pk}" for row in rows]
    given = dict(zip(names, (rows[0].proposed, "end", ""), strict=True))
    assert client.post(f"{desk}carrying/", given).status_code == 422
    foreign = given | {names[0]: "9", "reason": REASON}
    assert client.post(f"{desk}carrying/", foreign).status_code == 422
    assert not Carrying.objects.exists()
    assert client.post(f"{desk}carrying/", given | {"reason": REASON}).status_code == 302
    one = Carrying.objects.get()
    old = client.get(f"/tasks/{one.before.task_id}/").content.decode()
    new = client.get(f"/tasks/{one.after.task_id}/").content.decode()
    assert f"/tasks/{one.after.task_id}/#duty-{one.after_id}" in old
    assert f"/tasks/{one.before.task_id}/#duty-{one.before_id}" in new
    assert "原版尚有 1 项" in client.get(desk).content.decode()


def test_the_same_over_rest(plan: Supervised, duties: list[Duty], client: Client) -> None:
    new_version(plan)
    entered(client, Role.OFFICE)
    address = f"/api/v1/plans/{plan.plan.pk}"
    rows = client.get(f"{address}/replaced-duties").json()
    assert [row["duty"]["id"] for row in rows] == [duty.pk for duty in duties]
    fates = [
        {
            "duty": row["duty"]["id"],
            "expected": row["duty"]["events"][-1]["id"],
            "task": row["proposed"],
        }
        for row in rows
    ]
    body = {"reason": REASON, "duties": fates}
    how = {"content_type": "application/json"}
    found = client.post(f"{address}/carryings", body, **how)
    assert found.status_code == 201
    pair = found.json()["carried"][0]
    old = client.get(f"/api/v1/duties/{pair['before']}").json()
    assert (old["carried_to"], old["standing"]["status"]) == (pair["after"], "carried")
    assert client.post(f"{address}/carryings", body, **how).status_code == 409


def test_the_page_costs_the_same_however_many_duties_there_are(
    plan: Supervised, duties: list[Duty], django_assert_max_num_queries
) -> None:
    new_version(plan)
    with django_assert_max_num_queries(11):
        assert len(replaced_duties(plan.plan)) == 3


def test_evidence_filed_before_a_duty_was_carried_on_still_counts(
    plan: Supervised, duties: list[Duty]
) -> None:
    first, _, third = duties
    more = {"expected": last_of(first), "by": plan.member(plan.lead), "words": "已开工"}
    act_on_duty(first.pk, Act.REPORT, document_numbers=["示数〔2026〕1号"], now=china(3, 5), **more)
    new_version(plan)
    taken = {one.before_id: one.after for one in all_carried(plan).carried}
    for old, unit in ((first, plan.lead), (third, plan.support)):
        done(taken[old.pk], Act.CLAIM, plan.member(unit), timezone.now())
    pages = [find_duty(taken[old.pk].pk) for old in (first, third)]
    assert unproven(pages) == {taken[third.pk].pk}
