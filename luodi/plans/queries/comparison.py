"""What the plans of several regions promise of the same things."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from luodi.plans.models import Clause, Document, Target, Version
from luodi.plans.queries.reading import targets, unconfirmed
from luodi.plans.rules.comparison import Row, rows
from luodi.plans.rules.sectors import SECTOR_NAMES, sector_of

__all__ = ["MOST_REGIONS", "UNDIVIDED", "Comparison", "SectorRows", "comparison"]

# More columns than this nobody compares, and each costs its plans' targets.
MOST_REGIONS = 6
# Stands for targets whose plan names no sector, or several at once.
UNDIVIDED = "none"


@dataclass(frozen=True, slots=True)
class SectorRows:
    """The rows of one sector, UNDIVIDED for none; empty when sectors are not told apart."""

    sector: str
    rows: list[Row[Target]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Targets of current versions by head noun and region; `waiting` of them are unconfirmed."""

    regions: list[str]
    groups: list[SectorRows]
    targets: int
    waiting: int

    @property
    def rows(self) -> list[Row[Target]]:
        return [row for group in self.groups for row in group.rows]


def comparison(
    chosen: Sequence[str] = (), *, sector: str = "", by_sector: bool = False
) -> Comparison:
    """The chosen regions side by side, the latest ones unless told. Three statements at most.

    No more than MOST_REGIONS are taken, the first ones; `sector` leaves only the targets of one.
    """
    regions = list(dict.fromkeys(chosen))[:MOST_REGIONS]
    versions = _versions(regions or _latest_regions())
    regions = regions or sorted({one.document.region for one in versions.values()})
    found = _found(versions)
    if not (sector or by_sector):
        return Comparison(regions, _groups({"": found}, regions), len(found), unconfirmed(found))
    sorted_out = _by_sector(found)
    if sector:
        sorted_out = {sector: sorted_out.get(sector, [])}
    left = [one for those in sorted_out.values() for one in those]
    groups = sorted_out if by_sector else {"": left}
    return Comparison(regions, _groups(groups, regions), len(left), unconfirmed(left))


def _latest_regions() -> QuerySet[Document, str]:
    """The regions whose plans came last, as a statement within another."""
    named = Document.objects.exclude(region="").values("region").annotate(last=Max("pk"))
    return named.order_by("-last").values_list("region", flat=True)[:MOST_REGIONS]


def _versions(regions: Sequence[str] | QuerySet[Document, str]) -> dict[int, Version]:
    found = Version.objects.filter(current=True, document__region__in=regions)
    return found.select_related("document").defer("reading", "original").in_bulk()


def _found(versions: dict[int, Version]) -> list[Target]:
    """The targets of these versions. A version is made once for all of its targets."""
    rows = targets().select_related(None).defer(None).select_related("clause").defer("read")
    found = list(rows.filter(version__in=versions))
    for one in found:
        one.version = one.clause.version = versions[one.version_id]
    return found


def _groups(found: dict[str, list[Target]], regions: list[str]) -> list[SectorRows]:
    return [
        SectorRows(sector, rows(_triples(those), regions))
        for sector, those in found.items()
        if those
    ]


def _triples(found: Iterable[Target]) -> Iterable[tuple[str, str, Target]]:
    return ((t.version.document.region, t.object, t) for t in found)


def _by_sector(found: Sequence[Target]) -> dict[str, list[Target]]:
    """In order of the national classification, those of no sector last. One statement."""
    versions = {one.version_id for one in found}
    columns = Clause.objects.filter(version__in=versions).values_list("version", "path", "heading")
    headings = {(version, *path): heading for version, path, heading in columns}
    sorted_out: dict[str, list[Target]] = defaultdict(list)
    for one in found:
        place = (one.version_id, *one.clause.path)
        above = [headings.get(place[:end], "") for end in range(2, len(place) + 1)]
        sorted_out[sector_of(one.quote, above) or UNDIVIDED].append(one)
    return {name: sorted_out[name] for name in (*SECTOR_NAMES, UNDIVIDED) if name in sorted_out}
