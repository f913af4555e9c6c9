"""What is to be decided about the duties of a version that was replaced, and what was decided."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from luodi.plans.models import Carrying, Document, Duty, Responsible, Task, Version
from luodi.plans.queries.succession import new_tasks_of, open_before
from luodi.plans.queries.supervision import DutyPage, duties, standings
from luodi.plans.rules.supervision import CARRIED_FROM

__all__ = ["Carried", "Choice", "Replaced", "carried", "replaced_duties"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A task of the version in force that names the unit and is not its duty yet."""

    task: int
    heading: str
    role: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """An open duty of a version before; `proposed` is the choice whose heading is likest."""

    page: DutyPage
    choices: list[Choice]
    proposed: int | None

    @property
    def carriable(self) -> bool:
        """While the office has a claim or a return before it, that is decided first."""
        return self.page.standing.state in CARRIED_FROM


@dataclass(frozen=True, slots=True)
class Carried:
    """The duty that this one took over, and the one that it goes on as."""

    before: Duty | None = None
    after: Duty | None = None


def replaced_duties(plan: Document) -> list[Replaced]:
    """In the order of the old texts; empty while no version is in force. Eleven statements."""
    version = plan.versions.filter(current=True, published_at__isnull=False).first()
    if version is None:
        return []
    found = duties().filter(pk__in=open_before(version).values("pk"))
    pages = standings(found.order_by("task__start", "pk"))
    if not pages:
        return []
    choices = _choices(version, {page.duty.unit_id for page in pages})
    new = new_tasks_of(version, [page.duty.task for page in pages])
    rows = []
    for page in pages:
        of_unit = choices[page.duty.unit_id]
        task = new.get(page.duty.task_id)
        fits = any(one.task == task for one in of_unit)
        rows.append(Replaced(page, of_unit, task if fits else None))
    return rows


def carried(pages: Sequence[DutyPage]) -> dict[int, Carried]:
    """For each duty that was taken over or goes on, from which and as which. One statement."""
    numbers = [page.duty.pk for page in pages]
    rows = Carrying.objects.filter(Q(before__in=numbers) | Q(after__in=numbers))
    joined = rows.select_related("before", "after")
    later = {row.before_id: row.after for row in joined}
    earlier = {row.after_id: row.before for row in joined}
    return {
        number: Carried(earlier.get(number), later.get(number))
        for number in numbers
        if number in earlier or number in later
    }


def _choices(version: Version, units: set[int]) -> dict[int, list[Choice]]:
    """Two statements."""
    live = (Task.State.CONFIRMED, Task.State.CORRECTED)
    named = Responsible.objects.filter(version=version, unit__in=units, task__state__in=live)
    taken = set(Duty.objects.filter(task__version=version).values_list("task", "unit"))
    found: dict[int, dict[int, Choice]] = defaultdict(dict)
    # Leads come first, so that a body named twice leads.
    for row in named.select_related("task").order_by("task__start", "task", "role", "id"):
        if row.unit_id and (row.task_id, row.unit_id) not in taken:
            one = Choice(row.task_id, row.task.heading, row.role)
            found[row.unit_id].setdefault(row.task_id, one)
    return defaultdict(list, {unit: list(rows.values()) for unit, rows in found.items()})
