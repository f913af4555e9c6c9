"""How the shares of a target add up. Numbers are Decimal, sums are exact; nothing is rounded but
what is shown of a weighted mean, and that always to the worse side.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    Context,
    Decimal,
    Inexact,
    InvalidOperation,
    localcontext,
)
from itertools import pairwise
from typing import Any
from unicodedata import normalize

from luodi.plans.errors import InvalidShare

__all__ = [
    "EXACT",
    "Coverage",
    "Goal",
    "Outcome",
    "Part",
    "coverage",
    "figure",
    "figures",
    "floor_and_ceiling",
    "goal_of",
    "is_rate",
    "outcome",
    "printed",
    "proposed",
    "sums",
]

RATES = ("%", "‰", "百分点", "个百分点", "倍")
RATE_NOUNS = re.compile(r"(?:率|比例|占比|比重)$")
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
FIGURES = re.compile(rf"({NUMBER})(?:\s*[-–—~至到]+\s*({NUMBER}))?")
# More digits than these nobody means; all sums of so long numbers are exact below.
MOST_WHOLE, MOST_DECIMALS = 24, 12
EXACT = Context(prec=400, traps=[Inexact, InvalidOperation])
ROUGH = Context(prec=80)
SMALLEST = Decimal("0.000001")
SIGNS = {"eq": "", "ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}
FLOORS, CEILINGS = {"ge", "gt"}, {"le", "lt"}


@dataclass(frozen=True, slots=True)
class Goal:
    """A target to be shared out."""

    low: Decimal | None
    high: Decimal | None
    comparator: str
    basis: str = "level"
    unit: str = ""
    object: str = ""
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A share; with neither bound its holder is concerned but has none. No `year`: all years."""

    holder: str
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: str = "eq"
    year: int | None = None
    weight: Decimal | None = None
    due: date | None = None

    @property
    def given(self) -> bool:
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`verdict` is exact, short, over or cannot; `sound` is whether the target is kept so.

    `floor` and `ceiling` are what the shares come to, `year` the worst year of a yearly target,
    `why` says why they cannot be added.
    """

    verdict: str
    sound: bool = False
    gap: Decimal = Decimal()
    floor: Decimal | None = None
    ceiling: Decimal | None = None
    year: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who and which year has no share, and whose share ends after the target's year."""

    holders: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    late: tuple[str, ...] = ()


def goal_of(values: Mapping[str, Any]) -> Goal:
    """What a target's values ask for; its floats as they are printed."""
    low, high = (None if values[n] is None else Decimal(repr(values[n])) for n in ("low", "high"))
    rest = {name: values[name] for name in ("comparator", "basis", "unit", "object", "by")}
    return Goal(low, high, **rest)


def figure(text: str, field: str = "value") -> Decimal | None:
    """One number of a table's cell, None for an empty one. Raises InvalidShare.

    >>> figure("１,200.50"), figure("")
    (Decimal('1200.50'), None)
    """
    low, high = figures(text, field)
    if low != high:
        raise InvalidShare(field=field, value=text)
    return low


def figures(text: str, field: str = "value") -> tuple[Decimal | None, Decimal | None]:
    """The ends of a cell like 2–3, twice the same for one number. Raises InvalidShare.

    >>> figures("2—3"), figures("7")
    ((Decimal('2'), Decimal('3')), (Decimal('7'), Decimal('7')))
    """
    plain = normalize("NFKC", text).strip()
    if not plain:
        return None, None
    found = FIGURES.fullmatch(plain)
    ends = [Decimal(end.replace(",", "")) for end in found.groups() if end] if found else []
    if not ends or any(map(_too_long, ends)) or ends[0] > ends[-1]:
        raise InvalidShare(field=field, value=text)
    return ends[0], ends[-1]


