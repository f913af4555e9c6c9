"""A draft is commented on without a script and answered; every page of it is sound."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from luodi.parties.rules.roles import Role
from luodi.plans.actions import extend, handle
from luodi.plans.models import Comment, Consultation, Target
from luodi.plans.queries import standing_of
from tests.browser.test_every_page import look, sound
from tests.browser.test_reviewing import let_in
from tests.parties.cast import TEST
from tests.plans.consulting import AFTERWARDS, BODY, draft, first_clause, opened, sent
from tests.plans.factory import imported, reading

LONG = "建议把标杆应用场景由10个增加到20个，并且向中小企业开放更多的数据资源。"


@pytest.fixture
def running(transactional_db: None) -> Consultation:
    now = timezone.now()
    consultation = opened(draft(1), now=now, closes_on=timezone.localdate() + timedelta(days=9))
    clause = first_clause(consultation)
    sent(consultation, LONG, clause=clause, now=now)
    sent(consultation, LONG, signature=BODY, clause=clause, now=now)
    sent(consultation, LONG.replace("20", "30"), clause=clause, now=now)
    sent(consultation, "总体同意，无修改意见。", signature=BODY, now=now)
    return consultation


@pytest.fixture
def over(transactional_db: None) -> Consultation:
    consultation = opened()
    clause = first_clause(consultation)
    texts = (LONG, "请公布算力券的发放办法。\n\n1. 对象\n2. 标准", "建议删去试点。")
    for number, text in enumerate(texts):
        signature = {"signature": BODY} if number == 1 else {}
        comment = sent(consultation, text, clause=None if number == 2 else clause, **signature)  # type: ignore[arg-type]
        outcome = ("accepted", "partly", "declined")[number]
        seen = {comment.comment.pk: None}
        reply = "已在第一条中写明，感谢支持。"
        handle(seen, outcome=outcome, reply=reply, by=TEST, now=AFTERWARDS)
    sent(consultation, "还没有人读过")
    return consultation


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "address", ["", "receipt/", "{}/", "{}/comment/", "{}/comment/?clause={clause}"]
)
def test_a_page_of_an_open_consultation_is_sound(
    live_server: LiveServer,
    wide_and_narrow: Page,
    running: Consultation,
    address: str,
    prefix: str,
) -> None:
    term = standing_of(running).term
    later = term.closes_on + timedelta(days=7)
    extend(running, closes_on=later, reason="应企业要求延长。", by=TEST, expected=term.pk)
    place = address.format(running.pk, clause=first_clause(running).pk)
    look(wide_and_narrow, f"{live_server.url}{prefix}/consultations/{place}")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_result_of_a_consultation_is_sound(
    live_server: LiveServer, wide_and_narrow: Page, over: Consultation, prefix: str
) -> None:
    look(wide_and_narrow, f"{live_server.url}{prefix}/consultations/{over.pk}/")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_comments_beside_what_changed_are_sound(
    live_server: LiveServer, wide_and_narrow: Page, over: Consultation, prefix: str
) -> None:
    issued = imported(reading(copy=5)).version
    target = Target.objects.filter(clause__version=issued).earliest("start", "id")
    Target.objects.filter(pk=target.pk).update(low=20, high=20)
    place = f"{prefix}/differences/{over.version_id}/{issued.pk}/"
    look(wide_and_narrow, live_server.url + place)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "address", ["", "open/{version}/", "{open}/", "{over}/?show=all", "comments/{comment}/"]
)
def test_a_page_of_handling_is_sound(
    live_server: LiveServer,
    wide_and_narrow: Page,
    running: Consultation,
    over: Consultation,
    address: str,
    prefix: str,
) -> None:
    let_in(wide_and_narrow.context, live_server.url, Role.OFFICE)
    comment = Comment.objects.filter(consultation=running).earliest("pk").pk
    fresh = draft(2).pk
    place = address.format(open=running.pk, over=over.pk, comment=comment, version=fresh)
    look(wide_and_narrow, f"{live_server.url}{prefix}/handling/{place}")


def test_a_comment_goes_from_the_clause_to_its_reply_without_a_script(
    live_server: LiveServer, without_script: Page, running: Consultation
) -> None:
    page = without_script
    page.goto(f"{live_server.url}/consultations/{running.pk}/")
    page.locator("section", has_text="夯实算力底座").get_by_role("link").first.click()
    page.get_by_label("您的意见").fill("<b>算力券</b>应当向小微企业倾斜。")
    page.get_by_label("姓名或单位名称").fill("司马相如")
    page.get_by_label("联系电话或电子邮箱").fill("13900001111")
    page.get_by_role("button", name="提交意见").click()
    expect(page.get_by_role("alert")).to_contain_text("未经您同意")
    sound_without_script = page.get_by_label("您的意见")
    expect(sound_without_script).to_have_value("<b>算力券</b>应当向小微企业倾斜。")
    page.get_by_label("我同意将姓名").check()
    page.get_by_role("button", name="提交意见").click()
    expect(page.get_by_role("heading", name="您的意见已收到")).to_be_visible()
    receipt = page.locator(".receipt").inner_text()
    number = Comment.objects.latest("pk").pk
    let_in(page.context, live_server.url, Role.OFFICE)
    page.goto(f"{live_server.url}/handling/comments/{number}/")
    page.get_by_role("button", name="查看提交人信息").click()
    expect(page.locator("#sender")).to_contain_text("司马相如")
    page.get_by_label("办理结果").select_option(label="采纳")
    page.get_by_label("答复（将公布）").fill("已采纳，见第二条。")
    page.get_by_role("button", name="保存办理结果和答复").click()
    page.goto(f"{live_server.url}/consultations/receipt/")
    page.get_by_label("回执编号").fill(receipt)
    page.get_by_role("button", name="查询", exact=True).click()
    expect(page.get_by_text("已采纳，见第二条。")).to_be_visible()


def test_a_receipt_is_sound(
    live_server: LiveServer, wide_and_narrow: Page, running: Consultation
) -> None:
    page = wide_and_narrow
    page.goto(f"{live_server.url}/consultations/{running.pk}/comment/")
    page.get_by_label("您的意见").fill("总体同意。")
    page.get_by_role("button", name="提交意见").click()
    expect(page.get_by_role("alert")).to_be_visible()
    sound(page)
    page.get_by_label("姓名或单位名称").fill("王敏")
    page.get_by_label("联系电话或电子邮箱").fill("13900002222")
    page.get_by_label("我同意将姓名").check()
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator(".receipt")).to_be_visible()
    sound(page)
