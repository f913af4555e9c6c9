"""One task in the browser, from 签收 over the reminder, yellow and red to its end, day by day.

The clock is moved for the whole site: pages, sessions and jobs read the same instant. What the
unit, the office and the public see is photographed at each step where LUODI_SHOTS is set.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from luodi.parties.actions.people import certify_person
from luodi.parties.models import Person
from luodi.parties.rules.roles import Role
from luodi.parties.sessions import BACKEND
from luodi.plans.models import Duty
from luodi.schedule.actions import run_due_jobs
from tests.browser.conftest import SHOTS
from tests.parties.cast import TEST, person
from tests.plans.supervised import Supervised, china, confirmed_plan

DUE = date(2026, 6, 30)
LINK = "https://data.example.gov.cn/acceptance/2026-18"
NUMBER = "云数函〔2026〕18号"


@dataclass
class Clock:
    now: datetime = field(default_factory=lambda: china(3, 2, 9))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(timezone, "now", lambda: found.now)
    return found


@dataclass
class Scene:
    """Three who look at one task; each day the two of the staff have signed in again."""

    site: str
    clock: Clock
    unit: Page
    office: Page
    public: Page
    member: Person
    chief: Person
    step: int = 0

    def day(self, month: int, day: int, hour: int = 10, minute: int = 0) -> None:
        self.clock.now = china(month, day, hour, minute)
        run_due_jobs(owner="test")
        for who, page in ((self.member, self.unit), (self.chief, self.office)):
            certify_person(who.pk, by=TEST)
            sign_in(page.context, self.site, who)

    def card(self, page: Page, duty: Duty) -> Locator:
        """The duty's record, on the page as it is now."""
        page.goto(f"{self.site}/tasks/{duty.task_id}/")
        return page.locator(f"#duty-{duty.pk}")

    def all_see(self, duty: Duty, words: str) -> None:
        """The same state for all three, and no name of a person for the public."""
        self.step += 1
        for name, page in (("unit", self.unit), ("office", self.office), ("public", self.public)):
            page.goto(f"{self.site}/tasks/{duty.task_id}/")
            expect(page.get_by_role("row", name="示范市数据局")).to_contain_text(words)
            if SHOTS:
                path = f"{SHOTS}/days-{self.step:02}-{name}.png"
                page.screenshot(path=path, full_page=True)
        expect(self.public.get_by_text("测试 member")).to_have_count(0)

    def told(self, page: Page, words: str) -> None:
        page.goto(f"{self.site}/account/notices/")
        expect(page.get_by_role("listitem").filter(has_text=words).first).to_be_visible()


def sign_in(context: BrowserContext, site: str, who: Person) -> None:
    client = Client()
    client.force_login(who, BACKEND)
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": site}])


def act(card: Locator, button: str, **fields: str) -> None:
    """Opens the form of an act, fills it in and sends it."""
    card.locator("summary", has_text=button).click()
    form = card.locator("details[open] form")
    for label, text in fields.items():
        form.get_by_label(label).fill(text)
    form.get_by_role("button", name=button).click()


@pytest.fixture
def scene(
    live_server: LiveServer, browser: Browser, transactional_db: None, clock: Clock
) -> Iterator[tuple[Scene, Supervised]]:
    plan = confirmed_plan()
    people = person("member", Role.UNIT, unit=plan.lead), person("chief", Role.OFFICE)
    Person.objects.update(must_change_password=False)
    with (
        browser.new_context() as unit,
        browser.new_context(java_script_enabled=False) as office,
        browser.new_context() as public,
    ):
        pages = [context.new_page() for context in (unit, office, public)]
        yield Scene(live_server.url, clock, *pages, *people), plan


def test_one_task_from_its_issue_to_its_end(scene: tuple[Scene, Supervised]) -> None:
    view, plan = scene
    unit, office = view.unit, view.office

    view.day(3, 2)
    office.goto(f"{view.site}/supervision/{plan.plan.pk}/")
    office.get_by_label("办结期限").fill(DUE.isoformat())
    office.get_by_label("理由").fill("按年度督办计划交办")
    office.get_by_role("button", name="交办").click()
    expect(office.get_by_text("可交办的事项均已交办")).to_be_visible()
    duty = Duty.objects.filter(unit=plan.lead).earliest("pk")
    view.told(unit, "2 项任务已交办示范市数据局，办结期限 2026-06-30")
    view.all_see(duty, "待签收")
    expect(view.card(unit, duty)).to_contain_text(
        "签收时限为 5 个工作日，自次日起算，至 2026-03-09"
    )

    view.day(3, 3)
    unit.goto(f"{view.site}/todo/")
    unit.get_by_role("row", name="夯实算力底座").get_by_role("link").click()
    unit.locator(f"#duty-{duty.pk}").get_by_role("button", name="签收").click()
    expect(unit.locator(f"#duty-{duty.pk} ol")).to_contain_text("签收")
    view.all_see(duty, "推进中")

    view.day(4, 10)
    fields = {"办理情况": "已完成机房选址和招标。", "依据文号": NUMBER, "佐证链接": LINK}
    act(view.card(unit, duty), "报告进展", **fields)
    link = view.card(office, duty).get_by_role("link", name="data.example.gov.cn")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(link).to_have_attribute("href", LINK)
    view.all_see(duty, "推进中")
    expect(view.public.get_by_text(NUMBER)).to_have_count(0)

    view.day(5, 29, 9, 5)
    view.told(unit, "21 个工作日")
    view.all_see(duty, "前 21 个工作日")

    view.day(7, 1, 0, 1)
    view.told(unit, "黄灯")
    view.all_see(duty, "黄灯")

    view.day(7, 15, 0, 1)
    view.told(unit, "红灯")
    view.told(office, "红灯")
    view.all_see(duty, "红灯")

    view.day(7, 16)
    act(view.card(unit, duty), "申请办结", 办理情况="已建成 2000 PFLOPS。")
    expect(unit.locator(f"#duty-{duty.pk} header")).to_contain_text("待办结确认")
    view.told(office, "申请办结")
    view.all_see(duty, "待办结确认")

    view.day(7, 17)
    office.goto(f"{view.site}/todo/")
    office.get_by_role("link", name="夯实算力底座").click()
    act(office.locator(f"#duty-{duty.pk}"), "退回补充", 理由="缺第三方验收报告")
    view.told(unit, "理由：缺第三方验收报告")
    view.all_see(duty, "红灯")

    view.day(7, 20)
    act(view.card(unit, duty), "申请办结", 办理情况="验收报告已补。", 依据文号="云验〔2026〕7号")
    view.day(7, 21)
    act(view.card(office, duty), "确认办结")
    view.told(unit, "已办结示范市数据局的“夯实算力底座”")
    view.all_see(duty, "办结")
    record = view.card(office, duty).locator("ol")
    for words in (
        "签收",
        NUMBER,
        "提醒",
        "黄灯",
        "红灯",
        "退回补充",
        "云验〔2026〕7号",
        "测试 chief",
    ):
        expect(record).to_contain_text(words)
    office.goto(f"{view.site}/todo/")
    expect(office.get_by_text("暂无待办事项")).to_be_visible()
