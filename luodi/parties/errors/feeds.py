"""The refusals of calendar feeds."""

from typing import ClassVar

from luodi.errors import DomainError, NotFound

__all__ = ["FeedNotFound", "FeedsRateExceeded"]


class FeedNotFound(NotFound):
    """No calendar feed that is still open has this address, or its person may not see it any more.

    One answer for all of these: a stranger is not told which addresses there were.
    """

    code: ClassVar[str] = "feed_not_found"
    message: ClassVar[str] = (
        "This calendar address is not open, or not any more. Sign in, make a new one on the page "
        "of your account, and subscribe to that one."
    )


class FeedsRateExceeded(DomainError):
    """Too many calendar addresses that do not exist, asked for from one network."""

    code: ClassVar[str] = "feeds_rate_exceeded"
    message: ClassVar[str] = (
        "Calendar addresses that do not exist were asked for too often from here. Try again in "
        "%(minutes)s minutes."
    )
    status: ClassVar[int] = 429
