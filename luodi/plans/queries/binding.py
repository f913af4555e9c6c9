"""The names of bodies that a version prints, and the units they are bound to."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from luodi.parties.queries import known_units
from luodi.parties.rules.naming import KnownUnit, Outcome, resolve
from luodi.plans.models import Binding, Responsible, Task, Version

__all__ = ["PrintedName", "bound_units", "last_bindings", "printed_names"]


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name under the tasks of a version: how many it leads and supports, what it is bound to,
    and which units it may mean today by rules.naming; `proposed` is the only one, if there is one.
    """

    name: str
    leads: int
    supports: int
    binding: Binding | None
    outcome: Outcome
    proposed: KnownUnit | None
    candidates: Sequence[KnownUnit]

    @property
    def bound(self) -> bool:
        return self.binding is not None and self.binding.unit_id is not None


def last_bindings(version: int) -> dict[str, Binding]:
    """The latest binding of each name that has one, with its unit. One statement."""
    found = Binding.objects.filter(version=version, next=None).select_related("unit")
    return {one.name: one for one in found}


def bound_units(version: int) -> dict[str, int]:
    """The numbers of the units that a version's names are bound to. One statement."""
    found = Binding.objects.filter(version=version, next=None, unit__isnull=False)
    return {name: unit for name, unit in found.values_list("name", "unit") if unit}


def printed_names(version: Version) -> list[PrintedName]:
    """The names of tasks that are not rejected, the busiest first. Three statements."""
    bindings, units = last_bindings(version.pk), known_units()
    known = {unit.key: unit for unit in units}
    region, today = version.document.region, timezone.localdate()
    found = []
    for name, leads, supports in _counted(version):
        meant = resolve(name, units, region=region, on=today)
        found.append(
            PrintedName(
                name,
                leads,
                supports,
                bindings.get(name),
                meant.outcome,
                known.get(meant.unit or 0),
                [known[key] for key in meant.candidates],
            )
        )
    return found


def _counted(version: Version) -> list[tuple[str, int, int]]:
    rows = Responsible.objects.filter(version=version)
    rows = rows.exclude(task__state=Task.State.REJECTED)
    counted = rows.values("name").annotate(
        leads=Count("pk", filter=Q(role="lead")), supports=Count("pk", filter=Q(role="support"))
    )
    ordered = counted.order_by("-leads", "-supports", "name")
    return list(ordered.values_list("name", "leads", "supports"))
