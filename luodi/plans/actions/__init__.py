"""The verbs of the plans room, gathered for its doors and for other rooms."""

from luodi.plans.actions.confirming import (
    Ruling,
    add_by_hand,
    confirm,
    correct,
    decide,
    reject,
    reopen,
)
from luodi.plans.actions.exchange import ItemImport, RowFault, import_items
from luodi.plans.actions.importing import ImportResult, import_file, import_plan

__all__ = [
    "ImportResult",
    "ItemImport",
    "RowFault",
    "Ruling",
    "add_by_hand",
    "confirm",
    "correct",
    "decide",
    "import_file",
    "import_items",
    "import_plan",
    "reject",
    "reopen",
]
