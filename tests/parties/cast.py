"""The people of the tests."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from luodi.parties.actions.people import add_person, grant_role, join_unit
from luodi.parties.models import Person, Unit
from luodi.parties.queries import actor_of
from luodi.parties.rules.roles import Actor, Role, system
from luodi.parties.sessions import BACKEND, CONFIRMED

TEST = system("test")


def person(login: str, *roles: Role, unit: Unit | None = None) -> Person:
    """A person with a generated password and the given roles."""
    found = add_person(login, name=f"测试 {login}", by=TEST).person
    for role in roles:
        grant_role(found.pk, role, by=TEST)
    if unit:
        join_unit(found.pk, unit.pk, since=found.created_at.date(), by=TEST)
    return found


def actor(login: str, *roles: Role) -> Actor:
    return actor_of(person(login, *roles))


def entered(client: Client, *roles: Role, login: str = "chief", minutes: int = 0) -> Person:
    """Someone signed in with these roles, who showed the password some minutes ago."""
    found = person(login, *roles)
    found.must_change_password = False
    found.save()
    client.force_login(found, BACKEND)
    session = client.session
    session[CONFIRMED] = (timezone.now() - timedelta(minutes=minutes)).isoformat()
    session.save()
    return found
