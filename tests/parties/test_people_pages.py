"""Administrators keep people on pages; everyone else is kept out, by role and by freshness."""

import pytest
from django.test import Client

from luodi.audit.models import AuditEvent
from luodi.parties.actions.units import register_unit
from luodi.parties.models import Person
from luodi.parties.queries import actor_of, find_person
from luodi.parties.rules.roles import Role
from tests.parties.cast import TEST, entered, person

pytestmark = pytest.mark.django_db


def change(client: Client, who: Person, verb: str, **more: object):
    return client.post(f"/people/{who.pk}/change/", {"verb": verb, **more})


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("path", ["", "{}/", "{}/change/"])
def test_only_administrators_come_in(client: Client, role: Role, path: str) -> None:
    entered(client, role)
    if role is Role.PUBLISHER:
        Person.objects.update(totp_secret="set up")
    address = f"/people/{path.format(person('b').pk)}"
    ask = client.post if "change" in path else client.get
    given = {"verb": "certify"} if "change" in path else {}
    allowed = 302 if "change" in path else 200
    assert ask(address, given).status_code == (allowed if role is Role.ADMINISTRATOR else 403)


@pytest.mark.parametrize("path", ["", "{}/", "{}/change/"])
def test_a_stranger_is_sent_to_sign_in(client: Client, path: str) -> None:
    address = f"/people/{path.format(person('b').pk)}"
    ask = client.post if "change" in path else client.get
    assert ask(address)["Location"].startswith("/sign-in/")


def test_the_password_is_asked_for_again_after_a_quarter_of_an_hour(client: Client) -> None:
    entered(client, Role.ADMINISTRATOR, minutes=16)
    assert client.get("/people/")["Location"] == "/sign-in/?next=%2Fpeople%2F"


def test_a_generated_password_opens_nothing_else(client: Client) -> None:
    entered(client, Role.ADMINISTRATOR)
    Person.objects.update(must_change_password=True)
    assert client.get("/people/")["Location"] == "/account/password/?next=%2Fpeople%2F"


def test_who_may_publish_must_set_up_codes_first(client: Client) -> None:
    entered(client, Role.ADMINISTRATOR, Role.PUBLISHER)
    assert client.get("/people/")["Location"] == "/account/codes/?next=%2Fpeople%2F"


def test_a_person_is_added_and_the_password_shown_once(client: Client) -> None:
    entered(client, Role.ADMINISTRATOR)
    page = client.post("/people/", {"name": "王敏", "login": "wang"})
    added = Person.objects.get(login="wang")
    shown = page.content.decode().partition("<code>")[2].partition("</code>")[0]
    assert added.check_password(shown)
    assert shown not in client.get(f"/people/{added.pk}/").content.decode()
    assert client.post("/people/", {"name": "王敏", "login": "wang"}).status_code == 409
    assert client.post("/people/", {"name": "", "login": "x"}).status_code == 422


def test_every_change_goes_through_its_action(client: Client) -> None:
    entered(client, Role.ADMINISTRATOR)
    unit = register_unit("云溪市科学技术局", region="云溪市", level="city", by=TEST)
    someone = person("b")
    change(client, someone, "grant", role="unit")
    change(client, someone, "join", unit=unit.pk)
    assert actor_of(someone).roles == {Role.UNIT}
    assert actor_of(someone).units == {unit.pk}
    assert "云溪市科学技术局" in client.get("/people/").content.decode()
    change(client, someone, "leave", unit=unit.pk)
    change(client, someone, "withdraw", role="unit")
    change(client, someone, "deactivate")
    assert find_person(someone.pk).deactivated_at
    change(client, someone, "certify")
    assert change(client, someone, "restore").status_code == 200
    told = list(AuditEvent.objects.values_list("action", flat=True))[-7:]
    verbs = ["grant_role", "join_unit", "leave_unit", "withdraw_role", "deactivate_person"]
    assert told == [f"parties.{v}" for v in (*verbs, "certify_person", "restore_access")]


@pytest.mark.parametrize(
    ("verb", "more", "status"),
    [
        ("grant", {}, 422),
        ("join", {"unit": 999}, 422),
        ("promote", {}, 422),
        ("withdraw", {"role": "auditor"}, 409),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(
    client: Client, verb: str, more: dict[str, object], status: int
) -> None:
    entered(client, Role.ADMINISTRATOR)
    assert change(client, person("b"), verb, **more).status_code == status


def test_ones_own_account_is_shown_but_not_changed(client: Client) -> None:
    chief = entered(client, Role.ADMINISTRATOR)
    page = client.get(f"/people/{chief.pk}/").content.decode()
    assert "change/" not in page
    assert change(client, chief, "grant", role="publisher").status_code == 403
    assert actor_of(chief).roles == {Role.ADMINISTRATOR}


def test_the_list_takes_the_same_statements_for_more_people(
    client: Client, django_assert_max_num_queries
) -> None:
    entered(client, Role.ADMINISTRATOR)
    for number in range(12):
        person(f"p{number}", Role.REVIEWER)
    with django_assert_max_num_queries(8):
        client.get("/people/")
