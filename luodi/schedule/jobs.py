"""What jobs do, by kind. A room registers its kinds when its app is ready (apps.py)."""

from collections.abc import Callable
from typing import Any, NamedTuple

from luodi.schedule.models import Job

__all__ = ["HANDLERS", "Handler", "register"]


class Handler(NamedTuple):
    """`keep` changes the database, in one transaction with "done": it is kept once or not at all.

    `outside`, if there is one, goes before it without a transaction, for what a database cannot
    take back (an e-mail): it may happen again after a crash, and `keep` is given what it returned.
    """

    keep: Callable[[Job, Any], None]
    outside: Callable[[Job], Any] | None = None


HANDLERS: dict[str, Handler] = {}


def register(kind: str, handler: Handler) -> None:
    """Says what is done for a kind (room.verb) from now on."""
    HANDLERS[kind] = handler
