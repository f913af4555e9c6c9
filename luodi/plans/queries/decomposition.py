"""The shares of targets, now or as of any instant gone by, and what they come to.

Steps are only ever added, each later than the one before, and hold on to the decision they were
made on, so a past instant reads the same for ever.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from luodi.parties.queries import unit_regions
from luodi.plans.errors import PlanNotFound, TargetNotFound
from luodi.plans.models import Decision, Decomposition, Document, Share, Target, Version
from luodi.plans.queries.confirmation import ItemState, live_targets, values_of
from luodi.plans.rules.alignment import Place
from luodi.plans.rules.confirmation import LIVE
from luodi.plans.rules.decomposition import (
    Coverage,
    Goal,
    Outcome,
    coverage,
    goal_of,
    outcome,
    printed,
)
from luodi.plans.rules.difference import Promise, pairs
from luodi.plans.rules.shares import part_of, standing

__all__ = [
    "PlanCoverage",
    "Revision",
    "Shared",
    "TargetChange",
    "TargetPage",
    "find_target",
    "judged",
    "live_state",
    "plan_coverage",
    "promise_of",
    "shared_out",
    "shared_targets",
    "target_page",
]

Period = Sequence[int] | None


@dataclass(frozen=True, slots=True)
class TargetChange:
    """That a target is not what it was when it was shared out.

    `kind` is corrected, rejected or superseded (its version is no longer in force); `now` is None
    unless it was corrected.
    """

    kind: str
    was: dict[str, Any]
    now: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Revision:
    """A set of shares, judged by what the target said when they were made.

    `now` is how they stand against what it says since it was corrected; `coverage` is of today's.
    """

    revision: Decomposition
    shares: list[Share]
    goal: Goal
    outcome: Outcome
    coverage: Coverage
    change: TargetChange | None
    now: Outcome | None = None

    @property
    def kept(self) -> bool:
        """Whether it may be put in force without a reason."""
        return self.outcome.sound and not self.coverage.late

    @property
    def kept_now(self) -> bool:
        """Whether the shares keep what the target says by now."""
        return (self.now or self.outcome).sound and not self.coverage.late


@dataclass(frozen=True, slots=True)
class Shared:
    """A target and what is known of its shares; `decision` and `values` are None unless it is live.

    `enforced` is the step that put the shares in force, with its reason.
    """

    target: Target
    decision: Decision | None
    values: dict[str, Any] | None
    last: Decomposition | None
    in_force: Revision | None
    draft: Revision | None
    enforced: Decomposition | None


@dataclass(frozen=True, slots=True)
class TargetPage:
    """A target with its shares, every step on them, and its twin in the plan's other version.

    `successor` is the live target of a later version, `predecessor` one of an earlier version
    that was shared out.
    """

    shared: Shared
    steps: list[Decomposition]
    successor: Target | None
    predecessor: Target | None
    taken_over: Revision | None
    period: Period


@dataclass(frozen=True, slots=True)
class PlanCoverage:
    """The live targets of a plan with their shares, and shares whose target no longer stands."""

    plan: Document
    rows: list[Shared]
    lapsed: list[tuple[Shared, Target | None]]

    @property
    def in_force(self) -> int:
        return sum(row.in_force is not None for row in self.rows)

    @property
    def missed(self) -> int:
        return sum(row.in_force is not None and not row.in_force.kept_now for row in self.rows)


def find_target(number: int) -> Target:
    """With its clause, version and plan. Raises TargetNotFound."""
    found = Target.objects.select_related("clause__version__document")
    found = found.defer("clause__version__reading", "clause__version__original")
    if not (one := found.filter(pk=number).first()):
        raise TargetNotFound(number=number)
    return one


def live_state(target: Target, instant: datetime | None = None) -> ItemState | None:
    """What a target says if other rooms may act on it at the instant. Two statements at most."""
    plan = target.clause.version.document_id
    return next((o for o in live_targets(instant, plan=plan) if o.item.pk == target.pk), None)


def shared_out(
    target: Target, *, live: ItemState | None, instant: datetime | None = None
) -> Shared:
    """One target's shares; `live` as of the same instant. Three statements, or four."""
    return shared_targets([(target, live)], instant=instant)[0]


