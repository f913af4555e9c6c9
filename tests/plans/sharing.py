"""Two plans in force with targets to share out, made by hand; and short names for the verbs."""

from datetime import datetime

from luodi.parties.rules.roles import Actor
from luodi.plans.actions import confirm, decompose, publish
from luodi.plans.models import Decomposition, Target, Version
from luodi.plans.queries import items_as_of, live_state, shared_out
from luodi.plans.queries.decomposition import Shared
from luodi.plans.rules.shares import ShareEntry
from luodi.reader.document import PlanDocument
from tests.parties.cast import TEST
from tests.plans.factory import imported, reading

__all__ = ["halves", "in_force", "shares", "state", "target_of"]


def in_force(document: PlanDocument | None = None) -> Version:
    """A version whose items are all confirmed, published."""
    version = imported(document or reading()).version
    for one in items_as_of(version):
        if one.state == "unconfirmed":
            confirm(one.item, by=TEST, expected=one.decision.pk if one.decision else None)
    last = version.document.publications.filter(next=None).first()
    publish(version, by=TEST, expected=last.pk if last else None)
    return version


def target_of(version: Version, thing: str = "标杆应用场景") -> Target:
    return Target.objects.get(clause__version=version, object=thing)


def shares(*given: tuple[str, str], **more: object) -> list[ShareEntry]:
    return [ShareEntry(value, region=region, **more) for region, value in given]  # type: ignore[arg-type]


def halves(
    target: Target, *given: tuple[str, str], by: Actor = TEST, expected: int | None = None
) -> Decomposition:
    """Shares of districts that are added up, five and five unless told."""
    rows = shares(*(given or (("望澜区", "5"), ("溪口县", "5"))))
    return decompose(
        target, entries=rows, aggregation="sum", years="cumulative", by=by, expected=expected
    )


def state(target: Target, instant: datetime | None = None) -> Shared:
    return shared_out(target, live=live_state(target, instant), instant=instant)
