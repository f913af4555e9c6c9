"""The refusals of changes of what is in force."""

from typing import ClassVar

from luodi.errors import Conflict, InvalidInput, NotAllowed, NotFound

__all__ = [
    "AdjustmentNeeded",
    "AdjustmentNotFound",
    "AdjustmentSuperseded",
    "BasisMissing",
    "ItemNotAdjustable",
    "ItemNotFound",
    "NotAnsweringForItem",
    "NothingAdjusted",
    "OwnRequest",
]


class AdjustmentNeeded(Conflict):
    """An item to be decided on or added in a version that was published."""

    code: ClassVar[str] = "adjustment_needed"
    message: ClassVar[str] = (
        "“%(item)s” belongs to a plan that has been published, so it is not changed here any more. "
        "Nothing was changed; request an adjustment, which somebody else approves."
    )


class AdjustmentNotFound(NotFound):
    """No request has this number, or it is another unit's."""

    code: ClassVar[str] = "adjustment_not_found"
    message: ClassVar[str] = (
        "There is no adjustment request number %(number)s that you may see. Look for it in the "
        "list of adjustment requests."
    )


class ItemNotFound(NotFound):
    """No item of this kind has this number."""

    code: ClassVar[str] = "item_not_found"
    message: ClassVar[str] = (
        "There is no item number %(number)s of this kind. Look for it on the page of its plan."
    )


class ItemNotAdjustable(Conflict):
    """An item that is not in force: rejected, dropped, or of a version that is not in force."""

    code: ClassVar[str] = "item_not_adjustable"
    message: ClassVar[str] = (
        "“%(item)s” is not in force, so there is nothing to adjust. Look for the item in the "
        "version of the plan that is in force."
    )


class AdjustmentSuperseded(Conflict):
    """A request made on values or a due day that have changed since."""

    code: ClassVar[str] = "adjustment_superseded"
    message: ClassVar[str] = (
        "“%(item)s” has changed since this adjustment was requested, so it cannot be approved. "
        "Nothing was changed; refuse the request, and have it made anew on the present values."
    )


class OwnRequest(NotAllowed):
    """A request to be approved or refused by the one who made it."""

    code: ClassVar[str] = "own_request"
    message: ClassVar[str] = (
        "You made this request yourself, so somebody else has to decide on it. Nothing was "
        "changed; you can take the request back."
    )


class BasisMissing(InvalidInput):
    """A case-by-case decision without a document or minutes that it rests on."""

    code: ClassVar[str] = "basis_missing"
    message: ClassVar[str] = (
        "A case-by-case decision needs its ground: the number of the document or the minutes of "
        "the meeting. Nothing was stored; add it and send again."
    )


class NotAnsweringForItem(NotAllowed):
    """A request about an item for which the person's units do not answer."""

    code: ClassVar[str] = "not_answering_for_item"
    message: ClassVar[str] = (
        "Only the units that answer for “%(item)s” and the programme office may request its "
        "adjustment. Ask one of them to request it."
    )


class NothingAdjusted(InvalidInput):
    """A request that changes nothing, or names no duty of the task."""

    code: ClassVar[str] = "nothing_adjusted"
    message: ClassVar[str] = (
        "The request changes nothing. Nothing was stored; change a value, or tick the duties whose "
        "due day is to change."
    )