def shared_targets(
    targets: Sequence[tuple[Target, ItemState | None]], *, instant: datetime | None = None
) -> list[Shared]:
    """The shares of many targets in three statements, four where one of them is not live."""
    moment = instant or timezone.now()
    steps: dict[int, list[Decomposition]] = defaultdict(list)
    numbers = [target.pk for target, _live in targets]
    made = Decomposition.objects.filter(target__in=numbers, at__lte=moment)
    for one in made.select_related("decision").order_by("pk"):
        steps[one.target_id].append(one)
    shares = _shares(steps.values())
    periods = _periods(steps)
    gone = _verdicts([t.pk for t, live in targets if live is None and t.pk in steps], moment)
    return [
        _shared(target, live, steps[target.pk], shares, periods.get(target.pk), gone)
        for target, live in targets
    ]


def _shares(steps: Iterable[Sequence[Decomposition]]) -> dict[int, list[Share]]:
    wanted = set[int | None]()
    for own in steps:
        standing_now = standing(own)
        wanted |= {standing_now.in_force, standing_now.draft}
    found: dict[int, list[Share]] = defaultdict(list)
    for share in Share.objects.filter(decomposition__in=wanted - {None}).select_related("unit"):
        found[share.decomposition_id].append(share)
    return found


def _periods(targets: Iterable[int]) -> dict[int, Period]:
    """The years that each target's version prints; a version's reading is never changed."""
    found = Version.objects.filter(clauses__targets__in=list(targets))
    return dict(found.values_list("clauses__targets", "reading__meta__period"))


def _verdicts(targets: Sequence[int], moment: datetime) -> dict[int, str]:
    """The last verdict on each of the targets by then."""
    if not targets:
        return {}
    found = Decision.objects.filter(target__in=targets, at__lte=moment).order_by("pk")
    return {number: verdict for number, verdict in found.values_list("target", "verdict") if number}


def _shared(
    target: Target,
    live: ItemState | None,
    steps: Sequence[Decomposition],
    shares: Mapping[int, list[Share]],
    period: Period,
    verdicts: Mapping[int, str],
) -> Shared:
    now, by_number = standing(steps), {one.pk: one for one in steps}
    revisions: dict[int | None, Revision] = {}
    for one in (by_number[number] for number in (now.in_force, now.draft) if number):
        was = values_of(target, one.decision)
        change = _change(was, live, verdicts.get(target.pk, ""))
        revisions[one.pk] = judged(one, shares[one.pk], was, period=period, change=change)
    enforced = [one for one in steps if one.step == Decomposition.Step.ENFORCE]
    return Shared(
        target,
        live.decision if live else None,
        live.values if live else None,
        steps[-1] if steps else None,
        revisions.get(now.in_force),
        revisions.get(now.draft),
        enforced[-1] if now.in_force else None,
    )


def _change(was: dict[str, Any], live: ItemState | None, verdict: str) -> TargetChange | None:
    if live is None:
        return TargetChange("superseded" if verdict in LIVE else "rejected", was, None)
    return TargetChange("corrected", was, live.values) if live.values != was else None


def judged(
    one: Decomposition,
    shares: list[Share],
    values: Mapping[str, Any],
    *,
    period: Period = None,
    change: TargetChange | None = None,
) -> Revision:
    """A set of shares held against what the target says; rows need not be stored."""
    goal = goal_of(values)
    parts = [part_of(share, name) for share, name in zip(shares, _holders(shares), strict=True)]
    found = outcome(goal, parts, aggregation=one.aggregation, years=one.years)
    asked, now = goal, None
    if change and change.now:
        asked = goal_of(change.now)
        now = outcome(asked, parts, aggregation=one.aggregation, years=one.years)
    cover = coverage(asked, parts, first_year=period[0] if period else None)
    return Revision(one, shares, goal, found, cover, change, now)


def holder_of(share: Share) -> str:
    """A holder's full name, empty for the region itself."""
    unit = share.unit
    if unit is None:
        return share.region
    return unit.name if unit.name.startswith(unit.region) else unit.region + unit.name


def _holders(shares: Sequence[Share]) -> list[str]:
    """Their holders' names; units of one name, an old one and a new, are told apart by number."""
    names = [holder_of(share) for share in shares]
    meant: dict[str, set[int | None]] = defaultdict(set)
    for share, name in zip(shares, names, strict=True):
        meant[name].add(share.unit_id)
    return [
        name if len(meant[name]) == 1 else f"{name} {share.unit_id or ''}".strip()
        for share, name in zip(shares, names, strict=True)
    ]


def value_of(share: Share) -> str:
    part = part_of(share, "")
    return printed(part.low, part.high, part.comparator)


