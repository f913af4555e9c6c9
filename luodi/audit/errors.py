"""The refusals of the audit room."""

from typing import ClassVar

from luodi.errors import LuodiError

__all__ = ["ChainBroken"]


class ChainBroken(LuodiError):
    """An event was changed, taken out or put in behind Luodi's back."""

    code: ClassVar[str] = "audit_chain_broken"
    message: ClassVar[str] = (
        "The audit trail is broken at event %(position)s (%(reason)s). "
        "Stop changes, keep this database as it is, and compare it with a backup."
    )
