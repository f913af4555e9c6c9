"""People come in through an OpenID Connect provider, without any script; its pages are sound."""

from collections.abc import Iterator

import pyotp
import pytest
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from luodi.parties.actions.access import STEP, set_up_codes
from luodi.parties.models import Person
from luodi.parties.rules.roles import Role
from tests.browser.conftest import WIDTHS
from tests.browser.test_every_page import enter, look
from tests.parties.cast import person
from tests.parties.provider import CLIENT, SECRET, Provider, running

LOGIN = "wang.min@example.cn"
BUTTON = {"": "通过统一身份认证登录", "/en": "Sign in through the unified sign-in service"}


@pytest.fixture
def provider(settings: LazySettings) -> Iterator[Provider]:
    with running() as one:
        settings.OPENID = {"issuer": one.issuer, "client_id": CLIENT, "client_secret": SECRET}
        yield one


@pytest.fixture
def codes(transactional_db: None) -> pyotp.TOTP:
    """The codes of a publisher who also keeps people."""
    codes = pyotp.TOTP(pyotp.random_base32())
    publisher = person(LOGIN, Role.PUBLISHER, Role.ADMINISTRATOR)
    set_up_codes(publisher, codes.secret, code=codes.at(timezone.now() - STEP))
    return codes


def test_a_publisher_turns_back_once_then_comes_in_and_confirms_who_he_is(
    live_server: LiveServer, provider: Provider, codes: pyotp.TOTP, without_script: Page
) -> None:
    page = without_script
    provider.refuses = "access_denied"
    page.goto(f"{live_server.url}/people/")
    page.get_by_role("link", name=BUTTON[""]).click()
    expect(page.get_by_role("alert")).to_contain_text("已取消或被拒绝")
    provider.refuses = ""
    page.get_by_role("link", name=BUTTON[""]).click()
    page.get_by_label("动态验证码").fill("000000")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("有误")
    page.get_by_label("动态验证码").fill(codes.now())
    page.get_by_role("button", name="登录").click()
    # The provider had asked an hour ago, which is not enough to keep people.
    expect(page.get_by_text("请再次输入密码")).to_be_visible()
    Person.objects.update(totp_step=0)
    page.get_by_role("link", name=BUTTON[""]).click()
    page.get_by_label("动态验证码").fill(codes.now())
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="人员与角色")).to_be_visible()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_pages_on_the_way_are_sound(
    live_server: LiveServer,
    provider: Provider,
    codes: pyotp.TOTP,
    wide_and_narrow: Page,
    prefix: str,
) -> None:
    page = wide_and_narrow
    look(page, f"{live_server.url}{prefix}/sign-in/?next={prefix}/tasks/")
    page.get_by_role("link", name=BUTTON[prefix]).click()
    expect(page).to_have_url(f"{live_server.url}{prefix}/sign-in/openid/code/")
    look(page, f"{live_server.url}{prefix}/sign-in/openid/code/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_with_what_went_wrong_is_sound(
    live_server: LiveServer,
    provider: Provider,
    codes: pyotp.TOTP,
    with_script: Page,
    prefix: str,
) -> None:
    provider.refuses = "access_denied"
    for width in WIDTHS:
        with_script.set_viewport_size({"width": width, "height": 900})
        look(with_script, f"{live_server.url}{prefix}/sign-in/openid/")
        expect(with_script.get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_of_a_person_with_an_identity_is_sound(
    live_server: LiveServer,
    provider: Provider,
    administrator: str,
    colleague: int,
    wide_and_narrow: Page,
    prefix: str,
) -> None:
    Person.objects.update(must_change_password=False)
    enter(wide_and_narrow, live_server.url, administrator)
    look(wide_and_narrow, f"{live_server.url}{prefix}/people/{colleague}/")
