"""The refusals of the API's tokens."""

from typing import ClassVar

from luodi.errors import DomainError, InvalidInput, NotFound

__all__ = ["TokenInvalid", "TokenNotFound", "TokenRefused"]


class TokenRefused(DomainError):
    """Why a token opens nothing is not said to who may have guessed it."""

    code: ClassVar[str] = "token_refused"
    message: ClassVar[str] = (
        "This token opens nothing: it is unknown, has run out or was withdrawn, or its account is "
        "out of use. Sign in in the browser, and make a new one on the page of your account."
    )
    status: ClassVar[int] = 401


class TokenInvalid(InvalidInput):
    """What was given does not describe a token."""

    code: ClassVar[str] = "token_invalid"
    message: ClassVar[str] = (
        "A token needs a purpose of at most 100 characters and a life of 1 to %(most)s days. "
        "Correct both and try again."
    )


class TokenNotFound(NotFound):
    """No token of this person that could still be withdrawn has this number."""

    code: ClassVar[str] = "token_not_found"
    message: ClassVar[str] = (
        "You have no token number %(number)s that is in use. Look at the list of your tokens."
    )
