"""The desk: what waits, names bound to units, targets by due year; who may open and do what."""

import pytest
from django.test import Client

from luodi.parties.actions.units import register_unit
from luodi.parties.models import Person, Unit
from luodi.parties.rules.roles import Role
from luodi.plans.actions import bind_proposed, confirm, publish, reject
from luodi.plans.models import Binding, Target, Version
from luodi.plans.queries import items_as_of
from tests.parties.cast import TEST, actor, entered
from tests.plans.factory import imported, reading

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES = ("/review/", "/review/{}/names/", "/board/", "/duties/")


@pytest.fixture
def version() -> Version:
    return imported(reading()).version


@pytest.fixture
def bureau() -> Unit:
    return register_unit("示范市数据局", region="示范市", level="city", by=TEST)


def published(version: Version) -> None:
    for one in items_as_of(version):
        confirm(one.item, by=TEST, expected=None)
    publish(version, by=TEST, expected=None)


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", PAGES)
def test_whoever_has_entered_sees_the_desk(
    client: Client, version: Version, role: Role, address: str
) -> None:
    entered(client, role)
    Person.objects.update(totp_secret="set up")
    assert client.get(address.format(version.pk)).status_code == 200


@pytest.mark.parametrize("address", [*PAGES, "/review/import/"])
def test_a_stranger_is_sent_to_sign_in(client: Client, version: Version, address: str) -> None:
    response = client.get(address.format(version.pk))
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_the_desk_shows_what_waits_and_leads_to_it(client: Client, version: Version) -> None:
    published(imported(reading(region="云岭县", title="云岭县方案")).version)
    entered(client, Role.REVIEWER)
    text = page(client, "/review/")
    assert f'href="/review/{version.pk}/"' in text
    assert "/review/import/" not in text
    rows = page(client, "/review/?waiting=1").partition("<tbody>")[2]
    assert "待核对" in rows
    assert "云岭县方案" not in rows
    assert "已生效" in page(client, "/review/?region=云岭县").partition("<tbody>")[2]


def test_the_office_is_led_to_the_page_for_imports(client: Client) -> None:
    entered(client, Role.OFFICE)
    assert 'href="/review/import/"' in page(client, "/review/")


def test_a_checked_version_waits_to_be_published(client: Client, version: Version) -> None:
    for one in items_as_of(version):
        confirm(one.item, by=TEST, expected=None)
    entered(client, Role.REVIEWER)
    assert "已核对待发布" in page(client, "/review/")


def test_chosen_names_are_bound_and_the_rest_is_left_alone(
    client: Client, version: Version, bureau: Unit
) -> None:
    entered(client, Role.REVIEWER)
    rows = {"name": ["市数据局", "市工信局"], "shown": ["", ""], "expected": ["", ""]}
    address = f"/review/{version.pk}/names/"
    response = client.post(address, rows | {"unit": [str(bureau.pk), ""]})
    assert response.status_code == 302
    assert [(b.name, b.unit_id) for b in Binding.objects.all()] == [("市数据局", bureau.pk)]
    assert "已绑定" in page(client, address)


def test_all_certain_names_are_bound_with_one_button(
    client: Client, version: Version, bureau: Unit
) -> None:
    entered(client, Role.REVIEWER)
    client.post(f"/review/{version.pk}/names/", {"certain": "1"})
    assert Binding.objects.get().unit == bureau


def test_names_bound_meanwhile_are_refused_on_the_page(
    client: Client, version: Version, bureau: Unit
) -> None:
    bind_proposed(version, by=TEST)
    entered(client, Role.REVIEWER)
    row = {"name": "市数据局", "unit": str(bureau.pk), "shown": "", "expected": ""}
    response = client.post(f"/review/{version.pk}/names/", row)
    assert response.status_code == 409
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize(
    "row",
    [
        {"name": ["a", "b"], "unit": ["1"], "shown": [""], "expected": [""]},
        {"name": ["市数据局"], "unit": ["x"], "shown": [""], "expected": [""]},
        {"name": ["市数据局"], "unit": ["9" * 30], "shown": [""], "expected": [""]},
    ],
)
def test_what_no_page_sends_is_refused(
    client: Client, version: Version, row: dict[str, list[str]]
) -> None:
    entered(client, Role.REVIEWER)
    assert client.post(f"/review/{version.pk}/names/", row).status_code == 422


