"""What people enter as the shares of a target, and what the steps on it come to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, get_args

from luodi.plans.errors import InvalidShare, RepeatedShare
from luodi.plans.rules.decomposition import CEILINGS, FLOORS, Part, figure, figures
from luodi.reader.document import Comparator

__all__ = ["ShareEntry", "Standing", "Step", "columns_of", "ordered", "part_of", "standing"]

YEARS = range(1990, 2101)
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class ShareEntry:
    """A share as someone enters it: for a unit, a district, or with neither the region itself."""

    value: str = ""
    comparator: str = "eq"
    unit: int | None = None
    region: str = ""
    adcode: str = ""
    year: int | None = None
    weight: str = ""
    due: date | None = None

    @property
    def holder(self) -> str:
        return f"unit {self.unit}" if self.unit else self.region


class Step(Protocol):
    """A step on the decomposition of a target, as a row has it."""

    pk: int
    step: str
    revision_id: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Numbers of the revision in force, of the draft made since, and of the last step."""

    in_force: int | None = None
    draft: int | None = None
    last: int | None = None


def standing(steps: Iterable[Step]) -> Standing:
    """What the steps on one target come to, in their order."""
    in_force, draft, last = None, None, None
    for one in steps:
        last = one.pk
        if one.step == "revise":
            draft = one.pk
        else:
            in_force = one.revision_id
            draft = None if one.step == "enforce" else draft
    return Standing(in_force, draft, last)


def ordered(entries: Sequence[ShareEntry]) -> list[ShareEntry]:
    """The entries holder by holder in order of their years. Raises RepeatedShare."""
    seen = set[tuple[str, int | None]]()
    for one in entries:
        if (key := (one.holder, one.year)) in seen:
            raise RepeatedShare(holder=one.region or one.holder)
        seen.add(key)
    places = {name: place for place, name in enumerate(dict.fromkeys(e.holder for e in entries))}
    return sorted(entries, key=lambda one: (places[one.holder], one.year or 0))


def columns_of(one: ShareEntry) -> dict[str, Any]:
    """The columns of Share that an entry fills. Raises InvalidShare."""
    if one.comparator not in get_args(Comparator):
        raise InvalidShare(field="comparator", value=one.comparator)
    if one.year is not None and one.year not in YEARS:
        raise InvalidShare(field="year", value=one.year)
    if len(one.region) > LONGEST_NAME or not one.region.isprintable() or (one.unit and one.region):
        raise InvalidShare(field="region", value=one.region)
    if one.adcode and not (one.region and one.adcode.isdecimal() and len(one.adcode) == 6):
        raise InvalidShare(field="adcode", value=one.adcode)
    low, high = figures(one.value)
    if low != high and one.comparator in FLOORS | CEILINGS:
        raise InvalidShare(field="value", value=one.value)
    weight = figure(one.weight, "weight")
    if weight is not None and not weight:
        raise InvalidShare(field="weight", value=one.weight)
    return {
        "unit_id": one.unit,
        "region": one.region,
        "adcode": one.adcode,
        "year": one.year,
        "low": "" if low is None or one.comparator in CEILINGS else f"{low:f}",
        "high": "" if high is None or one.comparator in FLOORS else f"{high:f}",
        "comparator": one.comparator,
        "weight": "" if weight is None else f"{weight:f}",
        "due": one.due,
    }


def part_of(columns: Any, holder: str) -> Part:
    """A stored share as the rules of adding up take it."""
    low, high, weight = (
        Decimal(text) if text else None for text in (columns.low, columns.high, columns.weight)
    )
    return Part(holder, low, high, columns.comparator, columns.year, weight, columns.due)
