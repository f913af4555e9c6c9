"""What an adjustment of an item in force must say, and what it changes. No Django, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from luodi.plans.errors import BasisMissing, DueDayInvalid, NothingAdjusted, WordsMissing
from luodi.plans.rules.confirmation import check_words

__all__ = [
    "CHANGE",
    "DROP",
    "DUE",
    "Difference",
    "Status",
    "check_changed",
    "check_due",
    "check_grounds",
    "differences",
    "named_reason",
    "status_of",
]

CHANGE, DROP, DUE = "change", "drop", "due"
SINGLE = "single"
LAST_YEAR = 2100
# A database may give the values of an item back in another order.
FIELDS = (
    *("object", "low", "high", "unit", "comparator", "basis", "by"),
    *("heading", "lead", "support", "name", "kind"),
)
NAMES = {"dynamic": "动态调整", SINGLE: "一事一议"}


class Status(StrEnum):
    """Where a request stands; superseded ones may only be refused or taken back."""

    WAITING = "waiting"
    SUPERSEDED = "superseded"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field, what it says and what it is to say; bodies of a task come by role."""

    field: str
    was: Any
    now: Any


def status_of(outcome: str | None, *, superseded: bool) -> Status:
    """What was settled stays so, whatever becomes of the item."""
    if outcome:
        return Status(outcome)
    return Status.SUPERSEDED if superseded else Status.WAITING


def check_grounds(kind: str, *, reason: str, basis: str) -> None:
    """Raises WordsMissing, BasisMissing, InvalidCorrection."""
    if not reason.strip():
        raise WordsMissing
    if kind == SINGLE and not basis.strip():
        raise BasisMissing
    check_words("reason", reason)
    check_words("basis", basis)


def check_due(due_on: date | None, *, today: date) -> None:
    """Raises DueDayInvalid. `today` is the day in Asia/Shanghai."""
    if due_on is None or not (today <= due_on and due_on.year <= LAST_YEAR):
        raise DueDayInvalid(today=today.isoformat())


def differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    """The fields that change, in the order of the item.

    >>> differences({"low": 10.0, "unit": "个"}, {"low": 12.0, "unit": "个"})
    [Difference(field='low', was=10.0, now=12.0)]
    """
    old, new = _by_field(was), _by_field(now)
    found = [Difference(name, old[name], new[name]) for name in FIELDS if name in new]
    return [one for one in found if one.was != one.now]


def check_changed(was: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Raises NothingAdjusted where every value stays as it is."""
    if not differences(was, now):
        raise NothingAdjusted


def named_reason(kind: str, number: int, reason: str) -> str:
    """What decisions and events say of the request that they carry out, in the language of plans.

    The name has a line of its own: a line of the reason may be as long as a line can be.
    """
    return f"{NAMES[kind]}（调整申请第 {number} 号）\n{reason}"


def _by_field(values: Mapping[str, Any]) -> dict[str, Any]:
    bodies = values.get("responsible", [])
    roles = {
        role: [body["name"] for body in bodies if body["role"] == role]
        for role in ("lead", "support")
    }
    return dict(values) | (roles if "responsible" in values else {})
