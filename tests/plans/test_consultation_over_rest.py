"""Files and operations of a consultation, and its numbers beside what changed."""

import csv
import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from luodi.parties.rules.roles import Role
from luodi.plans.models import Consultation, Target
from luodi.plans.queries import version_difference
from tests.parties.cast import entered
from tests.plans.consulting import BODY, SENT, closed_with_replies, draft, opened
from tests.plans.factory import imported, reading
from tests.plans.test_consultation_pages import address, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def over() -> Consultation:
    return closed_with_replies()


@pytest.fixture
def office(client: Client) -> Client:
    entered(client, Role.OFFICE)
    return client


def test_files_hold_what_is_published_and_no_formula(client: Client, over: Consultation) -> None:
    table = client.get(address(over, "comments.csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(table)))
    assert [row["signature"] for row in rows] == ["欧**", BODY.name]
    assert rows[1]["text"] == "'=1+1"
    assert client.get(address(over, "comments.csv"))["Content-Disposition"].startswith("attachment")
    listed = json.loads(client.get(address(over, "comments.json")).content)
    told = client.get(f"/api/v1/consultations/{over.pk}/comments").json()
    assert told == {"items": listed, "count": 2}
    assert client.get(address(over, "comments.xml")).status_code == 404


def test_a_program_comments_and_the_office_answers_over_rest(office: Client) -> None:
    version = draft()
    today = timezone.localdate()

    def post(what: str, body: dict[str, Any], client: Client = office) -> Any:
        return client.post(f"/api/v1/{what}", body, content_type="application/json")

    made = post(f"versions/{version.pk}/consultation", {"closes_on": today.isoformat()}).json()
    assert (made["phase"], made["result"]) == ("open", None)
    assert len(made["clauses"]) == version.clauses.count()
    place = f"consultations/{made['id']}"
    clause = made["clauses"][1]["id"]
    got = post(f"{place}/comments", SENT | {"clause": clause}, Client())
    assert got.status_code == 201
    assert len(got.json()["receipt"]) == 14
    for change, code in (
        ({"name": "", "text": "二"}, "comment_unsigned"),
        ({"text": "字" * 5001}, "comment_too_long"),
        ({"clause": 10**9, "text": "三"}, "other_consultation"),
        ({}, "comment_sent_twice"),
    ):
        refused = post(f"{place}/comments", SENT | {"clause": clause} | change, Client())
        assert refused.json()["code"] == code
    (queued,) = office.get(f"/api/v1/{place}/queue").json()["items"]
    seen = [{"id": queued["id"], "expected": queued["handling"]}]
    answer = {"comments": seen, "outcome": "accepted", "reply": "好。"}
    assert post("comments/handlings", answer).status_code == 201
    assert post("comments/handlings", answer).json()["code"] == "decided_meanwhile"
    term = office.get(f"/api/v1/{place}").json()["terms"][0]["id"]
    later = (today + timedelta(days=1)).isoformat()
    longer = {"closes_on": later, "reason": "应要求", "expected": term}
    assert post(f"{place}/extension", longer).status_code == 201
    listed = office.get("/api/v1/consultations").json()["items"]
    assert (listed[0]["closes_on"], listed[0]["received"]) == (later, 1)


def test_comments_are_counted_beside_what_changed(client: Client, over: Consultation) -> None:
    issued = imported(reading(copy=5)).version
    target = Target.objects.filter(clause__version=issued).earliest("start", "id")
    Target.objects.filter(pk=target.pk).update(low=20, high=20)
    changes = version_difference(over.version_id, issued.pk).changes
    counts = [one.comments for one in changes if one.kinds == ("raised",)]
    assert [(one.asked, one.accepted, one.partly) for one in counts if one] == [(2, 2, 0)]
    page = words(client.get(f"/differences/{over.version_id}/{issued.pk}/"))
    assert "收到2条，采纳2条，部分采纳0条" in page
    assert "不表示变更由意见引起" in page
    told = client.get(f"/api/v1/differences/{over.version_id}/{issued.pk}").json()
    assert {"asked": 2, "accepted": 2, "partly": 0} in [c["comments"] for c in told["changes"]]


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("versions/{version}/consultation", {"closes_on": "9999-12-31"}),
        (
            "versions/{version}/consultation",
            {"closes_on": "2999-01-01", "opens_at": "2026-01-01T00:00"},
        ),
        ("comments/handlings", {"comments": [], "outcome": "accepted", "reply": "好"}),
        ("comments/999/merge", {"into": 998}),
    ],
)
def test_what_nobody_can_mean_is_refused(office: Client, what: str, body: dict[str, Any]) -> None:
    place = f"/api/v1/{what.format(version=draft().pk)}"
    answer = office.post(place, body, content_type="application/json")
    assert answer.status_code in {404, 422}
    assert not Consultation.objects.exists()


def test_marks_that_nobody_reads_are_left_out_of_what_is_sent(office: Client) -> None:
    now = timezone.now()
    consultation = opened(now=now, closes_on=timezone.localdate())
    place = f"/api/v1/consultations/{consultation.pk}"
    odd = "\x07好\u202e"
    names = {name: SENT[name] + "\x07" for name in ("name", "contact")}  # type: ignore[operator]
    sent_body = json.dumps(SENT | names | {"text": odd})
    answer = office.post(f"{place}/comments", sent_body, content_type="application/json")
    assert answer.status_code == 201
    (queued,) = office.get(f"{place}/queue").json()["items"]
    assert queued["text"] == "好"
    seen = [{"id": queued["id"], "expected": None}]
    reply = json.dumps({"comments": seen, "outcome": "accepted", "reply": odd})
    made = office.post("/api/v1/comments/handlings", reply, content_type="application/json")
    assert made.json()[0]["reply"] == "好"
    term = consultation.terms.get()
    longer = {"closes_on": "2999-01-01", "reason": odd, "expected": term.pk}
    answer = office.post(f"{place}/extension", json.dumps(longer), content_type="application/json")
    assert answer.json()["reason"] == "好"