@pytest.mark.parametrize("role", [Role.UNIT, Role.AUDITOR])
def test_only_who_may_confirm_binds(
    client: Client, version: Version, bureau: Unit, role: Role
) -> None:
    entered(client, role)
    address = f"/review/{version.pk}/names/"
    assert "<select" not in page(client, address).partition("<main")[2]
    assert client.post(address, {"certain": "1"}).status_code == 403
    assert not Binding.objects.exists()


def test_a_name_that_nobody_knows_can_be_registered_with_its_name_filled_in(
    client: Client, version: Version
) -> None:
    entered(client, Role.OFFICE)
    text = page(client, f"/review/{version.pk}/names/")
    assert "/units/new/?name=%E5%B8%82" in text
    assert 'value="市数据局"' in page(client, "/units/new/?name=市数据局&region=示范市")


def test_names_of_a_version_that_is_not_there(client: Client) -> None:
    entered(client, Role.REVIEWER)
    page(client, "/review/99/names/", 404)


def test_targets_stand_by_due_year_with_who_decided(client: Client, version: Version) -> None:
    first = Target.objects.earliest("pk")
    chief = entered(client, Role.REVIEWER)
    confirm(first, by=actor("wang", Role.REVIEWER), expected=None)
    text = page(client, "/board/")
    assert text.index("2027 年到期") < text.index("未写年份")
    assert "测试 wang" in text
    assert chief.login not in text.partition("<tbody>")[2]
    assert f"?show=all&amp;item=target-{first.pk}" in text


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("by=2027", "标杆应用场景", "单位算力成本"),
        ("q=算力成本", "单位算力成本", "标杆应用场景"),
        ("state=confirmed", "标杆应用场景", "单位算力成本"),
        ("region=云岭县", "云岭县方案", "示范市“人工智能"),
    ],
)
def test_the_board_is_filtered(
    client: Client, version: Version, query: str, shown: str, hidden: str
) -> None:
    imported(reading(region="云岭县", title="云岭县方案"))
    for one in Target.objects.filter(object="标杆应用场景"):
        confirm(one, by=TEST, expected=None)
    entered(client, Role.UNIT)
    rows = page(client, f"/board/?{query}").partition("<tbody>")[2]
    assert shown in rows
    assert hidden not in rows


def test_a_rejected_target_is_on_no_board(client: Client, version: Version) -> None:
    one = Target.objects.get(object="单位算力成本")
    reject(one, reason="重复", by=TEST, expected=None)
    entered(client, Role.UNIT)
    assert "单位算力成本" not in page(client, "/board/")


def test_tasks_of_a_bound_unit_stand_together_under_its_official_name(
    client: Client, version: Version, bureau: Unit
) -> None:
    bind_proposed(version, by=TEST)
    entered(client, Role.UNIT)
    text = page(client, "/duties/")
    assert text.index("示范市数据局") < text.index("未绑定单位") < text.index(">未明确<")
    one = page(client, f"/duties/?unit={bureau.pk}")
    assert one.count("市数据局</td>") == 2
    assert "市财政局" not in one.partition("<tbody>")[2]


@pytest.mark.parametrize("query", ["unit=999", "unit=99999999999999999999", "plan=x&name=1"])
def test_an_odd_choice_of_unit_is_no_fault(client: Client, version: Version, query: str) -> None:
    entered(client, Role.UNIT)
    assert client.get(f"/duties/?{query}").status_code in {200, 404}
