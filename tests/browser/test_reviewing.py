"""A reviewer takes a whole plan through the review page, by keys alone and without any script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from luodi.parties.rules.roles import Role
from luodi.plans.actions import Ruling, decide, import_file
from luodi.plans.cli import examples
from luodi.plans.models import Publication, Target, Version
from luodi.plans.queries import items_as_of, live_targets, unconfirmed_items
from tests.browser.test_every_page import look, sound
from tests.parties.cast import TEST, entered
from tests.plans.factory import imported, reading


def let_in(context: BrowserContext, site: str, *roles: Role) -> None:
    """Gives a browser the session of somebody with these roles."""
    client = Client()
    person = entered(client, *roles)
    person.totp_secret = "x"
    person.save()
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": site}])


@pytest.fixture
def reviewer(browser: Browser, live_server: LiveServer, version: Version) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1360, "height": 900}) as context:
        let_in(context, live_server.url, Role.REVIEWER)
        yield context.new_page()


@pytest.fixture
def version(transactional_db: None) -> Version:
    return imported(reading()).version


def city_plan() -> Path:
    return next(file for file in examples() if "city" in file.name)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "address",
    ["", "?show=all", "?show=corrected", "?add=target&start=40&end=60", "publish/", "table/"],
)
def test_a_page_of_the_review_is_sound(
    live_server: LiveServer, wide_and_narrow: Page, version: Version, address: str, prefix: str
) -> None:
    let_in(wide_and_narrow.context, live_server.url, Role.OFFICE, Role.PUBLISHER)
    look(wide_and_narrow, f"{live_server.url}{prefix}/review/{version.pk}/{address}")


def test_the_forms_of_an_item_are_sound(
    live_server: LiveServer, wide_and_narrow: Page, version: Version
) -> None:
    page = wide_and_narrow
    let_in(page.context, live_server.url, Role.OFFICE)
    page.goto(f"{live_server.url}/review/{version.pk}/")
    page.locator("summary", has_text="更正").click()
    page.locator("summary", has_text="驳回").click()
    sound(page)
    page.get_by_label("下限").fill("500")
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    sound(page)


def test_a_whole_plan_is_reviewed_by_keys_and_published(
    live_server: LiveServer, browser: Browser, transactional_db: None
) -> None:
    version = import_file(city_plan(), by=TEST, sample=True).version
    total = len(items_as_of(version))
    with browser.new_context(viewport={"width": 1360, "height": 900}) as context:
        let_in(context, live_server.url, Role.REVIEWER, Role.PUBLISHER)
        page = context.new_page()
        page.goto(f"{live_server.url}/review/{version.pk}/#here")
        for done in range(1, total + 1):
            expect(page.locator("#here")).to_be_in_viewport()
            page.keyboard.press("c")
            expect(page.get_by_text(f"已核对 {done} / {total} 条")).to_be_visible()
        expect(page.get_by_text("本版本各条均已核对。")).to_be_visible()
        page.get_by_role("link", name="发布本版本").click()
        page.get_by_role("button", name="发布", exact=True).click()
        expect(page.get_by_role("heading", name=version.document.title)).to_be_visible()
    assert unconfirmed_items(version) == []
    assert len(live_targets()) == Target.objects.count()
    assert Publication.objects.get().version == version


def test_keys_correct_reject_reopen_and_move(
    live_server: LiveServer, reviewer: Page, version: Version
) -> None:
    page = reviewer
    page.goto(f"{live_server.url}/review/{version.pk}/")
    page.keyboard.press("e")
    page.get_by_label("下限").fill("12")
    page.get_by_label("上限").fill("")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已核对 1 / 9 条")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator(".picks .chosen")).to_contain_text("规上工业企业应用普及率")
    page.keyboard.press("k")
    expect(page.locator(".picks .chosen")).to_contain_text("高质量数据集")
    page.keyboard.press("x")
    page.keyboard.type("重复识读")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已核对 2 / 9 条")).to_be_visible()
    page.get_by_role("link", name="已驳回 1").click()
    page.keyboard.press("u")
    page.keyboard.type("复核")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已核对 1 / 9 条")).to_be_visible()
    assert sorted(Target.objects.values_list("state", flat=True))[0] == "corrected"


def test_words_selected_in_the_text_are_added(
    live_server: LiveServer, reviewer: Page, version: Version
) -> None:
    page = reviewer
    page.goto(f"{live_server.url}/review/{version.pk}/")
    page.get_by_text("每年发布场景机会清单").evaluate(
        """line => {
            const nodes = [...line.childNodes].filter(node => node.nodeType === 3);
            const node = nodes.find(one => one.data.includes("场景机会"));
            const start = node.data.indexOf("发布");
            document.getSelection().setBaseAndExtent(node, start, node, start + 8);
        }"""
    )
    page.keyboard.press("a")
    expect(page.get_by_label("计划原文")).to_have_value("发布场景机会清单")
    page.get_by_label("对象").fill("场景机会清单")
    page.get_by_label("下限").fill("1")
    page.get_by_role("button", name="补录并确认").click()
    expect(page.locator("mark.chosen")).to_contain_text("发布场景机会清单")
    added = Target.objects.latest("pk")
    assert version.text[added.start : added.end] == added.quote == "发布场景机会清单"


def test_without_a_script_items_are_ticked_and_decided(
    live_server: LiveServer, without_script: Page, version: Version
) -> None:
    page = without_script
    let_in(page.context, live_server.url, Role.REVIEWER)
    page.goto(f"{live_server.url}/review/{version.pk}/")
    page.get_by_label("第 1 条").check()
    page.get_by_label("第 2 条").check()
    page.get_by_role("button", name="确认所勾选").click()
    expect(page.get_by_text("已核对 2 / 9 条")).to_be_visible()
    page.get_by_text("一次确认本清单全部 7 条").click()
    page.get_by_role("button", name="确认 7 条").click()
    expect(page.get_by_text("本版本各条均已核对。")).to_be_visible()


def test_two_who_look_at_the_same_item_do_not_overwrite_each_other(
    live_server: LiveServer, reviewer: Page, version: Version
) -> None:
    page = reviewer
    page.goto(f"{live_server.url}/review/{version.pk}/")
    decide([Ruling(unconfirmed_items(version)[0].item, "confirm", None)], by=TEST)
    page.keyboard.press("c")
    expect(page.get_by_role("alert")).to_contain_text("已有他人")
    expect(page.get_by_text("已核对 1 / 9 条")).to_be_visible()
