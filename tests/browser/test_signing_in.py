"""A first administrator signs in, without any script, and makes the account his own."""

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from luodi.parties.models import Person

NEW = "云溪 correct horse battery"


def test_the_first_administrator_signs_in_and_chooses_a_password(
    live_server: LiveServer, administrator: str, without_script: Page
) -> None:
    page = without_script
    page.goto(live_server.url)
    page.get_by_role("link", name="登录").click()
    page.get_by_label("登录名或电子邮箱").fill("admin")
    page.get_by_label("密码", exact=True).fill("not this one")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("有误")
    page.get_by_label("密码", exact=True).fill(administrator)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="修改密码")).to_be_visible()
    page.get_by_label("当前密码").fill(administrator)
    page.get_by_label("新密码", exact=True).fill(NEW)
    page.get_by_label("再次输入新密码").fill(NEW)
    page.get_by_role("button", name="修改密码").click()
    expect(
        page.get_by_role("navigation", name="工作台").get_by_role("link", name="单位", exact=True)
    ).to_be_visible()
    page.get_by_role("link", name="管理员").click()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("link", name="登录")).to_be_visible()


def test_an_administrator_adds_a_colleague_and_grants_a_role(
    live_server: LiveServer, administrator: str, without_script: Page
) -> None:
    Person.objects.update(must_change_password=False)
    page = without_script
    page.goto(f"{live_server.url}/people/")
    page.get_by_label("登录名或电子邮箱").fill("admin")
    page.get_by_label("密码", exact=True).fill(administrator)
    page.get_by_role("button", name="登录").click()
    page.get_by_label("姓名").fill("王敏")
    page.get_by_label("登录名或电子邮箱").fill("wang.min@example.cn")
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_text("密码仅显示这一次")).to_be_visible()
    page.get_by_role("link", name="继续设置角色").click()
    page.get_by_label("授予角色").select_option("核对人")
    page.get_by_role("button", name="授予").click()
    page.get_by_role("button", name="收回: 核对人").click()
    expect(page.get_by_role("button", name="收回: 核对人")).to_have_count(0)
