"""The verbs of the plans room, gathered for its doors and for other rooms."""

from luodi.plans.actions.adjusting import (
    Wanted,
    approve_adjustment,
    refuse_adjustment,
    request_adjustment,
    withdraw_adjustment,
)
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
from luodi.plans.actions.ledger import rebuild_ledger
from luodi.plans.actions.planning import act_on_work_plan, save_work_plan
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
    "Wanted",
    "Wish",
    "act_on_duty",
    "act_on_work_plan",
    "add_by_hand",
    "align",
    "approve_adjustment",
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
    "rebuild_ledger",
    "refresh_statistics",
    "refuse_adjustment",
    "reject",
    "reopen",
    "request_adjustment",
    "save_work_plan",
    "set_ladder_terms",
    "withdraw",
    "withdraw_adjustment",
]
