"""Signing in through an OpenID Connect provider that runs beside the tests, and its refusals."""

import json
from datetime import timedelta
from typing import Any

import pyotp
import pytest
import requests
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from joserfc.jwk import OctKey

from luodi.audit.models import AuditEvent
from luodi.parties import openid
from luodi.parties import provider as provider_door
from luodi.parties.actions.access import STEP, set_up_codes
from luodi.parties.actions.people import add_person, grant_role
from luodi.parties.models import Identity, Person, RoleGrant
from luodi.parties.rules.access import NETWORK_LIMIT
from luodi.parties.rules.roles import Role
from tests.parties.cast import TEST, person
from tests.parties.provider import CLIENT, SECRET, Provider

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LOGIN = "wang.min@example.cn"


@pytest.fixture
def wang(db: None) -> Person:
    return person(LOGIN)


def answer_to(client: Client, onward: str = "", *, prefix: str = "") -> str:
    """Goes to the provider and comes back with the address that it sends the browser to."""
    asked = client.get(f"{prefix}/sign-in/openid/", {"next": onward} if onward else {})
    assert asked.status_code == 302, asked.content.decode()
    at_provider = requests.get(asked["Location"], allow_redirects=False, timeout=5)
    return at_provider.headers["Location"].removeprefix("http://testserver")


def sign_in(client: Client, onward: str = "", *, prefix: str = "") -> HttpResponse:
    return client.get(answer_to(client, onward, prefix=prefix))


def signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def told(action: str) -> list[dict[str, Any]]:
    found = AuditEvent.objects.filter(action=action).order_by("position")
    return [json.loads(event.data) for event in found]


def test_a_verified_mailbox_that_is_a_login_signs_in_and_is_bound(
    client: Client, provider: Provider, wang: Person
) -> None:
    assert sign_in(client, "/targets/")["Location"] == "/targets/"
    assert signed_in(client)
    one = Identity.objects.get()
    assert (one.person, one.issuer, one.subject) == (wang, provider.issuer, "7")
    assert len(told("parties.bind_identity")) == 1
    assert told("parties.sign_in") == [{"by": "openid"}]
    asked = provider.asked[0]
    assert asked["code_challenge_method"] == "S256"
    assert asked["response_type"] == "code"
    assert asked["redirect_uri"] == "http://testserver/sign-in/openid/back/"
    assert asked["nonce"] and asked["state"]


def test_once_bound_the_subject_counts_and_not_the_mailbox(
    client: Client, provider: Provider, wang: Person
) -> None:
    sign_in(client)
    provider.claims = {"email": "new.name@example.cn", "email_verified": False}
    sign_in(other := Client())
    assert signed_in(other)
    assert Identity.objects.count() == 1


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": None},
        {"email": "nobody@example.cn"},
        {"email": "ｗang.min@example.cn"},
        {"email": ["wang.min@example.cn"]},
    ],
)
def test_nobody_is_made_and_nobody_bound_without_a_verified_mailbox(
    client: Client, provider: Provider, wang: Person, claims: dict[str, Any]
) -> None:
    provider.claims |= claims
    response = sign_in(client)
    assert response.status_code == 403
    assert "绑定" in response.content.decode()
    assert not signed_in(client)
    assert (Person.objects.count(), Identity.objects.count()) == (1, 0)
    (refusal,) = told("parties.refuse_sign_in")
    assert (refusal["code"], refusal["subject"]) == ("identity_unknown", "7")


def test_a_login_that_is_no_mailbox_is_never_met_by_one(client: Client, provider: Provider) -> None:
    person("admin")
    provider.claims["email"] = "admin"
    assert sign_in(client).status_code == 403


@pytest.mark.parametrize("released", [False, True])
def test_a_person_bound_before_is_not_bound_to_another_identity(
    client: Client, provider: Provider, wang: Person, released: bool
) -> None:
    sign_in(Client())
    if released:
        Identity.objects.update(released_at=timezone.now())
    provider.claims["sub"] = "8"
    assert sign_in(client).status_code == 403
    assert not signed_in(client)


def test_no_role_comes_with_an_identity(client: Client, provider: Provider, wang: Person) -> None:
    provider.claims |= {"roles": ["administrator"], "groups": ["administrator"]}
    sign_in(client)
    assert signed_in(client)
    assert not RoleGrant.objects.exists()


@pytest.mark.parametrize(
    "past", [{"deactivated_at": 1}, {"certified_at": 366}, {"certified_at": 91}]
)
def test_an_account_out_of_use_is_refused(
    client: Client, provider: Provider, wang: Person, past: dict[str, int]
) -> None:
    moments = {name: timezone.now() - timedelta(days=ago) for name, ago in past.items()}
    Person.objects.update(**moments)
    response = sign_in(client)
    assert response.status_code == 403
    assert "停用" in response.content.decode()
    assert not Identity.objects.exists()
    assert [refusal["code"] for refusal in told("parties.refuse_sign_in")] == ["account_out_of_use"]


