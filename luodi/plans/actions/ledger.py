"""The supervision ledger is kept: its lines are written with every change that they follow from."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import QuerySet

from luodi.plans.models import Document, LedgerLine, Task
from luodi.plans.queries.ledger import (
    COLUMNS,
    Key,
    batches,
    ladder_keys,
    lines_due,
    lines_kept,
    said,
    with_versions,
)

__all__ = ["keep_ladder_in_lines", "keep_lines", "rebuild_ledger"]


def keep_lines(tasks: QuerySet[Task]) -> int:
    """Brings the lines of these tasks to what their records say; how many had to be written.

    In the caller's transaction, after its change. Nine statements at most.
    """
    with transaction.atomic():
        # Of two who act on duties of one task the second sees what the first did.
        found = with_versions(tasks).order_by("pk")
        held = list(found.select_for_update(of=("self",), no_key=True))
        return _written(lines_due(held), lines_kept([task.pk for task in held]))


def keep_ladder_in_lines(plan: Document) -> None:
    """The days of the plan's terms on its lines. Two statements."""
    key = ladder_keys([plan.pk]).get(plan.pk, "")
    LedgerLine.objects.filter(plan=plan).update(ladder=key)


def rebuild_ledger() -> int:
    """All lines anew, some hundred tasks at a time; how many had to be written."""
    return sum(
        keep_lines(Task.objects.filter(pk__in=[task.pk for task in batch])) for batch in batches()
    )


def _written(due: Mapping[Key, LedgerLine], kept: Mapping[Key, LedgerLine]) -> int:
    gone = [line.pk for key, line in kept.items() if key not in due]
    changed = list(_changed(due, kept))
    new = [line for key, line in due.items() if key not in kept]
    if gone:
        LedgerLine.objects.filter(pk__in=gone).delete()
    if changed:
        LedgerLine.objects.bulk_update(changed, [name.removesuffix("_id") for name in COLUMNS])
    if new:
        LedgerLine.objects.bulk_create(new)
    return len(gone) + len(changed) + len(new)


def _changed(due: Mapping[Key, LedgerLine], kept: Mapping[Key, LedgerLine]) -> Iterable[LedgerLine]:
    """Lines that say something else, under the numbers that they have."""
    for key, line in due.items():
        if (old := kept.get(key)) and said(old) != said(line):
            line.pk = old.pk
            yield line
