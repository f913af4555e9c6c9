"""People make and withdraw their tokens on pages, with their password lately shown."""

import pytest
from django.test import Client

from luodi.parties.models import Person, Token
from luodi.parties.rules.roles import Role
from tests.parties.cast import entered, person

pytestmark = pytest.mark.django_db
PAGE = "/account/tokens/"


def make(client: Client, label: str = "月度核对脚本", days: object = 30):
    return client.post(PAGE, {"label": label, "days": days})


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(PAGE)["Location"] == "/sign-in/?next=%2Faccount%2Ftokens%2F"
    assert client.post(f"{PAGE}1/")["Location"] == "/sign-in/"


def test_the_password_must_have_been_shown_lately(client: Client) -> None:
    entered(client, Role.REVIEWER, minutes=16)
    assert client.get(PAGE)["Location"] == "/sign-in/?next=%2Faccount%2Ftokens%2F"
    assert make(client).status_code == 302
    assert not Token.objects.exists()


def test_a_token_is_shown_once(client: Client) -> None:
    entered(client, Role.REVIEWER)
    response = make(client)
    assert "no-store" in response["Cache-Control"]
    text = response.content.decode().partition('<code class="long">')[2].partition("<")[0]
    assert text.startswith("luodi_")
    page = client.get(PAGE).content.decode()
    assert "月度核对脚本" in page and text not in page


@pytest.mark.parametrize(("label", "days"), [("", 30), ("脚本", 366), ("脚本", 0), ("脚本", "")])
def test_what_does_not_describe_a_token_is_refused(client: Client, label: str, days: str) -> None:
    entered(client, Role.REVIEWER)
    assert make(client, label, days).status_code == 422


def test_a_token_is_withdrawn_by_its_person_only(client: Client) -> None:
    entered(client, Role.REVIEWER)
    make(client)
    number = Token.objects.get().pk
    stranger = Client()
    entered(stranger, Role.ADMINISTRATOR, login="stranger")
    assert stranger.post(f"{PAGE}{number}/").status_code == 404
    assert client.post(f"{PAGE}{number}/").status_code == 302
    assert Token.objects.get().revoked_at
    assert client.get(f"{PAGE}{number}/").status_code == 405


def test_who_holds_no_role_has_no_tokens(client: Client) -> None:
    entered(client)
    assert client.get(PAGE).status_code == 403
    assert "tokens" not in client.get("/account/").content.decode()


def test_a_generated_password_is_changed_first(client: Client) -> None:
    entered(client, Role.REVIEWER)
    Person.objects.update(must_change_password=True)
    assert client.get(PAGE)["Location"].startswith("/account/password/")
    assert person("other").tokens.count() == 0