CHEATS: dict[str, dict[str, Any]] = {
    "another audience": {"claims": {"aud": "somebody else"}},
    "another audience, presented by us": {"claims": {"aud": "somebody else", "azp": CLIENT}},
    "several audiences": {"claims": {"aud": [CLIENT, "somebody else"]}},
    "another issuer": {"claims": {"iss": "http://127.0.0.1:1"}},
    "expired": {"claims": {"exp": 1}},
    "no expiry": {"claims": {"exp": None}},
    "issued tomorrow": {"claims": {"iat": 4_000_000_000}},
    "another nonce": {"claims": {"nonce": "of another sign-in"}},
    "no nonce": {"claims": {"nonce": None}},
    "no subject": {"claims": {"sub": None}},
    "a number for a subject": {"claims": {"sub": 7}},
    "an endless subject": {"claims": {"sub": "7" * 256}},
    "unsigned": {"header": {"alg": "none"}},
    "signed with the secret": {"header": {"alg": "HS256"}},
    "another key": {"key": "other"},
}


@pytest.mark.parametrize("cheat", CHEATS)
def test_a_token_that_proves_nothing_signs_nobody_in(
    client: Client, provider: Provider, wang: Person, cheat: str
) -> None:
    how = CHEATS[cheat]
    provider.claims |= how.get("claims", {})
    provider.header = how.get("header", {})
    if cheat == "signed with the secret":
        provider.key_used = OctKey.import_key(SECRET)
    elif how.get("key"):
        provider.key_used = provider.other_key
    response = sign_in(client)
    assert response.status_code == 403
    assert "无法核验" in response.content.decode()
    assert not signed_in(client)
    assert [refusal["code"] for refusal in told("parties.refuse_sign_in")] == ["identity_unproven"]


@pytest.mark.parametrize(("prefix", "words"), [("", "取消"), ("/en", "cancelled")])
def test_who_turns_back_at_the_provider_is_told_in_his_language(
    client: Client, provider: Provider, prefix: str, words: str
) -> None:
    provider.refuses = "access_denied"
    response = sign_in(client, prefix=prefix)
    assert response.status_code == 403
    assert words in response.content.decode()
    assert f'action="{prefix}/sign-in/"' in response.content.decode()
    assert told("parties.refuse_sign_in") == [
        {"code": "provider_refused", "reason": "access_denied"}
    ]


@pytest.mark.parametrize("query", ["", "?state=x&code=y", "?code=y", "?error=access_denied&state="])
def test_an_answer_that_nobody_asked_for_is_stale(
    client: Client, provider: Provider, query: str
) -> None:
    response = client.get(f"/sign-in/openid/back/{query}")
    assert response.status_code == 403
    assert "重新" in response.content.decode()


def test_an_answer_is_good_once_and_in_one_browser(
    client: Client, provider: Provider, wang: Person
) -> None:
    address = answer_to(client)
    assert Client().get(address).status_code == 403
    assert client.get(address).status_code == 302
    client.post("/sign-out/")
    assert client.get(address).status_code == 403


def test_a_code_is_redeemed_once(client: Client, provider: Provider, wang: Person) -> None:
    address = answer_to(client)
    provider.codes.clear()
    response = client.get(address)
    assert response.status_code == 403
    assert [refusal["code"] for refusal in told("parties.refuse_sign_in")] == ["sign_in_stale"]


