"""What changed between two versions of a plan."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from luodi.plans.errors import VersionNotFound
from luodi.plans.models import Target, Version
from luodi.plans.queries.consultation import ClauseCount, clause_counts
from luodi.plans.rules.difference import Change, Promise, difference

__all__ = ["ChangedTarget", "Difference", "comparable_versions", "version_difference"]


@dataclass(frozen=True, slots=True)
class ChangedTarget:
    """What happened to one target, its rows on either side, and the comments on its clause of the
    draft, if the public was asked and the consultation has closed.
    """

    kinds: tuple[str, ...]
    before: Target | None
    after: Target | None
    comments: ClauseCount | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions and what changed from the first to the second."""

    before: Version
    after: Version
    changes: list[ChangedTarget]
    unchanged: int
    targets: int
    waiting: int


def comparable_versions(version: Version) -> QuerySet[Version]:
    """Other files of this plan, and files of plans of its title and region: drafts, copies."""
    plan = version.document
    alike = Q(document=plan.pk)
    if plan.title and plan.region:
        alike |= Q(document__title=plan.title, document__region=plan.region)
    found = Version.objects.filter(alike).exclude(pk=version.pk).select_related("document")
    return found.defer("reading", "original")


def version_difference(before: int, after: int) -> Difference:
    """The targets of one version held against another's. Raises VersionNotFound.

    Three statements.
    """
    found = Version.objects.select_related("document").defer("reading", "original")
    versions = found.in_bulk({before, after})
    for number in (before, after):
        if number not in versions:
            raise VersionNotFound(number=number)
    rows = Target.objects.filter(version__in=versions).select_related("clause")
    rows = rows.exclude(state=Target.State.REJECTED)
    targets = {target.pk: target for target in rows.order_by("start", "id")}
    sides = [
        [_promise(t) for t in targets.values() if t.version_id == number]
        for number in (before, after)
    ]
    asked = clause_counts(before, after)
    changes = [_changed(change, targets, asked) for change in difference(*sides)]
    same = len(sides[1]) - sum(change.after is not None for change in changes)
    waiting = sum(one.state == Target.State.UNCONFIRMED for one in targets.values())
    return Difference(versions[before], versions[after], changes, same, len(targets), waiting)


def _changed(
    change: Change, targets: dict[int, Target], asked: dict[int, ClauseCount]
) -> ChangedTarget:
    before = targets[change.before.key] if change.before else None
    after = targets[change.after.key] if change.after else None
    clauses = [target.clause_id for target in (before, after) if target]
    comments = next((asked[clause] for clause in clauses if clause in asked), None)
    return ChangedTarget(change.kinds, before, after, comments)


def _promise(target: Target) -> Promise:
    names = ("object", "low", "high", "comparator", "basis", "unit", "by", "quote")
    return Promise(key=target.pk, **{name: getattr(target, name) for name in names})
