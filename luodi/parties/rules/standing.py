"""Whether an account may be used, from the instants stored with it. No Django, no clock, no I/O."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

__all__ = ["Account", "Standing", "standing", "warnings"]

IDLE_AFTER = timedelta(days=90)
IDLE_WARNING = timedelta(days=14)
CERTIFIED_FOR = timedelta(days=365)
CERTIFICATION_WARNING = timedelta(days=30)


class Standing(StrEnum):
    """ACTIVE may be used; the others may not until an administrator certifies the person anew."""

    ACTIVE = "active"
    DEACTIVATED = "deactivated"
    LAPSED = "lapsed"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Account:
    """The instants that count; being certified is also a sign of life."""

    certified_at: datetime
    last_login: datetime | None = None
    deactivated_at: datetime | None = None

    @property
    def idle_at(self) -> datetime:
        return max(self.certified_at, self.last_login or self.certified_at) + IDLE_AFTER

    @property
    def lapses_at(self) -> datetime:
        return self.certified_at + CERTIFIED_FOR


def standing(account: Account, *, now: datetime) -> Standing:
    """Computed at each read, so that no clock-driven job can be late or dead."""
    if account.deactivated_at and account.deactivated_at <= now:
        return Standing.DEACTIVATED
    if account.lapses_at <= now:
        return Standing.LAPSED
    return Standing.IDLE if account.idle_at <= now else Standing.ACTIVE


def warnings(account: Account, *, now: datetime) -> dict[Standing, datetime]:
    """What an active account will become soon unless something is done, and when."""
    if standing(account, now=now) is not Standing.ACTIVE:
        return {}
    ends = {
        Standing.LAPSED: (account.lapses_at, CERTIFICATION_WARNING),
        Standing.IDLE: (account.idle_at, IDLE_WARNING),
    }
    return {what: at for what, (at, ahead) in ends.items() if at - ahead <= now}
