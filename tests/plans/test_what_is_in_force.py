"""Public pages and REST say of each item whether it is unconfirmed, confirmed or in force."""

import pytest
from django.test import Client

from luodi.parties.actions.units import register_unit
from luodi.plans.actions import bind_proposed, confirm, publish
from luodi.plans.models import Target, Version
from luodi.plans.queries import items_as_of
from tests.parties.cast import TEST
from tests.plans.factory import imported, reading

pytestmark = pytest.mark.django_db
NOTE = "机器识读，尚未经人确认"
PAGES = ["/", "/plans/1/", "/targets/", "/tasks/", "/regions/"]


@pytest.fixture
def version() -> Version:
    return imported(reading()).version


def settled(version: Version) -> None:
    for one in items_as_of(version):
        confirm(one.item, by=TEST, expected=None)


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def rows(client: Client, address: str) -> str:
    return page(client, address).partition("<tbody>")[2]


@pytest.mark.parametrize("address", ["/targets/", "/tasks/"])
def test_an_item_is_unconfirmed_then_confirmed_then_in_force(
    client: Client, version: Version, address: str
) -> None:
    assert "待核对" in rows(client, address)
    settled(version)
    assert "待核对" not in rows(client, address)
    assert "已确认" in rows(client, address)
    publish(version, by=TEST, expected=None)
    assert "已确认" not in rows(client, address)
    assert "已生效" in rows(client, address)


def test_the_note_says_how_many_of_how_many(client: Client, version: Version) -> None:
    confirm(Target.objects.earliest("pk"), by=TEST, expected=None)
    assert "所列 5 项中有 4 项待核对" in page(client, "/targets/")
    assert "所列 2 项中有 1 项待核对" in page(client, "/targets/?q=标杆")
    assert "所列 8 项中有 7 项待核对" in page(client, "/")


@pytest.mark.parametrize("address", PAGES)
def test_where_all_is_confirmed_there_is_no_note(
    client: Client, version: Version, address: str
) -> None:
    address = address.replace("1", str(version.document_id))
    assert NOTE in page(client, address)
    settled(version)
    assert NOTE not in page(client, address)
    assert "以发布机关公布的文本为准" in page(client, address)


def test_a_plan_says_since_when_it_is_in_force(client: Client, version: Version) -> None:
    address = f"/plans/{version.document_id}/"
    assert "尚未发布" in page(client, address)
    settled(version)
    publish(version, by=TEST, expected=None)
    day = f"{Version.objects.get().published_at:%Y-}"
    assert f"自 {day}" in page(client, address)
    newer = imported(reading(copy=1)).version
    assert "查看现行版本" in page(client, f"{address}versions/{newer.pk}/")


def test_lists_are_filtered_by_state(client: Client, version: Version) -> None:
    confirm(Target.objects.get(object="标杆应用场景"), by=TEST, expected=None)
    assert "单位算力成本" not in rows(client, "/targets/?state=confirmed")
    assert "标杆应用场景</td>" not in rows(client, "/targets/?state=unconfirmed")
    assert "没有符合条件的内容" in page(client, "/tasks/?state=confirmed")


def test_a_bound_unit_is_named_officially_with_the_printed_name_beside_it(
    client: Client, version: Version
) -> None:
    register_unit("示范市数据局", region="示范市", level="city", by=TEST)
    bind_proposed(version, by=TEST)
    text = page(client, f"/plans/{version.document_id}/")
    assert "示范市数据局" in text
    assert "（市数据局）" in text
    assert "未明确" in text


def test_rest_says_the_same(client: Client, version: Version) -> None:
    unit = register_unit("示范市数据局", region="示范市", level="city", by=TEST)
    bind_proposed(version, by=TEST)
    settled(version)
    (one, *_) = client.get("/api/v1/targets").json()["items"]
    assert (one["state"], one["in_force"]) == ("confirmed", False)
    publish(version, by=TEST, expected=None)
    (task, *_) = client.get("/api/v1/tasks?state=confirmed").json()["items"]
    assert (task["state"], task["in_force"]) == ("confirmed", True)
    bodies = {body["name"]: body["unit"] for body in task["responsible"]}
    assert bodies["市数据局"] == {"id": unit.pk, "name": "示范市数据局"}
    assert bodies["市工信局"] is None
    assert client.get("/api/v1/tasks?state=unconfirmed").json()["count"] == 0
    plan = client.get(f"/api/v1/plans/{version.document_id}").json()
    assert plan["versions"][0]["published_at"]
