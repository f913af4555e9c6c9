"""A script reviews a plan over REST with a token of its person."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from luodi.parties.actions.tokens import make_token
from luodi.parties.actions.units import register_unit
from luodi.parties.queries import actor_of
from luodi.parties.rules.roles import Role
from luodi.plans.actions import Ruling, decide, import_file
from luodi.plans.models import Decision, Responsible, Target, Version
from luodi.plans.queries import comparison, items_as_of, unconfirmed_items
from tests.parties.cast import TEST, entered, person
from tests.plans.factory import imported, reading

pytestmark = pytest.mark.django_db


class Script:
    """Calls the API as somebody."""

    def __init__(self, *roles: Role) -> None:
        who = person("script", *roles)
        self.token = make_token(who, label="脚本", by=actor_of(who)).text
        self.client = Client()

    def __call__(self, method: str, path: str, body: object = None) -> Any:
        return self.client.generic(
            method,
            f"/api/v1{path}",
            Client()._encode_json(body, "application/json"),
            "application/json",
            headers={"Authorization": f"Bearer {self.token}"},
        )


@pytest.fixture
def version() -> Version:
    return imported(reading()).version


@pytest.fixture
def script() -> Script:
    return Script(Role.OFFICE)


def confirmations(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "decisions": [
            {"kind": r["kind"], "id": r["id"], "verdict": "confirm", "expected": r["decision"]}
            for r in rows
        ]
    }


def test_items_are_listed_and_confirmed(script: Script, version: Version) -> None:
    rows = script("GET", f"/versions/{version.pk}/items").json()
    assert len(rows) == 9
    assert rows[0]["quote"] == "打造10个标杆应用场景"
    assert rows[0]["anchor"]["sha256"] == version.sha256
    assert rows[0]["values"] == rows[0]["read"]
    answer = script("POST", f"/versions/{version.pk}/decisions", confirmations(rows))
    assert answer.status_code == 201
    assert [one["verdict"] for one in answer.json()] == ["confirm"] * 9
    assert unconfirmed_items(version) == []
    again = script("POST", f"/versions/{version.pk}/decisions", confirmations(rows))
    assert (again.status_code, again.json()["code"]) == (409, "decided_meanwhile")
    left = script("GET", f"/versions/{version.pk}/items?state=unconfirmed&kind=task").json()
    assert left == []


def test_an_item_is_corrected_and_rejected(script: Script, version: Version) -> None:
    (first, *_) = script("GET", f"/versions/{version.pk}/items?kind=target").json()
    one = {"kind": "target", "id": first["id"], "expected": None}
    answer = script(
        "POST",
        f"/versions/{version.pk}/decisions",
        {"decisions": [one | {"verdict": "correct", "values": {"low": 12, "high": None}}]},
    )
    (made,) = answer.json()
    assert made["values"]["low"] == 12
    assert made["actor"].startswith("parties.person:")
    rejection = one | {"verdict": "reject", "expected": made["id"], "reason": "重复识读"}
    script("POST", f"/versions/{version.pk}/decisions", {"decisions": [rejection]})
    assert Target.objects.get(pk=first["id"]).state == "rejected"


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "praise"},
        {"verdict": "reject"},
        {"verdict": "correct", "values": {"low": "many"}},
        {"verdict": "correct", "values": {"colour": "red"}},
        {"verdict": "confirm", "id": 0},
        {"verdict": "confirm", "id": 2**70},
        {"verdict": "confirm", "id": 10**6},
        {"verdict": "confirm", "kind": "plan"},
        {"verdict": "confirm", "expected": "last"},
    ],
)
def test_a_faulty_decision_undoes_all(
    script: Script, version: Version, change: dict[str, Any]
) -> None:
    rows = script("GET", f"/versions/{version.pk}/items").json()
    body = confirmations(rows)
    body["decisions"][-1] |= change
    answer = script("POST", f"/versions/{version.pk}/decisions", body)
    assert answer.status_code in {404, 422}
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert not Decision.objects.exists()


def test_what_the_reader_missed_is_added(script: Script, version: Version) -> None:
    values = {"object": "试点", "low": 3, "comparator": "ge", "basis": "level", "unit": "个"}
    body = {"kind": "target", "quote": "落实xx个试点", "values": values}
    answer = script("POST", f"/versions/{version.pk}/items", body)
    assert (answer.status_code, answer.json()["verdict"]) == (201, "add")
    twice = script("POST", f"/versions/{version.pk}/items", body | {"quote": "市数据局"})
    assert (twice.status_code, twice.json()["code"]) == (422, "quote_ambiguous")
    start = version.text.rindex("市数据局")
    there = body | {"quote": "市数据局", "start": start}
    assert script("POST", f"/versions/{version.pk}/items", there).status_code == 201
    assert Target.objects.latest("pk").start == start


def test_names_are_bound(script: Script, version: Version) -> None:
    unit = register_unit("示范市数据局", region="示范市", level="city", by=TEST)
    names = {row["name"]: row for row in script("GET", f"/versions/{version.pk}/names").json()}
    assert names["市数据局"]["proposed"] == {"id": unit.pk, "name": unit.name}
    assert names["市财政局"]["outcome"] == "unknown"
    (made,) = script("POST", f"/versions/{version.pk}/bindings/proposed").json()
    assert (made["name"], made["unit"]["id"]) == ("市数据局", unit.pk)
    wish = {"name": "市财政局", "unit": unit.pk, "expected": None}
    stale = wish | {"name": "市数据局"}
    both = script("POST", f"/versions/{version.pk}/bindings", {"bindings": [wish, stale]})
    assert both.status_code == 409
    one = script("POST", f"/versions/{version.pk}/bindings", {"bindings": [wish]})
    assert one.status_code == 201
    assert Responsible.objects.filter(unit=unit).count() == 3


def test_a_token_cannot_publish_but_a_fresh_sign_in_can(client: Client, version: Version) -> None:
    decide([Ruling(one.item, "confirm", None) for one in unconfirmed_items(version)], by=TEST)
    publisher = entered(client, Role.PUBLISHER)
    publisher.totp_secret = "x"
    publisher.save()
    token = make_token(publisher, label="脚本", by=actor_of(publisher)).text
    path = f"/api/v1/versions/{version.pk}/publication"
    by_token = Client().post(
        path, {}, "application/json", headers={"Authorization": f"Bearer {token}"}
    )
    assert (by_token.status_code, by_token.json()["code"]) == (403, "confirmation_needed")
    made = client.post(path, {"expected": None}, "application/json")
    assert (made.status_code, made.json()["version"]) == (201, version.pk)
    again = client.post(path, {"expected": made.json()["id"]}, "application/json")
    assert (again.status_code, again.json()["code"]) == (409, "already_in_force")


@pytest.mark.parametrize("path", ["items", "names"])
def test_an_unknown_version_is_not_found(script: Script, path: str) -> None:
    assert script("GET", f"/versions/999/{path}").status_code == 404


def test_who_may_not_confirm_reads_only(version: Version) -> None:
    script = Script(Role.AUDITOR)
    rows = script("GET", f"/versions/{version.pk}/items").json()
    refused = script("POST", f"/versions/{version.pk}/decisions", confirmations(rows))
    assert refused.status_code == 403
    assert not Decision.objects.exists()
    assert Client().get(f"/api/v1/versions/{version.pk}/items").status_code == 401


@pytest.mark.slow
@pytest.mark.shared
def test_five_real_plans_are_confirmed_bound_and_compared(shared: Path, script: Script) -> None:
    plans = sorted((shared / "reader/seeds").glob("*.txt"))
    versions = [import_file(file, by=TEST).version for file in plans]
    assert len(versions) == 5
    for version in versions:
        rows = script("GET", f"/versions/{version.pk}/items").json()
        answer = script("POST", f"/versions/{version.pk}/decisions", confirmations(rows))
        assert answer.status_code == 201
        register(script, version)
        script("POST", f"/versions/{version.pk}/bindings/proposed")
        names = script("GET", f"/versions/{version.pk}/names").json()
        assert [row["name"] for row in names if not row["binding"]] == []
        assert {one.state for one in items_as_of(version)} == {"confirmed"}
    regions = [version.document.region for version in versions]
    compared = comparison(regions)
    assert compared.regions == list(dict.fromkeys(regions))
    assert any(sum(map(bool, row.cells)) >= 2 for row in compared.rows)
    page = Client().get("/regions/", {"region": regions})
    assert all(region in page.content.decode() for region in regions)


def register(script: Script, version: Version) -> None:
    """Units made up from the printed names, so that each name means exactly one."""
    region = version.document.region
    for row in script("GET", f"/versions/{version.pk}/names").json():
        if row["outcome"] == "unknown":
            unit = {"name": row["name"], "region": region, "level": "city"}
            assert script("POST", "/units", unit).status_code == 201
