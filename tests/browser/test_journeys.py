"""What a reader does on the site; first of all without any script."""

import re

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

QUOTE = "打造10个标杆应用场景、5个高质量数据集"


def test_a_target_leads_to_its_words_in_the_text_and_back(
    live_server: LiveServer, plan: int, without_script: Page
) -> None:
    page = without_script
    page.goto(f"{live_server.url}/plans/{plan}/")
    page.get_by_role("link", name="目标 2 的原文位置").click()
    marked = page.locator("mark:target")
    expect(marked).to_contain_text("高质量数据集")
    expect(marked).to_be_in_viewport()
    page.get_by_role("article").get_by_role("link", name="目标 2", exact=True).click()
    listed = page.locator("li:target")
    expect(listed).to_contain_text(QUOTE)
    expect(listed).to_be_in_viewport()


def test_a_task_leads_to_its_clause_and_back(
    live_server: LiveServer, plan: int, without_script: Page
) -> None:
    page = without_script
    page.goto(f"{live_server.url}/plans/{plan}/")
    page.get_by_role("region", name="识读结果").get_by_role("link", name="三、（一）").click()
    expect(page.locator("section:target")).to_contain_text("建立专班")
    page.locator("section:target").get_by_role("link", name="任务 3").click()
    expect(page.locator("li:target")).to_contain_text("市财政局")


def test_doubts_lead_to_their_place(
    live_server: LiveServer, plan: int, without_script: Page
) -> None:
    page = without_script
    page.goto(f"{live_server.url}/plans/{plan}/")
    page.get_by_role("link", name="?1", exact=True).click()
    expect(page.locator("mark:target")).to_contain_text("专班")


def test_targets_are_filtered_and_paged_without_script(
    live_server: LiveServer, plan: int, without_script: Page
) -> None:
    page = without_script
    page.goto(live_server.url)
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="目标").click()
    page.get_by_role("link", name="下一页").click()
    expect(page.get_by_text("共 65 条")).to_be_visible()
    page.get_by_label("地区").select_option("示范市")
    page.get_by_label("完成年份").select_option("2027")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("共 3 条")).to_be_visible()
    page.get_by_role("link", name=QUOTE).click()
    expect(page.locator("mark:target")).to_be_in_viewport()


def test_with_script_the_rows_change_in_place(
    live_server: LiveServer, plan: int, with_script: Page
) -> None:
    page = with_script
    page.goto(f"{live_server.url}/en/targets/")
    page.evaluate("window.same = true")
    page.get_by_label("Comparator").select_option("at least")
    expect(page.get_by_text("13 rows")).to_be_visible()
    assert page.evaluate("window.same")
    assert "comparator=ge" in page.url


def test_the_language_changes_on_the_same_page(
    live_server: LiveServer, plan: int, without_script: Page
) -> None:
    page = without_script
    page.goto(f"{live_server.url}/targets/?by=2027")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Targets of all plans")).to_be_visible()
    assert page.url.endswith("/en/targets/?by=2027")
    page.get_by_role("link", name="简体中文").click()
    expect(page.get_by_role("heading", name="全部计划的目标")).to_be_visible()


def test_the_keyboard_reaches_the_content_first(
    live_server: LiveServer, plan: int, without_script: Page
) -> None:
    page = without_script
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))
