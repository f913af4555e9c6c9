"""The refusals of decompositions and alignments."""

from typing import ClassVar

from luodi.errors import Conflict, InvalidInput, NotFound

__all__ = [
    "AlignmentRefused",
    "AmountNotPromised",
    "CarriedByOther",
    "DoesNotAddUp",
    "InvalidShare",
    "NoDraft",
    "NothingInForce",
    "ReasonNeeded",
    "RepeatedShare",
    "SharesRefused",
    "TargetChanged",
    "TargetNotFound",
    "TargetNotLive",
    "UnreadableShares",
]


class AlignmentRefused(InvalidInput):
    """Two targets that cannot carry one another."""

    code: ClassVar[str] = "alignment_refused"
    message: ClassVar[str] = (
        "A target is carried by confirmed targets in force of other plans only. Nothing was "
        "changed; choose one of those that the page lists."
    )


class AmountNotPromised(InvalidInput):
    """More of a lower target is to count than it promises itself."""

    code: ClassVar[str] = "amount_not_promised"
    message: ClassVar[str] = (
        "“%(item)s” does not promise as much as %(amount)s itself. Nothing was changed; enter what "
        "counts of it in its own unit, or nothing for all of it."
    )


class CarriedByOther(Conflict):
    """Two targets that would carry one another, so that both seem carried and neither is."""

    code: ClassVar[str] = "carried_by_other"
    message: ClassVar[str] = (
        "“%(item)s” is itself carried by the target that it is to carry. Nothing was changed; end "
        "that alignment first."
    )


class DoesNotAddUp(Conflict):
    """A decomposition to be put in force that misses its target, without a reason."""

    code: ClassVar[str] = "does_not_add_up"
    message: ClassVar[str] = (
        "The shares of “%(item)s” do not keep the target, so they were not put in force. "
        "Correct them, or state the reason, such as an amount held back."
    )


class InvalidShare(InvalidInput):
    """A share with something in it that a share cannot have."""

    code: ClassVar[str] = "invalid_share"
    message: ClassVar[str] = (
        "“%(value)s” cannot be taken as %(field)s of a share. Nothing was stored; correct it "
        "and send it again."
    )


class NothingInForce(Conflict):
    """A decomposition to be withdrawn of a target that has none in force."""

    code: ClassVar[str] = "nothing_in_force"
    message: ClassVar[str] = "No decomposition of “%(item)s” is in force. Nothing was changed."


class NoDraft(Conflict):
    """A decomposition to be put in force of a target that has no draft."""

    code: ClassVar[str] = "no_draft"
    message: ClassVar[str] = (
        "“%(item)s” has no draft decomposition to put in force. Nothing was changed; save the "
        "shares first."
    )


class ReasonNeeded(InvalidInput):
    """A withdrawal that does not say why."""

    code: ClassVar[str] = "reason_needed"
    message: ClassVar[str] = (
        "To withdraw the decomposition of “%(item)s”, say why. Nothing was changed; add a reason."
    )


class RepeatedShare(InvalidInput):
    """Two shares for one holder and year."""

    code: ClassVar[str] = "repeated_share"
    message: ClassVar[str] = (
        "%(holder)s has two shares for the same time. Nothing was stored; leave one of them."
    )


class SharesRefused(InvalidInput):
    """A table of shares with faulty rows; nothing of it was stored."""

    code: ClassVar[str] = "shares_refused"
    message: ClassVar[str] = (
        "%(faults)s rows are faulty, so nothing was stored. Correct them and import again."
    )


class TargetChanged(Conflict):
    """A draft to be put in force that was made for what the target said before."""

    code: ClassVar[str] = "target_changed"
    message: ClassVar[str] = (
        "“%(item)s” says something else since its shares were saved. Nothing was changed; "
        "look at the shares and save them again."
    )


class TargetNotFound(NotFound):
    """No target has this number."""

    code: ClassVar[str] = "target_not_found"
    message: ClassVar[str] = (
        "There is no target number %(number)s. Look for it in the list of targets."
    )


class TargetNotLive(Conflict):
    """A target to be decomposed that is not confirmed in a version in force."""

    code: ClassVar[str] = "target_not_live"
    message: ClassVar[str] = (
        "“%(item)s” is not a confirmed target of a version in force, so it cannot be "
        "decomposed. Nothing was changed; confirm the target and publish its version first."
    )


class UnreadableShares(InvalidInput):
    """A file that is no table of the shares of this target."""

    code: ClassVar[str] = "unreadable_shares"
    message: ClassVar[str] = (
        "%(name)s cannot be read as a table of the shares of this target. Use a workbook or JSON "
        "file that was exported on its page."
    )
