"""When a sign-in may be tried, and how long it counts as fresh. No Django, no clock, no I/O."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

__all__ = [
    "ACCOUNT_LIMIT",
    "NETWORK_LIMIT",
    "Gate",
    "closed_until",
    "is_fresh",
    "network_of",
    "tried",
]

# An office behind one address shares its limit, so that it is wider than an account's.
ACCOUNT_LIMIT = 5
NETWORK_LIMIT = 30
CLOSED_FOR = timedelta(minutes=15)
FRESH_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Gate:
    """Failures in a row, none of them followed by a quiet quarter of an hour."""

    failures: int = 0
    last_failed_at: datetime | None = None


def closed_until(gate: Gate, *, limit: int, now: datetime) -> datetime | None:
    """The instant at which a closed gate opens; None for an open one."""
    if gate.last_failed_at is None or gate.failures < limit:
        return None
    opens = gate.last_failed_at + CLOSED_FOR
    return opens if now < opens else None


def tried(gate: Gate, *, now: datetime) -> Gate:
    """The gate after one more try, which counts as failed until it has succeeded.

    Counted before the password is looked at: a hundred tries at once are a hundred failures.
    """
    quiet = gate.last_failed_at is None or gate.last_failed_at + CLOSED_FOR <= now
    return Gate(1 if quiet else gate.failures + 1, now)


def is_fresh(confirmed_at: datetime | None, *, now: datetime) -> bool:
    """Whether someone showed his password recently enough for what weighs most."""
    return confirmed_at is not None and confirmed_at <= now < confirmed_at + FRESH_FOR


def network_of(address: str) -> str:
    """What is limited as one: an IPv4 address, or the /64 an IPv6 customer is given.

    >>> network_of("2001:db8::1:2")
    '2001:db8::/64'
    """
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    return str(found) if found.version == 4 else str(ip_network(f"{found}/64", strict=False))
