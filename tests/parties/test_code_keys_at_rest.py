"""Keys of one-time codes rest sealed; a new secret key opens them while the old one is known."""

from importlib import import_module
from pathlib import Path

import pyotp
import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.utils import timezone

from luodi.parties import errors
from luodi.parties.actions.access import STEP, set_up_codes, sign_in
from luodi.parties.actions.people import add_person, restore_access
from luodi.parties.models import Person
from luodi.parties.sealing import unseal
from tests.parties.cast import TEST

HOME = "192.0.2.1"
migration = import_module("luodi.parties.migrations.0006_seal_code_keys")


@pytest.fixture
def codes(db: None) -> pyotp.TOTP:
    return pyotp.TOTP(pyotp.random_base32())


@pytest.fixture
def known(codes: pyotp.TOTP) -> tuple[Person, str]:
    """Someone who set codes up, with the password."""
    access = add_person("wang", name="王敏", by=TEST)
    set_up_codes(access.person, codes.secret, code=codes.at(timezone.now() - STEP))
    access.person.refresh_from_db()
    return access.person, access.password


def written() -> bytes:
    """All that stands in the database's files, or, on a server, in the column."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        return b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT totp_secret FROM parties_person")
        return repr(cursor.fetchall()).encode()


@pytest.mark.django_db(transaction=True)
def test_no_file_of_the_database_holds_a_key_as_it_is(
    known: tuple[Person, str], codes: pyotp.TOTP
) -> None:
    assert known[0].totp_secret.encode() in written()
    assert codes.secret.encode() not in written()
    assert unseal(known[0].totp_secret) == codes.secret


def test_not_even_the_session_holds_a_key_while_codes_are_set_up(client: Client, db: None) -> None:
    access = add_person("wang", name="王敏", by=TEST)
    client.post("/sign-in/", {"login": "wang", "password": access.password})
    page = client.get("/account/codes/").content.decode()
    kept = client.session["new_code_key"]
    key = unseal(kept)
    assert key not in kept
    assert " ".join(key[place : place + 4] for place in range(0, 32, 4)) in page


def test_after_a_change_the_old_secret_opens_what_it_sealed_until_it_is_used(
    known: tuple[Person, str], codes: pyotp.TOTP, settings: LazySettings
) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret"
    assert sign_in("wang", known[1], code=codes.now(), address=HOME)
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(Person.objects.get().totp_secret) == codes.secret


def test_without_the_old_secret_the_refusal_says_what_to_do(
    known: tuple[Person, str], codes: pyotp.TOTP, settings: LazySettings
) -> None:
    settings.SECRET_KEY = "a new secret"
    with pytest.raises(errors.CodeKeyUnreadable):
        sign_in("wang", known[1], code=codes.now(), address=HOME)
    access = restore_access(known[0].pk, by=TEST)
    assert sign_in("wang", access.password, address=HOME)


def test_a_used_code_does_not_bring_back_a_key_that_was_taken_away(
    known: tuple[Person, str], codes: pyotp.TOTP
) -> None:
    restore_access(known[0].pk, by=TEST)
    with pytest.raises(errors.CodeRefused):
        set_up_codes(known[0], codes.secret, code=codes.now())
    assert Person.objects.get().totp_secret == ""


def test_the_migration_seals_what_stands_and_can_be_taken_back(db: None) -> None:
    person = add_person("wang", name="王敏", by=TEST).person
    Person.objects.update(totp_secret="JBSWY3DPEHPK3PXP")
    migration.seal(apps, None)
    person.refresh_from_db()
    assert unseal(person.totp_secret) == "JBSWY3DPEHPK3PXP"
    migration.unseal(apps, None)
    person.refresh_from_db()
    assert person.totp_secret == "JBSWY3DPEHPK3PXP"


@pytest.mark.parametrize(("fallbacks", "status"), [(True, 200), (False, 302)])
def test_who_is_signed_in_stays_so_while_the_old_secret_is_known(
    client: Client, db: None, settings: LazySettings, fallbacks: bool, status: int
) -> None:
    access = add_person("wang", name="王敏", by=TEST)
    client.post("/sign-in/", {"login": "wang", "password": access.password})
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if fallbacks else []
    settings.SECRET_KEY = "a new secret"
    assert client.get("/account/").status_code == status
