"""Adjustments of the sample world: one approved, one that waits; both marked as sample data."""

from luodi.parties.rules.roles import Actor, Role
from luodi.plans.actions import Wanted, approve_adjustment, request_adjustment
from luodi.plans.models import Version
from luodi.plans.queries import ItemState, live_targets

__all__ = ["add_sample_adjustments"]

# Four eyes in the sample world too: one name asks, another approves.
OFFICE = Actor("system:sample", frozenset({Role.OFFICE}))
PUBLISHER = Actor("system:sample-publisher", frozenset({Role.PUBLISHER}))
BASIS = "云溪市“人工智能+”行动统筹专班会议纪要〔2026〕1号（示例数据）"
REASONS = (
    "省级资金追加，经专题会议研究，相应提高目标值。（示例数据）",
    "部分区县提前达标，拟进一步提高目标值。（示例数据）",
)
# Of such a number a fifth more is a whole number, and no share of a hundred.
LEAST, SHARE = 5, "%"


def add_sample_adjustments(version: Version) -> None:
    """The first two targets that fit are asked to be a fifth higher; the first is approved."""
    found = [one for one in live_targets(plan=version.document_id) if _fits(one)]
    asked = [_ask(one, reason) for one, reason in zip(found, REASONS, strict=False)]
    if asked:
        approve_adjustment(asked[0], words="同意。（示例数据）", by=PUBLISHER)


def _fits(one: ItemState) -> bool:
    low, unit = one.values["low"], one.values["unit"]
    return low is not None and low >= LEAST and low % LEAST == 0 and unit != SHARE


def _ask(one: ItemState, reason: str) -> int:
    higher = {
        side: one.values[side] * 6 / 5 for side in ("low", "high") if one.values[side] is not None
    }
    made = request_adjustment(
        "target",
        one.item.pk,
        Wanted("change", higher),
        way="single",
        reason=reason,
        basis=BASIS,
        unit=None,
        expected=one.decision.pk if one.decision else None,
        by=OFFICE,
    )
    return made.pk
