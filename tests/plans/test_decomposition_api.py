"""Shares and alignments over REST."""

from typing import Any

import pytest
from django.test import Client

from luodi.parties.rules.roles import Role
from luodi.plans.models import Decomposition, Target
from tests.parties.cast import entered
from tests.plans.sharing import in_force, target_of
from tests.plans.test_alignment import plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def target() -> Target:
    return target_of(in_force())


@pytest.fixture
def office(client: Client) -> Client:
    entered(client, Role.OFFICE)
    return client


def post(client: Client, address: str, body: Any, status: int = 201) -> Any:
    answer = client.post(f"/api/v1{address}", body, content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def get(client: Client, address: str, **query: str) -> Any:
    answer = client.get(f"/api/v1{address}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def body(*values: tuple[str, str], expected: int | None = None) -> dict[str, Any]:
    rows = [{"region": region, "value": value} for region, value in values]
    return {"aggregation": "sum", "years": "yearly", "shares": rows, "expected": expected}


def test_shares_are_saved_put_in_force_read_and_withdrawn(office: Client, target: Target) -> None:
    place = f"/targets/{target.pk}/decomposition"
    draft = post(office, place, body(("望澜区", "9.999999999999"), ("溪口县", "")))
    assert get(office, place)["in_force"] is None
    shown = get(office, f"{place}/steps")["draft"]
    assert shown["outcome"]["gap"] == "0.000000000001"
    assert shown["coverage"]["holders"] == ["溪口县"]
    refused = post(office, f"{place}/force", {"expected": draft["id"]}, status=409)
    assert refused["code"] == "does_not_add_up"
    reasoned = {"expected": draft["id"], "reason": "预留"}
    step = post(office, f"{place}/force", reasoned)
    public = get(Client(), place)
    assert public["reason"] == "预留"
    assert [share["low"] for share in public["in_force"]["shares"]] == ["9.999999999999", ""]
    taken = post(office, f"{place}/withdrawal", {"expected": step["id"], "reason": "重新分解"})
    assert get(Client(), place)["in_force"] is None
    then = Decomposition.objects.get(pk=step["id"]).at.isoformat()
    assert get(Client(), place, as_of=then)["in_force"]["id"] == draft["id"]
    steps = [one["step"] for one in get(office, f"{place}/steps")["steps"]]
    assert steps == ["withdraw", "enforce", "revise"]
    assert taken["id"] > step["id"]


def test_what_is_wrong_is_told_and_nothing_is_stored(office: Client, target: Target) -> None:
    place = f"/targets/{target.pk}/decomposition"
    assert post(office, place, body(("望澜区", "-1")), status=422)["code"] == "invalid_share"
    twice = body(("望澜区", "1"), ("望澜区", "2"))
    assert post(office, place, twice, status=422)["code"] == "repeated_share"
    stale = body(("望澜区", "1"), expected=7)
    assert post(office, place, stale, status=409)["code"] == "decided_meanwhile"
    missing = post(office, "/targets/999/decomposition", body(), status=404)
    assert missing["code"] == "target_not_found"
    assert not Decomposition.objects.exists()
    assert Client().get(f"/api/v1{place}", {"as_of": "2026-01-01T00:00:00"}).status_code == 422


def test_the_coverage_of_a_plan_is_public(office: Client, target: Target) -> None:
    place = f"/targets/{target.pk}/decomposition"
    draft = post(office, place, body(("望澜区", "10")))
    post(office, f"{place}/force", {"expected": draft["id"]})
    found = get(Client(), f"/plans/{target.clause.version.document_id}/coverage")
    assert len(found["targets"]) == 5
    assert [one["target"] for one in found["targets"] if one["in_force"]] == [target.pk]
    assert found["lapsed"] == []


def test_targets_are_aligned(office: Client) -> None:
    upper = plan_of("澜江省", "澜江省方案", low=30.0, high=None, comparator="ge")
    lower = plan_of("云溪市", "云溪市方案", low=20.0, high=None, comparator="ge", by=2028)
    place = f"/plans/{upper.document_id}/alignment"
    (row,) = get(office, place)
    assert row["outcome"] is None
    assert [one["target"] for one in row["proposed"]] == [target_of(lower).pk]
    pair = {"upper": target_of(upper).pk, "lower": target_of(lower).pk}
    ruling = {**pair, "verdict": "confirm", "expected": None, "amount": "12.5"}
    (made,) = post(office, "/alignments", {"alignments": [ruling]})
    (row,) = get(office, place)
    assert row["outcome"]["gap"] == "17.5"
    assert row["links"][0] | {"live": True, "late": True} == row["links"][0]
    wrong = {**ruling, "upper": pair["lower"]}
    refused = post(office, "/alignments", {"alignments": [wrong]}, status=422)
    assert refused["code"] == "alignment_refused"
    back = {**pair, "verdict": "reject", "expected": made["id"]}
    post(office, "/alignments", {"alignments": [back]})
    assert get(office, place)[0]["links"] == []


@pytest.mark.parametrize("far", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_an_instant_that_some_time_zone_has_no_date_for_is_refused(
    office: Client, target: Target, far: str
) -> None:
    plan = target.clause.version.document_id
    for place in (f"/targets/{target.pk}/decomposition", f"/plans/{plan}/alignment"):
        assert office.get(f"/api/v1{place}", {"as_of": far}).status_code == 422
    for page in (f"/targets/{target.pk}/decomposition/", f"/plans/{plan}/coverage/"):
        assert Client().get(page, {"as_of": far}).status_code == 422
    assert office.get("/api/v1/calendar/2026", {"at": far}).status_code == 422
