"""Which targets of lower plans may carry a target of an upper one, and what they come to.

Objects are matched by their head nouns as regions are compared, numbers brought to one unit by
exact factors alone; nothing is proposed on likeness.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from luodi.plans.rules.comparison import head
from luodi.plans.rules.decomposition import EXACT, Goal, Outcome, Part, outcome, proposed
from luodi.plans.rules.difference import FACTORS, MAGNITUDE

__all__ = ["Place", "beneath", "carried", "in_base", "promises", "proposals"]

FLOPS = re.compile(r"([KMGTPEZ])(?:FLOPS|Flops|flops)")
PREFIXES = {sign: Decimal(10) ** (3 * power) for power, sign in enumerate("KMGTPEZ", 1)}
LEVELS = (
    ("省", 1),
    ("自治区", 1),
    ("市", 2),
    ("州", 2),
    ("盟", 2),
    ("区", 3),
    ("县", 3),
    ("旗", 3),
)
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")


@dataclass(frozen=True, slots=True)
class Place:
    """The region of a plan, by its name and, where the plan gives one, its code."""

    name: str
    adcode: str = ""

    @property
    def level(self) -> int:
        """0 for the country, 1 for a province, 2 for a city, 3 for a district."""
        if self.adcode:
            return 3 - self.adcode.endswith("00") - self.adcode.endswith("0000")
        if self.name in MUNICIPALITIES or not self.name:
            return 1 if self.name else 0
        return next((level for end, level in LEVELS if self.name.endswith(end)), 3)


def beneath(lower: Place, upper: Place) -> bool:
    """Whether a plan of `lower` may carry one of `upper`: the same region, or one within it.

    >>> beneath(Place("沈阳市", "210100"), Place("辽宁省", "210000"))
    True
    """
    if lower.name == upper.name:
        return True
    if lower.adcode and upper.adcode:
        digits = 2 * upper.level
        return lower.adcode[:digits] == upper.adcode[:digits] and lower.level > upper.level
    # Without codes only the level speaks; a person decides the rest.
    return lower.level > upper.level


def in_base(unit: str) -> tuple[Decimal, str]:
    """A unit as an exact factor and its base.

    >>> in_base("万亿元"), in_base("EFLOPS")
    ((Decimal('1000000000000'), '元'), (Decimal('1000000000000000000'), 'FLOPS'))
    """
    if found := FLOPS.fullmatch(unit.strip()):
        return PREFIXES[found[1]], "FLOPS"
    match = MAGNITUDE.match(unit)
    sign, base = (match[1] or "", match[2]) if match else ("", unit)
    return Decimal(int(FACTORS[sign])), base


def proposals(
    uppers: Sequence[tuple[int, Goal]], lowers: Sequence[tuple[int, Goal]]
) -> list[tuple[int, int]]:
    """The pairs of keys that speak of the same thing in the same unit, on the same basis."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for key, goal in lowers:
        found.setdefault(_kind(goal), []).append(key)
    return [(upper, lower) for upper, goal in uppers for lower in found.get(_kind(goal), ())]


def _kind(goal: Goal) -> tuple[str, str, str]:
    return head(goal.object), in_base(goal.unit)[1], goal.basis


def carried(upper: Goal, lowers: Iterable[tuple[Goal, Decimal | None]]) -> Outcome:
    """What confirmed lower targets come to, in the upper's unit; an amount counts in their place,
    as far as they still promise so much. A target of another unit or basis cannot be added.
    """
    factor, base = in_base(upper.unit)
    whole, parts = (
        replace(upper, low=_times(upper.low, factor), high=_times(upper.high, factor)),
        [],
    )
    for number, (goal, amount) in enumerate(lowers):
        own, own_base = in_base(goal.unit)
        if own_base != base:
            return Outcome("cannot", why="other_unit")
        if goal.basis != upper.basis:
            return Outcome("cannot", why="other_basis")
        if amount is not None and promises(goal, amount):
            goal = replace(goal, low=amount, high=amount)
        low, high = goal.low, goal.high
        parts.append(Part(str(number), _times(low, own), _times(high, own), goal.comparator))
    aggregation, years = proposed(upper)
    found = outcome(whole, parts, aggregation=aggregation, years=years)
    return replace(
        found,
        gap=_over(found.gap, factor) or Decimal(),
        floor=_over(found.floor, factor),
        ceiling=_over(found.ceiling, factor),
    )


def promises(goal: Goal, amount: Decimal) -> bool:
    """Whether so much of a target may count elsewhere: no more than it promises itself.

    >>> promises(Goal(Decimal(20), None, "ge"), Decimal(30))
    False
    """
    return amount <= max(end for end in (goal.low, goal.high, Decimal()) if end is not None)


def _times(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else EXACT.multiply(value, factor)


def _over(value: Decimal | None, factor: Decimal) -> Decimal | None:
    """Factors are powers of ten, so that this is exact too."""
    return None if value is None else value.scaleb(-factor.adjusted(), EXACT)
