"""What the desk of the programme office shows of all plans at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from luodi.parties.models import Unit
from luodi.parties.queries import names_of, units
from luodi.plans.models import Decision, Instrument, Target, Task, Version
from luodi.plans.queries.binding import PrintedName, printed_names
from luodi.plans.queries.confirmation import last_decisions
from luodi.plans.queries.reading import targets
from luodi.plans.queries.review import reviewed
from luodi.plans.queries.rows import named_bodies, with_adjusted, with_plan

__all__ = ["BoardRow", "DeskTotals", "NameRow", "TargetBoard", "desk_totals", "name_rows"]

WAITING = Target.State.UNCONFIRMED
STATES = (WAITING, Target.State.CONFIRMED, Target.State.CORRECTED)
NO_YEAR = 0


@dataclass(frozen=True, slots=True)
class DeskTotals:
    """What waits at the desk: plans, their items, names without a unit; and plans in force."""

    plans: int
    items: int
    names: int
    in_force: int


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A target with the last decision on it, and the name of who made that."""

    target: Target
    decision: Decision | None
    by: str


@dataclass(frozen=True, slots=True)
class NameRow:
    """A printed name, the units it may mean, and the other units of its region."""

    printed: PrintedName
    likely: list[Unit]
    others: list[Unit]

    @property
    def bound(self) -> int | None:
        return self.printed.binding.unit_id if self.printed.binding else None


def desk_totals() -> DeskTotals:
    """Five statements."""
    asked = reviewed().values("pk")
    versions, items = set[int](), 0
    for model in (Target, Task, Instrument):
        rows = model._default_manager.filter(version__in=asked, state=WAITING).order_by()
        counted = rows.values_list("version").annotate(number=Count("pk"))
        for version, number in counted:
            versions.add(version)
            items += number
    current = Version.objects.filter(current__in=[True]).order_by().values("pk")
    named = named_bodies().filter(unit=None, version__in=current)
    return DeskTotals(
        plans=len(versions),
        items=items,
        names=named.values("name", "version").distinct().count(),
        in_force=Version.objects.filter(current=True, published_at__isnull=False).count(),
    )


class TargetBoard:
    """The targets of current versions by due year, those without a year last. One statement.

    `years` are those that may occur. A page takes a statement for each of its years, and three.
    """

    def __init__(self, years: Sequence[int], **filters: Any) -> None:
        # No index is wanted for the year: it would lead away from the order of the page.
        self.found = targets(**filters).annotate(year=Coalesce("by", NO_YEAR))
        counted = self._counted(years)
        self.states = {state: counted[state] for state in STATES}
        self.in_force = counted["in_force"]
        self.years = [(year, counted[f"year_{year}"]) for year in (*years, NO_YEAR)]

    def _counted(self, years: Sequence[int]) -> dict[str, int]:
        """One pass over the rows; a GROUP BY would sort them all."""
        live = ~Q(state=WAITING) & Q(version__published_at__isnull=False)
        wanted = {state: Q(state=state) for state in STATES} | {"in_force": live}
        wanted |= {f"year_{year}": Q(year=year) for year in (*years, NO_YEAR)}
        counts = {name: Count("pk", filter=condition) for name, condition in wanted.items()}
        return self.found.order_by().aggregate(**counts)

    def __len__(self) -> int:
        return sum(self.states.values())

    def __getitem__(self, place: slice) -> list[BoardRow]:
        keys: list[int] = []
        passed = 0
        for year, number in self.years:
            start, stop = max(place.start - passed, 0), min(place.stop - passed, number)
            if start < stop:
                keys += self.found.filter(year=year).values_list("pk", flat=True)[start:stop]
            passed += number
        return _board_rows(keys)


def _board_rows(keys: Sequence[int]) -> list[BoardRow]:
    found = with_adjusted(with_plan(Target.objects.all())).in_bulk(keys)
    rows = [found[key] for key in keys]
    last = last_decisions(rows)
    names = names_of(decision.actor for decision in last.values())
    made = []
    for target in rows:
        decision = last.get(("target", target.pk))
        actor = decision.actor if decision else ""
        made.append(BoardRow(target, decision, names.get(actor, actor)))
    return made


def name_rows(version: Version) -> list[NameRow]:
    """The printed names of a version with what each may be bound to. Five statements."""
    names = printed_names(version)
    near = list(units(region=version.document.region)) if version.document.region else []
    keys = {key.key for one in names for key in one.candidates}
    keys |= {one.binding.unit_id for one in names if one.binding and one.binding.unit_id}
    known = Unit.objects.in_bulk(keys)
    return [_name_row(one, near, known) for one in names]


def _name_row(one: PrintedName, near: Sequence[Unit], known: dict[int, Unit]) -> NameRow:
    likely = {unit.key: known[unit.key] for unit in one.candidates if unit.key in known}
    if one.proposed and one.proposed.key in known:
        likely = {one.proposed.key: known[one.proposed.key]} | likely
    if one.binding and one.binding.unit:
        likely = {one.binding.unit.pk: one.binding.unit} | likely
    return NameRow(one, list(likely.values()), [unit for unit in near if unit.pk not in likely])
