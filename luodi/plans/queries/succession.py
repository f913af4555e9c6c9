"""Duties of versions that were replaced, and which tasks of the version in force are theirs."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from luodi.plans.models import Duty, DutyEvent, Task, Version
from luodi.plans.rules.carrying import Headed, corresponding
from luodi.plans.rules.supervision import ENDS

__all__ = ["new_tasks_of", "open_before", "pairs_held"]


def open_before(version: Version) -> QuerySet[Duty]:
    """Duties of the plan's other versions that are not at their end."""
    last = DutyEvent.objects.filter(next=None).exclude(act__in=ENDS)
    found = Duty.objects.filter(task__clause__version__document=version.document_id)
    return found.exclude(task__clause__version=version).filter(pk__in=last.values("duty"))


def new_tasks_of(version: Version, tasks: Iterable[Task]) -> dict[int, int]:
    """For tasks of other versions the number of the task that stands in their place, if any.

    One statement.
    """
    olds = {task.clause.version_id for task in tasks}
    rows = Task.objects.filter(version__in=[*olds, version.pk]).order_by("start", "pk")
    sides: dict[int, list[Headed]] = defaultdict(list)
    for number, of_version, heading in rows.exclude(state=Task.State.REJECTED).values_list(
        "pk", "version", "heading"
    ):
        sides[of_version].append(Headed(number, heading))
    found: dict[int, int] = {}
    for old in olds:
        found |= corresponding(sides[old], sides[version.pk])
    return found


def pairs_held(version: Version) -> set[tuple[int, int]]:
    """Tasks of the version, each with a unit whose open duty of a version before may become it.

    One statement, and one more if there are any.
    """
    rows = list(open_before(version).select_related("task__clause"))
    if not rows:
        return set()
    new = new_tasks_of(version, [row.task for row in rows])
    return {(new[row.task_id], row.unit_id) for row in rows if row.task_id in new}
