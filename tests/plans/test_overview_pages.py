"""The office's page: its figures, the list behind each, and the same over REST."""

import re

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luodi.parties.rules.roles import Role
from luodi.plans.models import Duty, DutyEvent, LedgerLine
from luodi.plans.queries import FIGURES
from luodi.plans.rules.supervision import Act
from tests.parties.cast import entered
from tests.plans.supervised import OFFICE, Supervised, china, confirmed_plan, done, issued

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NUMBER = re.compile(r'<a href="(/overview/list/\?[^"]+)">([\d,]+)</a>')
TOTAL = re.compile(r'<nav class="pager"[^>]*>\s*<span>共 ([\d,]+)')


@pytest.fixture
def plan() -> Supervised:
    """Of three duties one was closed on time, one claimed late, and one nobody accepted."""
    made = confirmed_plan()
    first, _, third = issued(made, now=china(3, 2))
    for duty, unit, day in ((first, made.lead, 3), (third, made.support, 7)):
        done(duty, Act.ACCEPT, made.member(unit), china(3, 3))
        done(duty, Act.CLAIM, made.member(unit), china(day, 4))
    done(first, Act.CLOSE, OFFICE, china(7, 5))
    return made


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_number_opens_a_list_of_as_many_lines(plan: Supervised, client: Client) -> None:
    entered(client, Role.OFFICE)
    pages = ["/overview/", f"/overview/?plan={plan.plan.pk}", "/overview/plans/"]
    pages.append(f"/overview/units/?plan={plan.plan.pk}")
    numbers = {pair for page in pages for pair in NUMBER.findall(shown(client, page))}
    assert len(numbers) > 30
    for address, number in sorted(numbers):
        listed = shown(client, address.replace("&amp;", "&"))
        assert TOTAL.findall(listed) == [number], address


def test_what_the_office_ends_before_its_day_without_a_claim_was_not_closed_on_time(
    client: Client,
) -> None:
    made = confirmed_plan()
    first, second, _ = issued(made, now=china(3, 2))
    done(first, Act.RETURN, made.member(made.lead), china(3, 3), words="不属于本单位职责")
    for duty in (first, second):
        done(duty, Act.CLOSE, OFFICE, china(3, 4), words="任务撤销")
    entered(client, Role.OFFICE)
    found = client.get("/api/v1/overview").json()
    assert (found["figures"]["closed"], found["figures"]["ended"]) == (2, 2)
    assert (found["figures"]["on_time"], found["on_time_share"]["closed"]) == (0, 0)
    assert "提前终止" in shown(client, "/overview/")
    assert "提前终止" in shown(client, "/overview/list/?show=ended")


def test_every_figure_counts_what_its_list_holds(plan: Supervised, client: Client) -> None:
    entered(client, Role.AUDITOR)
    found = client.get("/api/v1/overview").json()
    assert set(found["figures"]) == set(FIGURES)
    for name, number in found["figures"].items():
        rows = client.get("/api/v1/overview/lines", {"show": name}).json()
        assert (rows["count"], len(rows["items"])) == (number, number), name
    assert {n: c for n, c in found["figures"].items() if c and "_" not in n} == {
        "nobody": 1,
        "unbound": 1,
        "circular": 1,
        "claimed": 1,
        "closed": 1,
        "overdue": 2,
        "unclear": 2,
    }
    assert found["on_time_share"] == {"on_time": 1, "closed": 1, "overdue": 2, "percent": 33.3}
    assert found["urgent"][0] == "circular"
    (of_plan,) = client.get("/api/v1/overview/plans").json()["items"]
    assert of_plan["figures"]["closed"] == 1
    units = client.get("/api/v1/overview/units").json()["items"]
    assert [one["name"] for one in units] == ["示范市数据局", "示范市财政局"]


def test_the_page_says_what_is_worst_and_what_to_do(plan: Supervised, client: Client) -> None:
    entered(client, Role.OFFICE)
    page = shown(client, "/overview/")
    assert "请列入通报，并请责任单位说明逾期原因。" in page
    assert "连续 20 个工作日没有办理记录" in page
    assert "此前黄灯" in shown(client, "/todo/")


def test_a_share_of_nothing_is_no_figure_yet(client: Client) -> None:
    entered(client, Role.OFFICE)
    assert "尚无生效的任务" in shown(client, "/overview/")
    confirmed_plan()
    assert "暂无数据" in shown(client, "/overview/")
    share = client.get("/api/v1/overview").json()["on_time_share"]
    assert share == {"on_time": 0, "closed": 0, "overdue": 0, "percent": None}


def test_the_list_is_narrowed_and_an_old_link_still_opens(plan: Supervised, client: Client) -> None:
    entered(client, Role.OFFICE)
    whole = shown(client, "/overview/list/?show=nonsense&plan=x&unit=999999")
    assert TOTAL.findall(whole) == ["5"]
    of_unit = shown(client, f"/overview/list/?unit={plan.support.pk}&region=示范市")
    assert TOTAL.findall(of_unit) == ["1"]
    assert client.get("/overview/?plan=999999").status_code == 404
    unissued = confirmed_plan(title="另一方案", units=(plan.lead, plan.support))
    listed = shown(client, f"/overview/list/?show=unissued&plan={unissued.plan.pk}")
    assert f"/supervision/{unissued.plan.pk}/" in listed


BUDGET = {"/overview/": 30, "/overview/list/?show=circular": 22, "/overview/units/": 14}


def cost(client: Client, address: str) -> tuple[int, int]:
    """The statements that a page takes, and the rows of the ledger and its records it fetches."""
    made: list[type] = []

    def count(sender: type, **_: object) -> None:
        made.append(sender)

    for model in (LedgerLine, Duty, DutyEvent):
        post_init.connect(count, model)
    try:
        with CaptureQueriesContext(connection) as captured:
            shown(client, address)
    finally:
        for model in (LedgerLine, Duty, DutyEvent):
            post_init.disconnect(count, model)
    return len(captured), len(made)


def test_more_duties_take_no_more_statements_and_fetch_no_more_rows(
    plan: Supervised, client: Client
) -> None:
    entered(client, Role.OFFICE)
    member = plan.member(plan.lead)

    def grow(first: int) -> dict[str, tuple[int, int]]:
        for number in range(first, first + 3):
            more = confirmed_plan(title=f"第{number}区方案", units=(plan.lead, plan.support))
            for duty in issued(more, now=china(3, 2))[:2]:
                done(duty, Act.RETURN, member, china(3, 3))
        return {address: cost(client, address) for address in BUDGET}

    few, many = grow(1), grow(4)
    assert many["/overview/"] == few["/overview/"]
    assert many["/overview/units/"] == few["/overview/units/"]
    assert {a: n for a, (n, _) in many.items() if n > BUDGET[a] or n > few[a][0]} == {}
