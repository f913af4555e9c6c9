"""Calendar feeds, duties of a replaced version and given-up work, in all widths and languages."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from luodi.parties.rules.roles import Role
from luodi.plans.models import Carrying, Duty
from luodi.plans.rules.supervision import Act
from luodi.schedule.models import Job
from tests.browser.test_every_page import look, sound
from tests.browser.test_supervising import let_in
from tests.plans.supervised import Supervised, china, confirmed_plan, done, issued
from tests.plans.test_carrying import new_version


@pytest.fixture
def plan(transactional_db: None) -> Supervised:
    return confirmed_plan()


@pytest.fixture
def replaced(plan: Supervised) -> list[Duty]:
    """One is under a light, one waits, one is claimed without evidence."""
    made = issued(plan, now=china(3, 2))
    done(made[0], Act.ACCEPT, plan.member(plan.lead), china(3, 3))
    for act in (Act.ACCEPT, Act.CLAIM):
        done(made[2], act, plan.member(plan.support), china(3, 4))
    new_version(plan)
    return made


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_of_feeds_and_a_new_address_are_sound(
    live_server: LiveServer, wide_and_narrow: Page, plan: Supervised, prefix: str
) -> None:
    page, site = wide_and_narrow, live_server.url
    let_in(page.context, site, Role.OFFICE, Role.UNIT, login="everybody", unit=plan.lead)
    look(page, f"{site}{prefix}/account/feeds/")
    page.locator("main form button").first.click()
    expect(page.locator("main code")).to_contain_text("/feeds/")
    sound(page)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", ["/supervision/{}/", "/supervision/{}/carrying/"])
def test_the_pages_of_a_replaced_version_are_sound(
    live_server: LiveServer,
    wide_and_narrow: Page,
    plan: Supervised,
    replaced: list[Duty],
    address: str,
    prefix: str,
) -> None:
    page, site = wide_and_narrow, live_server.url
    let_in(page.context, site, Role.OFFICE, login="office")
    look(page, site + prefix + address.format(plan.plan.pk))


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_of_given_up_work_is_sound(
    live_server: LiveServer, wide_and_narrow: Page, transactional_db: None, prefix: str
) -> None:
    page, site = wide_and_narrow, live_server.url
    let_in(page.context, site, Role.ADMINISTRATOR, login="administrator")
    look(page, f"{site}{prefix}/jobs/")
    Job.objects.create(
        kind="parties.send_email",
        key="1",
        due_at=timezone.now(),
        state=Job.State.GIVEN_UP,
        attempt=8,
        last_error="ConnectionRefusedError: [Errno 111] Connection refused",
    )
    look(page, f"{site}{prefix}/jobs/")


def test_the_office_confirms_without_a_script_what_goes_on(
    live_server: LiveServer, without_script: Page, plan: Supervised, replaced: list[Duty]
) -> None:
    page, site = without_script, live_server.url
    let_in(page.context, site, Role.OFFICE, login="office")
    page.goto(f"{site}/supervision/{plan.plan.pk}/")
    page.get_by_role("link", name="逐项确认接续办理").click()
    page.get_by_label("理由").fill("新版方案已印发")
    page.get_by_role("button", name="按上述选择确认").click()
    expect(page.get_by_text("原版尚有 1 项督办事项未办结")).to_be_visible()
    assert Carrying.objects.count() == 2
    page.goto(f"{site}/tasks/{replaced[0].task_id}/")
    page.get_by_role("link", name="新版督办事项").click()
    expect(page.get_by_role("link", name="原版督办事项及其办理记录")).to_be_visible()
