"""A plan in force whose tasks two units answer for, and the people who act on it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from luodi.parties.actions.units import register_unit
from luodi.parties.models import Unit
from luodi.parties.rules.roles import Actor, Role
from luodi.plans.actions import Ruling, Wish, act_on_duty, bind, decide, issue_duties, publish
from luodi.plans.models import Document, Duty, DutyEvent, Version
from luodi.plans.queries import unconfirmed_items
from luodi.plans.rules.supervision import Act
from tests.parties.cast import TEST
from tests.plans.factory import TITLE, imported, reading

CHINA = ZoneInfo("Asia/Shanghai")
OFFICE = Actor("parties.person:1", frozenset({Role.OFFICE}))
DUE = date(2026, 6, 30)
REASON = "按年度督办计划交办"


@dataclass(frozen=True)
class Supervised:
    """`lead` leads the first and last task, `support` supports the last."""

    version: Version
    lead: Unit
    support: Unit

    @property
    def plan(self) -> Document:
        return self.version.document

    def member(self, unit: Unit, number: int = 2) -> Actor:
        return Actor(f"parties.person:{number}", frozenset({Role.UNIT}), frozenset({unit.pk}))


def china(month: int, day: int, hour: int = 10, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=CHINA)


def confirmed_plan(
    *, published: bool = True, title: str = TITLE, units: tuple[Unit, ...] = ()
) -> Supervised:
    version = imported(reading(title=title)).version
    waiting = unconfirmed_items(version)
    decide([Ruling(one.item, "confirm", None) for one in waiting], by=TEST)
    owed_by = units or [
        register_unit(name, region="示范市", level="city", by=TEST)
        for name in ("示范市数据局", "示范市财政局")
    ]
    names = ("市数据局", "市财政局")
    wishes = [Wish(name, unit.pk, None) for name, unit in zip(names, owed_by, strict=True)]
    bind(version, wishes, by=TEST)
    if published:
        publish(version, by=TEST, expected=None)
    return Supervised(version, *owed_by)


def issued(plan: Supervised, *, now: datetime, due_on: date = DUE) -> list[Duty]:
    return issue_duties(plan.plan, due_on=due_on, reason=REASON, by=OFFICE, now=now)


def last_of(duty: Duty) -> int:
    return duty.events.get(next=None).pk


def done(
    duty: Duty,
    act: Act,
    by: Actor,
    now: datetime,
    words: str = "已按要求办理",
    due_on: date | None = None,
) -> DutyEvent:
    """The act, by who saw everything."""
    more = {"words": words, "due_on": due_on}
    return act_on_duty(duty.pk, act, expected=last_of(duty), by=by, now=now, **more)
