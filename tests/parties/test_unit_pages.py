"""The register of units on pages: who has entered finds them, who keeps them changes them."""

import json
from base64 import b64encode
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from luodi.audit.models import AuditEvent
from luodi.parties.actions.units import register_unit, succeed_unit
from luodi.parties.models import Unit
from luodi.parties.rules.roles import Role
from tests.parties.cast import TEST, entered, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KEEPERS = {Role.OFFICE, Role.ADMINISTRATOR}
ROW = {"name": "云溪市数据局", "region": "云溪市", "level": "city", "short_names": ["数据局"]}
CHANGES = ("names", "rename", "succession", "end")
TODAY = timezone.localdate().isoformat()


@pytest.fixture
def unit(db: None) -> Unit:
    return register_unit(
        "云溪市科学技术局", region="云溪市", level="city", short_names=["科技局"], by=TEST
    )


def upload(client: Client, *rows: dict[str, object], name: str = "units.json"):
    content = json.dumps(rows).encode()
    return client.post("/units/import/", {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("address", ["/units/", "/units/{}/", "/units/units.json"])
def test_whoever_holds_a_role_reads_the_register(client: Client, unit: Unit, address: str) -> None:
    assert client.get(address.format(unit.pk))["Location"].startswith("/sign-in/")
    entered(client, Role.REVIEWER)
    assert client.get(address.format(unit.pk)).status_code == 200
    nobody = Client()
    entered(nobody, login="nobody")
    assert nobody.get(address.format(unit.pk)).status_code == 403


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PUBLISHER}))
@pytest.mark.parametrize("path", ["new/", "import/", *(f"{{}}/{verb}/" for verb in CHANGES)])
def test_only_who_keeps_units_is_shown_their_forms(
    client: Client, unit: Unit, role: Role, path: str
) -> None:
    entered(client, role)
    address = f"/units/{path.format(unit.pk)}"
    assert client.get(address).status_code == (200 if role in KEEPERS else 403)
    # Only short names may be left empty.
    kept = 302 if path.endswith("names/") else 422
    sent = client.post(address, {"csrfmiddlewaretoken": "as a browser sends it"})
    assert sent.status_code == (kept if role in KEEPERS else 403)
    assert ("/units/new/" in client.get("/units/").content.decode()) == (role in KEEPERS)


@pytest.mark.parametrize("path", ["new/", "import/", "1/rename/", "1/end/"])
def test_a_stranger_changes_nothing(client: Client, path: str) -> None:
    assert client.post(f"/units/{path}")["Location"] == "/sign-in/"


def test_the_list_is_searched_by_name_region_and_day(client: Client, unit: Unit) -> None:
    entered(client, Role.REVIEWER)
    other = register_unit("青岚省科学技术厅", region="青岚省", level="province", by=TEST)
    Unit.objects.filter(pk=other.pk).update(valid_to=date(2025, 1, 1))

    def listed(**asked: str) -> set[str]:
        page = client.get("/units/", asked).content.decode()
        return {one.name for one in Unit.objects.all() if f"/{one.pk}/" in page}

    assert listed() == {unit.name}
    assert listed(ever="1") == {unit.name, other.name}
    assert listed(ever="1", region="青岚省") == {other.name}
    assert listed(q="科技局") == {unit.name}
    assert listed(q="火星") == set()
    assert listed(region="nowhere", page="x") == {unit.name}


def test_a_unit_shows_its_names_days_members_and_whom_it_succeeded(
    client: Client, unit: Unit
) -> None:
    entered(client, Role.REVIEWER)
    old = register_unit("云溪市知识产权局", region="云溪市", level="city", by=TEST)
    succeed_unit(old.pk, by_unit=unit.pk, on=date(2025, 3, 1), by=TEST)
    person("wang", unit=unit)
    page = client.get(f"/units/{unit.pk}/").content.decode()
    for words in ("科技局", "云溪市知识产权局", "测试 wang"):
        assert words in page
    assert "2025-03-01" in client.get(f"/units/{old.pk}/").content.decode()
    assert client.get("/units/999/").status_code == 404
    assert client.get(f"/units/{10**30}/").status_code == 404


def test_a_unit_is_registered_and_renamed_and_ended(client: Client) -> None:
    entered(client, Role.OFFICE)
    given = {
        "name": "云溪市数据局",
        "level": "city",
        "region": "云溪市",
        "short_names": "数据局\n市数据局",
    }
    made = client.post("/units/new/", given)
    unit = Unit.objects.get()
    assert made["Location"] == f"/units/{unit.pk}/"
    assert unit.declared == ["数据局", "市数据局"]
    renamed = client.post(
        f"/units/{unit.pk}/rename/", {"name": "云溪市大数据局", "on": TODAY, "short_names": ""}
    )
    heir = Unit.objects.get(name="云溪市大数据局")
    assert renamed["Location"] == f"/units/{heir.pk}/"
    client.post(f"/units/{heir.pk}/names/", {"short_names": "大数据局"})
    later = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert client.post(f"/units/{heir.pk}/end/", {"on": later}).status_code == 302
    heir.refresh_from_db()
    assert (heir.declared, heir.valid_to.isoformat()) == (["大数据局"], later)
    assert AuditEvent.objects.filter(action="parties.end_unit").count() == 1


