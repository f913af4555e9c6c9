"""The REST door: the content of the pages, problem+json for refusals, the OpenAPI snapshot."""

import json

import pytest
from django.test import Client

from tests.conftest import ROOT
from tests.plans.factory import TITLE, imported, reading

API = "/api/v1"


@pytest.fixture
def plan(db: None) -> int:
    return imported(reading()).version.document.pk


def test_the_list_of_plans_gives_counts(client: Client, plan: int) -> None:
    body = client.get(f"{API}/plans").json()
    assert body["count"] == 1
    row = body["items"][0]
    assert (row["title"], row["target_count"], row["task_count"]) == (TITLE, 5, 3)


def test_a_plan_names_its_versions_and_the_current_one(client: Client, plan: int) -> None:
    imported(reading(copy=1))
    versions = client.get(f"{API}/plans/{plan}").json()["versions"]
    assert [(v["source"], v["current"]) for v in versions] == [
        ("plan-1.txt", True),
        ("plan-0.txt", False),
    ]


def test_the_reading_is_the_readers_own_document(client: Client, plan: int) -> None:
    body = client.get(f"{API}/plans/{plan}/reading").json()
    assert body == json.loads(json.dumps(reading().to_dict()))


def test_targets_carry_their_anchor(client: Client, plan: int) -> None:
    body = client.get(f"{API}/targets", {"text": "标杆", "limit": 1}).json()
    target, text = body["items"][0], reading().text
    anchor = target["anchor"]
    assert text[anchor["start"] : anchor["end"]] == target["quote"]
    assert anchor["sha256"] == reading().sha256
    assert anchor["path"] == ["一、"]
    assert body["count"] == 2


def test_tasks_carry_their_units(client: Client, plan: int) -> None:
    items = client.get(
        f"{API}/tasks", {"text": "市财政局", "region": "示范市", "plan": plan}
    ).json()["items"]
    assert [unit["role"] for unit in items[0]["responsible"]] == ["lead", "support"]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/plans/99", 404, "plan_not_found"),
        ("/plans/99/reading", 404, "plan_not_found"),
        ("/nowhere", 404, "not_found"),
        ("/targets?by=soon", 422, "invalid_input"),
        ("/targets?comparator=x", 422, "invalid_input"),
        ("/targets?limit=0", 422, "invalid_input"),
    ],
)
@pytest.mark.django_db
def test_refusals_are_problem_json(client: Client, address: str, status: int, code: str) -> None:
    response = client.get(API + address)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["detail"]


@pytest.mark.django_db
def test_a_refusal_speaks_the_callers_language(client: Client) -> None:
    assert "没有编号" in client.get(f"{API}/plans/99").content.decode()


def test_chinese_stays_readable_in_the_answers(client: Client, plan: int) -> None:
    assert TITLE in client.get(f"{API}/plans").content.decode()


@pytest.mark.check
def test_the_openapi_snapshot_is_in_step(client: Client) -> None:
    """After a wanted change, write it anew as docs/reference/api.md says."""
    snapshot = json.loads((ROOT / "docs/reference/openapi.json").read_text("utf-8"))
    assert client.get(f"{API}/openapi.json").json() == snapshot


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/plans/99999999999999999999999",
        "/api/v1/plans/1/reading?version=0",
        "/api/v1/targets?plan=99999999999999999999999",
        "/api/v1/targets?plan=0",
        "/api/v1/plans?offset=99999999999999999999",
        "/api/v1/differences/99999999999999999999/1",
    ],
)
def test_a_number_no_row_can_have_is_invalid(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 422
    assert response.json()["code"] == "invalid_input"


@pytest.mark.django_db
def test_a_page_of_a_number_no_row_can_have_is_not_there(client: Client) -> None:
    for address in ("/plans/99999999999999999999999/", "/plans/1/versions/9999999999999999999/"):
        assert client.get(address).status_code == 404
