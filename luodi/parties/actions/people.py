"""What administrators do to accounts: add, certify, deactivate, entrust with roles and units."""

import secrets
import string
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from luodi.audit.actions import record, reference
from luodi.parties.actions.notices import notify
from luodi.parties.errors import (
    IdentityRefused,
    LastAdministrator,
    LoginTaken,
    MembershipRefused,
    OwnAccount,
    PersonInvalid,
    PersonNotFound,
    RoleRefused,
    RolesConflict,
)
from luodi.parties.models import Identity, Membership, Person, RoleGrant
from luodi.parties.queries import find_unit
from luodi.parties.rules.roles import Actor, Role, Verb, compatible, require, system

__all__ = [
    "NewAccess",
    "add_person",
    "bind_identity",
    "certify_person",
    "deactivate_person",
    "first_administrator",
    "grant_role",
    "join_unit",
    "leave_unit",
    "normal_login",
    "release_identity",
    "restore_access",
    "withdraw_role",
]

# Without the letters that are read wrong when a password is dictated or typed from paper.
ALPHABET = "".join(set(string.ascii_letters + string.digits) - set("0O1lI"))
FIRST_LOGIN = "admin"


@dataclass(frozen=True, slots=True)
class NewAccess:
    """A person with the generated password, which stands nowhere else and must be changed."""

    person: Person
    password: str


