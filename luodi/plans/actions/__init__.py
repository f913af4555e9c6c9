"""The verbs of the plans room, gathered for its doors and for other rooms."""

from luodi.plans.actions.aligning import AlignmentRuling, align
from luodi.plans.actions.binding import Wish, bind, bind_proposed
from luodi.plans.actions.carrying import CarriedOver, Fate, carry_over
from luodi.plans.actions.confirming import (
    Ruling,
    add_by_hand,
    confirm,
    correct,
    decide,
    reject,
    reopen,
)
from luodi.plans.actions.consulting import (
    Received,
    SenderData,
    Signature,
    comment_on,
    erase_due_senders,
    erase_senders,
    extend,
    open_consultation,
    read_sender,
)
from luodi.plans.actions.decomposing import decompose, enforce, withdraw
from luodi.plans.actions.exchange import ItemImport, RowFault, import_items
from luodi.plans.actions.handling import handle, merge
from luodi.plans.actions.importing import ImportResult, import_file, import_plan, refresh_statistics
from luodi.plans.actions.publishing import publish
from luodi.plans.actions.supervising import act_on_duty, issue_duties, set_ladder_terms

__all__ = [
    "AlignmentRuling",
    "CarriedOver",
    "Fate",
    "ImportResult",
    "ItemImport",
    "Received",
    "RowFault",
    "Ruling",
    "SenderData",
    "Signature",
    "Wish",
    "act_on_duty",
    "add_by_hand",
    "align",
    "bind",
    "bind_proposed",
    "carry_over",
    "comment_on",
    "confirm",
    "correct",
    "decide",
    "decompose",
    "enforce",
    "erase_due_senders",
    "erase_senders",
    "extend",
    "handle",
    "import_file",
    "import_items",
    "import_plan",
    "issue_duties",
    "merge",
    "open_consultation",
    "publish",
    "read_sender",
    "refresh_statistics",
    "reject",
    "reopen",
    "set_ladder_terms",
    "withdraw",
]
