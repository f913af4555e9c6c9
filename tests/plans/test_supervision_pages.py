"""A task's page, the to-do list and the desk that issues duties, each for who may see them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from luodi.parties.actions.people import join_unit
from luodi.parties.models import Notice, Unit
from luodi.parties.notice_kinds import address_of, sentence_of
from luodi.parties.rules.roles import Role
from luodi.plans.models import Duty, DutyEvent
from luodi.plans.queries import find_duty
from luodi.plans.rules.ladder import Status
from luodi.plans.rules.supervision import Act
from luodi.schedule.actions import run_due_jobs
from tests.parties.cast import TEST, entered, person
from tests.plans.supervised import OFFICE, Supervised, china, confirmed_plan, done, issued, last_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
START = china(3, 2)


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


@pytest.fixture
def duty(plan: Supervised) -> Duty:
    return issued(plan, now=START)[0]


def let_in(client: Client, *roles: Role, unit: Unit | None = None, login: str = "chief") -> None:
    found = entered(client, *roles, login=login)
    if unit:
        join_unit(found.pk, unit.pk, since=date(2026, 1, 1), by=TEST)


def page_of(client: Client, duty: Duty) -> str:
    return client.get(f"/tasks/{duty.task_id}/").content.decode()


def send(client: Client, duty: Duty, act: Act, **more: object) -> int:
    given = {"act": act.value, "expected": last_of(duty), **more}
    return client.post(f"/duties/{duty.pk}/act/", given).status_code


def test_the_public_sees_where_a_task_stands_and_neither_people_nor_reports(
    plan: Supervised, duty: Duty, client: Client
) -> None:
    done(duty, Act.ACCEPT, plan.member(plan.lead), china(3, 3))
    done(duty, Act.REPORT, plan.member(plan.lead), china(3, 4), words="内部进展")
    shown = page_of(client, duty)
    assert "示范市数据局" in shown
    assert "2026-06-30" in shown
    assert "通报" in shown
    for hidden in ("内部进展", "parties.person", "办理记录", "<form"):
        assert hidden not in shown.split("</header>", 1)[1]


def test_of_a_plan_that_is_not_in_force_the_public_sees_no_state(client: Client) -> None:
    plan = confirmed_plan(published=False)
    task = plan.version.clauses.get(path=["二、", "（一）"]).tasks.get()
    shown = client.get(f"/tasks/{task.pk}/").content.decode()
    assert "本任务尚未生效" in shown
    assert "办理状态" not in shown
    assert client.get("/tasks/999999/").status_code == 404


def test_a_member_takes_a_duty_from_acceptance_to_the_claim(
    plan: Supervised, duty: Duty, client: Client
) -> None:
    let_in(client, Role.UNIT, unit=plan.lead)
    assert "签收" in page_of(client, duty)
    assert send(client, duty, Act.ACCEPT) == 302
    assert send(client, duty, Act.REPORT, words="已完成选址") == 302
    assert "已完成选址" in page_of(client, duty)
    assert send(client, duty, Act.CLAIM, words="已通过验收") == 302
    assert send(client, duty, Act.CLOSE) == 403
    assert find_duty(duty.pk).standing.status is Status.CLAIMED


def test_the_office_sends_back_changes_the_day_and_closes(
    plan: Supervised, duty: Duty, client: Client
) -> None:
    for act in (Act.ACCEPT, Act.CLAIM):
        done(duty, act, plan.member(plan.lead), china(3, 3))
    let_in(client, Role.OFFICE)
    later = (timezone.localdate() + timedelta(days=400)).isoformat()
    assert send(client, duty, Act.SEND_BACK, words="缺验收材料") == 302
    assert send(client, duty, Act.CHANGE_DUE, words="工期调整", due_on=later) == 302
    assert find_duty(duty.pk).standing.due_on.isoformat() == later
    assert send(client, duty, Act.CLOSE, words="另有安排") == 302
    assert "重新办理" in page_of(client, duty)


def test_a_refused_act_says_why_and_keeps_the_words(
    plan: Supervised, duty: Duty, client: Client
) -> None:
    let_in(client, Role.OFFICE)
    given = {"act": "change_due", "expected": last_of(duty), "words": "工期调整"}
    answer = client.post(f"/duties/{duty.pk}/act/", given | {"due_on": "2020-01-01"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "办结期限填写不当" in shown
    assert ">工期调整</textarea>" in shown
    stale = client.post(f"/duties/{duty.pk}/act/", given | {"expected": 10**9})
    assert stale.status_code == 409
    assert client.post(f"/duties/{duty.pk}/act/", given | {"act": "x"}).status_code == 422
    assert DutyEvent.objects.filter(duty=duty).count() == 1


def test_neither_another_unit_nor_a_reader_is_shown_the_forms(plan: Supervised, duty: Duty) -> None:
    supporter, auditor = Client(), Client()
    let_in(supporter, Role.UNIT, unit=plan.support, login="supporter")
    let_in(auditor, Role.AUDITOR, login="auditor")
    for client in (supporter, auditor):
        shown = page_of(client, duty)
        assert "办理记录" in shown
        assert "/act/" not in shown
        assert send(client, duty, Act.ACCEPT) == 403


def test_my_list_holds_what_waits_for_me_and_leads_to_it(
    plan: Supervised, duty: Duty, client: Client
) -> None:
    let_in(client, Role.UNIT, unit=plan.lead)
    shown = client.get("/todo/").content.decode()
    assert shown.count("#duty-") == 2
    assert f"/tasks/{duty.task_id}/#duty-{duty.pk}" in shown
    office = Client()
    let_in(office, Role.OFFICE, login="office")
    assert "暂无待办事项" in office.get("/todo/").content.decode()


def test_the_office_issues_all_duties_of_a_plan_with_one_button(
    plan: Supervised, client: Client
) -> None:
    let_in(client, Role.OFFICE)
    address = f"/supervision/{plan.plan.pk}/"
    assert address in client.get("/supervision/").content.decode()
    shown = client.get(address).content.decode()
    assert 'value="2027-12-31"' in shown
    given = {"due_on": "2027-12-31", "reason": "示政办发〔2025〕9号"}
    assert client.post(address, given | {"due_on": "2020-01-01"}).status_code == 422
    assert client.post(address, given | {"reason": ""}).status_code == 422
    for _ in range(2):
        assert client.post(address, given).status_code == 302
    assert Duty.objects.count() == 3
    assert "可交办的事项均已交办" in client.get(address).content.decode()


def test_members_are_told_of_every_step_and_the_office_of_red_and_the_circular(
    plan: Supervised, duty: Duty
) -> None:
    member = person("member", Role.UNIT, unit=plan.lead)
    office = person("office", Role.OFFICE)
    person("other", Role.UNIT, unit=plan.support)
    done(duty, Act.ACCEPT, plan.member(plan.lead), china(3, 3))
    for other in Duty.objects.exclude(pk=duty.pk):
        done(other, Act.CLOSE, OFFICE, china(3, 3))
    run_due_jobs(owner="test", now=china(7, 29, 0))

    def told(to: int) -> list[str]:
        rows = Notice.objects.filter(person=to, kind="plans.ladder_step").order_by("pk")
        return [row.data["step"] for row in rows]

    assert told(member.pk) == ["reminder", "reminder", "reminder", "yellow", "red", "circular"]
    assert told(office.pk) == ["red", "circular"]
    notices = Notice.objects.filter(kind="plans.ladder_step")
    assert notices.count() == 8
    red = notices.filter(person=office).earliest("pk")
    assert (
        sentence_of(red)
        == (
            "示范市数据局承担的“夯实算力底座”办结期限为 2026-06-30，逾期未办结，现亮红灯。"
            "请立即申请办结，或报告逾期原因。"
        )
        or red.data["step"] == "circular"
    )
    assert address_of(red) == f"/tasks/{duty.task_id}/"


BUDGET = {"/tasks/{}/": 20, "/todo/": 18}


def test_the_pages_take_no_more_statements_for_more_duties(
    plan: Supervised, client: Client
) -> None:
    let_in(client, Role.UNIT, Role.OFFICE, unit=plan.lead)
    task = issued(plan, now=START)[0].task_id

    def statements() -> dict[str, int]:
        counted = {}
        for address in BUDGET:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address.format(task)).status_code == 200
            counted[address] = len(captured)
        return counted

    few = statements()
    for number in range(4):
        more = confirmed_plan(title=f"第{number}区方案", units=(plan.lead, plan.support))
        issued(more, now=START)
    assert statements() == few
    assert {a: n for a, n in few.items() if n > BUDGET[a]} == {}
