"""The frame of the staff pages: entries are shown to whom they open, and all start at theirs."""

import re

import pytest
from django.test import Client

from luodi.parties.models import Person
from luodi.parties.rules.roles import Role
from tests.parties.cast import entered

pytestmark = pytest.mark.django_db
ENTRY = re.compile(r'<a href="([^"]+)"[^>]*>[^<]+</a></li>')


def entries(client: Client, address: str = "/account/") -> list[str]:
    page = client.get(address).content.decode()
    side = page.partition('<nav class="side"')[2].partition("</nav>")[0]
    return ENTRY.findall(side)


@pytest.mark.parametrize("role", Role)
def test_every_entry_that_is_shown_opens(client: Client, role: Role) -> None:
    entered(client, role)
    Person.objects.update(totp_secret="set up")
    shown = entries(client)
    assert shown
    assert {client.get(address).status_code for address in shown} == {200}


def test_only_administrators_are_shown_people_and_only_who_audits_the_trail(
    client: Client,
) -> None:
    entered(client, Role.ADMINISTRATOR)
    assert {"/people/", "/audit/"} <= set(entries(client))
    other = Client()
    entered(other, Role.REVIEWER, login="li")
    assert not {"/people/", "/audit/"} & set(entries(other))


def test_the_page_that_is_open_is_marked_and_so_is_the_list_above_it(client: Client) -> None:
    chief = entered(client, Role.ADMINISTRATOR)
    for address, mark in (("/people/", "page"), (f"/people/{chief.pk}/", "true")):
        page = client.get(address).content.decode()
        assert f'<a href="/people/" aria-current="{mark}">' in page


def test_signing_in_leads_to_ones_first_entry(client: Client) -> None:
    entered(client, Role.AUDITOR)
    assert client.get("/workspace/")["Location"] == entries(client)[0]


def test_who_holds_no_role_is_led_to_his_account_and_shown_no_entry(client: Client) -> None:
    entered(client)
    assert client.get("/workspace/")["Location"] == "/account/"
    assert entries(client) == []


def test_nothing_is_offered_before_a_generated_password_is_changed(client: Client) -> None:
    entered(client, Role.ADMINISTRATOR)
    Person.objects.update(must_change_password=True)
    assert entries(client, "/account/password/") == []


def test_a_stranger_signs_in_first(client: Client) -> None:
    assert client.get("/workspace/")["Location"] == "/sign-in/?next=%2Fworkspace%2F"


def test_the_frame_takes_three_statements(client: Client, django_assert_num_queries) -> None:
    entered(client, Role.ADMINISTRATOR)
    with django_assert_num_queries(4):  # session, person, roles, units
        client.get("/workspace/")
    with django_assert_num_queries(5):  # and the number of unread notices
        client.get("/account/password/")


def test_whoever_has_entered_is_shown_the_review_desk(client: Client) -> None:
    entered(client, Role.AUDITOR)
    assert "/review/" in entries(client)
