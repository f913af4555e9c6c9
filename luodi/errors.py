"""Every error a user can meet, one tree; on the ground floor, because every room raises it.

    LuodiError                 code, message with named placeholders, data
    ├── ReaderError            luodi/reader/errors.py: a file that cannot be read as a plan
    └── DomainError            adds the HTTP status; raised by actions and queries of the rooms
        ├── NotAllowed         403
        ├── NotFound           404
        ├── MethodNotAllowed   405
        ├── Conflict           409
        ├── InvalidInput       422
        └── Fault              500

`message` is an English msgid; the three edges (HTML page, problem+json, command line) translate it.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar


class LuodiError(Exception):
    """A refusal with a stable English slug `code` and a whole sentence that says what to do."""

    code: ClassVar[str] = "error"
    message: ClassVar[str] = "Luodi could not do this."
    # Names of data whose values are slugs, and the words that a person reads in their place.
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {}

    def __init__(self, **data: object) -> None:
        super().__init__(self.code)
        self.data = data

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The refusal for a person, by gettext in his language."""
        message = translate(self.message)
        said = {
            name: translate(words[slug])
            for name, words in self.words.items()
            if (slug := str(self.data.get(name))) in words
        }
        return message % (self.data | said) if self.data else message


class DomainError(LuodiError):
    """A refusal by a room; `status` is the HTTP status of RFC 9457 problem details."""

    status: ClassVar[int] = 400


class NotFound(DomainError):
    """What was asked for is not there, or not for this person to know of."""

    code: ClassVar[str] = "not_found"
    message: ClassVar[str] = (
        "There is nothing at this address. Check it, or start from the list of plans."
    )
    status: ClassVar[int] = 404


class NotAllowed(DomainError):
    """This person may not do this, or not here."""

    code: ClassVar[str] = "not_allowed"
    message: ClassVar[str] = (
        "You may not do this with the roles you hold. Ask an administrator for the role it needs."
    )
    status: ClassVar[int] = 403


class StaleForm(NotAllowed):
    """A form that does not carry the token of the session it was sent in."""

    code: ClassVar[str] = "stale_form"
    message: ClassVar[str] = (
        "This page was opened before you signed in, or a page of another site sent it. Nothing was "
        "changed; open the page anew and send it again."
    )


class Conflict(DomainError):
    """What was asked for does not fit what stands now."""

    code: ClassVar[str] = "conflict"
    message: ClassVar[str] = (
        "This does not fit what is stored by now. Look at it again before you repeat the change."
    )
    status: ClassVar[int] = 409


class InvalidInput(DomainError):
    """What was sent cannot be taken in as it is."""

    code: ClassVar[str] = "invalid_input"
    message: ClassVar[str] = (
        "What was sent is not in the expected form. Correct it and send it again."
    )
    status: ClassVar[int] = 422


class MethodNotAllowed(DomainError):
    """The address of the API is there, but answers other methods."""

    code: ClassVar[str] = "method_not_allowed"
    message: ClassVar[str] = (
        "This address does not answer to the method %(method)s. Use one of those that the "
        "header “Allow” names."
    )
    status: ClassVar[int] = 405


class Fault(DomainError):
    """Something broke that is no fault of who asked."""

    code: ClassVar[str] = "fault"
    message: ClassVar[str] = (
        "Something went wrong, and what was asked for was not done. Try again later; if it stays "
        "so, tell the administrator."
    )
    status: ClassVar[int] = 500
