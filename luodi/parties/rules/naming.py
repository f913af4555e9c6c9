"""Which unit a printed name means on a day. No Django, no clock, no I/O."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["KnownUnit", "Outcome", "Resolution", "in_force", "resolve", "tidy_name"]

# How a text calls its own region in front of a body's name: 市科技局, 自治区科技厅.
LEVEL_WORDS = ("自治区", "省", "市", "区", "县", "州", "盟", "旗")
ENDINGS = (
    *("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县"),
    *("新区", "省", "市", "区", "县", "州", "盟", "旗"),
)
# A body's own name has at least this many characters; 市局 means any bureau of the city.
SHORTEST = 2


class Outcome(StrEnum):
    """FOUND names one unit; otherwise no unit is named, and the candidates say who it could be."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    DISSOLVED = "dissolved"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A registered unit; `valid_to` is the first day it no longer is, None while it stands."""

    key: int
    name: str
    short_names: tuple[str, ...] = ()
    region: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: int | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """`unit` is set for FOUND alone; `candidates` are keys in ascending order."""

    outcome: Outcome
    unit: int | None = None
    candidates: tuple[int, ...] = ()


def tidy_name(printed: str) -> str:
    """A name without blanks, its brackets and letters in one width.

    >>> tidy_name(" 市发展改革委（市统筹办） ")
    '市发展改革委(市统筹办)'
    """
    return "".join(unicodedata.normalize("NFKC", printed).split())


def in_force(unit: KnownUnit, on: date) -> bool:
    began = unit.valid_from is None or unit.valid_from <= on
    return began and (unit.valid_to is None or on < unit.valid_to)


def resolve(printed: str, units: Sequence[KnownUnit], *, region: str, on: date) -> Resolution:
    """The unit that a text of `region` means by a name: as declared, else with or without the
    region's prefix, else a body of another region printed with that region's name, or a national
    one. Who no longer stands on the day gives way to its successor. Never a guess: two make none.
    """
    name, known = tidy_name(printed), {unit.key: unit for unit in units}
    gone: set[int] = set()
    for hits in _tiers(name, units, region) if name else ():
        heirs = {heir.key for unit in hits if (heir := _heir(unit, known, on))}
        if len(heirs) == 1:
            return Resolution(Outcome.FOUND, next(iter(heirs)), tuple(heirs))
        if heirs:
            return Resolution(Outcome.AMBIGUOUS, candidates=tuple(sorted(heirs)))
        gone |= {unit.key for unit in hits if unit.valid_to and unit.valid_to <= on}
    if gone:
        return Resolution(Outcome.DISSOLVED, candidates=tuple(sorted(gone)))
    return Resolution(Outcome.UNKNOWN, candidates=_elsewhere(name, units, region, on))


def _tiers(name: str, units: Sequence[KnownUnit], region: str) -> Iterable[list[KnownUnit]]:
    """The units that may be meant, the surest reading first."""
    at_home = [unit for unit in units if unit.region == region]
    yield [unit for unit in at_home if name in _declared(unit)]
    yield [unit for unit in at_home if _same_within(name, unit)]
    yield [unit for unit in units if unit.region != region and name in _in_full(unit)]


def _declared(unit: KnownUnit) -> set[str]:
    return {tidy_name(name) for name in (unit.name, *unit.short_names)}


def _same_within(name: str, unit: KnownUnit) -> bool:
    meant = _forms(name, unit.region)
    return any(meant & _forms(declared, unit.region) for declared in _declared(unit))


def _in_full(unit: KnownUnit) -> set[str]:
    """A unit's names as other regions print them. A national body has no prefix to add."""
    names = _declared(unit)
    return {name if name.startswith(unit.region) else unit.region + name for name in names}


def _forms(name: str, region: str) -> set[str]:
    """The name as it is and without each prefix that stands for its region.

    Both sides are cut, so that 市市场监管局 meets 市场监管局, which itself begins with 市.
    """
    cut = {name.removeprefix(prefix) for prefix in _prefixes(region)}
    return {name, *(form for form in cut if len(form) >= SHORTEST)}


def _prefixes(region: str) -> set[str]:
    """云溪市 is printed 云溪市, 云溪 or 市."""
    ending = next((e for e in ENDINGS if region.endswith(e) and region != e), "")
    words = {word for word in LEVEL_WORDS if ending.endswith(word)}
    return ({region, region.removesuffix(ending)} | words) - {""}


def _heir(unit: KnownUnit, known: Mapping[int, KnownUnit], on: date) -> KnownUnit | None:
    """The unit that stands on the day in place of this one, itself included."""
    seen: set[int] = set()
    while unit.valid_to and unit.valid_to <= on and unit.key not in seen:
        seen.add(unit.key)
        unit = known.get(unit.successor or 0, unit)
    return unit if in_force(unit, on) else None


def _elsewhere(name: str, units: Sequence[KnownUnit], region: str, on: date) -> tuple[int, ...]:
    """Bodies of other levels that 省科技厅 in a city's plan may mean: for a person to choose."""
    if region and not name.startswith(LEVEL_WORDS):
        return ()
    others = (unit for unit in units if unit.region != region and in_force(unit, on))
    return tuple(sorted(unit.key for unit in others if _same_within(name, unit)))
