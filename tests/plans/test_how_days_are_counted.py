"""A duty says by which term and from which day its next step is counted."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from luodi.parties.rules.roles import Role
from luodi.plans.actions import set_ladder_terms
from luodi.plans.models import Duty
from luodi.plans.queries import find_duty
from luodi.plans.rules.ladder import Terms
from luodi.plans.rules.supervision import Act
from luodi.plans.sentences import reckoned
from tests.parties.cast import entered
from tests.plans.supervised import OFFICE, Supervised, china, confirmed_plan, done, issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


@pytest.fixture
def duty(plan: Supervised) -> Duty:
    return issued(plan, now=china(3, 2))[0]


def said(duty: Duty, month: int, day: int, language: str = "zh-hans") -> str:
    with override(language):
        return reckoned(find_duty(duty.pk, at=china(month, day, 12)))


def test_each_next_step_names_its_term_its_day_and_its_start(plan: Supervised, duty: Duty) -> None:
    assert said(duty, 3, 3) == (
        "本事项于 2026-03-02 交办，签收时限为 5 个工作日，自次日起算，至 2026-03-09 24 时届满。"
        "时限按系统通用规定执行。"
    )
    done(duty, Act.ACCEPT, plan.member(plan.lead), china(3, 4))
    assert "向前推算，第 21 个工作日为 2026-05-29，当日 9 时提醒" in said(duty, 3, 5)
    assert "至当日 24 时届满" in said(duty, 6, 30)
    assert "逾期满 10 个工作日亮红灯，即 2026-07-14 24 时" in said(duty, 7, 2)
    assert "逾期满 20 个工作日予以通报，即 2026-07-28 24 时" in said(duty, 7, 20)
    assert said(duty, 8, 20) == ""


def test_terms_that_the_office_set_are_named(plan: Supervised, duty: Duty) -> None:
    terms = Terms(accept_within=3, source="云政办〔2026〕3号")
    set_ladder_terms(plan.plan, terms, expected=None, by=OFFICE, now=china(3, 2, 11))
    assert said(duty, 3, 3, "en") == (
        "It was assigned on 2026-03-02. It is to be accepted within 3 working days, counted from "
        "the day after, so until 24:00 of 2026-03-05. The terms are those of 云政办〔2026〕3号."
    )


def test_a_duty_that_still_waits_under_a_light_is_counted_from_its_issue(plan: Supervised) -> None:
    duty = issued(plan, now=china(3, 2), due_on=date(2026, 3, 3))[0]
    assert "本事项于 2026-03-02 交办" in said(duty, 3, 5)


def test_the_page_shows_it_with_a_way_to_the_calendar(plan: Supervised, client: Client) -> None:
    duty = issued(plan, now=timezone.now(), due_on=date(2099, 6, 30))[0]
    entered(client, Role.AUDITOR)
    shown = client.get(f"/tasks/{duty.task_id}/").content.decode()
    assert "时限推算" in shown
    assert 'href="/calendar/"' in shown
