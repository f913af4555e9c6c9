"""Who may do what: roles, and the verbs each of them opens. No Django, no clock, no I/O."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from luodi.errors import NotAllowed

__all__ = ["Actor", "Role", "Verb", "can", "compatible", "needs_second_factor", "require", "system"]


class Role(StrEnum):
    """What an administrator may entrust to a person; several at a time, but see `compatible`."""

    OFFICE = "office"
    UNIT = "unit"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Verb(StrEnum):
    """What doors and actions ask leave for."""

    ENTER = "enter"
    IMPORT = "import"
    CONFIRM = "confirm"
    PUBLISH = "publish"
    APPROVE = "approve"
    DECOMPOSE = "decompose"
    SUPERVISE = "supervise"
    OVERSEE = "oversee"
    REPORT = "report"
    CONSULT = "consult"
    MANAGE_UNITS = "manage_units"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_CALENDAR = "manage_calendar"
    MANAGE_JOBS = "manage_jobs"
    READ_AUDIT = "read_audit"


OPENS: dict[Verb, frozenset[Role]] = {
    Verb.ENTER: frozenset(Role),
    Verb.IMPORT: frozenset({Role.OFFICE}),
    Verb.CONFIRM: frozenset({Role.OFFICE, Role.REVIEWER}),
    Verb.PUBLISH: frozenset({Role.PUBLISHER}),
    Verb.APPROVE: frozenset({Role.PUBLISHER}),
    Verb.DECOMPOSE: frozenset({Role.OFFICE}),
    Verb.SUPERVISE: frozenset({Role.OFFICE}),
    Verb.OVERSEE: frozenset({Role.OFFICE, Role.AUDITOR}),
    Verb.REPORT: frozenset({Role.UNIT}),
    Verb.CONSULT: frozenset({Role.OFFICE}),
    Verb.MANAGE_UNITS: frozenset({Role.OFFICE, Role.ADMINISTRATOR}),
    Verb.MANAGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Verb.MANAGE_CALENDAR: frozenset({Role.OFFICE, Role.ADMINISTRATOR}),
    Verb.MANAGE_JOBS: frozenset({Role.ADMINISTRATOR}),
    Verb.READ_AUDIT: frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
}
# Done in the name of a unit, by its own members only.
FOR_OWN_UNIT = frozenset({Verb.REPORT})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as the audit trail names him, with the roles and units he holds at the moment."""

    reference: str
    roles: frozenset[Role] = field(default=frozenset())
    units: frozenset[int] = field(default=frozenset())


def system(name: str) -> Actor:
    """Luodi itself, or whoever may run its commands: every role, and every act under this name.

    >>> system("command-line").reference
    'system:command-line'
    """
    return Actor(f"system:{name}", frozenset(Role))


def can(person: Actor, verb: Verb, *, on: int | None = None) -> bool:
    """Whether one of the roles opens the verb; `on` is the unit in whose name it is done."""
    if not OPENS[verb] & person.roles:
        return False
    return verb not in FOR_OWN_UNIT or on in person.units


def require(person: Actor, verb: Verb, *, on: int | None = None) -> None:
    """Raises NotAllowed unless `can`."""
    if not can(person, verb, on=on):
        raise NotAllowed


def compatible(roles: Iterable[Role]) -> bool:
    """An auditor reads everything and changes nothing, so he holds no other role."""
    held = set(roles)
    return Role.AUDITOR not in held or held == {Role.AUDITOR}


def needs_second_factor(roles: Iterable[Role]) -> bool:
    """Who may publish or approve shows more than a password."""
    return bool((OPENS[Verb.PUBLISH] | OPENS[Verb.APPROVE]) & set(roles))
