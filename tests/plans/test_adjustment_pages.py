"""The pages on which what is in force is adjusted, each for who may see it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from luodi.parties.models import Unit
from luodi.parties.rules.roles import Role
from luodi.plans.actions import refuse_adjustment
from luodi.plans.models import Adjustment, AdjustmentOutcome
from luodi.plans.queries import find_duty
from tests.parties.cast import entered
from tests.plans.adjusted import (
    DOCUMENT,
    PUBLISHER,
    approved,
    asked,
    first_task,
    last_of,
    lowest,
    scenarios,
)
from tests.plans.supervised import Supervised, confirmed_plan, issued

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LATER = timezone.localdate() + timedelta(days=400)
GROUNDS = {"side": "office", "way": "dynamic", "reason": "财政资金追加", "basis": ""}


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


def let_in(*roles: Role, unit: Unit | None = None, login: str = "chief") -> Client:
    client = Client()
    found = entered(client, *roles, login=login)
    if Role.PUBLISHER in roles:
        type(found).objects.filter(pk=found.pk).update(totp_secret="x")
    if unit:
        found.memberships.create(unit=unit, valid_from=date(2026, 1, 1))
    return client


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_unit_asks_and_somebody_else_approves(plan: Supervised) -> None:
    unit, publisher = let_in(Role.UNIT, unit=plan.lead), let_in(Role.PUBLISHER, login="publisher")
    target = lowest(plan)
    address = f"/adjustments/new/target/{target.pk}/"
    assert address in shown(unit, "/board/")
    assert "示范市数据局" in shown(unit, address)
    given = {
        **GROUNDS,
        "side": plan.lead.pk,
        "expected": last_of(target),
        "values-object": target.object,
        "values-low": "3000",
        "values-high": "3000",
        "values-unit": "PFLOPS",
        "values-comparator": "eq",
        "values-basis": "level",
        "values-by": "",
    }
    assert unit.post(f"{address}?measure=change", given).status_code == 302
    one = Adjustment.objects.get()
    page = f"/adjustments/{one.pk}/"
    for client in (unit, publisher):
        told = shown(client, page)
        assert "2,000" in told and "3,000" in told and "财政资金追加" in told
    assert "待审批" in shown(unit, "/adjustments/")
    assert page in shown(publisher, "/todo/")
    assert "批准后立即生效" in shown(publisher, f"{page}decide/")
    sent = {"outcome": "approve", "words": "同意。"}
    assert unit.post(f"{page}decide/", sent).status_code == 403
    assert publisher.post(f"{page}decide/", sent).status_code == 302
    assert page not in shown(publisher, "/todo/")
    told = shown(Client(), f"/targets/{target.pk}/decomposition/")
    assert "调整记录" in told and "<strong>3,000</strong>" in told
    assert "测试" not in told
    assert "测试 publisher" in shown(unit, page)


def test_who_decides_shows_the_password_again(plan: Supervised) -> None:
    one = asked(scenarios(plan))
    client = Client()
    found = entered(client, Role.PUBLISHER, login="publisher", minutes=20)
    type(found).objects.filter(pk=found.pk).update(totp_secret="x")
    answer = client.get(f"/adjustments/{one.pk}/decide/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in/")
    sent = {"outcome": "approve", "words": "同意。"}
    assert client.post(f"/adjustments/{one.pk}/decide/", sent).status_code == 302
    assert not AdjustmentOutcome.objects.exists()


def test_due_days_and_withdrawals_are_asked_for_on_the_page_of_the_task(plan: Supervised) -> None:
    duty = issued(plan, now=timezone.now(), due_on=LATER)[0]
    task = first_task(plan)
    office = let_in(Role.OFFICE)
    address = f"/adjustments/new/task/{task.pk}/"
    assert address in shown(office, f"/tasks/{task.pk}/")
    told = shown(office, f"{address}?measure=due")
    assert LATER.isoformat() in told and 'name="duties"' in told
    given = {**GROUNDS, "expected": last_of(task), "due_on": "2099-12-31"}
    assert office.post(f"{address}?measure=due", given).status_code == 422
    sent = office.post(f"{address}?measure=due", given | {"duties": [duty.pk]})
    assert sent.status_code == 302
    approved(Adjustment.objects.get())
    assert find_duty(duty.pk).standing.due_on == date(2099, 12, 31)
    drop = {**GROUNDS, "expected": last_of(task), "way": "single", "basis": DOCUMENT}
    assert office.post(f"{address}?measure=drop", drop).status_code == 302
    approved(Adjustment.objects.latest("pk"))
    public = shown(Client(), f"/tasks/{task.pk}/")
    assert "本任务已经调整程序撤销" in public and DOCUMENT in public
    record = shown(Client(), f"/plans/{plan.plan.pk}/adjustments/")
    assert "撤销" in record and "2099-12-31" in record and "parties.person" not in record
    assert task.heading not in shown(Client(), "/tasks/")


def test_a_request_that_is_refused_keeps_what_was_filled_in(plan: Supervised) -> None:
    office, task = let_in(Role.OFFICE), first_task(plan)
    given = {
        **GROUNDS,
        "expected": last_of(task),
        "way": "single",
        "values-heading": "夯实底座",
        "values-lead": "市数据局",
        "values-support": "",
    }
    answer = office.post(f"/adjustments/new/task/{task.pk}/?measure=change", given)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "“一事一议”须填写依据" in told
    assert 'value="夯实底座"' in told and "财政资金追加</textarea>" in told
    assert office.post(f"/adjustments/new/task/{task.pk}/", {}).status_code == 422
    assert office.get("/adjustments/new/task/999/").status_code == 404
    assert not Adjustment.objects.exists()


def test_neither_another_unit_nor_an_auditor_may_ask(plan: Supervised) -> None:
    task = first_task(plan)
    for client in (
        let_in(Role.UNIT, unit=plan.support, login="other"),
        let_in(Role.AUDITOR, login="auditor"),
    ):
        answer = client.get(f"/adjustments/new/task/{task.pk}/")
        assert answer.status_code == 403
        assert "责任单位和统筹专班" in answer.content.decode()
        assert "/adjustments/new/" not in shown(client, f"/tasks/{task.pk}/")


def test_a_unit_sees_its_own_requests_and_takes_them_back(plan: Supervised) -> None:
    member = plan.member(plan.lead, 99)
    one = asked(first_task(plan), by=member, unit=plan.lead.pk)
    office = asked(scenarios(plan))
    unit = let_in(Role.UNIT, unit=plan.lead)
    other = let_in(Role.UNIT, unit=plan.support, login="other")
    listed = shown(unit, "/adjustments/")
    assert f"/adjustments/{one.pk}/" in listed
    assert f"/adjustments/{office.pk}/" not in listed
    assert "暂无调整申请" in shown(other, "/adjustments/")
    assert other.get(f"/adjustments/{one.pk}/").status_code == 404
    assert other.post(f"/adjustments/{one.pk}/withdraw/").status_code == 404
    assert unit.post(f"/adjustments/{one.pk}/withdraw/").status_code == 302
    assert "已撤回" in shown(unit, f"/adjustments/{one.pk}/")
    assert unit.post(f"/adjustments/{one.pk}/withdraw/").status_code == 409


def test_the_list_stands_waiting_first_and_is_filtered(plan: Supervised) -> None:
    refused = asked(scenarios(plan))
    waiting = asked(lowest(plan))
    last = asked(scenarios(plan))
    refuse_adjustment(last.pk, words="依据不足。", by=PUBLISHER)
    refuse_adjustment(refused.pk, words="依据不足。", by=PUBLISHER)
    client = let_in(Role.AUDITOR)
    told = shown(client, "/adjustments/")
    places = [told.index(f"/adjustments/{one.pk}/") for one in (waiting, last, refused)]
    assert places == sorted(places)
    assert f"/adjustments/{waiting.pk}/" not in shown(client, "/adjustments/?state=refused")
    assert "没有" in shown(client, "/adjustments/?state=approved")
    assert f"/adjustments/{waiting.pk}/" in shown(client, "/adjustments/?plan=x&state=burnt")


def test_a_request_of_ones_own_and_a_superseded_one_say_so(plan: Supervised) -> None:
    target = scenarios(plan)
    both = let_in(Role.OFFICE, Role.PUBLISHER, login="both")
    given = {**GROUNDS, "expected": last_of(target)}
    both.post(f"/adjustments/new/target/{target.pk}/?measure=drop", given)
    own, other = Adjustment.objects.get(), asked(target)
    assert "须由其他人员审批" in shown(both, f"/adjustments/{own.pk}/")
    sent = {"outcome": "approve", "words": "同意。"}
    answer = both.post(f"/adjustments/{own.pk}/decide/", sent)
    assert (answer.status_code, "您本人提出" in answer.content.decode()) == (403, True)
    assert f"/adjustments/{own.pk}/" not in shown(both, "/todo/")
    assert both.post(f"/adjustments/{other.pk}/decide/", {"outcome": "approve"}).status_code == 422
    assert both.post(f"/adjustments/{other.pk}/decide/", sent).status_code == 302
    assert "已失效" in shown(both, f"/adjustments/{own.pk}/")
    publisher = let_in(Role.PUBLISHER, login="publisher")
    assert 'value="approve"' not in shown(publisher, f"/adjustments/{own.pk}/decide/")
    assert publisher.post(f"/adjustments/{own.pk}/decide/", sent).status_code == 409


def test_what_is_in_force_is_neither_decided_nor_added_on_the_review_page(
    plan: Supervised,
) -> None:
    office, target = let_in(Role.OFFICE), scenarios(plan)
    page = f"/review/{plan.version.pk}/"
    told = shown(office, f"{page}?show=all&item=target-{target.pk}")
    assert f"/adjustments/new/target/{target.pk}/" in told
    for hidden in ('name="verdict"', "/add/", "add="):
        assert hidden not in told
    pick = {"verdict": "reject", "reason": "误读", "pick": f"target-{target.pk}:{last_of(target)}"}
    answer = office.post(f"{page}decide/?show=all&item=target-{target.pk}", pick)
    assert answer.status_code == 409
    assert "请申请调整" in answer.content.decode()
    words = {"quote": "专班", "new-instrument-name": "专班", "new-instrument-kind": "other"}
    assert office.post(f"{page}add/instrument/", words).status_code == 409
    assert "不再接收表格" in shown(office, f"{page}table/")
    target.refresh_from_db()
    assert target.state == "confirmed"


def test_public_lists_mark_what_was_adjusted(plan: Supervised, client: Client) -> None:
    places = ("/targets/", f"/plans/{plan.plan.pk}/", "/tasks/")
    assert not any("已调整" in shown(client, place) for place in places)
    approved(asked(scenarios(plan)))
    approved(asked(first_task(plan)))
    for place in places:
        assert "已调整" in shown(client, place)


def test_a_past_instant_of_the_record_is_read_by_its_address(
    plan: Supervised, client: Client
) -> None:
    before = timezone.now().isoformat()
    approved(asked(scenarios(plan)))
    address = f"/plans/{plan.plan.pk}/adjustments/"
    assert "财政资金追加" in shown(client, address)
    assert "财政资金追加" not in client.get(address, {"as_of": before}).content.decode()
    assert client.get("/plans/999/adjustments/").status_code == 404


BUDGET = {"/adjustments/": 12, "/adjustments/{}/": 12, "/plans/{}/adjustments/": 6}


def test_the_pages_take_no_more_statements_for_more_requests(plan: Supervised) -> None:
    client = let_in(Role.OFFICE)
    duties = issued(plan, now=timezone.now(), due_on=LATER)
    first = asked(first_task(plan), measure="due", duties=(duties[0].pk,), due_on=date(2099, 1, 1))
    approved(first)
    number = {"/plans/{}/adjustments/": plan.plan.pk}

    def statements() -> dict[str, int]:
        counted = {}
        for address in BUDGET:
            with CaptureQueriesContext(connection) as captured:
                shown(client, address.format(number.get(address, first.pk)))
            counted[address] = len(captured)
        return counted

    few = statements()
    for year in range(2081, 2085):
        chosen = {"measure": "due", "duties": (duties[0].pk,), "due_on": date(year, 1, 1)}
        approved(asked(first_task(plan), **chosen))  # type: ignore[arg-type]
        asked(lowest(plan))
    assert statements() == few
    assert {address: n for address, n in few.items() if n > BUDGET[address]} == {}
