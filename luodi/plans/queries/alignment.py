"""Which targets of other plans carry those of a plan, now or as of any instant gone by."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from luodi.plans.errors import PlanNotFound
from luodi.plans.models import Alignment, Document, Target
from luodi.plans.queries.confirmation import ItemState, live_targets
from luodi.plans.rules.alignment import Place, beneath, carried, proposals
from luodi.plans.rules.decomposition import Outcome, goal_of

__all__ = ["AlignmentPage", "Candidate", "Link", "UpperRow", "alignment_page", "last_alignments"]


@dataclass(frozen=True, slots=True)
class Link:
    """A lower target that is confirmed to carry an upper one.

    `lower` is None once the target is no longer live; `uppers` is how many it is counted under;
    `late` is whether it is due after the upper target.
    """

    alignment: Alignment
    target: Target
    lower: ItemState | None
    uppers: int
    late: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A lower target that the rules propose; `late` as in Link."""

    lower: ItemState
    late: bool


@dataclass(frozen=True, slots=True)
class UpperRow:
    """A target of the upper plan; `outcome` is what its links come to, None without any."""

    upper: ItemState
    links: list[Link]
    candidates: list[Candidate]
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class AlignmentPage:
    """An upper plan and what carries it."""

    plan: Document
    rows: list[UpperRow]

    @property
    def carried(self) -> int:
        return sum(row.outcome is not None for row in self.rows)

    @property
    def short(self) -> int:
        return sum(row.outcome is not None and not row.outcome.sound for row in self.rows)

    @property
    def twice(self) -> int:
        return len({ln.target.pk for row in self.rows for ln in row.links if ln.uppers > 1})

    @property
    def late(self) -> int:
        return sum(link.late for row in self.rows for link in row.links)


def last_alignments(
    moment: datetime, *, uppers: Sequence[int], lowers: Sequence[int] = ()
) -> list[Alignment]:
    """The last word by then on every pair that has one of the targets. One statement."""
    later = Alignment.objects.filter(previous=OuterRef("pk"), at__lte=moment)
    found = Alignment.objects.filter(~Exists(later), at__lte=moment)
    found = found.filter(Q(upper__in=uppers) | Q(lower__in=lowers))
    rows = found.select_related("lower__clause__version__document").order_by("pk")
    return list(rows.defer("lower__clause__version__reading", "lower__clause__version__original"))


def alignment_page(number: int, instant: datetime | None = None) -> AlignmentPage:
    """Raises PlanNotFound. Four statements, however many targets there are."""
    moment = instant or timezone.now()
    plan = Document.objects.filter(pk=number).first()
    if plan is None:
        raise PlanNotFound(number=number)
    live = {one.item.pk: one for one in live_targets(moment)}
    uppers = {key: one for key, one in live.items() if _plan_of(one).pk == number}
    known = last_alignments(moment, uppers=list(uppers), lowers=list(uppers))
    words = [one for one in known if one.upper_id in uppers]
    shared = [one.lower_id for one in words if one.verdict == Alignment.Verdict.CONFIRM]
    counted = Counter(
        one.lower_id
        for one in last_alignments(moment, uppers=[], lowers=shared)
        # Under a target that no longer stands nothing is counted.
        if one.verdict == Alignment.Verdict.CONFIRM and one.upper_id in live
    )
    decided = {(one.upper_id, one.lower_id) for one in words}
    # What carries a target is not carried by it.
    decided |= {
        (one.lower_id, one.upper_id) for one in known if one.verdict == Alignment.Verdict.CONFIRM
    }
    open_pairs = _proposed(plan, uppers, live, decided)
    rows = [
        _row(one, [w for w in words if w.upper_id == key], open_pairs[key], live, counted)
        for key, one in uppers.items()
    ]
    return AlignmentPage(plan, rows)


def _proposed(
    plan: Document,
    uppers: dict[int, ItemState],
    live: dict[int, ItemState],
    decided: set[tuple[int, int]],
) -> dict[int, list[ItemState]]:
    place = _place_of(plan)
    below = {
        key: one
        for key, one in live.items()
        if key not in uppers and beneath(_place_of(_plan_of(one)), place)
    }
    sides = [
        [(key, goal_of(one.values)) for key, one in chosen.items()] for chosen in (uppers, below)
    ]
    found: dict[int, list[ItemState]] = defaultdict(list)
    for upper, lower in proposals(*sides):
        if (upper, lower) not in decided:
            found[upper].append(live[lower])
    return found


def _row(
    upper: ItemState,
    words: Sequence[Alignment],
    proposed: Sequence[ItemState],
    live: dict[int, ItemState],
    counted: Counter[int],
) -> UpperRow:
    links = []
    for one in words:
        if one.verdict != Alignment.Verdict.CONFIRM:
            continue
        lower = live.get(one.lower_id)
        late = lower is not None and _late(lower, upper)
        links.append(Link(one, one.lower, lower, counted[one.lower_id], late))
    goals = [(goal_of(link.lower.values), _amount(link.alignment)) for link in links if link.lower]
    found = carried(goal_of(upper.values), goals) if goals else None
    return UpperRow(upper, links, [Candidate(o, _late(o, upper)) for o in proposed], found)


def _late(lower: ItemState, upper: ItemState) -> bool:
    due = upper.values["by"]
    return due is not None and (lower.values["by"] or due) > due


def _amount(one: Alignment) -> Decimal | None:
    return Decimal(one.amount) if one.amount else None


def _plan_of(one: ItemState) -> Document:
    return one.item.clause.version.document


def _place_of(plan: Document) -> Place:
    return Place(plan.region, plan.adcode)