def _too_long(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return number.adjusted() >= MOST_WHOLE or not -MOST_DECIMALS <= int(exponent) <= 0


def printed(low: Decimal | None, high: Decimal | None, comparator: str) -> str:
    """A share for print, every digit of it.

    >>> printed(Decimal("1200.50"), None, "ge"), printed(Decimal(2), Decimal(3), "eq")
    ('≥ 1,200.50', '2–3')
    """
    ends = [f"{value:,f}" for value in (low, high) if value is not None]
    return SIGNS[comparator] + "–".join(dict.fromkeys(ends)) if ends else ""


def floor_and_ceiling(one: Goal | Part) -> tuple[Decimal | None, Decimal | None]:
    """What is promised at least and at most."""
    low = one.low if one.low is not None else one.high
    high = one.high if one.high is not None else one.low
    return (
        None if one.comparator in CEILINGS else low,
        None if one.comparator in FLOORS else high,
    )


def is_rate(goal: Goal) -> bool:
    """Whether it measures a part of something, which is not added up over places or years."""
    return goal.unit in RATES or bool(RATE_NOUNS.search(goal.object))


def proposed(goal: Goal) -> tuple[str, str]:
    """The way of adding up and the meaning of a year's number that a person is to confirm."""
    rate = is_rate(goal)
    by_year = goal.basis == "per_year" or (goal.basis in {"increase", "decrease"} and not rate)
    return "each" if rate else "sum", "yearly" if by_year else "cumulative"


def outcome(goal: Goal, parts: Sequence[Part], *, aggregation: str, years: str) -> Outcome:
    """Whether the shares keep the target, by how much they miss it, or why nobody can say."""
    given = [part for part in parts if part.given]
    with localcontext(EXACT):
        if why := _obstacle(goal, given, aggregation, years):
            return Outcome("cannot", why=why)
        if goal.basis != "per_year":
            return _held(goal, _over_years(given, years, aggregation), aggregation)
        found = [
            replace(
                _held(goal, [p for p in given if p.year in {None, year}], aggregation), year=year
            )
            for year in _years_of(given)
        ]
        return min(found, key=_soundness)


def _years_of(given: Sequence[Part]) -> list[int | None]:
    return [*sorted({part.year for part in given if part.year})] or [None]


def _soundness(one: Outcome) -> tuple[bool, Decimal]:
    """Worst first: the greatest miss, and of years that keep the target the least to spare."""
    return one.sound, one.gap if one.sound else -one.gap


def _obstacle(goal: Goal, given: Sequence[Part], aggregation: str, years: str) -> str:
    """Why the shares cannot be added up, empty if they can."""
    floor, _ceiling = floor_and_ceiling(goal)
    holders = _by_holder(given)
    by_year = any(part.year for part in given) and years == "yearly" and goal.basis != "per_year"
    faults = {
        "nothing_given": not given,
        "rates_do_not_add": aggregation == "sum" and is_rate(goal),
        "years_do_not_add": by_year and (is_rate(goal) or aggregation != "sum"),
        "whole_and_years": any(
            {part.year is None for part in own} == {True, False} for own in holders.values()
        ),
        "weights_missing": aggregation == "mean" and any(not part.weight for part in given),
        "no_floor": floor is not None and any(floor_and_ceiling(p)[0] is None for p in given),
        "no_ceiling": floor is None and any(floor_and_ceiling(p)[1] is None for p in given),
        "sinking": floor is not None
        and (aggregation, years) == ("sum", "cumulative")
        and goal.basis != "per_year"
        and any(map(_sinks, holders.values())),
    }
    return next((why for why, there in faults.items() if there), "")


def _by_holder(parts: Iterable[Part]) -> dict[str, list[Part]]:
    """The shares of each holder in order of their years."""
    found: dict[str, list[Part]] = defaultdict(list)
    for part in sorted(parts, key=lambda part: part.year or 0):
        found[part.holder].append(part)
    return found


def _sinks(own: Sequence[Part]) -> bool:
    floors = [floor_and_ceiling(part)[0] or Decimal() for part in own]
    return any(later < before for before, later in pairwise(floors))


def _over_years(given: Sequence[Part], years: str, aggregation: str) -> list[Part]:
    """The shares that count in the end: the last level each holder reaches, else every amount."""
    if years == "yearly" and aggregation == "sum":
        return list(given)
    return [own[-1] for own in _by_holder(given).values()]


def _held(goal: Goal, parts: Sequence[Part], aggregation: str) -> Outcome:
    floors, ceilings = zip(*map(floor_and_ceiling, parts), strict=True)
    weights = [part.weight or Decimal() for part in parts]
    floor = _together(floors, weights, aggregation, min)
    ceiling = _together(ceilings, weights, aggregation, max)
    # A mean is held against the target multiplied by all weights: dividing would round.
    whole = sum(weights, Decimal()) if aggregation == "mean" else Decimal(1)
    strict = _strict(parts, floor, ceiling, aggregation)
    found = _compared(goal, floor, ceiling, whole, strict, beyond=aggregation != "sum")
    return replace(
        found,
        gap=_divided(found.gap, whole, ROUND_CEILING),
        floor=None if floor is None else _divided(floor, whole, ROUND_FLOOR),
        ceiling=None if ceiling is None else _divided(ceiling, whole, ROUND_CEILING),
    )


def _strict(
    parts: Sequence[Part], floor: Decimal | None, ceiling: Decimal | None, aggregation: str
) -> set[str]:
    """Whether the floor is passed (gt) and the ceiling not reached (lt) by what the shares promise.

    One that does so lifts a sum or a mean; of shares by themselves, every one at the edge must.
    """
    if aggregation != "each":
        return {part.comparator for part in parts}
    at_floor = {part.comparator for part in parts if floor_and_ceiling(part)[0] == floor}
    at_ceiling = {part.comparator for part in parts if floor_and_ceiling(part)[1] == ceiling}
    return {sign for sign, edge in (("gt", at_floor), ("lt", at_ceiling)) if edge == {sign}}


def _together(
    ends: Sequence[Decimal | None],
    weights: Sequence[Decimal],
    aggregation: str,
    worst: Callable[[list[Decimal]], Decimal],
) -> Decimal | None:
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return None
    if aggregation == "each":
        return worst(known)
    if aggregation == "mean":
        return sum((e * w for e, w in zip(known, weights, strict=True)), Decimal())
    return sum(known, Decimal())


def _divided(value: Decimal, whole: Decimal, rounding: str) -> Decimal:
    if whole == 1:
        return value
    with localcontext(ROUGH):
        return (value / whole).quantize(SMALLEST, rounding)


def _compared(
    goal: Goal,
    floor: Decimal | None,
    ceiling: Decimal | None,
    whole: Decimal,
    strict: set[str],
    *,
    beyond: bool,
) -> Outcome:
    """`beyond` is whether a single number may be passed, as a rate that is reached may be."""
    least, most = (None if end is None else end * whole for end in floor_and_ceiling(goal))
    if beyond and least == most:
        most = None
    above = ceiling if ceiling is not None else floor
    if least is not None and floor is not None:
        if floor < least or (floor == least and goal.comparator == "gt" and "gt" not in strict):
            return Outcome("short", gap=least - floor)
        if most is None:
            return Outcome("over" if floor > least else "exact", sound=True, gap=floor - least)
    if most is not None and above is not None:
        if above > most or (above == most and goal.comparator == "lt" and "lt" not in strict):
            return Outcome("over", gap=above - most)
        if least is None and above < most:
            return Outcome("short", sound=True, gap=most - above)
    return Outcome("exact", sound=True)


def coverage(goal: Goal, parts: Sequence[Part], *, first_year: int | None = None) -> Coverage:
    """Which of the holders and of the years up to the target's have no share; which come late."""
    with_share = {part.holder for part in parts if part.given}
    without = dict.fromkeys(part.holder for part in parts if part.holder not in with_share)
    taken = {part.year for part in parts if part.given and part.year}
    years: tuple[int, ...] = ()
    if taken or (goal.basis == "per_year" and first_year and goal.by):
        first = min({first_year or min(taken), *taken})
        last = max({goal.by or max(taken), *taken})
        years = tuple(year for year in range(first, last + 1) if year not in taken)
    late = dict.fromkeys(p.holder for p in parts if p.given and goal.by and _ends(p) > goal.by)
    return Coverage(tuple(without), years, tuple(late))


def _ends(part: Part) -> int:
    return max(part.year or 0, part.due.year if part.due else 0)


def sums(parts: Iterable[Part]) -> dict[int | None, Decimal]:
    """What the shares of each year come to, those for all years under None."""
    found: dict[int | None, Decimal] = {}
    with localcontext(EXACT):
        for part in parts:
            floor, ceiling = floor_and_ceiling(part)
            end = floor if floor is not None else ceiling
            if end is not None:
                found[part.year] = found.get(part.year, Decimal()) + end
    return found
