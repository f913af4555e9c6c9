"""Administrators bind an identity of the provider to an account, and release it."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from luodi.audit.models import AuditEvent
from luodi.errors import NotAllowed
from luodi.parties import errors
from luodi.parties.actions.people import bind_identity, release_identity
from luodi.parties.models import Identity, Person
from luodi.parties.queries import actor_of
from luodi.parties.rules.roles import Role
from tests.parties.cast import TEST, actor, person

pytestmark = pytest.mark.django_db
ISSUER = "https://id.example.cn"


@pytest.fixture
def wang() -> Person:
    return person("wang")


@pytest.fixture
def administrator(client: Client, settings: LazySettings) -> Person:
    settings.OPENID = {"issuer": ISSUER, "client_id": "luodi", "client_secret": "x"}
    found = person("chief", Role.ADMINISTRATOR)
    Person.objects.filter(pk=found.pk).update(must_change_password=False)
    client.force_login(found)
    session = client.session
    session["confirmed_at"] = timezone.now().isoformat()
    session.save()
    return found


def bind(who: Person, subject: str = "7") -> Identity:
    return bind_identity(who.pk, issuer=ISSUER, subject=subject, by=TEST)


def test_an_identity_is_of_one_person_and_a_person_of_one_identity(wang: Person) -> None:
    bind(wang)
    for who, subject in ((person("li"), "7"), (wang, "8")):
        with pytest.raises(errors.IdentityRefused):
            bind(who, subject)
    assert AuditEvent.objects.filter(action="parties.bind_identity").count() == 1


def test_a_released_identity_can_be_bound_again(wang: Person) -> None:
    bind(wang)
    release_identity(wang.pk, issuer=ISSUER, by=TEST)
    with pytest.raises(errors.IdentityRefused):
        release_identity(wang.pk, issuer=ISSUER, by=TEST)
    bind(person("li"))
    actions = AuditEvent.objects.filter(action__endswith="_identity")
    assert list(actions.values_list("action", flat=True)) == [
        "parties.bind_identity",
        "parties.release_identity",
        "parties.bind_identity",
    ]


def test_only_another_administrator_binds(wang: Person) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        with pytest.raises(NotAllowed):
            bind_identity(wang.pk, issuer=ISSUER, subject="7", by=actor(role, role))
    chief = person("chief", Role.ADMINISTRATOR)
    with pytest.raises(errors.OwnAccount):
        bind_identity(chief.pk, issuer=ISSUER, subject="7", by=actor_of(chief))


@pytest.mark.parametrize(("prefix", "words"), [("", "统一身份认证"), ("/en", "Unified sign-in")])
def test_the_page_of_a_person_binds_and_releases(
    client: Client, administrator: Person, wang: Person, prefix: str, words: str
) -> None:
    page = f"{prefix}/people/{wang.pk}/"
    assert words in client.get(page).content.decode()
    assert client.post(f"{page}change/", {"verb": "bind", "subject": " 7 "})["Location"] == page
    assert Identity.objects.get().subject == "7"
    assert "<span>7</span>" in client.get(page).content.decode()
    client.post(f"{page}change/", {"verb": "release"})
    assert Identity.objects.get().released_at
    assert client.post(f"{page}change/", {"verb": "release"}).status_code == 409


def test_without_a_subject_nothing_is_bound(
    client: Client, administrator: Person, wang: Person
) -> None:
    response = client.post(f"/people/{wang.pk}/change/", {"verb": "bind", "subject": " "})
    assert response.status_code == 422
    assert not Identity.objects.exists()


def test_without_a_provider_the_page_offers_nothing_to_bind(
    client: Client, administrator: Person, wang: Person, settings: LazySettings
) -> None:
    settings.OPENID = {}
    assert "统一身份认证" not in client.get(f"/people/{wang.pk}/").content.decode()
    given = {"verb": "bind", "subject": "7"}
    assert client.post(f"/people/{wang.pk}/change/", given).status_code == 422
