"""The pages of signing in and of one's own account, in both languages, and who may open them."""

from datetime import timedelta

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from luodi.parties.actions.people import add_person, deactivate_person
from luodi.parties.models import Person
from luodi.parties.sealing import unseal
from tests.parties.cast import TEST

pytestmark = pytest.mark.django_db
NEW = "云溪 correct horse battery"


@pytest.fixture
def known() -> tuple[Person, str]:
    access = add_person("wang", name="王敏", by=TEST)
    Person.objects.filter(pk=access.person.pk).update(must_change_password=False)
    return access.person, access.password


def sign_in(client: Client, password: str, **more: str):
    given = {"login": "wang", "password": password, **more}
    return client.post("/sign-in/", given)


@pytest.mark.parametrize("address", ["/account/", "/account/password/", "/account/codes/"])
def test_a_stranger_is_sent_to_sign_in_and_back(client: Client, known, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (
        302,
        f"/sign-in/?next={address.replace('/', '%2F')}",
    )
    response = sign_in(client, known[1], next=address)
    assert response["Location"] == address
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(client: Client, known, elsewhere: str) -> None:
    assert sign_in(client, known[1], next=elsewhere)["Location"] == "/workspace/"


@pytest.mark.parametrize(
    ("address", "words"), [("/sign-in/", "有误"), ("/en/sign-in/", "is wrong")]
)
def test_a_refusal_is_said_and_keeps_no_password(
    client: Client, known, address: str, words: str
) -> None:
    response = client.post(address, {"login": "wang", "password": "geheim"})
    page = response.content.decode()
    assert response.status_code == 403
    assert words in page
    assert "geheim" not in page
    assert "no-store" in response["Cache-Control"]


def test_too_many_failures_answer_429(client: Client, known) -> None:
    for _ in range(5):
        sign_in(client, "wrong")
    assert sign_in(client, known[1]).status_code == 429


def test_a_form_from_another_site_is_refused(known) -> None:
    assert sign_in(Client(enforce_csrf_checks=True), known[1]).status_code == 403


def test_signing_in_takes_a_new_session_and_signing_out_ends_it(client: Client, known) -> None:
    sign_in(client, known[1])
    assert "王敏" in client.get("/").content.decode()
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert client.get("/account/").status_code == 302


def test_a_generated_password_must_be_changed_first(client: Client) -> None:
    password = add_person("wang", name="王敏", by=TEST).password
    assert sign_in(client, password)["Location"] == "/account/password/"


def test_a_changed_password_ends_the_other_sessions(client: Client, known) -> None:
    other = Client()
    for browser in (client, other):
        sign_in(browser, known[1])
    response = client.post("/account/password/", {"current": known[1], "new": NEW, "again": NEW})
    assert response["Location"] == "/workspace/"
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert sign_in(Client(), NEW).status_code == 302


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"current": "wrong"}, "current"),
        ({"again": "different"}, "again"),
        ({"new": "password1234", "again": "password1234"}, "new"),
        ({"new": "short", "again": "short"}, "new"),
    ],
)
def test_a_bad_change_names_its_field(client: Client, known, change, field: str) -> None:
    sign_in(client, known[1])
    given = {"current": known[1], "new": NEW, "again": NEW} | change
    response = client.post("/account/password/", given)
    assert response.status_code == 422
    assert f'<a href="#id_{field}">' in response.content.decode()


def test_codes_are_set_up_with_a_first_code(client: Client, known) -> None:
    sign_in(client, known[1])
    page = client.get("/account/codes/").content.decode()
    kept = client.session["new_code_key"]
    key = unseal(kept)
    assert "<svg" in page
    assert client.post("/account/codes/", {"code": "1"}).status_code == 422
    assert client.session["new_code_key"] == kept
    earlier = pyotp.TOTP(key).at(timezone.now() - timedelta(seconds=30))
    assert client.post("/account/codes/", {"code": earlier}).status_code == 302
    assert sign_in(Client(), known[1]).status_code == 403
    assert sign_in(Client(), known[1], code=pyotp.TOTP(key).now()).status_code == 302
    assert client.get("/account/codes/")["Location"] == "/account/"


def test_a_deactivated_account_loses_its_open_sessions(client: Client, known) -> None:
    sign_in(client, known[1])
    deactivate_person(known[0].pk, by=TEST)
    assert client.get("/account/").status_code == 302


def test_the_account_page_warns_of_what_is_coming(client: Client, known) -> None:
    certified = timezone.now() - timedelta(days=340)
    Person.objects.filter(pk=known[0].pk).update(certified_at=certified, last_login=timezone.now())
    sign_in(client, known[1])
    day = timezone.localdate(certified + timedelta(days=365)).isoformat()
    assert day in client.get("/account/").content.decode()


def test_only_our_own_proxies_are_believed(client: Client, known, settings) -> None:
    for proxies, refused in ((0, 429), (1, 403)):
        settings.PROXIES = proxies
        for number in range(31):
            response = client.post(
                "/sign-in/",
                {"login": f"nobody{proxies}{number}", "password": "x"},
                headers={"X-Forwarded-For": f"10.0.0.1, 192.0.2.{number}"},
            )
        assert response.status_code == refused


def test_the_way_on_outlives_the_page_of_a_new_password(client: Client) -> None:
    access = add_person("li", name="李", by=TEST)
    address = "/account/tokens/?a=1"
    given = {"login": "li", "password": access.password, "next": address}
    first = client.post("/sign-in/", given)
    assert first["Location"] == "/account/password/?next=%2Faccount%2Ftokens%2F%3Fa%3D1"
    assert f'name="next" value="{address}"' in client.get(first["Location"]).content.decode()
    new = {"current": access.password, "new": "correct horse 7 battery", "next": address}
    second = client.post("/account/password/", new | {"again": new["new"]})
    assert second["Location"] == address
