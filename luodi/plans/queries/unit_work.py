"""What one unit has to do: its duties from all plans, and its shares of decomposed targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from luodi.parties.models import Unit
from luodi.parties.queries import find_unit
from luodi.plans.models import Document, Share, Target
from luodi.plans.queries.decomposition import shared_targets, value_of
from luodi.plans.queries.supervision import DutyPage, duties, soonest, standings
from luodi.plans.rules.supervision import State

__all__ = ["UnitShare", "UnitWork", "duties_of_unit", "shares_of_unit", "unit_work"]

LIVE = (Target.State.CONFIRMED, Target.State.CORRECTED)


@dataclass(frozen=True, slots=True)
class UnitShare:
    """A share in force that a unit has of a target; `value` is empty where none was set yet."""

    share: Share
    target: Target
    words: str
    value: str
    measured_in: str

    @property
    def plan(self) -> Document:
        return self.target.clause.version.document


@dataclass(frozen=True, slots=True)
class UnitWork:
    """A unit with the duties that were asked for, out of `total`; years and plans are of all."""

    unit: Unit
    rows: list[DutyPage]
    total: int
    years: list[int]
    plans: list[Document]
    shares: list[UnitShare]


def duties_of_unit(unit: int, *, at: datetime | None = None) -> list[DutyPage]:
    """Everything that was issued to a unit, what comes first in front. Six statements.

    What was carried on under a new version is the duty that took over.
    """
    found = standings(duties().filter(unit=unit), at=at)
    left = [page for page in found if page.standing.state is not State.CARRIED]
    return sorted(left, key=soonest)


def unit_work(
    number: int,
    *,
    year: int | None = None,
    plan: int | None = None,
    role: str = "",
    status: str = "",
) -> UnitWork:
    """`year` is that of the due day. Raises UnitNotFound. Thirteen statements at most."""
    unit, found = find_unit(number), duties_of_unit(number)
    plans = {page.duty.task.clause.version.document for page in found}
    rows = [
        page
        for page in found
        if (not year or page.standing.due_on.year == year)
        and (not plan or page.duty.task.clause.version.document_id == plan)
        and (not role or page.duty.role == role)
        and (not status or page.standing.status == status)
    ]
    shares = [one for one in shares_of_unit(number) if _asked(one, year, plan)]
    shared = {one.share.year for one in shares if one.share.year}
    years = sorted({page.standing.due_on.year for page in found} | shared)
    ordered = sorted(plans, key=lambda one: -one.pk)
    return UnitWork(unit, rows, len(found), years, ordered, shares)


def shares_of_unit(unit: int, *, year: int | None = None) -> list[UnitShare]:
    """Shares in force of live targets by year; of a year also those for the whole time.

    Five statements.
    """
    targets = Target.objects.filter(
        decompositions__shares__unit=unit,
        state__in=LIVE,
        version__current=True,
        version__published_at__isnull=False,
    )
    found = list(_with_plan(targets.distinct().order_by("pk")))
    made = [
        UnitShare(
            share, one.target, one.in_force.goal.object, value_of(share), one.in_force.goal.unit
        )
        for one in shared_targets([(target, None) for target in found])
        if one.in_force
        for share in one.in_force.shares
        if share.unit_id == unit and (not year or share.year in (year, None))
    ]
    return _by_year(made)


def _with_plan(targets: QuerySet[Target]) -> QuerySet[Target]:
    wanted = targets.select_related("clause__version__document")
    return wanted.defer("clause__version__reading", "clause__version__original")


def _by_year(shares: Sequence[UnitShare]) -> list[UnitShare]:
    return sorted(shares, key=lambda one: (one.share.year or 9999, one.target.pk, one.share.pk))


def _asked(one: UnitShare, year: int | None, plan: int | None) -> bool:
    return (not year or one.share.year in (year, None)) and (not plan or one.plan.pk == plan)
