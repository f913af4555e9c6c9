"""A target in force from the request over the approval to the public page, and every page of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from luodi.parties.models import Person
from luodi.parties.rules.roles import Role
from luodi.plans.actions import refuse_adjustment
from luodi.plans.models import Adjustment
from tests.browser.test_every_page import look, sound
from tests.browser.test_supervising import let_in
from tests.plans.adjusted import (
    DOCUMENT,
    PUBLISHER,
    approved,
    asked,
    first_task,
    lowest,
    scenarios,
)
from tests.plans.supervised import Supervised, confirmed_plan, issued

REASON = "省级算力资金追加 3000 万元，经专题会议研究，相应提高目标值。"


@pytest.fixture
def plan(transactional_db: None) -> Supervised:
    return confirmed_plan()


@pytest.fixture
def adjusted(plan: Supervised) -> dict[str, int]:
    """A target adjusted once, a task asked about in every way, and requests of every state."""
    due_on = timezone.localdate() + timedelta(days=200)
    duties = issued(plan, now=timezone.now(), due_on=due_on)
    member = plan.member(plan.lead, 90)
    approved(asked(scenarios(plan), reason=REASON, way="single", basis=DOCUMENT))
    first = asked(lowest(plan), by=member, unit=plan.lead.pk, reason=REASON)
    asked(lowest(plan), values={"low": 2500.0, "high": 2500.0})
    later = {"measure": "due", "duties": (duties[0].pk,), "due_on": date(2099, 12, 31)}
    approved(asked(first_task(plan), reason="设备交付推迟，相应顺延。", **later))  # type: ignore[arg-type]
    task = asked(first_task(plan), values={"heading": "夯实智能算力底座"})
    approved(task)
    refused = asked(first_task(plan), measure="drop", reason="与省级任务重复。")
    refuse_adjustment(refused.pk, words="省级任务未覆盖区县，予以保留。", by=PUBLISHER)
    return {
        "first": first.pk,
        "refused": refused.pk,
        "task": first_task(plan).pk,
        "target": scenarios(plan).pk,
        "lowest": lowest(plan).pk,
        "plan": plan.plan.pk,
        "version": plan.version.pk,
    }


def publisher(context: BrowserContext, site: str, *roles: Role) -> None:
    let_in(context, site, Role.PUBLISHER, *roles, login="publisher")
    Person.objects.filter(login="publisher").update(totp_secret="x")


STAFF = (
    "/adjustments/",
    "/adjustments/?state=withdrawn",
    "/adjustments/{first}/",
    "/adjustments/{first}/decide/",
    "/adjustments/{refused}/",
    "/adjustments/new/target/{lowest}/",
    "/adjustments/new/task/{task}/",
    "/adjustments/new/task/{task}/?measure=drop",
    "/adjustments/new/task/{task}/?measure=due",
    "/todo/",
    "/tasks/{task}/",
    "/board/",
    "/review/{version}/?show=all&item=target-{target}",
    "/review/{version}/table/",
)
PUBLIC = (
    "/plans/{plan}/adjustments/",
    "/targets/{target}/decomposition/",
    "/tasks/{task}/",
    "/targets/",
    "/tasks/",
    "/plans/{plan}/",
)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_pages_of_adjustments_are_sound(
    live_server: LiveServer, wide_and_narrow: Page, adjusted: dict[str, int], prefix: str
) -> None:
    site = live_server.url + prefix
    for address in PUBLIC:
        look(wide_and_narrow, site + address.format(**adjusted))
    publisher(wide_and_narrow.context, live_server.url, Role.OFFICE)
    for address in STAFF:
        look(wide_and_narrow, site + address.format(**adjusted))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_pages_without_adjustments_are_sound(
    live_server: LiveServer, wide_and_narrow: Page, plan: Supervised, prefix: str
) -> None:
    let_in(wide_and_narrow.context, live_server.url, Role.OFFICE, login="office")
    for address in (f"/plans/{plan.plan.pk}/adjustments/", "/adjustments/"):
        look(wide_and_narrow, live_server.url + prefix + address)


def test_a_request_with_a_mistake_is_sound(
    live_server: LiveServer, wide_and_narrow: Page, plan: Supervised
) -> None:
    page, site = wide_and_narrow, live_server.url
    let_in(page.context, site, Role.UNIT, login="member", unit=plan.lead)
    page.goto(f"{site}/adjustments/new/target/{lowest(plan).pk}/")
    page.get_by_label("调整方式").select_option("single")
    page.get_by_label("理由").fill(REASON)
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("alert")).to_contain_text("须填写依据")
    sound(page)


def test_a_target_from_the_request_to_the_public_page_without_script(
    live_server: LiveServer, browser: Browser, without_script: Page, plan: Supervised
) -> None:
    site, page, target = live_server.url, without_script, lowest(plan)
    let_in(page.context, site, Role.UNIT, login="member", unit=plan.lead)
    page.goto(f"{site}/board/")
    page.get_by_role("row", name="可调度算力").get_by_role("link", name="申请调整").click()
    for side in ("下限", "上限"):
        page.get_by_label(side).fill("3000")
    page.get_by_label("理由").fill(REASON)
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("main")).to_contain_text("待审批")
    with browser.new_context(java_script_enabled=False) as other:
        publisher(other, site)
        desk = other.new_page()
        desk.goto(f"{site}/todo/")
        desk.get_by_role("link", name="可调度算力达到2000 PFLOPS").click()
        desk.get_by_role("link", name="审批", exact=True).click()
        desk.get_by_role("button", name="批准", exact=True).click()
        expect(desk.get_by_role("main")).to_contain_text("已批准")
        desk.goto(f"{site}/todo/")
        expect(desk.get_by_text("待您审批的调整申请")).to_have_count(0)
    with browser.new_context() as stranger:
        public = stranger.new_page()
        public.goto(f"{site}/targets/")
        row = public.get_by_role("row", name="可调度算力")
        expect(row).to_contain_text("3,000")
        row.get_by_role("link", name="已调整").click()
        expect(public.get_by_role("main")).to_contain_text(REASON)
        public.get_by_role("link", name="可调度算力达到2000 PFLOPS").click()
        expect(public.get_by_text("调整记录")).to_be_visible()
    target.refresh_from_db()
    assert (target.low, Adjustment.objects.get().unit_id) == (3000.0, plan.lead.pk)
