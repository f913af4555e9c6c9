"""What is done to units."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q

from luodi.audit.actions import record, reference
from luodi.parties.errors import (
    UnitEndRefused,
    UnitExists,
    UnitInvalid,
    UnitNotFound,
    UnitSucceeded,
)
from luodi.parties.models import Unit
from luodi.parties.rules.roles import Actor, Verb, require

__all__ = ["declare_short_names", "end_unit", "register_unit", "rename_unit", "succeed_unit"]

LONGEST = 200


def register_unit(
    name: str,
    *,
    region: str,
    level: str,
    by: Actor,
    short_names: Iterable[str] = (),
    valid_from: date | None = None,
) -> Unit:
    """A unit that stands from a day on. Raises NotAllowed, UnitInvalid, UnitExists."""
    require(by, Verb.MANAGE_UNITS)
    with transaction.atomic():
        unit = Unit(
            name=" ".join(name.split()),
            short_names=_lines(short_names),
            region=region.strip(),
            level=level,
            valid_from=valid_from,
        )
        _admit(unit)
        record("parties.register_unit", actor=by.reference, subject=unit, data=_told(unit))
    return unit


def declare_short_names(unit: int, short_names: Iterable[str], *, by: Actor) -> Unit:
    """The names a unit is also printed under, in place of those it had. Raises NotAllowed."""
    require(by, Verb.MANAGE_UNITS)
    with transaction.atomic():
        found = _locked(unit)
        before, found.short_names = found.short_names, _lines(short_names)
        found.save(update_fields=["short_names"])
        data = {"before": before.splitlines(), "after": found.short_names.splitlines()}
        record("parties.declare_short_names", actor=by.reference, subject=found, data=data)
    return found


def rename_unit(
    unit: int, name: str, *, on: date, by: Actor, short_names: Iterable[str] = ()
) -> Unit:
    """The unit under its new name, which takes the old one's place on a day.

    Raises NotAllowed, UnitNotFound, UnitInvalid, UnitExists, UnitSucceeded.
    """
    require(by, Verb.MANAGE_UNITS)
    with transaction.atomic():
        old = _locked(unit)
        new = register_unit(
            name,
            region=old.region,
            level=old.level,
            short_names=short_names,
            valid_from=on,
            by=by,
        )
        succeed_unit(old.pk, by_unit=new.pk, on=on, by=by)
    return new


def succeed_unit(unit: int, *, by_unit: int, on: date, by: Actor) -> Unit:
    """Ends a unit on a day in favour of another that stands then. Raises NotAllowed, UnitSucceeded.

    The successor stands on that day, so no chain of successors can come back to its start.
    """
    require(by, Verb.MANAGE_UNITS)
    with transaction.atomic():
        # In one order, so that two successions crossing each other wait instead of dying.
        locked = {number: _locked(number) for number in sorted((unit, by_unit))}
        old, new = locked[unit], locked[by_unit]
        stands = (new.valid_from or on) <= on and new.valid_to is None
        if old.pk == new.pk or not (stands and _may_end(old, on)):
            raise UnitSucceeded(name=old.name, successor=new.name, day=on.isoformat())
        old.valid_to, old.successor = on, new
        old.save(update_fields=["valid_to", "successor"])
        data = {"successor": reference(new), "valid_to": on.isoformat()}
        record("parties.succeed_unit", actor=by.reference, subject=old, data=data)
    return old


def end_unit(unit: int, *, on: date, by: Actor) -> Unit:
    """Ends a unit that nobody succeeds. Raises NotAllowed, UnitNotFound, UnitEndRefused."""
    require(by, Verb.MANAGE_UNITS)
    with transaction.atomic():
        found = _locked(unit)
        if not _may_end(found, on):
            raise UnitEndRefused(name=found.name, day=on.isoformat())
        found.valid_to = on
        found.save(update_fields=["valid_to"])
        data = {"valid_to": on.isoformat()}
        record("parties.end_unit", actor=by.reference, subject=found, data=data)
    return found


def _may_end(unit: Unit, on: date) -> bool:
    return unit.valid_to is None and (unit.valid_from is None or unit.valid_from < on)


def _locked(number: int) -> Unit:
    if not (one := Unit.objects.select_for_update(no_key=True).filter(pk=number).first()):
        raise UnitNotFound(number=number)
    return one


def _admit(unit: Unit) -> None:
    has_region = unit.level != Unit.Level.NATIONAL
    sound = unit.level in Unit.Level.values and bool(unit.region) == has_region
    if not sound or not 0 < len(unit.name) <= LONGEST:
        raise UnitInvalid(name=unit.name[:LONGEST])
    standing = Q(valid_to=None)
    if unit.valid_from:
        standing |= Q(valid_to__gt=unit.valid_from)
    if Unit.objects.filter(standing, region=unit.region, name=unit.name).exists():
        raise UnitExists(name=unit.name, region=unit.region)
    unit.save(force_insert=True)


def _lines(names: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(tidy for name in names if (tidy := " ".join(name.split()))))


def _told(unit: Unit) -> dict[str, object]:
    """What the audit trail keeps of a unit."""
    return {
        "name": unit.name,
        "short_names": unit.short_names.splitlines(),
        "region": unit.region,
        "level": unit.level,
        "valid_from": unit.valid_from and unit.valid_from.isoformat(),
    }
