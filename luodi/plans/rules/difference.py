"""What happened to the targets of a plan from one version to the next, such as draft to issue.

Targets are paired by their objects, best pair first; the rule is the same read backwards.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isclose

from luodi.plans.rules.comparison import thing

__all__ = ["MIRROR", "Change", "Promise", "Score", "difference", "mirrored", "pairs", "scaled"]

# What each kind of change is called when the two versions change places.
MIRROR = {
    "added": "dropped",
    "dropped": "added",
    "raised": "lowered",
    "lowered": "raised",
    "unit_changed": "unit_changed",
    "terms_changed": "terms_changed",
    "deadline_moved": "deadline_moved",
    "wording": "wording",
}
# Below this likeness two objects are two things; with different units they must be the same one.
ALIKE, SAME = 0.5, 0.8
MAGNITUDE = re.compile(r"^(万亿|亿|千万|百万|十万|万|千|百)?(.*)$")
FACTORS = {"百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8}
FACTORS |= {"万亿": 1e12, "": 1.0}
Score = tuple[float, bool, bool, bool]


@dataclass(frozen=True, slots=True)
class Promise:
    """A target as plain values; `key` is the caller's own name for it and is not compared."""

    key: int
    object: str
    low: float | None
    high: float | None
    comparator: str
    basis: str
    unit: str
    by: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one target; at least one side is there, and kinds are in MIRROR's order."""

    kinds: tuple[str, ...]
    before: Promise | None
    after: Promise | None


def difference(before: Sequence[Promise], after: Sequence[Promise]) -> list[Change]:
    """The changes in order of the later text, dropped targets last; unchanged ones left out."""
    paired = dict(pairs(before, after))
    earlier = {j: before[i] for i, j in paired.items()}
    kept = (
        Change(_kinds(earlier[j], one), earlier[j], one)
        if j in earlier
        else Change(("added",), None, one)
        for j, one in enumerate(after)
    )
    dropped = (Change(("dropped",), one, None) for i, one in enumerate(before) if i not in paired)
    return [change for change in (*kept, *dropped) if change.kinds]


def mirrored(change: Change) -> Change:
    """The same change with the versions in each other's place."""
    kinds = {MIRROR[kind] for kind in change.kinds}
    return Change(
        tuple(kind for kind in MIRROR if kind in kinds), before=change.after, after=change.before
    )


def pairs(before: Sequence[Promise], after: Sequence[Promise]) -> Iterator[tuple[int, int]]:
    """The places of targets that are one and the same, likest first.

    Ties go by distance, then by the nearer place, on either side alike.
    """
    scored = [
        (score, i, j)
        for i, one in enumerate(before)
        for j, other in enumerate(after)
        if (score := _score(one, other))
    ]
    scored.sort(key=lambda row: ([-part for part in row[0]], abs(row[1] - row[2]), min(row[1:])))
    left, right = set[int](), set[int]()
    for _, i, j in scored:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            yield i, j


def _score(one: Promise, other: Promise) -> Score | None:
    """How well two targets pair, None if not at all."""
    likeness = _likeness(thing(one.object), thing(other.object))
    same_unit = scaled(one)[2] == scaled(other)[2]
    if likeness < (ALIKE if same_unit else SAME):
        return None
    # Of two targets for one object, the years tell which is which, then the values.
    same_value = _values(one) == _values(other)
    return likeness, same_unit, one.by == other.by, same_value


def _likeness(one: str, other: str) -> float:
    """Dice's coefficient on pairs of characters, 1.0 for the same text."""
    if one == other:
        return 1.0
    first, second = ({t[i : i + 2] for i in range(len(t) - 1)} for t in (one, other))
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 0.0


def scaled(one: Promise) -> tuple[float | None, float | None, str]:
    """Bounds and unit with the unit's 万 and 亿 multiplied out, so that 1万亿元 is 10000亿元."""
    match = MAGNITUDE.match(one.unit)
    factor, unit = (match[1] or "", match[2]) if match else ("", one.unit)
    low, high = (None if v is None else v * FACTORS[factor] for v in (one.low, one.high))
    return low, high, unit


def _values(one: Promise) -> tuple[float, ...]:
    """The floor and the ceiling; a one-sided bound stands for both."""
    low, high, _ = scaled(one)
    printed = [value for value in (low, high) if value is not None]
    return (printed[0], printed[-1]) if printed else ()


def _kinds(before: Promise, after: Promise) -> tuple[str, ...]:
    kinds = set[str]()
    if scaled(before)[2] != scaled(after)[2]:
        kinds.add("unit_changed")
    elif direction := _direction(_values(before), _values(after)):
        kinds.add(direction)
    if (before.comparator, before.basis) != (after.comparator, after.basis):
        kinds.add("terms_changed")
    if before.by != after.by:
        kinds.add("deadline_moved")
    words = [(one.quote, one.object, one.unit) for one in (before, after)]
    if not kinds and words[0] != words[1]:
        kinds.add("wording")
    return tuple(kind for kind in MIRROR if kind in kinds)


def _direction(before: tuple[float, ...], after: tuple[float, ...]) -> str:
    """Whether the number went up or down; whether that asks more depends on what it counts."""
    same = len(before) == len(after) and all(map(isclose, before, after))
    if same:
        return ""
    return "raised" if after > before else "lowered"
