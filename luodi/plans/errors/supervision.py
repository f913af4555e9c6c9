"""The refusals of duties and their ladder."""

from typing import ClassVar

from luodi.errors import Conflict, InvalidInput, NotFound

__all__ = [
    "ActOutOfOrder",
    "CarryingRefused",
    "DueDayInvalid",
    "DutyNotFound",
    "EvidenceMisplaced",
    "EvidenceTooMuch",
    "LedgerDiffers",
    "LinkInvalid",
    "NotInForce",
    "NumberTooLong",
    "TaskNotFound",
    "TermsInvalid",
    "WordsMissing",
]


class TaskNotFound(NotFound):
    """No task has this number, or it was rejected."""

    code: ClassVar[str] = "task_not_found"
    message: ClassVar[str] = (
        "There is no task number %(number)s. It may have been taken back; look for it in the list "
        "of tasks."
    )


class DutyNotFound(NotFound):
    """No unit owes anything under this number."""

    code: ClassVar[str] = "duty_not_found"
    message: ClassVar[str] = (
        "There is no duty number %(number)s. Look for it on the page of its task."
    )


class LedgerDiffers(Conflict):
    """Lines of the supervision ledger that say something else than the records."""

    code: ClassVar[str] = "ledger_differs"
    message: ClassVar[str] = (
        "Of %(tasks)s tasks the supervision ledger says something else than their records; the "
        "first is number %(first)s. Run luodi rebuild-ledger, and report it as a fault."
    )


class NotInForce(Conflict):
    """Duties to be issued for a plan none of whose versions is in force."""

    code: ClassVar[str] = "plan_not_in_force"
    message: ClassVar[str] = (
        "No version of “%(plan)s” is in force, so its tasks bind nobody yet. Publish a version "
        "first."
    )


class ActOutOfOrder(Conflict):
    """An act on a duty that its state does not allow."""

    code: ClassVar[str] = "act_out_of_order"
    message: ClassVar[str] = (
        "This cannot be done while the duty stands as it does. Nothing was changed; look at its "
        "record, and choose one of the steps that are offered there."
    )


class WordsMissing(InvalidInput):
    """An act on a duty that must say why or what was done, and does not."""

    code: ClassVar[str] = "words_missing"
    message: ClassVar[str] = (
        "This needs words: the reason, or what was done. Nothing was changed; add them and send "
        "again."
    )


class CarryingRefused(Conflict):
    """A duty that cannot be carried on as was asked: not replaced, not open, claimed, no choice."""

    code: ClassVar[str] = "carrying_refused"
    message: ClassVar[str] = (
        "Duty number %(number)s cannot be carried on like this. Nothing was changed: decide a "
        "claim or a return first, choose a task of the new version that names the unit, and each "
        "task once."
    )


class DueDayInvalid(InvalidInput):
    """A due day that is missing, gone by, far off, or given where none can be."""

    code: ClassVar[str] = "due_day_invalid"
    message: ClassVar[str] = (
        "The due day does not fit. Give a day from %(today)s to the end of 2100 where a due day "
        "is asked for."
    )


class EvidenceMisplaced(InvalidInput):
    """Evidence sent with an act that is neither a report nor a claim."""

    code: ClassVar[str] = "evidence_misplaced"
    message: ClassVar[str] = (
        "Evidence belongs to a report of progress or to a claim of completion. Nothing was stored; "
        "send this act without it."
    )


class EvidenceTooMuch(InvalidInput):
    """More links and document numbers than one report takes."""

    code: ClassVar[str] = "evidence_too_much"
    message: ClassVar[str] = (
        "One report takes at most %(most)s links and document numbers. Nothing was stored; leave "
        "some out, or send a further report."
    )


class LinkInvalid(InvalidInput):
    """A link that is too long, not secure, or leads nowhere."""

    code: ClassVar[str] = "link_invalid"
    message: ClassVar[str] = (
        "“%(link)s” cannot be filed as a link. Give whole addresses that begin with https://, one "
        "a line, without a user name and of at most %(longest)s characters."
    )


class NumberTooLong(InvalidInput):
    """A document number that is too long, or holds characters that cannot be shown."""

    code: ClassVar[str] = "document_number_invalid"
    message: ClassVar[str] = (
        "A document number has at most %(longest)s characters that can be printed. Give one a line."
    )


class TermsInvalid(InvalidInput):
    """Days of the ladder that are out of order or without a source."""

    code: ClassVar[str] = "ladder_terms_invalid"
    message: ClassVar[str] = (
        "These days do not make a ladder. Give working days from 1 to 250, the circular later than "
        "the red light, each reminder once, and the document that says so."
    )
