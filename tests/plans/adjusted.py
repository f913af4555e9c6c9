"""Requests to change items of a plan in force, and the people who make and decide them."""

from datetime import date, datetime
from typing import Any

from luodi.parties.rules.roles import Actor, Role
from luodi.plans.actions import Wanted, approve_adjustment, request_adjustment
from luodi.plans.models import Adjustment, AdjustmentOutcome, Target, Task
from luodi.plans.queries.confirmation import kind_of, last_decisions
from tests.plans.supervised import Supervised

# Numbers that no person of a test has.
ASKER = Actor("parties.person:77", frozenset({Role.OFFICE}))
PUBLISHER = Actor("parties.person:78", frozenset({Role.PUBLISHER}))
DOCUMENT = "示政办会纪〔2026〕3号"


def scenarios(plan: Supervised) -> Target:
    """打造10个标杆应用场景"""
    return Target.objects.get(version=plan.version, object="标杆应用场景")


def lowest(plan: Supervised) -> Target:
    """可调度算力, which stands under the first task."""
    return Target.objects.get(version=plan.version, object="可调度算力")


def first_task(plan: Supervised) -> Task:
    return Task.objects.filter(version=plan.version).earliest("start")


def last_of(item: Target | Task) -> int:
    (found,) = last_decisions([item]).values()
    return found.pk


def asked(
    item: Target | Task,
    *,
    by: Actor = ASKER,
    unit: int | None = None,
    measure: str = "change",
    values: dict[str, Any] | None = None,
    duties: tuple[int, ...] = (),
    due_on: date | None = None,
    now: datetime | None = None,
    **more: Any,
) -> Adjustment:
    """A request of who saw everything; ten scenarios become twelve unless told."""
    usual = {"low": 12.0, "high": 12.0} if isinstance(item, Target) else {"heading": "夯实底座"}
    given = (values or usual) if measure == "change" else {}
    told: dict[str, Any] = {"way": "dynamic", "reason": "财政资金追加", "expected": last_of(item)}
    return request_adjustment(
        kind_of(item),
        item.pk,
        Wanted(measure, given, duties, due_on),
        unit=unit,
        by=by,
        now=now,
        **(told | more),
    )


def approved(
    one: Adjustment, *, by: Actor = PUBLISHER, now: datetime | None = None
) -> AdjustmentOutcome:
    return approve_adjustment(one.pk, words="同意。", by=by, now=now)
