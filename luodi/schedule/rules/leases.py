"""When a job is tried again, given up or taken from a worker. No Django, no clock, no I/O."""

from datetime import datetime, timedelta

__all__ = ["LEASE", "MOST_ATTEMPTS", "has_expired", "next_try"]

LEASE = timedelta(minutes=2)
# A day and a half: a mail server that is down over night costs nobody a notice.
MOST_ATTEMPTS = 16
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=6)


def next_try(attempt: int, *, now: datetime) -> datetime | None:
    """When to try again after so many attempts, twice as late each time; None to give up.

    >>> next_try(2, now=datetime(2026, 1, 1)).isoformat()
    '2026-01-01T00:00:30'
    """
    if attempt >= MOST_ATTEMPTS:
        return None
    pause: timedelta = FIRST_PAUSE * 2 ** (attempt - 1)
    return now + min(pause, LONGEST_PAUSE)


def has_expired(lease_until: datetime, *, now: datetime) -> bool:
    """Whether the worker is taken for dead; a lease far ahead is of a clock that went back since.

    >>> has_expired(datetime(2030, 1, 1), now=datetime(2026, 1, 1))
    True
    """
    # Twice: the clocks of two machines may differ a little.
    return not now < lease_until <= now + 2 * LEASE
