"""Duties over REST: the same verbs and refusals as on the pages."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from luodi.parties.actions.people import join_unit
from luodi.parties.actions.tokens import make_token
from luodi.parties.models import Person
from luodi.parties.queries import actor_of
from luodi.parties.rules.roles import Role
from luodi.plans.models import Duty
from luodi.plans.rules.supervision import Act
from tests.parties.cast import TEST, person
from tests.plans.supervised import Supervised, china, confirmed_plan, done, issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


@pytest.fixture
def duty(plan: Supervised) -> Duty:
    return issued(plan, now=china(3, 2))[0]


def script_of(found: Person) -> dict[str, str]:
    return {
        "HTTP_AUTHORIZATION": f"Bearer {make_token(found, label='脚本', by=actor_of(found)).text}"
    }


def member_of(plan: Supervised) -> Person:
    found = person("member", Role.UNIT)
    join_unit(found.pk, plan.lead.pk, since=date(2026, 1, 1), by=TEST)
    return found


def post(client: Client, address: str, body: dict[str, Any], **headers: Any) -> Any:
    return client.post(f"/api/v1{address}", body, content_type="application/json", **headers)


def test_the_public_reads_where_a_task_in_force_stands(
    plan: Supervised, duty: Duty, client: Client
) -> None:
    done(duty, Act.ACCEPT, plan.member(plan.lead), china(3, 3), words="内部")
    answer = client.get(f"/api/v1/tasks/{duty.task_id}/standing")
    assert answer.status_code == 200
    first = answer.json()["units"][0]
    assert (first["name"], first["standing"]["status"]) == ("示范市数据局", "circular")
    assert "内部" not in answer.content.decode()
    assert "parties.person" not in answer.content.decode()
    assert client.get(f"/api/v1/duties/{duty.pk}").status_code == 401


def test_a_script_issues_accepts_and_reads_the_past(plan: Supervised, client: Client) -> None:
    office, member = script_of(person("office", Role.OFFICE)), script_of(member_of(plan))
    body = {"due_on": "2099-12-31", "reason": "年度督办"}
    address = f"/plans/{plan.plan.pk}/duties"
    assert len(post(client, address, body, **office).json()["issued"]) == 3
    assert post(client, address, body, **office).json() == {"issued": []}
    assert post(client, address, body, **member).status_code == 403
    waiting = client.get("/api/v1/todo", **member).json()
    assert [one["unit_name"] for one in waiting] == ["示范市数据局"] * 2
    number, seen = waiting[0]["id"], waiting[0]["events"][-1]["id"]
    act = {"act": "accept", "expected": seen}
    assert post(client, f"/duties/{number}/events", act, **office).status_code == 403
    assert post(client, f"/duties/{number}/events", act, **member).status_code == 201
    stale = post(client, f"/duties/{number}/events", act, **member)
    assert (stale.status_code, stale.json()["code"]) == (409, "decided_meanwhile")
    now = client.get(f"/api/v1/duties/{number}", **office).json()
    assert now["standing"]["status"] == "underway"
    # The instant as the answer tells it, to the microsecond.
    before = {"as_of": now["events"][0]["at"]}
    past = client.get(f"/api/v1/duties/{number}", before, **office).json()
    assert past["standing"]["status"] == "waiting"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"act": "claim"}, "act_out_of_order"),
        ({"act": "return"}, "words_missing"),
        ({"act": "return", "words": "非本单位职责", "due_on": "2099-01-01"}, "due_day_invalid"),
        ({"act": "burn"}, "invalid_input"),
        ({"act": "return", "words": "非本\x00单位"}, "invalid_input"),
        ({"act": "return", "words": "非本\ud800单位"}, "invalid_input"),
    ],
)
def test_a_refusal_has_its_code(
    plan: Supervised, duty: Duty, client: Client, body: dict[str, Any], code: str
) -> None:
    member = script_of(member_of(plan))
    given = {"expected": duty.events.get(next=None).pk} | body
    answer = post(client, f"/duties/{duty.pk}/events", given, **member)
    assert (answer.status_code >= 409, answer.json()["code"]) == (True, code)
