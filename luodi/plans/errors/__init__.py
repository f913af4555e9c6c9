"""The refusals of the plans room."""

from collections.abc import Mapping
from typing import ClassVar

from luodi.errors import Conflict, InvalidInput, NotFound
from luodi.plans.errors.adjusting import (
    AdjustmentNeeded,
    AdjustmentNotFound,
    AdjustmentSuperseded,
    BasisMissing,
    ItemNotAdjustable,
    ItemNotFound,
    NotAnsweringForItem,
    NothingAdjusted,
    OwnRequest,
)
from luodi.plans.errors.consultation import (
    CommentEmpty,
    CommentMerged,
    CommentNotFound,
    CommentSentTwice,
    CommentsRateExceeded,
    CommentTooLarge,
    CommentTooLong,
    CommentUnsigned,
    ConsentMissing,
    ConsultationClosed,
    ConsultationExists,
    ConsultationNotClosed,
    ConsultationNotFound,
    ContactMissing,
    DifferentTexts,
    ExtensionUnexplained,
    OtherConsultation,
    ReceiptUnknown,
    ReplyMissing,
    SenderErased,
    SenderUnreadable,
    TermRefused,
)
from luodi.plans.errors.decomposition import (
    AlignmentRefused,
    AmountNotPromised,
    CarriedByOther,
    DoesNotAddUp,
    InvalidShare,
    NoDraft,
    NothingInForce,
    ReasonNeeded,
    RepeatedShare,
    SharesRefused,
    TargetChanged,
    TargetNotFound,
    TargetNotLive,
    UnreadableShares,
)
from luodi.plans.errors.exchange import (
    ItemsRefused,
    RowIncomplete,
    TableNotWritten,
    TableOfAnotherVersion,
    UnreadableTable,
    UploadRefused,
    UploadTooLarge,
    ValuesNotCorrected,
)
from luodi.plans.errors.planning import (
    DueAfterDuty,
    DueOutsideYear,
    EditionEmpty,
    EditionNotFound,
    PhaseOutsideYear,
    PlanLineIncomplete,
    PlanLineTooLong,
    ReturnUnexplained,
    SourceNotOwn,
    TooManyPlanLines,
    WorkPlanNotFound,
    WorkPlanOutOfOrder,
)
from luodi.plans.errors.supervision import (
    ActOutOfOrder,
    CarryingRefused,
    DueDayInvalid,
    DutyNotFound,
    EvidenceMisplaced,
    EvidenceTooMuch,
    LedgerDiffers,
    LinkInvalid,
    NotInForce,
    NumberTooLong,
    TaskNotFound,
    TermsInvalid,
    WordsMissing,
)

__all__ = [
    "ActOutOfOrder",
    "AdjustmentNeeded",
    "AdjustmentNotFound",
    "AdjustmentSuperseded",
    "AlignmentRefused",
    "AlreadyInForce",
    "AmountNotPromised",
    "BasisMissing",
    "BoundsCrossed",
    "BoundsMissing",
    "CarriedByOther",
    "CarryingRefused",
    "CommentEmpty",
    "CommentMerged",
    "CommentNotFound",
    "CommentSentTwice",
    "CommentTooLarge",
    "CommentTooLong",
    "CommentUnsigned",
    "CommentsRateExceeded",
    "ConsentMissing",
    "ConsultationClosed",
    "ConsultationExists",
    "ConsultationNotClosed",
    "ConsultationNotFound",
    "ContactMissing",
    "DecidedMeanwhile",
    "DifferentTexts",
    "DoesNotAddUp",
    "DueAfterDuty",
    "DueDayInvalid",
    "DueOutsideYear",
    "DutyNotFound",
    "EditionEmpty",
    "EditionNotFound",
    "EvidenceMisplaced",
    "EvidenceTooMuch",
    "ExtensionUnexplained",
    "InvalidCorrection",
    "InvalidShare",
    "ItemExists",
    "ItemNotAdjustable",
    "ItemNotFound",
    "ItemNotInVersion",
    "ItemsRefused",
    "ItemsWaiting",
    "LedgerDiffers",
    "LinkInvalid",
    "MisplacedQuote",
    "NameNotPrinted",
    "NoDraft",
    "NotAnsweringForItem",
    "NotInForce",
    "NothingAdjusted",
    "NothingCorrected",
    "NothingInForce",
    "NothingPicked",
    "NumberTooLong",
    "OtherConsultation",
    "OutOfOrder",
    "OwnRequest",
    "PhaseOutsideYear",
    "PlanLineIncomplete",
    "PlanLineTooLong",
    "PlanNotFound",
    "QuoteAmbiguous",
    "QuoteNotFound",
    "ReasonMissing",
    "ReasonNeeded",
    "ReceiptUnknown",
    "RepeatedShare",
    "ReplyMissing",
    "ReturnUnexplained",
    "RowIncomplete",
    "SenderErased",
    "SenderUnreadable",
    "SharesRefused",
    "SourceNotOwn",
    "TableNotWritten",
    "TableOfAnotherVersion",
    "TargetChanged",
    "TargetNotFound",
    "TargetNotLive",
    "TaskNotFound",
    "TermRefused",
    "TermsInvalid",
    "TooManyPlanLines",
    "UnreadableShares",
    "UnreadableTable",
    "UploadRefused",
    "UploadTooLarge",
    "ValuesNotCorrected",
    "VersionNotFound",
    "WordsMissing",
    "WorkPlanNotFound",
    "WorkPlanOutOfOrder",
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
        "Somebody else has decided on “%(item)s” since you looked at it. Nothing was changed; "
        "look at the decision and decide again if you must."
    )