def normal_login(login: str) -> str:
    """One spelling for one login name, whatever the keyboard's width or case."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def add_person(login: str, *, name: str, by: Actor) -> NewAccess:
    """Raises NotAllowed, PersonInvalid, LoginTaken."""
    require(by, Verb.MANAGE_PEOPLE)
    login, name = normal_login(login), name.strip()
    if not (0 < len(login) <= 150 and 0 < len(name) <= 100) or login.split() != [login]:
        raise PersonInvalid(login=login[:150])
    password, now = _password(), timezone.now()
    try:
        with transaction.atomic():
            person = Person.objects.create(
                login=login,
                name=name,
                password=make_password(password),
                created_at=now,
                certified_at=now,
            )
            data = {"login": login, "name": name}
            record("parties.add_person", actor=by.reference, subject=person, data=data)
    except IntegrityError as error:
        raise LoginTaken(login=login) from error
    return NewAccess(person, password)


def first_administrator() -> NewAccess | None:
    """An administrator for a site that has nobody yet; None for one that has."""
    by = system("first-start")
    with transaction.atomic():
        if Person.objects.exists():
            return None
        access = add_person(FIRST_LOGIN, name="管理员", by=by)
        grant_role(access.person.pk, Role.ADMINISTRATOR, by=by)
    return access


def grant_role(person: int, role: Role, *, by: Actor) -> RoleGrant:
    """Raises NotAllowed, OwnAccount, RolesConflict, RoleRefused."""
    with transaction.atomic():
        found = _other(person, by)
        held = set(_held(found).values_list("role", flat=True))
        if not compatible({Role(r) for r in held} | {role}):
            raise RolesConflict(name=found.name)
        if role in held or found.deactivated_at:
            raise RoleRefused(name=found.name)
        grant = RoleGrant.objects.create(
            person=found, role=role, granted_at=timezone.now(), granted_by=by.reference
        )
        data = {"role": role.value}
        record("parties.grant_role", actor=by.reference, subject=found, data=data)
        notify(found, "parties.role_granted", subject=reference(found), data=data)
    return grant


def withdraw_role(person: int, role: Role, *, by: Actor) -> None:
    """Raises NotAllowed, OwnAccount, RoleRefused, LastAdministrator."""
    with transaction.atomic():
        found = _other(person, by)
        if role is Role.ADMINISTRATOR:
            _spare(found)
        now = timezone.now()
        if not _held(found).filter(role=role).update(withdrawn_at=now):
            raise RoleRefused(name=found.name)
        data = {"role": role.value}
        record("parties.withdraw_role", actor=by.reference, subject=found, data=data)
        notify(found, "parties.role_withdrawn", subject=reference(found), data=data)


def certify_person(person: int, *, by: Actor) -> None:
    """Says that the person still needs the account; brings back one out of use.

    Raises NotAllowed, OwnAccount.
    """
    with transaction.atomic():
        found = _other(person, by)
        found.certified_at, found.deactivated_at = timezone.now(), None
        found.save(update_fields=["certified_at", "deactivated_at"])
        record("parties.certify_person", actor=by.reference, subject=found)


def deactivate_person(person: int, *, by: Actor) -> None:
    """Takes an account out of use at once, open sessions included.

    Raises NotAllowed, OwnAccount, LastAdministrator.
    """
    with transaction.atomic():
        found = _other(person, by)
        _spare(found)
        found.deactivated_at = timezone.now()
        found.save(update_fields=["deactivated_at"])
        record("parties.deactivate_person", actor=by.reference, subject=found)


def restore_access(person: int, *, by: Actor) -> NewAccess:
    """A new generated password for someone who lost his; codes, tokens and feeds must be made anew.

    Raises NotAllowed, OwnAccount.
    """
    password = _password()
    with transaction.atomic():
        found = _other(person, by)
        found.password, found.must_change_password = make_password(password), True
        found.totp_secret, found.totp_step = "", 0
        found.save()
        for keys in (found.tokens, found.feeds):
            keys.filter(revoked_at=None).update(revoked_at=timezone.now())
        record("parties.restore_access", actor=by.reference, subject=found)
    return NewAccess(found, password)


def join_unit(person: int, unit: int, *, since: date, by: Actor) -> Membership:
    """Raises NotAllowed, OwnAccount, UnitNotFound, MembershipRefused."""
    with transaction.atomic():
        found, joined = _other(person, by), find_unit(unit)
        began = joined.valid_from is None or joined.valid_from <= since
        stands = began and (joined.valid_to is None or since < joined.valid_to)
        again = Membership.objects.filter(person=found, unit=joined, valid_to=None).exists()
        if again or not stands:
            raise MembershipRefused(name=found.name, unit=joined.name, day=since.isoformat())
        membership = Membership.objects.create(person=found, unit=joined, valid_from=since)
        data = {"unit": reference(joined), "valid_from": since.isoformat()}
        record("parties.join_unit", actor=by.reference, subject=found, data=data)
    return membership


def leave_unit(person: int, unit: int, *, on: date, by: Actor) -> None:
    """Raises NotAllowed, OwnAccount, UnitNotFound, MembershipRefused."""
    with transaction.atomic():
        found, left = _other(person, by), find_unit(unit)
        open_ones = Membership.objects.filter(
            person=found, unit=left, valid_to=None, valid_from__lt=on
        )
        if not open_ones.update(valid_to=on):
            raise MembershipRefused(name=found.name, unit=left.name, day=on.isoformat())
        data = {"unit": reference(left), "valid_to": on.isoformat()}
        record("parties.leave_unit", actor=by.reference, subject=found, data=data)


def bind_identity(person: int, *, issuer: str, subject: str, by: Actor) -> Identity:
    """From now on the provider's `subject` signs in as the person.

    Raises NotAllowed, OwnAccount, IdentityRefused.
    """
    try:
        with transaction.atomic():
            found, now = _other(person, by), timezone.now()
            given = {"issuer": issuer, "subject": subject}
            bound = Identity.objects.create(
                person=found, bound_at=now, bound_by=by.reference, **given
            )
            record("parties.bind_identity", actor=by.reference, subject=found, data=given)
    except IntegrityError as error:
        raise IdentityRefused(name=found.name) from error
    return bound


def release_identity(person: int, *, issuer: str, by: Actor) -> None:
    """Raises NotAllowed, OwnAccount, IdentityRefused."""
    with transaction.atomic():
        found = _other(person, by)
        held = Identity.objects.filter(person=found, issuer=issuer, released_at=None)
        if not (one := held.first()):
            raise IdentityRefused(name=found.name)
        held.update(released_at=timezone.now())
        data = {"issuer": issuer, "subject": one.subject}
        record("parties.release_identity", actor=by.reference, subject=found, data=data)


def _other(number: int, by: Actor) -> Person:
    """The person, locked, for an administrator who is somebody else.

    Rows may go on naming the person: whoever writes notices holds the trail's end already.
    """
    require(by, Verb.MANAGE_PEOPLE)
    if not (found := Person.objects.select_for_update(no_key=True).filter(pk=number).first()):
        raise PersonNotFound(number=number)
    if reference(found) == by.reference:
        raise OwnAccount
    return found


def _held(person: Person) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(person=person, withdrawn_at=None)


def _spare(person: Person) -> None:
    """Refuses to take away the last administrator, also when two take away each other."""
    held = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, withdrawn_at=None)
    # Looked at only once they are locked: before, another may be deactivating a colleague.
    list(held.select_for_update().order_by("pk"))
    live = held.filter(person__deactivated_at=None).values_list("person", flat=True)
    if set(live) == {person.pk}:
        raise LastAdministrator(name=person.name)


def _password() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))
