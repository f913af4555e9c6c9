"""Instants of rows that follow one another. No Django, no clock, no I/O."""

from datetime import datetime, timedelta
from typing import Protocol

__all__ = ["TICK", "after"]

# What databases tell apart.
TICK = timedelta(microseconds=1)


class Dated(Protocol):
    @property
    def at(self) -> datetime: ...


def after(now: datetime, *before: Dated | None) -> datetime:
    """`now`, or the first instant after the rows before where a clock stands earlier than those.

    So rows that follow one another never share an instant, and the past reads the same for ever.
    """
    return max([now, *(row.at + TICK for row in before if row)])
