"""The refusals of consultation: opening it, sending comments, handling them."""

from typing import ClassVar

from luodi.errors import Conflict, InvalidInput, NotFound

__all__ = [
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
    "DifferentTexts",
    "ExtensionUnexplained",
    "OtherConsultation",
    "ReceiptUnknown",
    "ReplyMissing",
    "SenderErased",
    "SenderUnreadable",
    "TermRefused",
]


class ConsultationNotFound(NotFound):
    """No consultation has this number."""

    code: ClassVar[str] = "consultation_not_found"
    message: ClassVar[str] = (
        "There is no consultation number %(number)s. Look for it in the list of consultations."
    )


class ConsultationExists(Conflict):
    """A version is consulted on once."""

    code: ClassVar[str] = "consultation_exists"
    message: ClassVar[str] = (
        "This version has been put to consultation already. Extend that one, or consult on "
        "another version."
    )


class ConsultationClosed(Conflict):
    """Comments come, and the closing day is moved, while a consultation is open."""

    code: ClassVar[str] = "consultation_closed"
    message: ClassVar[str] = (
        "This consultation takes comments from %(opens)s until the end of %(closes)s (Beijing "
        "time). Nothing was stored."
    )


class ConsultationNotClosed(Conflict):
    """Comments are published, and senders erased, after the closing day."""

    code: ClassVar[str] = "consultation_not_closed"
    message: ClassVar[str] = (
        "This consultation has not closed yet. Comments and replies are published after %(closes)s."
    )


class TermRefused(InvalidInput):
    """A closing day that lies in the past or is no extension."""

    code: ClassVar[str] = "term_refused"
    message: ClassVar[str] = (
        "Comments cannot be taken until %(day)s: the closing day must lie ahead, and an extension"
        " must end later than the day before it. Nothing was changed; choose another day."
    )


class ExtensionUnexplained(InvalidInput):
    """An extension that does not say why."""

    code: ClassVar[str] = "extension_unexplained"
    message: ClassVar[str] = (
        "To extend a consultation, say why; the reason is published. Nothing was changed."
    )


class CommentEmpty(InvalidInput):
    """A comment without words."""

    code: ClassVar[str] = "comment_empty"
    message: ClassVar[str] = (
        "The comment is empty. Nothing was sent; write what you would change, and send again."
    )


class CommentTooLong(InvalidInput):
    """A comment longer than is read."""

    code: ClassVar[str] = "comment_too_long"
    message: ClassVar[str] = (
        "The comment has %(length)s characters; %(most)s are the most. Nothing was sent; shorten "
        "it, or send a comment for each clause."
    )


class CommentTooLarge(InvalidInput):
    """A request too large to hold a comment; it was not read."""

    code: ClassVar[str] = "comment_too_large"
    message: ClassVar[str] = (
        "What was sent is larger than a comment can be, and was not read. A comment has %(most)s "
        "characters at most; shorten it and send it again."
    )
    status: ClassVar[int] = 413


class CommentUnsigned(InvalidInput):
    """A comment signed by nobody."""

    code: ClassVar[str] = "comment_unsigned"
    message: ClassVar[str] = (
        "A comment must be signed: by a person with the name, or by an organisation with its name"
        " and a contact person. Nothing was sent; sign it and send it again."
    )


class ContactMissing(InvalidInput):
    """A comment whose sender cannot be asked."""

    code: ClassVar[str] = "contact_missing"
    message: ClassVar[str] = (
        "Give a telephone number or an e-mail address under which you can be asked. It is never "
        "published. Nothing was sent."
    )


class ConsentMissing(InvalidInput):
    """Personal data without consent to its use."""

    code: ClassVar[str] = "consent_missing"
    message: ClassVar[str] = (
        "Without your consent your name and contact cannot be kept, and a comment must be signed."
        " Nothing was sent; read how they are used, tick the box, and send again."
    )


class CommentSentTwice(Conflict):
    """The same comment on the same place by the same sender."""

    code: ClassVar[str] = "comment_sent_twice"
    message: ClassVar[str] = (
        "You have sent this comment on this place already; it was received. Nothing was stored a "
        "second time."
    )


class CommentsRateExceeded(Conflict):
    """Too many comments at once from one network or contact."""

    code: ClassVar[str] = "comments_rate_exceeded"
    message: ClassVar[str] = (
        "Too many comments have come from here in a short time. Nothing was stored; send it again"
        " in %(minutes)s minutes."
    )
    status: ClassVar[int] = 429


class ReceiptUnknown(NotFound):
    """No comment has this receipt number."""

    code: ClassVar[str] = "receipt_unknown"
    message: ClassVar[str] = (
        "No comment has this receipt number. Check each letter and digit, and try again."
    )


class CommentNotFound(NotFound):
    """No comment has this number."""

    code: ClassVar[str] = "comment_not_found"
    message: ClassVar[str] = (
        "There is no comment number %(number)s. Look for it in the list of comments."
    )


class OtherConsultation(InvalidInput):
    """A clause or comment that belongs to another consultation."""

    code: ClassVar[str] = "other_consultation"
    message: ClassVar[str] = (
        "The clause or comment belongs to another draft. Nothing was stored; start again from the"
        " page of the consultation."
    )


class ReplyMissing(InvalidInput):
    """A comment handled without a reply."""

    code: ClassVar[str] = "reply_missing"
    message: ClassVar[str] = (
        "Every comment is answered: write the reply that will be published. Nothing was changed."
    )


class DifferentTexts(InvalidInput):
    """One reply for comments that do not say the same."""

    code: ClassVar[str] = "different_texts"
    message: ClassVar[str] = (
        "One reply can answer several comments only if their texts are identical or a person has "
        "merged them. Nothing was changed; handle the others one by one."
    )


class CommentMerged(Conflict):
    """A comment that is merged already, or that others are merged into."""

    code: ClassVar[str] = "comment_merged"
    message: ClassVar[str] = (
        "One of the two comments has been merged already. Nothing was changed; merge into the "
        "comment that stands for all."
    )


class SenderErased(NotFound):
    """The personal data of a comment that are no longer kept."""

    code: ClassVar[str] = "sender_erased"
    message: ClassVar[str] = (
        "Name and contact of who sent this comment have been erased, or their time has run out."
    )


class SenderUnreadable(Conflict):
    """Personal data sealed under a secret key that is not known."""

    code: ClassVar[str] = "sender_unreadable"
    message: ClassVar[str] = (
        "Name and contact cannot be read: they were sealed under a secret key that the site no "
        "longer has. Ask the administrator to set the earlier key again."
    )
