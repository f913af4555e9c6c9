"""Tasks by the units that carry them; a page of the list costs no more than its units."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, When

from luodi.parties.models import Unit
from luodi.plans.models import Responsible, Target, Task, Version
from luodi.plans.queries.rows import CURRENT, named_bodies, with_adjusted, with_plan

__all__ = ["Duty", "UnitDuties", "UnitKey", "duties_of", "units_with_tasks"]

REGION = "version__document__region"
# Of each unit the list shows these many tasks; the rest is on the unit's own list.
SHOWN = 5


class UnitKey(NamedTuple):
    """Whose tasks: a bound unit's, or those under a name as a region prints it, or nobody's.

    Where a plan does not say whose it is, its names are its own. For nobody all is empty.
    """

    unit: int | None = None
    name: str = ""
    region: str = ""
    plan: int | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """One task of one unit; `printed` is what the plan calls the unit, both empty for nobody."""

    task: Task
    role: str = ""
    printed: str = ""


@dataclass(slots=True)
class UnitDuties:
    """A unit with the numbers of its tasks, and the first few of them; nobody has no name."""

    key: UnitKey
    name: str
    region: str
    led: int = 0
    supported: int = 0
    waiting: int = 0
    total: int = 0
    first: list[Duty] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.total - len(self.first)


class UnitsWithTasks:
    """Bound units by region, then printed names by region, nobody last. Four statements.

    A page takes seven more.
    """

    def __init__(self, found: "Found") -> None:
        self.named, self.nobodys = found.named, found.nobodys
        self.units = [*_bound(found), *_printed(found)]
        if self.nobodys.exists():
            self.units.append(UnitDuties(UnitKey(), "", ""))

    def __len__(self) -> int:
        return len(self.units)

    def __getitem__(self, place: slice) -> list[UnitDuties]:
        return _filled(self.units[place], self.named, self.nobodys)


def units_with_tasks(*, region: str = "", text: str = "", state: str = "") -> UnitsWithTasks:
    """Units and names under tasks of current versions; `text` is looked for in their names."""
    found = _found(region=region, state=state)
    if text:
        of_name = Q(name__icontains=text) | Q(unit__name__icontains=text)
        bodies = found.bodies.filter(of_name)
        found = found._replace(bodies=bodies, nobodys=found.nobodys.none())
    return UnitsWithTasks(found)


def duties_of(key: UnitKey, *, region: str = "", state: str = "") -> "Duties":
    """All tasks of one unit, to be cut into pages."""
    found = _found(region=region, state=state)
    return Duties(key, _of(found.named, key) if key != UnitKey() else found.nobodys)


class Duties:
    """The newest plan first. One statement, and three for a page."""

    def __init__(self, key: UnitKey, rows: QuerySet[Responsible] | QuerySet[Task]) -> None:
        prefix = "task__" if key != UnitKey() else ""
        order = ("-version__document_id", f"{prefix}start", f"{prefix}id", "pk")
        self.key, self.rows = key, rows.order_by(*order)
        unconfirmed = Q(**{f"{prefix}state": Target.State.UNCONFIRMED})
        counted = rows.aggregate(number=Count("pk"), waiting=Count("pk", filter=unconfirmed))
        self.number, self.waiting = counted["number"], counted["waiting"]

    def __len__(self) -> int:
        return int(self.number)

    def __getitem__(self, place: slice) -> list[Duty]:
        numbers = list(self.rows.values_list("pk", flat=True)[place])
        return _shown(numbers) if self.key != UnitKey() else _nobodys(numbers)


class Found(NamedTuple):
    """Current versions, the bodies named under their tasks, and the tasks that name none.

    `versions` are all current ones unless there is a `region`.
    """

    versions: QuerySet[Version]
    bodies: QuerySet[Responsible]
    nobodys: QuerySet[Task]
    region: str

    @property
    def named(self) -> QuerySet[Responsible]:
        """A list that is made once: a join would be walked for every body."""
        return self.bodies.filter(version__in=self.versions.values("pk"))


def _found(*, region: str, state: str) -> Found:
    versions = Version.objects.filter(current__in=[True]).order_by()
    nobodys = Task.objects.filter(**CURRENT).exclude(state=Target.State.REJECTED).order_by()
    if region:
        versions = versions.filter(document__region=region)
        nobodys = nobodys.filter(version__document__region=region)
    bodies = named_bodies()
    if state:
        bodies, nobodys = bodies.filter(task__state=state), nobodys.filter(state=state)
    named_any = Exists(Responsible.objects.filter(task=OuterRef("pk")))
    return Found(versions, bodies, nobodys.filter(~named_any), region)


def _of(named: QuerySet[Responsible], key: UnitKey) -> QuerySet[Responsible]:
    if key.unit:
        return named.filter(unit=key.unit)
    rows = named.filter(unit=None, name=key.name, **{REGION: key.region})
    return rows if key.region else rows.filter(version__document=key.plan)


def _bound(found: Found) -> list[UnitDuties]:
    """Of all units most have tasks, so that one body of each is looked for; of a region few."""
    one = Exists(found.bodies.filter(unit=OuterRef("pk"), **CURRENT))
    few = Q(pk__in=found.named.filter(unit__isnull=False).values("unit"))
    rows = (
        Unit.objects.filter(few if found.region else one)
        .order_by("region", "name", "pk")
        .values_list("pk", "name", "region")
    )
    return [UnitDuties(UnitKey(unit), name, region) for unit, name, region in rows]


def _printed(found: Found) -> list[UnitDuties]:
    """Regions are put to the names of each version, not joined to every row of each name."""
    plans = found.versions.values_list("pk", "document__region", "document")
    places = {version: (region, None if region else plan) for version, region, plan in plans}
    names = found.named.filter(unit=None).values_list("version", "name").distinct()
    known = {UnitKey(None, name, *places[version]) for version, name in names}
    keys = sorted(known, key=lambda k: (k.region, k.plan or 0, k))
    return [UnitDuties(key, key.name, key.region) for key in keys]


def _with_plan(named: QuerySet[Responsible]) -> QuerySet[Responsible]:
    return named.annotate(plan=Case(When(**{REGION: "", "then": "version__document"})))


def _filled(
    units: list[UnitDuties], named: QuerySet[Responsible], nobodys: QuerySet[Task]
) -> list[UnitDuties]:
    """The numbers and first tasks of the units of a page."""
    of_unit = {one.key: one for one in units}
    first: dict[UnitKey, list[int]] = defaultdict(list)
    for key, row, role, state in _rows(named, units):
        if one := of_unit.get(key):
            one.total += 1
            one.led += role == Responsible.Role.LEAD
            one.supported += role == Responsible.Role.SUPPORT
            one.waiting += state == Target.State.UNCONFIRMED
            if len(first[key]) < SHOWN:
                first[key].append(row)
    shown = iter(_shown([row for rows in first.values() for row in rows]))
    for key, rows in first.items():
        of_unit[key].first = [next(shown) for _ in rows]
    if nobody := of_unit.get(UnitKey()):
        duties = Duties(nobody.key, nobodys)
        nobody.total, nobody.waiting = len(duties), duties.waiting
        nobody.first = duties[:SHOWN]
    return units


def _rows(
    named: QuerySet[Responsible], units: list[UnitDuties]
) -> list[tuple[UnitKey, int, str, str]]:
    """Every row of these units, in order of the list, and some rows of other units."""
    order = ("-version__document_id", "task__start", "task", "pk")
    rest = ("pk", "role", "task__state")
    bound = named.filter(unit__in=[one.key.unit for one in units if one.key.unit])
    found = [
        (UnitKey(unit), *row) for unit, *row in bound.order_by(*order).values_list("unit", *rest)
    ]
    keys = [one.key for one in units if one.key.name]
    regions, names = {key.region for key in keys}, {key.name for key in keys}
    free = _with_plan(named.filter(unit=None, name__in=names, **{f"{REGION}__in": regions}))
    columns = ("name", REGION, "plan", *rest)
    for name, region, plan, *row in free.order_by(*order).values_list(*columns):
        found.append((UnitKey(None, name, region, plan), *row))
    return found


def _shown(numbers: list[int]) -> list[Duty]:
    tasks = Prefetch("task", with_adjusted(with_plan(Task.objects.all())))
    found = Responsible.objects.prefetch_related(tasks).in_bulk(numbers)
    return [Duty(found[n].task, found[n].role, found[n].name) for n in numbers]


def _nobodys(numbers: list[int]) -> list[Duty]:
    found = with_adjusted(with_plan(Task.objects.all())).in_bulk(numbers)
    return [Duty(found[number]) for number in numbers]
