"""Names that a version prints are bound to units, in all of its tasks at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from luodi.audit.actions import record
from luodi.parties.queries import find_unit
from luodi.parties.rules.roles import Actor, Verb, require
from luodi.plans.actions.confirming import refusing_rivals
from luodi.plans.actions.ledger import keep_lines
from luodi.plans.errors import DecidedMeanwhile, NameNotPrinted
from luodi.plans.models import Binding, Document, Responsible, Task, Version
from luodi.plans.queries.binding import PrintedName, last_bindings, printed_names
from luodi.schedule.rules.moments import after

__all__ = ["Wish", "bind", "bind_proposed"]


@dataclass(frozen=True, slots=True)
class Wish:
    """A name to be bound to a unit, or to none, by who saw its binding `expected`."""

    name: str
    unit: int | None
    expected: int | None


def bind(version: Version, wishes: Sequence[Wish], *, by: Actor) -> list[Binding]:
    """Stores all bindings with their audit events, or none; one that changes nothing is left out.

    Raises NotAllowed, NameNotPrinted, UnitNotFound, DecidedMeanwhile.
    """
    require(by, Verb.CONFIRM)
    printed = _printed(version)
    for wish in wishes:
        if wish.name not in printed:
            raise NameNotPrinted(name=wish.name)
        if wish.unit is not None:
            find_unit(wish.unit)
    with refusing_rivals("、".join(wish.name for wish in wishes)), transaction.atomic():
        # Before the trail's end is held: whoever issues the plan's duties takes both in this order.
        Document.objects.select_for_update().get(pk=version.document_id)
        last = last_bindings(version.pk)
        made = [_bound(version, wish, last.get(wish.name), by) for wish in wishes]
        if any(made):
            keep_lines(Task.objects.filter(version=version))
        return [one for one in made if one]


def bind_proposed(version: Version, *, by: Actor) -> list[Binding]:
    """Binds every name that means exactly one unit and was never bound. Raises as `bind`."""
    return bind(version, [_wish(one) for one in printed_names(version) if _open(one)], by=by)


def _open(one: PrintedName) -> bool:
    return one.binding is None and one.proposed is not None


def _wish(one: PrintedName) -> Wish:
    return Wish(one.name, one.proposed.key if one.proposed else None, None)


def _printed(version: Version) -> set[str]:
    rows = Responsible.objects.filter(version=version)
    return set(rows.values_list("name", flat=True))


def _bound(version: Version, wish: Wish, last: Binding | None, by: Actor) -> Binding | None:
    if wish.expected != (last.pk if last else None):
        raise DecidedMeanwhile(item=wish.name)
    if wish.unit == (last.unit_id if last else None):
        return None
    now = timezone.now()
    one = Binding.objects.create(
        version=version,
        name=wish.name,
        unit_id=wish.unit,
        previous=last,
        actor=by.reference,
        at=after(now, last),
    )
    data = {"binding": one.pk, "name": wish.name, "unit": wish.unit}
    record("plans.bind", actor=by.reference, subject=version, data=data, at=one.at)
    rows = Responsible.objects.filter(version=version, name=wish.name)
    rows.update(unit=wish.unit)
    return one