def test_a_unit_is_merged_into_one_of_its_region(client: Client, unit: Unit) -> None:
    entered(client, Role.OFFICE)
    heir = register_unit("云溪市工业和信息化局", region="云溪市", level="city", by=TEST)
    far = register_unit("青岚省科学技术厅", region="青岚省", level="province", by=TEST)
    address = f"/units/{unit.pk}/succession/"
    assert client.post(address, {"by_unit": far.pk, "on": TODAY}).status_code == 422
    assert client.post(address, {"by_unit": heir.pk, "on": TODAY}).status_code == 302
    unit.refresh_from_db()
    assert unit.successor == heir


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("new/", {"name": "云溪市科学技术局", "level": "city", "region": "云溪市"}, 409),
        ("new/", {"name": "国家数据局", "level": "national", "region": "云溪市"}, 422),
        ("new/", {"name": "x", "level": "galaxy", "region": "云溪市"}, 422),
        ("{}/rename/", {"name": "云溪市科学技术局", "on": TODAY}, 409),
        ("{}/end/", {"on": "soon"}, 422),
    ],
)
def test_what_does_not_fit_is_said_and_changes_nothing(
    client: Client, unit: Unit, path: str, given: dict[str, str], status: int
) -> None:
    entered(client, Role.OFFICE)
    response = client.post(f"/units/{path.format(unit.pk)}", given)
    assert response.status_code == status
    assert 'role="alert"' in response.content.decode()
    assert Unit.objects.get().valid_to is None


def test_an_ended_unit_does_not_end_again(client: Client, unit: Unit) -> None:
    entered(client, Role.OFFICE)
    for status in (302, 409):
        assert client.post(f"/units/{unit.pk}/end/", {"on": TODAY}).status_code == status


def test_a_file_is_checked_first_and_brought_in_by_the_second_press(client: Client) -> None:
    entered(client, Role.OFFICE)
    page = upload(client, ROW, name="云溪市 单位.json").content.decode()
    assert not Unit.objects.exists()
    content = page.partition('name="content" value="')[2].partition('"')[0]
    given = {"name": "云溪市 单位.json", "content": content}
    assert client.post("/units/import/", given).status_code == 200
    assert Unit.objects.get().name == ROW["name"]
    assert "云溪市_单位.json" in AuditEvent.objects.get(action="parties.import_units").data


def test_faulty_rows_are_shown_and_nothing_is_kept(client: Client) -> None:
    entered(client, Role.OFFICE)
    response = upload(client, ROW, ROW | {"name": "", "level": "galaxy"})
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count('<td class="num">2</td>') == 2
    assert 'name="content"' not in page
    content = b64encode(json.dumps([ROW, ROW | {"level": "x"}]).encode()).decode()
    assert client.post("/units/import/", {"content": content, "name": "a.json"}).status_code == 422
    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("units.json", b"{"),
        ("units.json", b"[" * 100_000),
        ("units.xlsx", b"PK\x03\x04"),
        ("units.json", b"[]" + b" " * 1024 * 1024),
        ("units.json", b""),
    ],
)
def test_what_is_no_file_of_units_is_refused(client: Client, name: str, content: bytes) -> None:
    entered(client, Role.OFFICE)
    response = client.post("/units/import/", {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert '<a href="#id_file">' in response.content.decode()


def test_a_second_press_that_was_tampered_with_is_refused(client: Client) -> None:
    entered(client, Role.OFFICE)
    assert client.post("/units/import/", {"content": "%%%", "name": "a"}).status_code == 422
    for name in ("..", ""):
        response = client.post("/units/import/", {"content": "W10=", "name": name})
        assert response.status_code in {200, 400, 422}


def test_the_register_is_given_out_in_both_forms(client: Client, unit: Unit) -> None:
    entered(client, Role.REVIEWER)
    assert client.get("/units/units.json").json()[0]["name"] == unit.name
    book = load_workbook(BytesIO(client.get("/units/units.xlsx").content))
    assert book["units"]["A2"].value == unit.name
    assert client.get("/units/units.pdf").status_code == 404


@pytest.mark.parametrize(("address", "most"), [("/units/", 9), ("/units/1/", 8)])
def test_more_units_take_no_more_statements(
    client: Client, unit: Unit, address: str, most: int, django_assert_max_num_queries
) -> None:
    entered(client, Role.OFFICE)
    for number in range(60):
        old = register_unit(f"第{number}局", region="云溪市", level="city", by=TEST)
        if number % 2:
            succeed_unit(old.pk, by_unit=unit.pk, on=timezone.localdate(), by=TEST)
    asked = {"ever": "1"} if address == "/units/" else {}
    with django_assert_max_num_queries(most):
        assert client.get(address.replace("1", str(unit.pk)), asked).status_code == 200
