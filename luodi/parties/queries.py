"""The reads of the parties room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from luodi.audit.actions import reference
from luodi.parties.errors import (
    AdministratorNotFound,
    LoginNotFound,
    PersonNotFound,
    UnitNotFound,
)
from luodi.parties.models import Feed, Identity, Membership, Notice, Person, RoleGrant, Token, Unit
from luodi.parties.rules.naming import KnownUnit, Resolution, resolve
from luodi.parties.rules.roles import Actor, Role
from luodi.parties.rules.standing import Standing, standing, warnings

__all__ = [
    "AccountPage",
    "FeedRow",
    "PersonRow",
    "UnitPage",
    "account_page",
    "actor_of",
    "feeds_of",
    "find_administrator",
    "find_login",
    "find_person",
    "find_unit",
    "identity_of",
    "known_units",
    "live_tokens",
    "names_of",
    "notices_of",
    "people",
    "people_in",
    "person_referred",
    "person_row",
    "references_to",
    "unit_named",
    "unit_page",
    "unit_regions",
    "units",
    "unread_notices",
]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A person's own account; `warnings` are what it becomes soon, and when."""

    person: Person
    roles: list[str]
    units: list[str]
    warnings: list[tuple[str, datetime]]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit, whom it succeeded, and who works there at present."""

    unit: Unit
    predecessors: list[Unit]
    members: list[Membership]


@dataclass(frozen=True, slots=True)
class FeedRow:
    """What a person may subscribe to, his own deadlines or those of a unit; the address, if any."""

    unit: Unit | None
    feed: Feed | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An account in the list: its open roles and units, its standing, what it becomes soon."""

    person: Person
    grants: list[RoleGrant]
    memberships: list[Membership]
    standing: str
    warnings: list[tuple[str, datetime]]


def units(
    *, region: str = "", text: str = "", on: date | None = None, ever: bool = False
) -> QuerySet[Unit]:
    """Units that stand on a day, today unless told, or that ever stood. One statement."""
    day = on or timezone.localdate()
    found = Unit.objects.all()
    if not ever:
        began, lasts = Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to__gt=day)
        found = found.filter(began, Q(valid_to=None) | lasts)
    if region:
        found = found.filter(region=region)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(short_names__icontains=text))
    return found


def find_unit(number: int) -> Unit:
    """Raises UnitNotFound."""
    if not (one := Unit.objects.filter(pk=number).first()):
        raise UnitNotFound(number=number)
    return one


def unit_regions() -> list[str]:
    """The regions that ever had a unit. One statement."""
    found = Unit.objects.exclude(region="").order_by("region").values_list("region", flat=True)
    return list(found.distinct())


def unit_page(number: int) -> UnitPage:
    """Raises UnitNotFound. Three statements."""
    one = Unit.objects.select_related("successor").filter(pk=number).first()
    if one is None:
        raise UnitNotFound(number=number)
    joined = Membership.objects.filter(unit=one, valid_to=None).select_related("person")
    return UnitPage(one, list(one.predecessors.all()), list(joined.order_by("person__name", "pk")))


def known_units() -> list[KnownUnit]:
    """Every unit that was ever registered, to resolve many names with. One statement."""
    columns = ("name", "short_names", "region", "valid_from", "valid_to", "successor_id")
    return [
        KnownUnit(key, name, tuple(short.splitlines()), *rest)
        for key, name, short, *rest in Unit.objects.order_by("pk").values_list("pk", *columns)
    ]


def unit_named(name: str, region: str, on: date) -> Resolution:
    """The unit that a text of a region means by a name on a day, if exactly one. One statement."""
    return resolve(name, known_units(), region=region, on=on)


def people() -> QuerySet[Person]:
    """All accounts with `grants` and `memberships`, those out of use included. Four statements."""
    held = Prefetch("grants", RoleGrant.objects.filter(withdrawn_at=None).order_by("role"))
    joined = Prefetch("memberships", Membership.objects.filter(valid_to=None))
    return Person.objects.prefetch_related(held, joined, "memberships__unit")


def people_in(role: Role, *, unit: int | None = None) -> list[Person]:
    """Who holds a role at present, and works in the unit if one is given. One statement."""
    held = Q(grants__role=role, grants__withdrawn_at=None)
    found = Person.objects.filter(held, deactivated_at=None)
    if unit is not None:
        # Also until the last day of who is about to leave, and not before the first of who comes.
        day = timezone.localdate()
        stays = Q(memberships__valid_to=None) | Q(memberships__valid_to__gt=day)
        found = found.filter(stays, memberships__unit=unit, memberships__valid_from__lte=day)
    return list(found.distinct().order_by("pk"))


