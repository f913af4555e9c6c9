"""What people do with their own access: sign in, confirm, change the password, set up codes."""

from datetime import timedelta

import pyotp
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from luodi.audit.actions import record, reference
from luodi.parties.actions.gates import account_limit, forgive, network_limit, pass_gates
from luodi.parties.actions.people import normal_login
from luodi.parties.errors import AccountOutOfUse, CodeRefused, PasswordWrong, SignInRefused
from luodi.parties.models import Person, SignInGate
from luodi.parties.rules.access import ACCOUNT_LIMIT
from luodi.parties.rules.standing import Standing, standing
from luodi.parties.sealing import seal, unseal

__all__ = [
    "change_password",
    "enter",
    "new_code_key",
    "set_up_codes",
    "sign_in",
    "tell_closing",
    "use_code",
]

STEP = timedelta(seconds=30)


def sign_in(login: str, password: str, *, code: str = "", address: str) -> Person:
    """The person who shows password and, once set up, a one-time code.

    Raises SignInClosed, SignInRefused, AccountOutOfUse, CodeKeyUnreadable. An unknown name costs
    as much time as a wrong password.
    """
    name = normal_login(login)
    gates = pass_gates(account_limit(name) | network_limit(address))
    person = Person.objects.filter(login=name).first()
    if person is None:
        make_password(password)
        raise SignInRefused
    if not person.check_password(password):
        tell_closing(person, gates)
        raise SignInRefused
    if standing(person.account, now=timezone.now()) is not Standing.ACTIVE:
        raise AccountOutOfUse
    if person.totp_secret and not use_code(person, unseal(person.totp_secret), code):
        tell_closing(person, gates)
        raise SignInRefused
    return enter(person, gates)


def enter(
    person: Person, gates: tuple[SignInGate, ...], *, data: dict[str, str] | None = None
) -> Person:
    """Who has shown everything comes in, and the trail hears of it; `data` says by which door."""
    with transaction.atomic():
        forgive(gates)
        person.last_login = timezone.now()
        person.save(update_fields=["last_login"])
        record("parties.sign_in", actor=reference(person), subject=person, data=data)
    return person


def change_password(person: Person, *, current: str, new: str, address: str) -> None:
    """Raises PasswordWrong, SignInClosed, and Django's ValidationError for a weak password."""
    gates = pass_gates(account_limit(person.login) | network_limit(address))
    if not person.check_password(current):
        tell_closing(person, gates)
        raise PasswordWrong
    validate_password(new, person)
    with transaction.atomic():
        forgive(gates)
        person.set_password(new)
        person.must_change_password = False
        person.save(update_fields=["password", "must_change_password"])
        record("parties.change_password", actor=reference(person), subject=person)


def new_code_key() -> str:
    """A key for an app that shows one-time codes (RFC 6238)."""
    return pyotp.random_base32()


def set_up_codes(person: Person, key: str, *, code: str) -> None:
    """From now on the person signs in with codes of this key. Raises CodeRefused."""
    with transaction.atomic():
        if not use_code(person, key, code):
            raise CodeRefused
        record("parties.set_up_codes", actor=reference(person), subject=person)


def use_code(person: Person, key: str, code: str) -> bool:
    """Takes a code of the step before, this or the next one, each step once.

    The key is left sealed under the present secret, so that an earlier one can be given up.
    """
    now, codes = timezone.now(), pyotp.TOTP(key)
    typed = "".join(code.split())
    for moment in (now - STEP, now, now + STEP):
        step = codes.timecode(moment)
        if pyotp.utils.strings_equal(typed, codes.generate_otp(step)):
            # A key that was taken away or changed meanwhile is not brought back.
            unused = Person.objects.filter(
                pk=person.pk, totp_step__lt=step, totp_secret=person.totp_secret
            )
            return bool(unused.update(totp_step=step, totp_secret=seal(key)))
    return False


def tell_closing(person: Person, gates: tuple[SignInGate, ...]) -> None:
    """The trail hears of an account that closes, not of each failure: those could flood it."""
    if gates[0].failures == ACCOUNT_LIMIT:
        with transaction.atomic():
            record("parties.close_sign_in", actor="system:sign-in", subject=person)