class OutOfOrder(Conflict):
    """A decision that the item's state does not allow, such as to reopen what is open."""

    code: ClassVar[str] = "decision_out_of_order"
    message: ClassVar[str] = (
        "“%(item)s” cannot take the decision “%(verdict)s” while it is “%(state)s”. "
        "Nothing was changed; reopen what was decided before you decide it anew."
    )
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "verdict": {
            **{slug: slug for slug in ("confirm", "correct", "reject", "reopen")},
            "add": "add by hand",
        },
        "state": {slug: slug for slug in ("unconfirmed", "confirmed", "corrected", "rejected")},
    }


class InvalidCorrection(InvalidInput):
    """Values that an item of this kind cannot have."""

    code: ClassVar[str] = "invalid_correction"
    message: ClassVar[str] = (
        "The value of “%(field)s” does not fit (%(fault)s). Nothing was changed; correct it and "
        "send it again."
    )
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "field": {
            "object": "object",
            "low": "lower bound",
            "high": "upper bound",
            "comparator": "comparator",
            "basis": "basis",
            "unit": "unit of measure",
            "by": "due year",
            "heading": "heading",
            "responsible": "responsible unit",
            "name": "name",
            "kind": "kind of instrument",
            "reason": "reason",
        },
        "fault": {"unknown": "an item of this kind has no such field"},
    }


class ReasonMissing(InvalidInput):
    """A rejection or reopening that does not say why."""

    code: ClassVar[str] = "reason_missing"
    message: ClassVar[str] = (
        "To reject or reopen “%(item)s”, say why. Nothing was changed; add a reason."
    )


class ItemNotInVersion(NotFound):
    """A row about an item that this version does not have."""

    code: ClassVar[str] = "item_not_in_version"
    message: ClassVar[str] = (
        "The version has no item %(item)s. "
        "Export the table anew, and leave its numbers as they are."
    )


class NameNotPrinted(NotFound):
    """A name to be bound that no task of the version gives."""

    code: ClassVar[str] = "name_not_printed"
    message: ClassVar[str] = (
        "No task of this version names “%(name)s”. Nothing was changed; bind the names as the "
        "plan prints them."
    )


class AlreadyInForce(Conflict):
    """A version to be published that is in force."""

    code: ClassVar[str] = "already_in_force"
    message: ClassVar[str] = "%(version)s is in force already. Nothing was changed."


class ItemsWaiting(Conflict):
    """A version to be published some of whose items nobody decided on."""

    code: ClassVar[str] = "items_waiting"
    message: ClassVar[str] = (
        "%(waiting)s items of this version are still unconfirmed, so it cannot be published. "
        "Confirm, correct or reject them first."
    )


class BoundsMissing(InvalidCorrection):
    """A target without any number."""

    code: ClassVar[str] = "bounds_missing"
    message: ClassVar[str] = (
        "A target needs a number. Nothing was changed; give a lower bound, an upper bound, or both."
    )


class BoundsCrossed(InvalidCorrection):
    """A target whose lower bound is above its upper bound."""

    code: ClassVar[str] = "bounds_crossed"
    message: ClassVar[str] = (
        "The lower bound %(low)s is above the upper bound %(high)s. Nothing was changed; correct "
        "one of the two."
    )


class NothingCorrected(InvalidCorrection):
    """A correction that gives no value."""

    code: ClassVar[str] = "nothing_corrected"
    message: ClassVar[str] = (
        "The correction gives no value. Nothing was changed; give the values to correct, or "
        "confirm the item as it is."
    )


class ItemExists(Conflict):
    """An item to be added that stands at these words already, with the same values."""

    code: ClassVar[str] = "item_exists"
    message: ClassVar[str] = (
        "“%(quote)s” stands there already with the same values. Nothing was added; look for it in "
        "the list of all items."
    )


class QuoteNotFound(InvalidInput):
    """Words to be added as an item that the text does not have."""

    code: ClassVar[str] = "quote_not_found"
    message: ClassVar[str] = (
        "The text does not say “%(quote)s”. Nothing was added; select the words in the text, or "
        "copy them from it."
    )


class QuoteAmbiguous(InvalidInput):
    """Words to be added as an item that stand in several places."""

    code: ClassVar[str] = "quote_ambiguous"
    message: ClassVar[str] = (
        "The text says “%(quote)s” %(times)s times. Nothing was added; select the words in the "
        "text, or copy some more of the words around them."
    )


class NothingPicked(InvalidInput):
    """A verdict on no item."""

    code: ClassVar[str] = "nothing_picked"
    message: ClassVar[str] = (
        "No item was ticked. Tick the items that you decide on, and send again."
    )
