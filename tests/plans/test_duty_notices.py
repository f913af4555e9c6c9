"""Who is told of what is done to a duty: once a person, and once for all that is issued at once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from luodi.parties.actions.people import join_unit, leave_unit
from luodi.parties.models import Notice, Person
from luodi.parties.notice_kinds import address_of, sentence_of
from luodi.parties.queries import actor_of, people_in
from luodi.parties.rules.roles import Role
from luodi.plans.actions import act_on_duty, issue_duties
from luodi.plans.errors import DueDayInvalid
from luodi.plans.models import Duty
from luodi.plans.rules.supervision import Act
from tests.parties.cast import TEST, person
from tests.plans.supervised import (
    OFFICE,
    REASON,
    Supervised,
    china,
    confirmed_plan,
    done,
    issued,
    last_of,
)

pytestmark = pytest.mark.django_db
START = china(3, 2)


@pytest.fixture
def plan() -> Supervised:
    # Who acts as the office in these tests is nobody who is told.
    person("first")
    return confirmed_plan()


@pytest.fixture
def wang(plan: Supervised) -> Person:
    """A member of both units."""
    found = person("wang", Role.UNIT, unit=plan.lead)
    join_unit(found.pk, plan.support.pk, since=date(2026, 1, 1), by=TEST)
    return found


@pytest.fixture
def zhao() -> Person:
    return person("zhao", Role.OFFICE)


def told(who: Person, kind: str = "plans.duty_act") -> list[str]:
    return [sentence_of(one) for one in Notice.objects.filter(person=who, kind=kind).order_by("pk")]


def test_whatever_is_issued_at_once_is_one_notice_with_its_number(
    plan: Supervised, wang: Person
) -> None:
    li = person("li", Role.UNIT, unit=plan.support)
    person("outsider", Role.UNIT)
    made = issued(plan, now=START)
    assert told(wang, "plans.duties_issued") == [
        f"《{plan.plan}》的 3 项任务已交办示范市数据局、示范市财政局，办结期限 2026-06-30。"
        "请在“我的待办”中逐项签收，或说明理由退回。"
    ]
    issues = Notice.objects.filter(kind="plans.duties_issued")
    one = issues.get(person=li)
    assert "已交办示范市财政局" in sentence_of(one)
    assert address_of(one) == f"/tasks/{made[2].task_id}/"
    assert address_of(issues.get(person=wang)) == "/todo/"
    assert issues.count() == 2
    with override("en"):
        assert "3 tasks of" in sentence_of(issues.get(person=wang))
    issued(plan, now=START)
    assert issues.count() == 2


def test_each_act_is_told_to_whom_it_concerns_and_to_nobody_else(
    plan: Supervised, wang: Person, zhao: Person
) -> None:
    duty: Duty = issued(plan, now=START)[0]
    lead = plan.member(plan.lead, 999)
    done(duty, Act.RETURN, lead, china(3, 3), words="此项职能已划转。")
    done(duty, Act.ISSUE, OFFICE, china(3, 4), due_on=date(2026, 7, 31))
    done(duty, Act.ACCEPT, lead, china(3, 5))
    done(duty, Act.REPORT, lead, china(3, 6))
    done(duty, Act.CHANGE_DUE, OFFICE, china(3, 6), due_on=date(2026, 8, 31), words="工期调整")
    done(duty, Act.CLAIM, lead, china(3, 7), words="已通过验收")
    done(duty, Act.SEND_BACK, OFFICE, china(3, 8), words="缺验收材料；")
    done(duty, Act.CLAIM, lead, china(3, 9))
    done(duty, Act.CLOSE, OFFICE, china(3, 10), words="")
    done(duty, Act.REOPEN, OFFICE, china(3, 11), words="另有要求")
    office, unit = told(zhao), told(wang)
    assert office[0] == (
        f"示范市数据局退回“{duty.task.heading}”，理由：此项职能已划转。请重新交办，或说明理由办结。"
    )
    assert [("申请办结" in one) for one in office] == [False, True, True]
    for sentence, words in zip(
        unit,
        ("重新交办", "调整为 2026-08-31", "缺验收材料。办结期限", "已办结", "转为重新办理"),
        strict=True,
    ):
        assert words in sentence


def test_who_acts_himself_is_not_told(plan: Supervised) -> None:
    both = person("both", Role.UNIT, Role.OFFICE, unit=plan.lead)
    due_on = date.today() + timedelta(days=200)
    made = issue_duties(plan.plan, due_on=due_on, reason=REASON, by=actor_of(both))
    act_on_duty(made[0].pk, Act.ACCEPT, expected=last_of(made[0]), by=actor_of(both))
    act_on_duty(made[0].pk, Act.CLAIM, expected=last_of(made[0]), by=actor_of(both), words="已办")
    assert not Notice.objects.filter(person=both, kind__startswith="plans.dut").exists()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_long_words_of_a_report_are_cut_in_a_notice(
    plan: Supervised, zhao: Person, language: str
) -> None:
    duty = issued(plan, now=START)[0]
    done(duty, Act.RETURN, plan.member(plan.lead, 999), china(3, 3), words="长" * 4000)
    with override(language):
        (sentence,) = told(zhao)
    assert "长" * 99 + "…" in sentence
    assert len(sentence) < 300


def test_a_refused_act_tells_nobody(plan: Supervised, wang: Person) -> None:
    duty = issued(plan, now=START)[0]
    before = Notice.objects.count()
    with pytest.raises(DueDayInvalid):
        done(duty, Act.CHANGE_DUE, OFFICE, START, due_on=None)
    assert Notice.objects.count() == before


def test_who_leaves_later_is_still_told_and_who_comes_later_not_yet(
    plan: Supervised, wang: Person
) -> None:
    soon = timezone.localdate() + timedelta(days=9)
    leave_unit(wang.pk, plan.lead.pk, on=soon, by=TEST)
    coming = person("coming", Role.UNIT)
    join_unit(coming.pk, plan.lead.pk, since=soon, by=TEST)
    assert people_in(Role.UNIT, unit=plan.lead.pk) == [wang]
