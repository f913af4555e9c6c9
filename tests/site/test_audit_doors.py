"""The audit trail on its page and through REST: who reads it, and that it is verified on demand."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from luodi.audit.models import AuditEvent
from luodi.parties.actions.tokens import make_token
from luodi.parties.actions.units import register_unit
from luodi.parties.models import Person
from luodi.parties.queries import actor_of
from luodi.parties.rules.roles import Role
from luodi.site.audit import ACTIONS
from tests.audit.triggers import with_triggers, without_triggers
from tests.conftest import ROOT
from tests.parties.cast import TEST, entered, person

pytestmark = pytest.mark.django_db
PAGE, API = "/audit/", "/api/v1/audit-events"
READERS = {Role.AUDITOR, Role.ADMINISTRATOR}


@pytest.fixture
def auditor(client: Client) -> Person:
    return entered(client, Role.AUDITOR)


def test_every_action_of_people_and_units_has_words() -> None:
    sources = (path.read_text("utf-8") for path in (ROOT / "luodi/parties").rglob("*.py"))
    told = {slug for text in sources for slug in re.findall(r'record\(\s*"([\w.]+)"', text)}
    assert told <= ACTIONS.keys()
    assert {slug for slug in ACTIONS if slug.startswith("parties.")} <= told


@pytest.mark.parametrize("role", Role)
def test_only_who_audits_or_administers_reads_the_trail(client: Client, role: Role) -> None:
    entered(client, role)
    Person.objects.update(totp_secret="set up")
    status = 200 if role in READERS else 403
    assert [client.get(address).status_code for address in (PAGE, API)] == [status, status]


def test_a_stranger_reads_nothing(client: Client) -> None:
    assert client.get(PAGE)["Location"] == "/sign-in/?next=%2Faudit%2F"
    assert client.get(API).status_code == 401


def test_events_are_shown_newest_first_with_who_and_what(client: Client, auditor: Person) -> None:
    unit = register_unit("云溪市数据局", region="云溪市", level="city", by=TEST)
    page = client.get(PAGE).content.decode()
    rows = page.partition("<tbody>")[2]
    assert rows.index(f"parties.unit:{unit.pk}") < rows.index("parties.add_person")
    for words in ("登记单位", "云溪市数据局", "system:test"):
        assert words in page


def test_a_person_is_named_and_found_by_name_or_login(client: Client, auditor: Person) -> None:
    wang = person("wang", Role.REVIEWER)
    make_token(wang, label="脚本", by=actor_of(wang))
    for typed in ("wang", "测试 wang", f"parties.person:{wang.pk}"):
        page = client.get(PAGE, {"actor": typed}).content.decode()
        assert page.count("<tr>") == 2
        assert "测试 wang" in page
    assert "没有符合" in client.get(PAGE, {"actor": "nobody"}).content.decode()


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 3),
        ({"action": "parties.register_unit"}, 1),
        ({"action": "parties"}, 3),
        ({"subject": "parties.unit"}, 1),
        ({"subject": "parties.unit:0"}, 0),
        ({"actor": "system:test"}, 3),
        ({"actor": "system"}, 0),
        ({"since": "today"}, 3),
        ({"until": "today"}, 3),
        ({"since": "9999-12-31"}, 0),
        ({"until": "9999-12-31"}, 3),
        ({"until": "0001-01-01"}, 0),
    ],
)
def test_events_are_filtered(
    client: Client, auditor: Person, asked: dict[str, str], count: int
) -> None:
    register_unit("云溪市数据局", region="云溪市", level="city", by=TEST)
    today = timezone.localdate().isoformat()
    wanted = {name: today if value == "today" else value for name, value in asked.items()}
    body = client.get(API, wanted).json()
    assert body["count"] == count
    assert [e["position"] for e in body["items"]] == sorted(
        (e["position"] for e in body["items"]), reverse=True
    )
    assert client.get(PAGE, wanted).status_code == 200


def test_an_event_is_given_whole(client: Client, auditor: Person) -> None:
    register_unit("云溪市数据局", region="云溪市", level="city", by=TEST)
    given = client.get(API, {"limit": 1}).json()["items"][0]
    stored = AuditEvent.objects.get(pk=given["position"])
    assert given["data"] == stored.particulars
    assert (given["hash"], given["previous"]) == (stored.hash, stored.previous)


@pytest.mark.parametrize("wrong", [{"since": "soon"}, {"offset": "-1"}, {"limit": "0"}])
def test_a_filter_that_makes_no_sense_is_refused_by_rest_and_left_out_on_the_page(
    client: Client, auditor: Person, wrong: dict[str, str]
) -> None:
    assert client.get(API, wrong).json()["code"] == "invalid_input"
    assert client.get(PAGE, wrong).status_code == 200


def test_nothing_is_said_of_a_verification_that_was_not_asked_for(
    client: Client, auditor: Person
) -> None:
    assert "审计链完整" not in client.get(PAGE).content.decode()
    assert "审计链完整" in client.get(PAGE, {"verify": "1"}).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_broken_trail_is_said_with_its_place(client: Client, auditor: Person) -> None:
    without_triggers()
    try:
        AuditEvent.objects.filter(position=2).update(actor="somebody")
    finally:
        with_triggers()
    page = client.get(PAGE, {"verify": "1"}).content.decode()
    assert "第 2 条" in page
    assert "内容被改动" in page


def test_more_events_take_no_more_statements(
    client: Client, auditor: Person, django_assert_max_num_queries
) -> None:
    for number in range(60):
        person(f"p{number}")
    with django_assert_max_num_queries(7):
        client.get(PAGE)
    with django_assert_max_num_queries(6):
        client.get(API)
