"""Every kind of page, wide and narrow, in both languages: accessible, no sideways scroll."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

CHINESE = ["/", "/plans/{}/", "/targets/", "/tasks/", "/targets/?q=火星", "/plans/999/"]
ENGLISH = ["/en/", "/en/plans/{}/", "/en/targets/?by=2027", "/en/tasks/?page=2"]


def look(page: Page, address: str) -> None:
    page.goto(address)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", CHINESE + ENGLISH)
def test_a_page_is_sound(
    live_server: LiveServer, plan: int, wide_and_narrow: Page, address: str
) -> None:
    look(wide_and_narrow, live_server.url + address.format(plan))


@pytest.mark.parametrize("address", ["/", "/targets/", "/en/tasks/"])
def test_an_empty_site_is_sound(
    live_server: LiveServer, transactional_db: None, wide_and_narrow: Page, address: str
) -> None:
    look(wide_and_narrow, live_server.url + address)


@pytest.mark.urls("tests.browser.urls")
def test_the_pattern_page_is_sound(
    live_server: LiveServer, transactional_db: None, wide_and_narrow: Page
) -> None:
    look(wide_and_narrow, live_server.url + "/ui/")
