"""Every kind of page, wide and narrow, in both languages: accessible, no sideways scroll."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from luodi.parties.actions.units import register_unit
from luodi.parties.models import Person, Unit
from luodi.parties.rules.roles import Role
from luodi.parties.sessions import BACKEND
from luodi.plans.actions import bind_proposed, confirm, import_file
from luodi.plans.cli import examples
from luodi.plans.models import Version
from luodi.plans.queries import items_as_of
from luodi.plans.sample import fill_sample_world
from tests.parties.cast import TEST, person
from tests.plans.test_changes_between_versions import PAIR

OWN_PAGES = [
    "account",
    "account/password",
    "account/codes",
    "account/notices",
    "account/preferences",
]
CHINESE = [
    "/",
    "/plans/{}/",
    "/targets/",
    "/tasks/",
    "/targets/?q=火星",
    "/plans/999/",
    "/regions/",
]
ENGLISH = ["/en/", "/en/plans/{}/", "/en/targets/?by=2027", "/en/tasks/?page=2", "/en/regions/"]


def look(page: Page, address: str) -> None:
    page.goto(address)
    sound(page)


def sound(page: Page) -> None:
    # Every rule runs; telling of each element that passed takes longer than all rules do.
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def enter(page: Page, site: str, password: str) -> None:
    page.goto(f"{site}/sign-in/")
    page.get_by_label("登录名或电子邮箱").fill("admin")
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录").click()


@pytest.mark.parametrize("address", CHINESE + ENGLISH)
def test_a_page_is_sound(
    live_server: LiveServer, plan: int, wide_and_narrow: Page, address: str
) -> None:
    look(wide_and_narrow, live_server.url + address.format(plan))


@pytest.mark.parametrize("address", ["/", "/targets/", "/en/tasks/", "/regions/"])
def test_an_empty_site_is_sound(
    live_server: LiveServer, transactional_db: None, wide_and_narrow: Page, address: str
) -> None:
    look(wide_and_narrow, live_server.url + address)


@pytest.mark.parametrize("address", ["/sign-in/", "/en/sign-in/?next=/tasks/"])
def test_the_page_to_sign_in_is_sound(
    live_server: LiveServer, transactional_db: None, wide_and_narrow: Page, address: str
) -> None:
    look(wide_and_narrow, live_server.url + address)


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    "page",
    OWN_PAGES,
)
def test_a_page_of_ones_own_account_is_sound(
    live_server: LiveServer, wide_and_narrow: Page, administrator: str, page: str, language: str
) -> None:
    enter(wide_and_narrow, live_server.url, administrator)
    look(wide_and_narrow, f"{live_server.url}{language}/{page}/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_of_tokens_is_sound_before_and_after_one_is_made(
    live_server: LiveServer, wide_and_narrow: Page, administrator: str, prefix: str
) -> None:
    Person.objects.update(must_change_password=False)
    page = wide_and_narrow
    enter(page, live_server.url, administrator)
    look(page, f"{live_server.url}{prefix}/account/tokens/")
    page.locator("#id_label").fill("月度核对脚本")
    page.locator("main form button").last.click()
    expect(page.locator("code.long")).to_be_visible()
    sound(page)
    look(page, f"{live_server.url}{prefix}/account/tokens/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_changed_between_versions_is_sound(
    live_server: LiveServer, transactional_db: None, wide_and_narrow: Page, prefix: str
) -> None:
    draft, issued = (
        import_file(PAIR / f"{name}.txt", by=TEST).version.pk for name in ("draft", "issued")
    )
    look(wide_and_narrow, f"{live_server.url}{prefix}/differences/{draft}/{issued}/")


@pytest.mark.parametrize("address", ["/people/", "/en/people/", "/people/{}/", "/en/people/{}/"])
def test_a_page_of_people_is_sound(
    live_server: LiveServer,
    wide_and_narrow: Page,
    administrator: str,
    colleague: int,
    address: str,
) -> None:
    Person.objects.update(must_change_password=False)
    enter(wide_and_narrow, live_server.url, administrator)
    look(wide_and_narrow, live_server.url + address.format(colleague))


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "address",
    [
        "/units/",
        "/units/?q=火星",
        "/units/1/",
        "/units/new/",
        "/units/1/rename/",
        "/units/1/succession/",
        "/units/import/",
        "/audit/",
        "/audit/?verify=1",
        "/calendar/2026/",
        "/calendar/2031/",
        "/calendar/days/",
    ],
)
def test_a_staff_page_is_sound(
    live_server: LiveServer,
    wide_and_narrow: Page,
    administrator: str,
    colleague: int,
    address: str,
    prefix: str,
) -> None:
    Person.objects.update(must_change_password=False)
    enter(wide_and_narrow, live_server.url, administrator)
    unit = str(Unit.objects.get().pk)
    look(wide_and_narrow, f"{live_server.url}{prefix}{address.replace('1/', unit + '/', 1)}")


def test_the_navigation_stands_at_the_side_or_behind_a_menu(
    live_server: LiveServer, wide_and_narrow: Page, administrator: str
) -> None:
    Person.objects.update(must_change_password=False)
    page = wide_and_narrow
    enter(page, live_server.url, administrator)
    if page.viewport_size and page.viewport_size["width"] < 900:
        page.get_by_text("菜单").click()
    expect(page.get_by_role("navigation", name="工作台")).to_have_count(1)
    sound(page)
    page.get_by_role("link", name="审计记录").click()
    expect(page.get_by_role("heading", name="审计记录")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_have_count(0)


@pytest.mark.parametrize("wrong", [True, False])
def test_what_a_check_of_a_file_says_is_sound(
    live_server: LiveServer, wide_and_narrow: Page, administrator: str, wrong: bool
) -> None:
    Person.objects.update(must_change_password=False)
    page = wide_and_narrow
    enter(page, live_server.url, administrator)
    page.goto(f"{live_server.url}/units/import/")
    row = {"name": "云溪市数据局", "region": "云溪市", "level": "galaxy" if wrong else "city"}
    content = json.dumps([row]).encode()
    file = {"name": "units.json", "mimeType": "application/json", "buffer": content}
    page.get_by_label("单位文件").set_input_files([file])
    page.get_by_role("button", name="检查文件").click()
    expect(page.get_by_text("层级请填写" if wrong else "文件检查通过")).to_be_visible()
    sound(page)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "address",
    [
        "/review/",
        "/review/?q=火星",
        "/review/import/",
        "/review/{}/names/",
        "/board/",
        "/duties/",
        "/duties/?name=市数据局&area=示范市",
        "/tasks/?nobody=1",
        "/regions/?group=sector",
    ],
)
def test_a_page_of_the_desk_is_sound(
    live_server: LiveServer, plan: int, wide_and_narrow: Page, address: str, prefix: str
) -> None:
    register_unit("示范市数据局", region="示范市", level="city", by=TEST)
    version = Version.objects.get(document=plan, current=True)
    bind_proposed(version, by=TEST)
    for one in items_as_of(version)[:7]:
        confirm(one.item, by=TEST, expected=None)
    office = person("office", Role.OFFICE)
    Person.objects.filter(pk=office.pk).update(must_change_password=False)
    client = Client()
    client.force_login(office, BACKEND)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    wide_and_narrow.context.add_cookies([{**cookie, "url": live_server.url}])
    look(wide_and_narrow, live_server.url + prefix + address.format(version.pk))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_became_of_files_is_sound(
    live_server: LiveServer, wide_and_narrow: Page, plan: int, prefix: str
) -> None:
    office = person("office", Role.OFFICE)
    Person.objects.filter(pk=office.pk).update(must_change_password=False)
    client = Client()
    client.force_login(office, BACKEND)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page = wide_and_narrow
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}{prefix}/review/import/")
    empty = {"name": "空文件.txt", "mimeType": "text/plain", "buffer": b"\x00"}
    draft = {"name": "draft.txt", "mimeType": "text/plain"}
    draft["buffer"] = (PAIR / "draft.txt").read_bytes()
    page.locator("input[type=file]").set_input_files([empty, draft])
    page.locator("main form button").click()
    expect(page.locator(".told li")).to_have_count(2)
    sound(page)


@pytest.mark.urls("tests.browser.urls")
def test_the_pattern_page_is_sound(
    live_server: LiveServer, transactional_db: None, wide_and_narrow: Page
) -> None:
    look(wide_and_narrow, live_server.url + "/ui/")


OFFICE_PAGES = [
    "/overview/",
    "/overview/plans/",
    "/overview/units/",
    "/overview/list/",
    "/supervision/{}/terms/",
]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("filled", [True, False])
def test_a_page_of_the_offices_overview_is_sound(
    live_server: LiveServer,
    transactional_db: None,
    wide_and_narrow: Page,
    prefix: str,
    filled: bool,
) -> None:
    page, address = wide_and_narrow, live_server.url + prefix
    number = 0
    if filled:
        for file in examples():
            import_file(file, by=TEST, sample=True)
        fill_sample_world()
        number = Version.objects.get(published_at__isnull=False).document_id
    office = person("office", Role.OFFICE)
    Person.objects.filter(pk=office.pk).update(must_change_password=False)
    client = Client()
    client.force_login(office, BACKEND)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    for one in OFFICE_PAGES if filled else OFFICE_PAGES[:-1]:
        look(page, address + one.format(number))
