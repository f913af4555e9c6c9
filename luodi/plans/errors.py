"""The refusals of the plans room."""

from typing import ClassVar

from luodi.errors import Conflict, InvalidInput, NotFound

__all__ = [
    "DecidedMeanwhile",
    "InvalidCorrection",
    "MisplacedQuote",
    "OutOfOrder",
    "PlanNotFound",
    "ReasonMissing",
    "VersionNotFound",
]


class PlanNotFound(NotFound):
    """No plan has this number."""

    code: ClassVar[str] = "plan_not_found"
    message: ClassVar[str] = (
        "There is no plan number %(number)s. It may have been withdrawn; "
        "look for it in the list of plans."
    )


class VersionNotFound(NotFound):
    """No version of any plan has this number."""

    code: ClassVar[str] = "version_not_found"
    message: ClassVar[str] = (
        "There is no version number %(number)s of any plan. "
        "Look for the versions of a plan at the end of its page."
    )


class MisplacedQuote(InvalidInput):
    """A reading whose span does not hold the words it quotes."""

    code: ClassVar[str] = "misplaced_quote"
    message: ClassVar[str] = (
        "The reading of %(source)s quotes “%(quote)s”, but its text does not say so at characters "
        "%(start)s to %(end)s. Nothing was stored; read the file again."
    )


class DecidedMeanwhile(Conflict):
    """Somebody decided this item after it was looked at."""

    code: ClassVar[str] = "decided_meanwhile"
    message: ClassVar[str] = (
        "Somebody else has decided on %(item)s since you looked at it. Nothing was changed; "
        "look at the decision and decide again if you must."
    )


class OutOfOrder(Conflict):
    """A decision that the item's state does not allow, such as to reopen what is open."""

    code: ClassVar[str] = "decision_out_of_order"
    message: ClassVar[str] = (
        "%(item)s cannot take the decision “%(verdict)s” while it is “%(state)s”. "
        "Nothing was changed; reopen what was decided before you decide it anew."
    )


class InvalidCorrection(InvalidInput):
    """Values that an item of this kind cannot have."""

    code: ClassVar[str] = "invalid_correction"
    message: ClassVar[str] = (
        "The value of “%(field)s” does not fit (%(fault)s). Nothing was changed; correct it and "
        "send it again."
    )


class ReasonMissing(InvalidInput):
    """A rejection or reopening that does not say why."""

    code: ClassVar[str] = "reason_missing"
    message: ClassVar[str] = (
        "To reject or reopen %(item)s, say why. Nothing was changed; add a reason."
    )
