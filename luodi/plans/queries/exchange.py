"""The targets and tasks of a version as a table to be filled in and brought back."""

from typing import Any

from luodi.plans.models import Task, Version
from luodi.plans.queries.confirmation import ItemState, items_as_of, kind_of
from luodi.plans.rules.exchange import SHEETS, ItemRow, ItemTable, cells_of

__all__ = ["item_row", "item_table"]

# Where a spreadsheet's rows begin, below the names of the columns and their labels.
FIRST_ROW = 3


def item_table(version: Version) -> ItemTable:
    """Every target and task with its state, in order of the text. Seven statements."""
    found = items_as_of(version)
    rows = []
    for kind in SHEETS:
        states = [one for one in found if kind_of(one.item) == kind]
        rows += [item_row(one, number) for number, one in enumerate(states, FIRST_ROW)]
    return ItemTable(version.sha256, tuple(rows))


def item_row(one: ItemState, number: int) -> ItemRow:
    item, kind = one.item, kind_of(one.item)
    raw: dict[str, Any] = {
        "id": item.pk,
        "decision": one.decision.pk if one.decision else None,
        "state": one.state,
        "path": "".join(item.clause.path),
        "start": item.start,
        "end": item.end,
        "quote": getattr(item, "quote", ""),
        **one.values,
    }
    if isinstance(item, Task):
        for role in ("lead", "support"):
            named = [body["name"] for body in raw["responsible"] if body["role"] == role]
            raw[role] = "、".join(named)
    return ItemRow(kind, number, cells_of(kind, raw))
