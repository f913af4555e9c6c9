"""The register of units through REST: public to read, never with members; kept by who may."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from luodi.parties.actions.tokens import make_token
from luodi.parties.actions.units import register_unit
from luodi.parties.models import Unit
from luodi.parties.rules.roles import Role
from tests.parties.cast import TEST, person

pytestmark = pytest.mark.django_db
API = "/api/v1/units"
NEW = {"name": "云溪市数据局", "region": "云溪市", "level": "city", "short_names": ["数据局"]}
DAY = {"on": "2025-03-01"}
WRITES = [
    ("post", "", NEW),
    ("put", "/{}/names", {"short_names": ["科技"]}),
    ("post", "/{}/rename", DAY | {"name": "云溪市科技创新局"}),
    ("post", "/{}/succession", DAY | {"successor": 0}),
    ("post", "/{}/end", DAY),
]


@pytest.fixture
def unit(db: None) -> Unit:
    return register_unit(
        "云溪市科学技术局", region="云溪市", level="city", short_names=["科技局"], by=TEST
    )


def write(client: Client, verb: str, path: str, given: dict[str, Any], *roles: Role) -> Any:
    head = {}
    if roles:
        made = make_token(person("wang", *roles), label="脚本", by=TEST)
        head["Authorization"] = f"Bearer {made.text}"
    call = getattr(client, verb)
    return call(API + path, given, content_type="application/json", headers=head)


def test_everyone_reads_units_but_not_who_works_there(client: Client, unit: Unit) -> None:
    person("li", unit=unit)
    listed = client.get(API).json()
    assert listed["items"] == [
        {
            "id": unit.pk,
            "name": "云溪市科学技术局",
            "short_names": ["科技局"],
            "region": "云溪市",
            "level": "city",
            "valid_from": None,
            "valid_to": None,
            "successor": None,
        }
    ]
    one = client.get(f"{API}/{unit.pk}").json()
    assert one == listed["items"][0] | {"predecessors": []}
    assert client.get(f"{API}/999").status_code == 404


def test_the_list_is_filtered_by_region_text_and_day(client: Client, unit: Unit) -> None:
    Unit.objects.update(valid_to=date(2025, 1, 1))
    for asked, count in (
        ({}, 0),
        ({"on": "2024-12-31"}, 1),
        ({"ever": "true", "text": "科技"}, 1),
        ({"ever": "true", "region": "青岚省"}, 0),
    ):
        assert client.get(API, asked).json()["count"] == count


def test_a_printed_name_is_resolved_or_its_candidates_named(client: Client, unit: Unit) -> None:
    asked = {"name": "市科技局", "region": "云溪市", "on": "2026-01-01"}
    found = client.get(f"{API}/resolve", asked).json()
    assert found == {"outcome": "found", "unit": unit.pk, "candidates": [unit.pk]}
    unknown = client.get(f"{API}/resolve", asked | {"name": "市财政局"}).json()
    assert (unknown["outcome"], unknown["unit"]) == ("unknown", None)
    assert client.get(f"{API}/resolve", {"name": "x"}).status_code == 422


@pytest.mark.parametrize(("verb", "path", "given"), WRITES)
def test_who_keeps_units_changes_them(
    client: Client, unit: Unit, verb: str, path: str, given: dict[str, Any]
) -> None:
    heir = register_unit("云溪市工业和信息化局", region="云溪市", level="city", by=TEST)
    wanted = given | ({"successor": heir.pk} if "successor" in given else {})
    response = write(client, verb, path.format(unit.pk), wanted, Role.OFFICE)
    assert response.status_code == (201 if path in {"", "/{}/rename"} else 200)
    unit.refresh_from_db()
    done = {
        "": lambda: response.json()["short_names"] == ["数据局"],
        "/{}/names": lambda: unit.declared == ["科技"],
        "/{}/rename": lambda: unit.successor_id == response.json()["id"],
        "/{}/succession": lambda: response.json()["successor"] == heir.pk == unit.successor_id,
        "/{}/end": lambda: response.json()["valid_to"] == "2025-03-01" and not unit.successor,
    }
    assert done[path]()


@pytest.mark.parametrize(("verb", "path", "given"), WRITES)
def test_nobody_else_changes_them(
    client: Client, unit: Unit, verb: str, path: str, given: dict[str, Any]
) -> None:
    wanted = given | ({"successor": unit.pk} if "successor" in given else {})
    address = path.format(unit.pk)
    assert write(client, verb, address, wanted).json()["code"] == "sign_in_needed"
    refused = write(client, verb, address, wanted, Role.REVIEWER)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("path", "given", "code"),
    [
        ("", NEW | {"level": "galaxy"}, "invalid_input"),
        ("", NEW | {"region": ""}, "unit_invalid"),
        ("", NEW | {"name": "云溪市科学技术局"}, "unit_exists"),
        ("/{}/rename", {"name": "x"}, "invalid_input"),
        ("/999/end", DAY, "unit_not_found"),
        ("/{}/succession", DAY | {"successor": 999}, "unit_not_found"),
    ],
)
def test_what_does_not_fit_is_refused(
    client: Client, unit: Unit, path: str, given: dict[str, Any], code: str
) -> None:
    response = write(client, "post", path.format(unit.pk), given, Role.OFFICE)
    assert response.json()["code"] == code
    assert Unit.objects.count() == 1


def test_a_unit_that_has_succeeded_itself_or_ended_is_a_conflict(
    client: Client, unit: Unit
) -> None:
    same = DAY | {"successor": unit.pk}
    response = write(client, "post", f"/{unit.pk}/succession", same, Role.OFFICE)
    assert response.json()["code"] == "unit_succession_refused"


@pytest.mark.parametrize("address", [API, f"{API}/resolve?name=x&region=y&on=2026-01-01"])
def test_more_units_take_no_more_statements(
    client: Client, address: str, django_assert_max_num_queries
) -> None:
    for number in range(30):
        register_unit(f"第{number}局", region="云溪市", level="city", by=TEST)
    with django_assert_max_num_queries(2):
        assert client.get(address).status_code == 200
