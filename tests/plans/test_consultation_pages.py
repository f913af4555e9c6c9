"""The pages and operations of a consultation, used by a browser without a script or a program."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from luodi.audit.models import AuditEvent
from luodi.parties.actions.feeds import make_feed
from luodi.parties.models import Person
from luodi.parties.queries import actor_of
from luodi.parties.rules.roles import Role
from luodi.plans.actions import handle, open_consultation
from luodi.plans.models import Comment, Consultation, Handling, Sender, Target, Task, Version
from tests.parties.cast import TEST, entered, person
from tests.plans.consulting import (
    AFTERWARDS,
    BODY,
    FORM,
    LAST_DAY,
    NAME,
    OPENING,
    PERSON,
    PERSONAL,
    SCRIPT,
    SENT,
    closed_with_replies,
    draft,
    first_clause,
    opened,
    sent,
)
from tests.site.addresses import ROWS
from tests.site.test_routes import routes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def words(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


@pytest.fixture
def running() -> Consultation:
    """Open today."""
    soon = timezone.localdate() + timedelta(days=3)
    return opened(draft(1), now=timezone.now(), closes_on=soon)


@pytest.fixture
def over() -> Consultation:
    return closed_with_replies()


@pytest.fixture
def office(client: Client) -> Client:
    entered(client, Role.OFFICE)
    return client


def address(consultation: Consultation, what: str = "") -> str:
    return f"/consultations/{consultation.pk}/{what}"


def test_every_clause_of_an_open_draft_can_be_commented_on(
    client: Client, running: Consultation
) -> None:
    page = client.get(address(running)).content.decode()
    assert page.count(">对本条提出意见<") == running.version.clauses.count()
    for clause in running.version.clauses.all():
        form = client.get(address(running, f"comment/?clause={clause.pk}"))
        assert form.status_code == 200
        assert form.context["clause"] == clause


def test_the_page_of_a_plan_leads_to_its_consultation(
    client: Client, running: Consultation
) -> None:
    version = running.version
    page = client.get(f"/plans/{version.document_id}/versions/{version.pk}/").content.decode()
    assert f'<a href="{address(running)}">' in page


def test_a_comment_is_sent_and_its_receipt_shows_what_came_of_it(
    client: Client, running: Consultation
) -> None:
    clause = first_clause(running)
    page = client.post(address(running, "comment/"), FORM | {"clause": clause.pk})
    assert page.status_code == 201
    comment = Comment.objects.get()
    assert (comment.clause, comment.signature) == (clause, "欧**")
    receipt = page.context["received"].receipt
    assert receipt in words(page)
    found = client.post("/consultations/receipt/", {"receipt": receipt})
    assert "待答复" in words(found)
    handle({comment.pk: None}, outcome="partly", reply="部分吸收。", by=TEST)
    found = client.post("/consultations/receipt/", {"receipt": receipt.lower()})
    assert "部分采纳" in words(found)
    assert "部分吸收。" in words(found)
    assert client.post("/consultations/receipt/", {"receipt": "2345"}).status_code == 404


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "意见须署名"),
        ({"name": "匿名"}, "意见须署名"),
        ({"kind": "body"}, "意见须署名"),
        ({"contact": ""}, "联系到您的电话号码"),
        ({"consent": ""}, "未经您同意"),
        ({"text": " "}, "意见内容为空"),
        ({"text": "字" * 5001}, "超过5000字"),
        ({"text": "a\x00b"}, "请检查"),
        ({"kind": "crowd"}, "请检查"),
        ({"clause": "1" * 30}, ""),
    ],
)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_faulty_comment_comes_back_with_what_was_typed(
    client: Client, running: Consultation, change: dict[str, str], sentence: str, prefix: str
) -> None:
    page = client.post(prefix + address(running, "comment/"), FORM | change)
    assert page.status_code in {404, 422}
    assert not Comment.objects.exists()
    if sentence and not prefix:
        assert sentence in words(page)
        assert PERSON.contact in page.content.decode() or "contact" in change


def test_a_megabyte_is_refused_with_a_sentence_and_never_read(
    client: Client, running: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object) -> bytes:
        raise AssertionError("the body was read")

    monkeypatch.setattr(HttpRequest, "read", read)
    monkeypatch.setattr(HttpRequest, "body", property(read))
    # A client that shows tokens against forgery: looking for one reads the form.
    strict = Client(enforce_csrf_checks=True)
    page = strict.post(address(running, "comment/"), FORM | {"text": "字" * 350_000})
    assert page.status_code == 413
    assert "每条意见最多5000字" in words(page)
    told = strict.post(
        f"/api/v1/consultations/{running.pk}/comments",
        SENT | {"text": "字" * 350_000},
        content_type="application/json",
    )
    assert (told.status_code, told.json()["code"]) == (413, "comment_too_large")
    assert not Comment.objects.exists()


def test_a_form_without_the_token_against_forgery_is_refused(running: Consultation) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(running, "comment/"), FORM).status_code == 403


def test_markup_is_shown_as_it_was_typed(
    client: Client, running: Consultation, over: Consultation
) -> None:
    sent_page = client.post(address(running, "comment/"), FORM | {"text": SCRIPT, "name": "<b>王"})
    entered(client, Role.OFFICE)
    comment = Comment.objects.filter(text=SCRIPT).first()
    assert comment is not None
    pages = [
        sent_page,
        client.get(address(over)),
        client.get(f"/handling/{over.pk}/?show=all"),
        client.get(f"/handling/comments/{comment.pk}/"),
        client.post(f"/handling/comments/{Comment.objects.latest('pk').pk}/sender/"),
    ]
    for page in pages:
        text = page.content.decode()
        assert "&lt;" in text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<b>王" not in text


def test_nothing_that_was_said_is_shown_before_the_closing_day(
    client: Client, running: Consultation
) -> None:
    sent(running, "先不公开", now=timezone.now())
    assert "先不公开" not in words(client.get(address(running)))
    for what in (address(running, "comments.csv"), address(running, "comments.json")):
        assert client.get(what).status_code == 409
    assert client.get(f"/api/v1/consultations/{running.pk}/comments").status_code == 409


def test_a_closed_draft_takes_no_comment_and_shows_its_result(
    client: Client, over: Consultation
) -> None:
    assert client.post(address(over, "comment/"), FORM).status_code == 409
    page = words(client.get(address(over)))
    for said in ("欧**", BODY.name, "已采纳。", "收到意见 3", "待答复 1"):
        assert said in page
    assert "还没有人读过" not in page
    assert "The text" not in page


def test_a_name_that_was_signed_as_an_organisation_can_be_withheld(client: Client) -> None:
    consultation = opened()
    own = replace(BODY, name=NAME)
    comment = sent(consultation, signature=own).comment
    handle({comment.pk: None}, outcome="declined", reply="不采纳。", withheld=True, by=TEST)
    page = f"/consultations/{consultation.pk}/"
    for place in (page, f"{page}comments.csv", f"/api/v1{page}comments"):
        answer = client.get(place)
        assert "不采纳。" in answer.content.decode()
        assert NAME not in answer.content.decode()


def test_a_withheld_text_is_published_nowhere_but_its_reply_is(client: Client) -> None:
    consultation = opened()
    comment = sent(consultation, "请打我本人电话").comment
    how = {"outcome": "elsewhere", "reply": "已转相关部门。", "withheld": True}
    handle({comment.pk: None}, by=TEST, now=AFTERWARDS, **how)  # type: ignore[arg-type]
    for what in ("", "comments.csv", "comments.json"):
        text = client.get(address(consultation, what)).content.decode()
        assert "请打我本人电话" not in text
        assert "已转相关部门。" in text


def everywhere(client: Client, consultation: Consultation) -> Iterator[bytes]:
    """Every page and operation that is read, about this consultation and its first comment."""
    version = consultation.version
    # Who is in the calendar is told to nobody else, so any person's will do.
    known = Person.objects.filter(login="calendar").first()
    reader = known or person("calendar", Role.OFFICE)
    args = {
        "plan": version.document_id,
        "version": version.pk,
        "consultation": consultation.pk,
        "comment": Comment.objects.filter(consultation=consultation).earliest("pk").pk,
        "person": 1,
        "unit": 1,
        "planning unit": 1,
        "adjustment": 1,
        "promise": Target.objects.filter(version=version).earliest("pk").pk,
        "task": Task.objects.filter(version=version).earliest("pk").pk,
        "plan in force": version.document_id,
        "duty": 1,
        "feed": make_feed(reader, None, by=actor_of(reader)).secret,
    }
    for name, _ in routes(get_resolver()):
        row = ROWS.get(name)
        if row and "get" in row.sends:
            kwargs = {key: args.get(value, value) for key, value in row.args.items()}
            yield client.get(reverse(name, kwargs=kwargs), row.sends["get"]).content


@pytest.mark.parametrize("role", [None, *Role])
def test_no_page_file_or_operation_tells_who_sent_a_comment(
    client: Client, over: Consultation, role: Role | None
) -> None:
    if role:
        person = entered(client, role)
        person.totp_secret = "x"
        person.save()
    for body in everywhere(client, over):
        assert [said for said in PERSONAL if said in body.decode("utf-8", "replace")] == []
    table = client.get(address(over, "comments.csv")).content.decode()
    events = "".join(event.data + event.subject for event in AuditEvent.objects.all())
    assert [said for said in PERSONAL if said in table + events] == []


def test_the_office_opens_extends_answers_and_erases_on_pages(office: Client) -> None:
    version = draft()
    assert version.document.title in words(office.get("/handling/"))
    form = office.get(f"/handling/open/{version.pk}/")
    assert "文稿载明的截止日期为 2024-10-17" in words(form)
    soon = timezone.localdate() + timedelta(days=2)
    assert office.post(f"/handling/open/{version.pk}/", {"closes_on": LAST_DAY}).status_code == 422
    opened_page = office.post(f"/handling/open/{version.pk}/", {"closes_on": soon})
    place = opened_page.headers["Location"]
    consultation = Consultation.objects.get()
    term = consultation.terms.get()
    later = {"closes_on": soon + timedelta(days=1), "expected": term.pk}
    refused = office.post(f"{place}extend/", later)
    assert refused.status_code == 422
    assert "须说明理由" in words(refused)
    assert office.post(f"{place}extend/", later | {"reason": "应要求"}).status_code == 302
    assert "应要求" in words(Client().get(address(consultation)))
    assert office.post(f"{place}erase/").status_code == 409


def test_comments_are_answered_on_their_page(office: Client, over: Consultation) -> None:
    waiting = Comment.objects.get(handlings=None)
    page = f"/handling/comments/{waiting.pk}/"
    assert "还没有人读过" in words(office.get(page))
    answer = {"pick": f"{waiting.pk}:", "outcome": "declined", "reply": ""}
    assert office.post(f"{page}decide/", answer).status_code == 422
    assert office.post(f"{page}decide/", answer | {"reply": "不采纳。"}).status_code == 302
    assert office.post(f"{page}decide/", answer | {"reply": "采纳。"}).status_code == 409
    assert Handling.objects.get(comment=waiting).reply == "不采纳。"
    for pick in ("", "x", ":", "1:x", "9" * 30, "½"):
        assert office.post(f"{page}decide/", answer | {"pick": pick}).status_code in {404, 422}


def test_alike_comments_are_suggested_and_merged_by_a_person(office: Client) -> None:
    consultation = opened()
    text = "建议把标杆应用场景由10个增加到20个，并且向中小企业开放更多的数据资源。"
    one = sent(consultation, text).comment
    other = sent(consultation, text.replace("20", "30")).comment
    sent(consultation, "完全不同的另一条意见：请公布算力券的发放办法。")
    page = office.get(f"/handling/comments/{one.pk}/")
    assert page.context["page"].alike == [other]
    assert page.context["page"].same == []
    office.post(f"/handling/comments/{one.pk}/merge/", {"other": other.pk})
    page = office.get(f"/handling/comments/{one.pk}/")
    assert [state.comment for state in page.context["page"].same] == [other]
    picks = [f"{one.pk}:", f"{other.pk}:"]
    answer = {"pick": picks, "outcome": "accepted", "reply": "好。"}
    office.post(f"/handling/comments/{one.pk}/decide/", answer)
    assert Handling.objects.count() == 2


def test_who_sent_a_comment_is_shown_on_request_and_the_look_recorded(office: Client) -> None:
    comment = sent(opened(now=timezone.now(), closes_on=date(2999, 1, 1)), now=timezone.now())
    number = comment.comment.pk
    assert PERSON.name not in words(office.get(f"/handling/comments/{number}/"))
    page = office.post(f"/handling/comments/{number}/sender/")
    assert PERSON.name in words(page)
    assert page.headers["Cache-Control"].startswith("max-age=0")
    assert AuditEvent.objects.filter(action="plans.read_sender").count() == 1
    Sender.objects.all().delete()
    assert office.post(f"/handling/comments/{number}/sender/").status_code == 404


def statements(client: Client, where: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


def test_no_page_takes_more_statements_for_more_comments(office: Client) -> None:
    consultation = opened()
    first = sent(consultation).comment
    budget = {
        "/consultations/": 6,
        address(consultation): 8,
        address(consultation, "comments.csv"): 6,
        f"/api/v1/consultations/{consultation.pk}": 8,
        f"/api/v1/consultations/{consultation.pk}/comments": 6,
        "/handling/": 8,
        f"/handling/{consultation.pk}/?show=all": 12,
        f"/handling/comments/{first.pk}/": 14,
    }
    few = {where: statements(office, where) for where in budget}
    for number in range(15):
        comment = sent(consultation, f"第{number}条").comment
        handle({comment.pk: None}, outcome="accepted", reply="好。", by=TEST, now=AFTERWARDS)
    many = {where: statements(office, where) for where in budget}
    assert many == few
    assert {where: n for where, n in many.items() if n > budget[where]} == {}


def test_a_consultation_that_is_ahead_says_when_it_opens(client: Client) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    version: Version = draft()
    ahead = open_consultation(version, closes_on=date(2999, 1, 1), opens_at=tomorrow, by=TEST)
    page = words(client.get(address(ahead)))
    assert "起可以提交意见" in page
    assert "对本条提出意见" not in page
    assert client.post(address(ahead, "comment/"), FORM).status_code == 409
    assert OPENING < tomorrow
