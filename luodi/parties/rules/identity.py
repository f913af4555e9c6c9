"""What the claims of a verified ID token say about a person. No Django, no clock, no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

__all__ = ["Proof", "proof_of", "shown_since"]

# How far the provider's clock may be from ours.
SKEW = timedelta(minutes=1)
LONGEST = 255


@dataclass(frozen=True, slots=True)
class Proof:
    """Whom a provider vouches for.

    `mailbox` is blank unless verified; `shown_at` is when the person last showed there who he is,
    None where the provider does not say.
    """

    issuer: str
    subject: str
    mailbox: str
    shown_at: datetime | None


def proof_of(claims: Mapping[str, object], *, issuer: str, now: datetime) -> Proof | None:
    """None when the claims name nobody.

    >>> proof_of({"sub": "7"}, issuer="https://id.example", now=datetime(2026, 1, 1)).mailbox
    ''
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST:
        return None
    return Proof(issuer, subject, _mailbox(claims), _shown_at(claims.get("auth_time"), now))


def shown_since(proof: Proof, began: datetime) -> bool:
    """Whether the person was asked after `began`, as far as the two clocks agree."""
    return proof.shown_at is not None and proof.shown_at >= began - SKEW


def _mailbox(claims: Mapping[str, object]) -> str:
    """Letters beyond ASCII can look like others or fold into them: no account is told by those."""
    email = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(email, str):
        return ""
    return email.lower() if email.isascii() and "@" in email else ""


def _shown_at(said: object, now: datetime) -> datetime | None:
    if not isinstance(said, int | float) or not 0 < said <= (now + SKEW).timestamp():
        return None
    return min(datetime.fromtimestamp(said, UTC), now)
