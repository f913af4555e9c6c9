"""A unit's work and its work plan over REST: the same verbs, reads and refusals as on the pages."""

from typing import Any

import pytest
from django.test import Client

from luodi.parties.rules.roles import Role
from luodi.plans.models import Duty
from tests.parties.cast import person
from tests.plans.planned import START, share_of
from tests.plans.supervised import Supervised, confirmed_plan, issued
from tests.plans.test_supervision_api import member_of, post, script_of

pytestmark = pytest.mark.django_db
LINE = {
    "matter": "建成平台",
    "measure": "分批上线",
    "result": "上线运行",
    "phase": "q2",
    "due_on": "2026-06-30",
}


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


@pytest.fixture
def duties(plan: Supervised) -> list[Duty]:
    return issued(plan, now=START)


def test_the_work_of_a_unit_is_read_with_its_filters(
    plan: Supervised, duties: list[Duty], client: Client
) -> None:
    share = share_of(plan)
    own = script_of(member_of(plan))
    where = f"/api/v1/units/{plan.lead.pk}/work"
    told = client.get(where, **own).json()
    assert (told["total"], len(told["duties"])) == (2, 2)
    assert [(one["share"], one["value"], one["year"]) for one in told["shares"]] == [
        (share.pk, "4", 2026)
    ]
    assert client.get(f"{where}?status=closed", **own).json()["duties"] == []
    assert client.get(f"{where}?status=lost", **own).status_code == 422
    assert client.get(where).status_code == 401
    assert client.get("/api/v1/units/999999/work", **own).status_code == 404


def test_a_plan_goes_from_edition_to_approval(
    plan: Supervised, duties: list[Duty], client: Client
) -> None:
    where = f"/units/{plan.lead.pk}/work-plans/2026"
    own, office = script_of(member_of(plan)), script_of(person("office", Role.OFFICE))
    body: dict[str, Any] = {"expected": None, "lines": [LINE | {"duty": duties[0].pk}]}
    assert post(client, f"{where}/editions", body, **office).status_code == 403
    made = post(client, f"{where}/editions", body, **own)
    assert made.status_code == 201
    again = post(client, f"{where}/editions", body, **own)
    assert (again.status_code, again.json()["code"]) == (409, "decided_meanwhile")
    act = {"act": "submit", "expected": made.json()["id"]}
    submitted = post(client, f"{where}/events", act, **own).json()
    act = {"act": "return", "expected": submitted["id"]}
    refused = post(client, f"{where}/events", act, **office)
    assert (refused.status_code, refused.json()["code"]) == (422, "return_unexplained")
    act = {"act": "approve", "expected": submitted["id"]}
    assert post(client, f"{where}/events", act, **office).status_code == 201
    told = client.get(f"/api/v1{where}", **script_of(person("reader", Role.REVIEWER))).json()
    assert (told["state"], told["approved"]) == ("approved", made.json()["id"])
    assert told["edition"]["lines"][0]["duty"] == duties[0].pk
    assert [event["act"] for event in told["events"]] == ["save", "approve"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"due_on": "2027-01-01"}, "due_outside_year"),
        ({"measure": " "}, "plan_line_incomplete"),
        ({"phase": "named"}, "phase_outside_year"),
        ({"duty": 10**9}, "source_not_own"),
    ],
)
def test_a_line_that_is_wrong_is_refused_by_its_code(
    plan: Supervised, client: Client, more: dict[str, Any], code: str
) -> None:
    where = f"/units/{plan.lead.pk}/work-plans/2026/editions"
    body = {"expected": None, "lines": [LINE | more]}
    answer = post(client, where, body, **script_of(member_of(plan)))
    assert (answer.status_code, answer.json()["code"]) == (422, code)