def find_person(number: int) -> Person:
    """A person as in `people()`. Raises PersonNotFound."""
    if not (one := people().filter(pk=number).first()):
        raise PersonNotFound(number=number)
    return one


def find_login(login: str) -> Person:
    """The person of a login name as it is stored. Raises LoginNotFound."""
    if not (one := Person.objects.filter(login=login).first()):
        raise LoginNotFound(login=login)
    return one


def names_of(references: Iterable[str]) -> dict[str, str]:
    """The names of those among the references that are of people. One statement."""
    kind = f"{Person._meta.label_lower}:"
    numbers = {ref.removeprefix(kind) for ref in references if ref.startswith(kind)}
    found = Person.objects.filter(pk__in=numbers).values_list("pk", "name")
    return {f"{kind}{number}": name for number, name in found}


def person_referred(reference: str) -> Person | None:
    """The person whom a reference of the audit trail means; None for the system's own names."""
    kind, _, number = reference.rpartition(":")
    if kind != Person._meta.label_lower or not number.isdecimal():
        return None
    return Person.objects.filter(pk=int(number)).first()


def references_to(text: str) -> list[str]:
    """People of this name or login name as events speak of them; else the text. One statement."""
    found = Person.objects.filter(Q(name=text) | Q(login=text)) if text else []
    return [reference(person) for person in found] or [text] * bool(text)


def find_administrator(login: str) -> Person:
    """Whoever holds the role, also with an account out of use. Raises AdministratorNotFound."""
    held = Q(grants__role=Role.ADMINISTRATOR, grants__withdrawn_at=None)
    if not (one := Person.objects.filter(held, login=login).first()):
        raise AdministratorNotFound(login=login)
    return one


def identity_of(person: Person, issuer: str) -> Identity | None:
    """Who the person is to a provider now, if anyone. One statement."""
    return person.identities.filter(issuer=issuer, released_at=None).first()


def actor_of(person: Person, *, at: datetime | None = None) -> Actor:
    """The person with the roles and units held at an instant; none while out of use.

    Two statements.
    """
    now = at or timezone.now()
    who = reference(person)
    if standing(person.account, now=now) is not Standing.ACTIVE:
        return Actor(who)
    held = RoleGrant.objects.filter(
        Q(withdrawn_at=None) | Q(withdrawn_at__gt=now), person=person, granted_at__lte=now
    )
    day = timezone.localdate(now)
    joined = Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=day), person=person, valid_from__lte=day
    )
    return Actor(
        who,
        frozenset(map(Role, held.values_list("role", flat=True))),
        frozenset(joined.values_list("unit", flat=True)),
    )


def account_page(person: Person, *, now: datetime) -> AccountPage:
    """Three statements."""
    actor = actor_of(person, at=now)
    return AccountPage(
        person,
        [str(label) for role, label in RoleGrant.Role.choices if role in actor.roles],
        [unit.name for unit in Unit.objects.filter(pk__in=actor.units)],
        _warnings(person, now),
    )


def unread_notices(person: Person) -> int:
    """How many notices the person has not read yet. One statement."""
    return Notice.objects.filter(person=person, read_at=None).count()


def notices_of(person: Person) -> QuerySet[Notice]:
    """Everything the person was told, newest first."""
    return Notice.objects.filter(person=person)


def live_tokens(person: Person, *, now: datetime) -> QuerySet[Token]:
    """A person's tokens that have neither run out nor been withdrawn, newest first."""
    return Token.objects.filter(person=person, revoked_at=None, expires_at__gt=now)


def feeds_of(person: Person, actor: Actor) -> list[FeedRow]:
    """One's own deadlines first, then those of each of one's units. Two statements."""
    made = {one.unit_id: one for one in Feed.objects.filter(person=person, revoked_at=None)}
    units = Unit.objects.filter(pk__in=actor.units)
    return [FeedRow(None, made.get(None)), *(FeedRow(one, made.get(one.pk)) for one in units)]


def person_row(person: Person, *, now: datetime) -> PersonRow:
    """A row for a person of `people()`; no statement of its own."""
    return PersonRow(
        person,
        list(person.grants.all()),
        list(person.memberships.all()),
        standing(person.account, now=now).value,
        _warnings(person, now),
    )


def _warnings(person: Person, now: datetime) -> list[tuple[str, datetime]]:
    return [(what.value, at) for what, at in warnings(person.account, now=now).items()]
