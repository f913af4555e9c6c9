"""The verbs of the plans room, gathered for its doors and for other rooms."""

from luodi.plans.actions.binding import Wish, bind, bind_proposed
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
from luodi.plans.actions.publishing import publish

__all__ = [
    "ImportResult",
    "ItemImport",
    "RowFault",
    "Ruling",
    "Wish",
    "add_by_hand",
    "bind",
    "bind_proposed",
    "confirm",
    "correct",
    "decide",
    "import_file",
    "import_items",
    "import_plan",
    "publish",
    "reject",
    "reopen",
]
