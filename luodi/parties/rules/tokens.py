"""What a token of the API looks like, and whether it may be used. No Django, no clock, no I/O."""

from datetime import datetime
from hashlib import sha256

__all__ = ["MOST_DAYS", "PREFIX", "USUAL_DAYS", "digest_of", "may_be_used"]

# So that a token left in a file or a log can be found by its look.
PREFIX = "luodi_"
USUAL_DAYS = 90
MOST_DAYS = 365


def digest_of(text: str) -> str:
    """What is stored of a token. Its 256 random bits need no slow hash."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def may_be_used(expires_at: datetime, revoked_at: datetime | None, *, now: datetime) -> bool:
    """Whether a token has neither run out nor been withdrawn."""
    return now < expires_at and (revoked_at is None or now < revoked_at)
