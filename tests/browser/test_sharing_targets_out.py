"""The office shares a target of the example province out and aligns it with the example city."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from luodi.parties.actions.units import register_unit
from luodi.parties.rules.roles import Role
from luodi.plans.actions import AlignmentRuling, align, decompose, enforce
from luodi.plans.cli import examples
from luodi.plans.rules.shares import ShareEntry
from tests.browser.test_every_page import look, sound
from tests.browser.test_reviewing import let_in
from tests.parties.cast import TEST
from tests.plans.adjusted import approved, asked
from tests.plans.test_decomposition_of_real_plans import confirmed, target_like

CITIES = ("云溪市", "望澜市", "青屿市")


@pytest.fixture
def world(transactional_db: None) -> dict[str, Any]:
    """Two plans in force; one target shared out with a gap and adjusted since, one aligned."""
    files = {file.name.partition("-")[0]: file for file in examples()}
    province, city = confirmed(files["lanjiang"]), confirmed(files["yunxi"])
    for region in CITIES:
        register_unit("数据局", region=region, level="city", by=TEST)
    target = target_like(province, "示范场景")
    given = zip(("60", "30", ""), CITIES, (2027, 2027, None), strict=True)
    rows = [ShareEntry(value, "ge", region=region, year=year) for value, region, year in given]
    ways = {"aggregation": "sum", "years": "cumulative"}
    draft = decompose(target, entries=rows, **ways, by=TEST, expected=None)
    step = enforce(target, by=TEST, expected=draft.pk, reason="其余10个由省级统筹预留")
    decompose(target, entries=rows[:2], **ways, by=TEST, expected=step.pk)
    approved(asked(target, values={"low": 120.0, "high": 120.0}))
    upper, lower = target_like(province, "高质量数据集"), target_like(city, "数据集")
    align([AlignmentRuling(upper.pk, lower.pk, "confirm", None)], by=TEST)
    return {"plan": province.document_id, "target": target.pk, "other": upper.pk}


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "address",
    [
        "/targets/{target}/decomposition/",
        "/targets/{other}/decomposition/",
        "/plans/{plan}/coverage/",
        "/decompositions/",
        "/decompositions/?plan={plan}",
        "/decompositions/{target}/",
        "/decompositions/{target}/import/",
        "/alignment/{plan}/",
    ],
)
def test_a_page_of_shares_is_sound(
    live_server: LiveServer,
    wide_and_narrow: Page,
    world: dict[str, Any],
    address: str,
    prefix: str,
) -> None:
    let_in(wide_and_narrow.context, live_server.url, Role.OFFICE)
    look(wide_and_narrow, live_server.url + prefix + address.format(**world))


def test_a_target_is_shared_out_on_its_page(
    live_server: LiveServer, wide_and_narrow: Page, world: dict[str, Any]
) -> None:
    page = wide_and_narrow
    let_in(page.context, live_server.url, Role.OFFICE)
    page.goto(f"{live_server.url}/decompositions/{world['other']}/")
    page.locator("[name=cell-1-all]").fill("3")
    page.locator("[name=cell-2-all]").fill("-1")
    page.get_by_role("button", name="核算").click()
    expect(page.get_by_text("有的行填写有误")).to_be_visible()
    sound(page)
    page.locator("[name=cell-2-all]").fill("")
    page.get_by_role("button", name="核算").click()
    expect(page.get_by_text("各份额合计比目标少 77 个。")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="保存草案").click()
    page.get_by_label("份额未能落实目标").fill("其余由省级统筹预留")
    page.get_by_role("button", name="生效").click()
    expect(page.get_by_label("撤回理由")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="公开页面").click()
    expect(page.get_by_text("其余由省级统筹预留")).to_be_visible()


def test_it_works_without_a_script(
    live_server: LiveServer, without_script: Page, world: dict[str, Any]
) -> None:
    page = without_script
    let_in(page.context, live_server.url, Role.OFFICE)
    page.goto(f"{live_server.url}/decompositions/{world['other']}/")
    page.locator("[name=cell-1-all]").fill("80")
    page.get_by_role("button", name="保存草案").click()
    expect(page.get_by_text("各份额相加与目标完全一致。")).to_be_visible()
    page.get_by_role("button", name="生效").click()
    expect(page.get_by_label("撤回理由")).to_be_visible()
    page.goto(f"{live_server.url}/alignment/{world['plan']}/")
    page.get_by_role("button", name="不承接").first.click()
    expect(page.get_by_text("重复计入")).to_be_visible()
