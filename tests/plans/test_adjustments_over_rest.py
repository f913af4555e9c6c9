"""Adjustments over REST: the same verbs and refusals as on the pages."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from luodi.parties.rules.roles import Role
from luodi.plans.models import Adjustment
from tests.parties.cast import entered, person
from tests.plans.adjusted import asked, first_task, last_of, scenarios
from tests.plans.supervised import Supervised, confirmed_plan
from tests.plans.test_supervision_api import member_of, post, script_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


def wish(plan: Supervised, **more: Any) -> dict[str, Any]:
    target = scenarios(plan)
    usual = {"kind": "target", "item": target.pk, "expected": last_of(target), "way": "dynamic"}
    return usual | {"measure": "change", "values": {"low": 12, "high": 12}, "reason": "追加"} | more


def test_a_script_asks_and_reads_and_a_token_does_not_approve(
    plan: Supervised, client: Client
) -> None:
    office = script_of(person("office", Role.OFFICE))
    made = post(client, "/adjustments", wish(plan), **office)
    assert (made.status_code, made.json()["state"]) == (201, "waiting")
    number = made.json()["id"]
    listed = client.get("/api/v1/adjustments", {"state": "waiting"}, **office).json()
    assert [one["id"] for one in listed["items"]] == [number]
    assert [one["now"] for one in listed["items"][0]["fields"]] == [12.0, 12.0]
    publisher = person("publisher", Role.PUBLISHER)
    type(publisher).objects.filter(pk=publisher.pk).update(totp_secret="x")
    token = script_of(publisher)
    refused = post(client, f"/adjustments/{number}/approval", {"words": "同意"}, **token)
    assert (refused.status_code, refused.json()["code"]) == (403, "confirmation_needed")
    assert client.get(f"/api/v1/adjustments/{number}", **office).json()["outcome"] is None


def test_a_session_approves_and_the_past_reads_as_it_was(plan: Supervised, client: Client) -> None:
    one, target = asked(scenarios(plan)), scenarios(plan)
    before = timezone.now()
    found = entered(client, Role.PUBLISHER)
    type(found).objects.filter(pk=found.pk).update(totp_secret="x")
    made = post(client, f"/adjustments/{one.pk}/approval", {"words": "同意。"})
    assert (made.status_code, made.json()["outcome"]) == (201, "approved")
    again = post(client, f"/adjustments/{one.pk}/refusal", {"words": "否"})
    assert (again.status_code, again.json()["code"]) == (409, "decided_meanwhile")
    items = f"/api/v1/versions/{plan.version.pk}/items"

    def low(**asked: str) -> float:
        rows = client.get(items, {"kind": "target", **asked}).json()
        return next(float(row["values"]["low"]) for row in rows if row["id"] == target.pk)

    then = before.isoformat()
    assert (low(), low(as_of=then), low(state="corrected")) == (12.0, 10.0, 12.0)
    past = client.get(f"/api/v1/adjustments/{one.pk}", {"as_of": then}).json()
    assert (past["state"], past["outcome"]) == ("waiting", None)
    assert client.get("/api/v1/adjustments", {"as_of": then}).json()["items"][0]["state"] == (
        "waiting"
    )
    public = f"/api/v1/plans/{plan.plan.pk}/adjustments"
    (row,) = Client().get(public).json()
    assert (row["reason"], row["fields"][0]["was"]) == ("财政资金追加", 10.0)
    assert "parties.person" not in str(row)
    assert Client().get(public, {"as_of": then}).json() == []
    assert Client().get("/api/v1/adjustments").status_code == 401


def test_a_unit_takes_its_own_request_back_and_sees_no_others(
    plan: Supervised, client: Client
) -> None:
    member = script_of(member_of(plan))
    task = first_task(plan)
    body = {"kind": "task", "item": task.pk, "expected": last_of(task), "measure": "drop"}
    made = post(client, "/adjustments", wish(plan, unit=plan.lead.pk, **body), **member)
    assert made.status_code == 201
    other = asked(scenarios(plan))
    assert client.get(f"/api/v1/adjustments/{other.pk}", **member).status_code == 404
    address = f"/adjustments/{made.json()['id']}/withdrawal"
    assert post(client, address, {}, **member).status_code == 201
    assert client.get("/api/v1/adjustments", **member).json()["count"] == 1


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"way": "single"}, 422, "basis_missing"),
        ({"reason": " "}, 422, "words_missing"),
        ({"values": {"low": 10}}, 422, "nothing_adjusted"),
        ({"values": {"low": "x"}}, 422, "invalid_correction"),
        ({"expected": 999_999}, 409, "decided_meanwhile"),
        ({"unit": 999_999}, 403, "not_answering_for_item"),
        ({"item": 999_999}, 404, "item_not_found"),
        ({"measure": "burn"}, 422, "invalid_input"),
        ({"measure": "due", "due_on": "2099-01-01", "duties": [1]}, 422, "nothing_adjusted"),
    ],
)
def test_a_refusal_has_its_code(
    plan: Supervised, client: Client, more: dict[str, Any], status: int, code: str
) -> None:
    office = script_of(person("office", Role.OFFICE))
    answer = post(client, "/adjustments", wish(plan, **more), **office)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Adjustment.objects.exists()


def test_what_is_in_force_is_not_decided_on_by_scripts(plan: Supervised, client: Client) -> None:
    office = script_of(person("office", Role.OFFICE))
    target = scenarios(plan)
    ruling = {"kind": "target", "id": target.pk, "verdict": "reopen", "expected": last_of(target)}
    address = f"/versions/{plan.version.pk}"
    body = {"decisions": [ruling | {"reason": "再看"}]}
    addition = {"kind": "instrument", "quote": "专班", "values": {"name": "专班", "kind": "other"}}
    for answer in (
        post(client, f"{address}/decisions", body, **office),
        post(client, f"{address}/items", addition, **office),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "adjustment_needed")
