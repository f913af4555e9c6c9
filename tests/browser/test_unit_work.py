"""A unit's work and its work plan in a real browser, without script, wide and narrow."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from luodi.parties.actions.units import register_unit
from luodi.parties.models import Person, Unit
from luodi.parties.rules.roles import Role
from luodi.parties.sessions import BACKEND
from luodi.plans.actions import import_file
from luodi.plans.cli import examples
from luodi.plans.models import WorkPlan
from luodi.plans.sample import fill_sample_world
from tests.browser.test_every_page import look, sound
from tests.parties.cast import TEST, person

YEAR, NEXT = 2026, 2027


def session_of(page: Page, site: str, *roles: Role, unit: Unit | None = None) -> None:
    found = person("planner", *roles, unit=unit)
    Person.objects.filter(pk=found.pk).update(must_change_password=False)
    client = Client()
    client.force_login(Person.objects.get(pk=found.pk), BACKEND)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**cookie, "url": site}])  # type: ignore[list-item]


@pytest.fixture
def unit(transactional_db: None) -> Unit:
    """The unit of the sample world that has an approved plan."""
    for file in examples():
        import_file(file, by=TEST, sample=True)
    fill_sample_world()
    return WorkPlan.objects.get().unit


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "address",
    [
        "/units/{}/work/",
        "/units/{}/work/?status=red",
        "/units/{}/work/{}/",
        "/units/{}/work/{}/edit/",
        "/work-plans/",
        "/work-plans/?state=draft",
    ],
)
def test_a_page_of_a_unit_s_work_is_sound(
    live_server: LiveServer, unit: Unit, wide_and_narrow: Page, address: str, prefix: str
) -> None:
    session_of(wide_and_narrow, live_server.url, Role.UNIT, Role.OFFICE, unit=unit)
    year = WorkPlan.objects.get().year
    look(wide_and_narrow, f"{live_server.url}{prefix}{address.format(unit.pk, year)}")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_unit_without_work_is_told_so(
    live_server: LiveServer, transactional_db: None, wide_and_narrow: Page, prefix: str
) -> None:
    empty = register_unit("云溪市档案局", region="云溪市", level="city", by=TEST)
    session_of(wide_and_narrow, live_server.url, Role.UNIT, unit=empty)
    look(wide_and_narrow, f"{live_server.url}{prefix}/own-work/")
    look(wide_and_narrow, f"{live_server.url}{prefix}/units/{empty.pk}/work/{NEXT}/")


def test_what_is_wrong_with_a_plan_is_said_accessibly(
    live_server: LiveServer, unit: Unit, wide_and_narrow: Page
) -> None:
    page = wide_and_narrow
    session_of(page, live_server.url, Role.UNIT, unit=unit)
    year = WorkPlan.objects.get().year
    page.goto(f"{live_server.url}/units/{unit.pk}/work/{year}/edit/")
    page.locator("#result-1").fill("")
    page.locator("#phase-2").select_option("named")
    page.get_by_role("button", name="保存新版").click()
    expect(page.get_by_role("alert")).to_contain_text("事项 1 不完整")
    sound(page)
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("#result-1")).to_be_in_viewport()


def test_a_plan_is_written_and_printed_without_script(
    live_server: LiveServer, transactional_db: None, without_script: Page
) -> None:
    page = without_script
    own = register_unit("云溪市数据局", region="云溪市", level="city", by=TEST)
    session_of(page, live_server.url, Role.UNIT, unit=own)
    page.goto(f"{live_server.url}/units/{own.pk}/work/{YEAR}/")
    page.get_by_role("link", name="编制计划").click()
    page.locator("#matter-1").fill("建设公共数据平台")
    page.locator("#measure-1").fill("分批接入")
    page.locator("#result-1").fill("平台上线")
    page.locator("#phase-1").select_option("q2")
    page.locator("#due_on-1").fill("2026-06-30")
    page.get_by_role("button", name="保存新版").click()
    expect(page.get_by_text("草稿，尚未报送").first).to_be_visible()
    with page.expect_download() as found:
        page.get_by_role("link", name="下载 Word").click()
    assert found.value.suggested_filename == "云溪市数据局2026年度“人工智能+”工作计划.docx"
    page.get_by_role("button", name="报送审批").click()
    expect(page.get_by_text("已报送，待批准").first).to_be_visible()