def target_page(number: int, instant: datetime | None = None) -> TargetPage:
    """Raises TargetNotFound. Twelve statements at most."""
    target, moment = find_target(number), instant or timezone.now()
    live = live_targets(moment, plan=target.clause.version.document_id)
    state = next((one for one in live if one.item.pk == number), None)
    shared = shared_out(target, live=state, instant=moment)
    steps = Decomposition.objects.filter(target=target, at__lte=moment).order_by("-pk")
    successor = predecessor = taken_over = None
    if state is None:
        successor = _twins([shared], live).get(number)
    elif shared.last is None:
        older = _lapsed(target.clause.version.document, live, moment)
        twins = {after.pk: before for before, after in _paired(older, live)}
        predecessor = twins.get(number)
        taken_over = next((o.in_force for o in older if o.target == predecessor), None)
    period = _periods([number])[number]
    return TargetPage(shared, list(steps), successor, predecessor, taken_over, period)


def years_of(page: TargetPage) -> list[int]:
    """The years to be shared out: of the plan, up to the target's, and those that have shares."""
    values = page.shared.values or page.shared.target.read
    first, last = page.period or (values["by"], values["by"])
    ends = [year for year in (first, min(filter(None, (last, values["by"])), default=None)) if year]
    known = [one for one in (page.shared.draft, page.shared.in_force, page.taken_over) if one]
    ends += [share.year for one in known for share in one.shares if share.year]
    return list(range(min(ends), max(ends) + 1)) if ends else []


def known_holders(plan: Document) -> list[str]:
    """Districts that may be given a share: those that had one, else those with units below."""
    held = Share.objects.filter(decomposition__target__clause__version__document=plan)
    found = held.exclude(region="").order_by("region").values_list("region", flat=True).distinct()
    if names := list(found):
        return names
    level = Place(plan.region, plan.adcode).level
    return [name for name in unit_regions() if Place(name).level == level + 1]


def plans_in_force(instant: datetime | None = None) -> QuerySet[Document]:
    """Plans with a published version, the last to come in first. One statement."""
    moment = instant or timezone.now()
    return Document.objects.filter(publications__at__lte=moment).distinct()


def plan_coverage(number: int, instant: datetime | None = None) -> PlanCoverage:
    """Raises PlanNotFound. Ten statements at most, however many targets there are."""
    moment = instant or timezone.now()
    plan = Document.objects.filter(pk=number).first()
    if plan is None:
        raise PlanNotFound(number=number)
    live = live_targets(moment, plan=number)
    rows = shared_targets([(_target(one), one) for one in live], instant=moment)
    lapsed = _lapsed(plan, live, moment)
    twins = _twins(lapsed, live)
    return PlanCoverage(plan, rows, [(one, twins.get(one.target.pk)) for one in lapsed])


def _lapsed(plan: Document, live: Sequence[ItemState], moment: datetime) -> list[Shared]:
    """Shares in force of the plan's targets that are not live."""
    standing_now = {one.item.pk for one in live}
    found = Target.objects.filter(clause__version__document=plan, decompositions__isnull=False)
    found = found.exclude(pk__in=standing_now).distinct().select_related("clause")
    shared = shared_targets([(target, None) for target in found], instant=moment)
    return [one for one in shared if one.in_force]


def _twins(lapsed: Sequence[Shared], live: Sequence[ItemState]) -> dict[int, Target]:
    return {before.pk: after for before, after in _paired(lapsed, live)}


def _paired(lapsed: Sequence[Shared], live: Sequence[ItemState]) -> list[tuple[Target, Target]]:
    """Targets that no longer stand, each with the live one that takes its place."""
    shared = [one for one in lapsed if one.in_force or one.draft]
    before = [promise_of(s.target, values_of(s.target, _revision(s).decision)) for s in shared]
    after = [promise_of(_target(one), one.values) for one in live]
    return [(shared[i].target, _target(live[j])) for i, j in pairs(before, after)]


def _revision(shared: Shared) -> Decomposition:
    found = shared.in_force or shared.draft
    assert found is not None  # noqa: S101 - the callers leave out those without
    return found.revision


def promise_of(target: Target, values: Mapping[str, Any]) -> Promise:
    return Promise(key=target.pk, quote=target.quote, **values)


def _target(one: ItemState) -> Target:
    assert isinstance(one.item, Target)  # noqa: S101 - live_targets gives nothing else
    return one.item
