"""One task from 签收 to the red light and to its end, and the pages of duties in all widths."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from luodi.parties.actions.people import join_unit
from luodi.parties.models import Unit
from luodi.parties.rules.roles import Role
from luodi.plans.models import Duty
from luodi.plans.rules.supervision import Act
from luodi.schedule.actions import run_due_jobs
from luodi.schedule.queries import working_calendar
from luodi.schedule.rules.working_days import add_working_days
from tests.browser.test_every_page import look, sound
from tests.parties.cast import TEST, entered
from tests.plans.supervised import Supervised, china, confirmed_plan, done, issued


def let_in(
    context: BrowserContext, site: str, *roles: Role, login: str, unit: Unit | None = None
) -> None:
    client = Client()
    person = entered(client, *roles, login=login)
    if unit:
        join_unit(person.pk, unit.pk, since=date(2026, 1, 1), by=TEST)
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": site}])


@pytest.fixture
def plan(transactional_db: None) -> Supervised:
    return confirmed_plan()


def red_today(plan: Supervised) -> list[Duty]:
    """The first duty was due twelve working days ago, and accepted in time."""
    start = timezone.now() - timedelta(days=120)
    due_on = add_working_days(timezone.localdate(), -12, working_calendar()).day
    made = issued(plan, now=start, due_on=due_on)
    done(made[0], Act.ACCEPT, plan.member(plan.lead), start + timedelta(days=1))
    run_due_jobs(owner="test")
    return made


@pytest.fixture
def duties(plan: Supervised) -> list[Duty]:
    """The second waits to be accepted for long; the supporting unit's is returned."""
    made = red_today(plan)
    now = timezone.now()
    done(made[0], Act.REPORT, plan.member(plan.lead), now, words="已完成机房选址和招标。")
    done(made[2], Act.RETURN, plan.member(plan.support), now, words="此项职能已划转。")
    return made


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", ["/tasks/{}/", "/todo/", "/supervision/", "/supervision/{}/"])
def test_a_page_of_duties_is_sound(
    live_server: LiveServer,
    wide_and_narrow: Page,
    plan: Supervised,
    duties: list[Duty],
    address: str,
    prefix: str,
) -> None:
    site = live_server.url
    let_in(wide_and_narrow.context, site, Role.OFFICE, Role.UNIT, login="everybody", unit=plan.lead)
    number = plan.plan.pk if "supervision" in address else duties[0].task_id
    look(wide_and_narrow, site + prefix + address.format(number))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_public_page_of_a_task_is_sound(
    live_server: LiveServer, wide_and_narrow: Page, duties: list[Duty], prefix: str
) -> None:
    look(wide_and_narrow, f"{live_server.url}{prefix}/tasks/{duties[0].task_id}/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_desk_that_issues_duties_is_sound(
    live_server: LiveServer, wide_and_narrow: Page, plan: Supervised, prefix: str
) -> None:
    page, site = wide_and_narrow, live_server.url
    let_in(page.context, site, Role.OFFICE, login="office")
    look(page, f"{site}{prefix}/supervision/{plan.plan.pk}/")


def test_the_forms_of_a_duty_are_sound_when_they_are_open(
    live_server: LiveServer, wide_and_narrow: Page, plan: Supervised, duties: list[Duty]
) -> None:
    page, site = wide_and_narrow, live_server.url
    let_in(page.context, site, Role.OFFICE, Role.UNIT, login="everybody", unit=plan.lead)
    page.goto(f"{site}/tasks/{duties[0].task_id}/")
    for summary in page.locator("main summary").all():
        summary.click()
    sound(page)


def test_a_task_from_acceptance_over_the_red_light_to_its_end(
    live_server: LiveServer, browser: Browser, plan: Supervised
) -> None:
    site = live_server.url
    duty = red_today(plan)[0]
    place = f"#duty-{duty.pk}"
    with browser.new_context() as unit, browser.new_context(java_script_enabled=False) as office:
        let_in(unit, site, Role.UNIT, login="member", unit=plan.lead)
        let_in(office, site, Role.OFFICE, login="office")
        page, desk = unit.new_page(), office.new_page()

        page.goto(f"{site}/todo/")
        page.get_by_role("row", name="夯实算力底座").get_by_role("link").click()
        card = page.locator(place)
        expect(card.locator("header")).to_contain_text("红灯")
        expect(card).to_contain_text("逾期未办结，自")
        card.locator("summary", has_text="申请办结").click()
        card.get_by_label("办理情况").last.fill("已建成 2000 PFLOPS，验收报告已报送。")
        card.get_by_role("button", name="申请办结").click()
        expect(card.locator("header")).to_contain_text("待办结确认")

        desk.goto(f"{site}/todo/")
        desk.get_by_role("link", name="夯实算力底座").click()
        card = desk.locator(place)
        card.locator("summary", has_text="确认办结").click()
        card.get_by_role("button", name="确认办结").click()
        expect(card.locator("header")).to_contain_text("办结")
        expect(card.locator("ol")).to_contain_text("验收报告已报送")
        expect(card.locator("ol")).to_contain_text("红灯")
        desk.goto(f"{site}/todo/")
        expect(desk.get_by_text("暂无待办事项")).to_be_visible()


def test_a_member_accepts_with_one_button(
    live_server: LiveServer, without_script: Page, plan: Supervised
) -> None:
    duty = issued(plan, now=china(3, 2))[0]
    let_in(without_script.context, live_server.url, Role.UNIT, login="member", unit=plan.lead)
    without_script.goto(f"{live_server.url}/tasks/{duty.task_id}/")
    card = without_script.locator(f"#duty-{duty.pk}")
    card.get_by_role("button", name="签收").click()
    expect(card.locator("ol")).to_contain_text("签收")
    expect(card.get_by_role("button", name="签收")).to_have_count(0)
    assert duty.events.get(next=None).act == "accept"
