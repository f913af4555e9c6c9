"""What the plans of several regions promise of the same things."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max

from luodi.plans.models import Document, Target
from luodi.plans.queries.reading import targets
from luodi.plans.rules.comparison import Row, rows

__all__ = ["MOST_REGIONS", "Comparison", "comparison", "latest_regions"]

# More columns than this nobody compares, and each costs its plans' targets.
MOST_REGIONS = 6


@dataclass(frozen=True, slots=True)
class Comparison:
    """Targets of current versions by head noun and region."""

    regions: list[str]
    rows: list[Row[Target]]


def latest_regions(number: int = MOST_REGIONS) -> list[str]:
    """The regions whose plans came last, in order of their names. One statement."""
    named = Document.objects.exclude(region="").values("region").annotate(last=Max("pk"))
    return sorted(row["region"] for row in named.order_by("-last")[:number])


def comparison(chosen: Sequence[str] = ()) -> Comparison:
    """The chosen regions side by side, the latest ones unless told. Two statements at most.

    No more than MOST_REGIONS are taken, the first ones.
    """
    regions = list(dict.fromkeys(chosen))[:MOST_REGIONS] or latest_regions()
    found = targets().filter(clause__version__document__region__in=regions)
    triples = ((t.clause.version.document.region, t.object, t) for t in found)
    return Comparison(regions, rows(triples, regions))
