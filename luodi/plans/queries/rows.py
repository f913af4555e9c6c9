"""Lists of items to be cut into pages."""

from typing import Any, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from luodi.plans.models import (
    Adjustment,
    AdjustmentOutcome,
    Instrument,
    Responsible,
    Target,
    Task,
)

__all__ = ["CURRENT", "ItemRows", "named_bodies", "with_adjusted", "with_plan"]

# Asked for in this way, SQLite looks a boolean up in an index; asked plainly, it never does.
CURRENT = {"version__current__in": [True]}
Item = TypeVar("Item", Target, Task)
Row = TypeVar("Row", Target, Task, Instrument)


class ItemRows:
    """Targets or tasks with their number and how many are unconfirmed. One statement.

    A page takes two: its keys first, then nothing but those rows, because what a row drags along
    would be read for every row before it too.
    """

    def __init__(self, found: QuerySet[Any]) -> None:
        self.found = found
        counted = found.order_by().aggregate(
            number=Count("pk"), waiting=Count("pk", filter=Q(state=Target.State.UNCONFIRMED))
        )
        self.number, self.waiting = counted["number"], counted["waiting"]

    def __len__(self) -> int:
        return int(self.number)

    def __getitem__(self, place: slice) -> list[Any]:
        keys = list(self.found.values_list("pk", flat=True)[place])
        found = with_plan(self.found.model._default_manager.all())
        rows = with_adjusted(found).in_bulk(keys)
        return [rows[key] for key in keys]


def named_bodies() -> QuerySet[Responsible]:
    """The bodies named by tasks that nobody rejected, in any version.

    The rejected tasks are a list that is made once; a join would be walked for every body.
    """
    rejected = Task.objects.filter(state=Task.State.REJECTED).order_by().values("pk")
    return Responsible.objects.exclude(task__in=rejected).order_by()


def with_plan(found: QuerySet[Item]) -> QuerySet[Item]:
    """The rows with clause, version and plan, without long texts."""
    found = found.select_related("clause__version__document")
    return found.defer("clause__version__reading", "clause__version__original")


def with_adjusted(found: QuerySet[Row]) -> QuerySet[Row]:
    """Items with `adjusted`: whether an adjustment of them was ever approved."""
    kind = found.model._meta.model_name
    done = Adjustment.objects.filter(outcome__outcome=AdjustmentOutcome.Outcome.APPROVED)
    marked: QuerySet[Row] = found.annotate(
        adjusted=Exists(done.filter(**{f"{kind}": OuterRef("pk")}))
    )
    return marked