def test_a_sign_in_left_open_too_long_is_stale(
    client: Client, provider: Provider, wang: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = answer_to(client)
    monkeypatch.setattr(provider_door, "LASTS", timedelta(0))
    assert client.get(address).status_code == 403


BROKEN = [(500, "{}"), (200, "<html>"), (200, "[]"), (200, "{}"), (404, "")]


@pytest.mark.parametrize("says", BROKEN)
@pytest.mark.parametrize("page", ["/.well-known/openid-configuration", "/token", "/keys"])
def test_a_provider_out_of_order_is_nobodys_failure(
    client: Client, provider: Provider, wang: Person, page: str, says: tuple[int, str]
) -> None:
    address = answer_to(client)
    provider.says[page] = says
    response = client.get(address)
    assert response.status_code in {403, 503}
    assert 'role="alert"' in response.content.decode()
    assert not signed_in(client)


def test_a_provider_that_is_down_is_said_before_the_browser_is_sent_there(
    client: Client, provider: Provider, settings: LazySettings
) -> None:
    settings.OPENID = settings.OPENID | {"issuer": "http://127.0.0.1:9"}
    response = client.get("/sign-in/openid/")
    assert response.status_code == 503
    assert "暂时没有响应" in response.content.decode()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("to", [1, None, "", "javascript:alert(1)"])
def test_a_provider_that_leads_to_no_page_is_out_of_order(
    client: Client, provider: Provider, to: object
) -> None:
    said = {"issuer": provider.issuer, "authorization_endpoint": to}
    provider.says["/.well-known/openid-configuration"] = (200, json.dumps(said))
    assert client.get("/sign-in/openid/").status_code == 503


def test_a_secret_that_the_provider_does_not_know_signs_nobody_in(
    client: Client, provider: Provider, wang: Person, settings: LazySettings
) -> None:
    settings.OPENID = settings.OPENID | {"client_secret": "another"}
    assert sign_in(client).status_code == 403


def test_failures_count_toward_the_limit_of_the_network(
    client: Client, provider: Provider, wang: Person
) -> None:
    for _ in range(NETWORK_LIMIT):
        client.get("/sign-in/openid/back/?state=x")
    assert client.get("/sign-in/openid/back/?state=x").status_code == 429
    assert sign_in(client).status_code == 429
    assert len(told("parties.refuse_sign_in")) == NETWORK_LIMIT


def test_who_has_codes_shows_one_after_the_provider_was_asked(
    client: Client, provider: Provider
) -> None:
    publisher = person(LOGIN, Role.PUBLISHER)
    codes = pyotp.TOTP(pyotp.random_base32())
    set_up_codes(publisher, codes.secret, code=codes.at(timezone.now() - STEP))
    assert sign_in(client, "/tasks/")["Location"] == "/sign-in/openid/code/"
    assert not signed_in(client)
    assert client.post("/sign-in/openid/code/", {"code": "000000x"}).status_code == 422
    assert not signed_in(client)
    done = client.post("/sign-in/openid/code/", {"code": codes.now()})
    assert done["Location"] == "/tasks/"
    assert signed_in(client)
    assert client.get("/sign-in/openid/code/").status_code == 403


def test_codes_cannot_be_guessed_behind_the_provider(client: Client, provider: Provider) -> None:
    codes = pyotp.TOTP(pyotp.random_base32())
    set_up_codes(person(LOGIN), codes.secret, code=codes.at(timezone.now() - STEP))
    sign_in(client)
    for _ in range(5):
        client.post("/sign-in/openid/code/", {"code": "000000x"})
    response = client.post("/sign-in/openid/code/", {"code": codes.now()})
    assert response.status_code == 429
    assert len(told("parties.close_sign_in")) == 1


def test_nobody_types_a_code_who_was_not_identified_just_now(
    client: Client, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.post("/sign-in/openid/code/", {"code": "1"}).status_code == 403
    codes = pyotp.TOTP(pyotp.random_base32())
    set_up_codes(person(LOGIN), codes.secret, code=codes.at(timezone.now() - STEP))
    sign_in(client)
    monkeypatch.setattr(openid, "LASTS", timedelta(0))
    assert client.post("/sign-in/openid/code/", {"code": codes.now()}).status_code == 403


def test_what_weighs_most_asks_the_provider_again(client: Client, provider: Provider) -> None:
    """The provider remembers the person for an hour, so the first answer is not fresh."""
    person(LOGIN, Role.ADMINISTRATOR)
    sign_in(client)
    assert client.get("/people/")["Location"] == "/sign-in/?next=%2Fpeople%2F"
    assert sign_in(client, "/people/")["Location"] == "/people/"
    assert (provider.asked[-1]["prompt"], provider.asked[-1]["max_age"]) == ("login", "0")
    assert client.get("/people/").status_code == 200


@pytest.mark.parametrize("said", [None, 1_700_000_000, "now", 4_000_000_000, True, 1e300])
def test_a_provider_that_did_not_ask_again_confirms_nothing(
    client: Client, provider: Provider, said: object
) -> None:
    person(LOGIN, Role.ADMINISTRATOR)
    sign_in(client)
    provider.claims["auth_time"] = said
    response = sign_in(client, "/people/")
    assert response.status_code == 403
    assert client.get("/people/").status_code == 302


def test_a_password_to_change_waits_for_who_uses_it(client: Client, provider: Provider) -> None:
    access = add_person(LOGIN, name="王敏", by=TEST)
    grant_role(access.person.pk, Role.ADMINISTRATOR, by=TEST)
    provider.claims["auth_time"] = int(timezone.now().timestamp())
    sign_in(client)
    assert client.get("/people/").status_code == 200
    client.post("/sign-in/", {"login": LOGIN, "password": access.password})
    assert client.get("/people/")["Location"] == "/account/password/?next=%2Fpeople%2F"


def test_without_settings_there_is_no_button_and_no_address(client: Client) -> None:
    assert "openid" not in client.get("/sign-in/").content.decode()
    for page in ("", "back/", "code/"):
        assert client.get(f"/sign-in/openid/{page}").status_code == 404


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_button_keeps_where_to_go_on(client: Client, provider: Provider, prefix: str) -> None:
    page = client.get(f"{prefix}/sign-in/?next=/tasks/%3Fpage%3D2").content.decode()
    assert f'href="{prefix}/sign-in/openid/?next=%2Ftasks%2F%3Fpage%3D2"' in page


def test_the_provider_leads_nowhere_else(client: Client, provider: Provider, wang: Person) -> None:
    assert sign_in(client, "https://example.org/")["Location"] == "/workspace/"
