"""The status that the database finds by comparing days is the one that the ladder gives."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from itertools import product

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luodi.plans.models import Duty, DutyEvent, LedgerLine, Task
from luodi.plans.queries.overview import STATUSES, conditions_under
from luodi.plans.rules.ladder import LIGHTS, Status, Step, Terms, standing
from luodi.plans.rules.ledger import facts, ladder_key, terms_under
from luodi.plans.rules.overview import STALLED_AFTER
from luodi.plans.rules.supervision import ALLOWED, NEEDS_DUE, TAKES_DUE, Act, Event, State, state_of
from luodi.schedule.rules.working_days import (
    ZONE,
    WorkingCalendar,
    add_working_days,
    end_of_day,
)
from tests.plans.supervised import Supervised, china, confirmed_plan

START = china(3, 2)
MOST = 6


@dataclass(frozen=True)
class World:
    """Random duties under random terms, and a calendar and an instant to look at them with."""

    records: list[tuple[str, list[Event]]]
    calendar: WorkingCalendar
    now: datetime


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    red = draw(st.integers(1, 6))
    return Terms(
        draw(st.integers(1, 6)),
        tuple(draw(st.sets(st.integers(1, 12), max_size=3))),
        red,
        red + draw(st.integers(1, 6)),
    )


def later(draw: st.DrawFn, at: datetime, most: int) -> datetime:
    """Some days on, often at the very instant in which a day ends or reminders are given."""
    moved = at + timedelta(days=draw(st.integers(0, most)), minutes=draw(st.integers(1, 900)))
    hour = draw(st.sampled_from([None, None, time(0), time(9)]))
    if hour is None:
        return moved
    day = moved.astimezone(ZONE).date() + timedelta(days=1)
    return datetime.combine(day, hour, ZONE)


def record(draw: st.DrawFn) -> list[Event]:
    events: list[Event] = []
    at = START
    for number in range(draw(st.integers(1, 7))):
        state = state_of(events)
        acts = [act for act in ALLOWED[state] if act is not Act.CLOSE or draw(st.booleans())]
        act = draw(st.sampled_from(acts or list(ALLOWED[state])))
        at = later(draw, at, 6)
        sets_due = act in NEEDS_DUE or (act in TAKES_DUE and draw(st.booleans()))
        ahead = timedelta(days=draw(st.integers(0, 25)))
        due_on = at.astimezone(ZONE).date() + ahead if sets_due else None
        events.append(Event(number, act, at, due_on))
    return events


@st.composite
def worlds(draw: st.DrawFn) -> World:
    keys = ["", ladder_key(draw(terms()))]
    records = [(draw(st.sampled_from(keys)), record(draw)) for _ in range(MOST)]
    days = draw(st.dictionaries(st.integers(-20, 90), st.booleans(), max_size=25))
    differing = {START.date() + timedelta(days=day): worked for day, worked in days.items()}
    last = max(events[-1].at for _, events in records)
    return World(records, WorkingCalendar(differing), later(draw, last, 30))


def stored(plan: Supervised, world: World) -> list[LedgerLine]:
    """The duties with their events under numbers of the database, and their lines."""
    tasks = Task.objects.filter(version=plan.version).order_by("pk")
    places = product(tasks, (plan.lead, plan.support))
    lines = []
    for (task, unit), (key, events) in zip(places, world.records, strict=True):
        duty = Duty.objects.create(task=task, unit=unit, role="lead")
        before = None
        for one in events:
            fields = {"act": one.act, "at": one.at, "due_on": one.due_on, "actor": "test"}
            before = DutyEvent.objects.create(duty=duty, previous=before, **fields)
        body = {"task": task, "plan": plan.plan, "unit": unit, "duty": duty, "ladder": key}
        lines.append(LedgerLine(**body, **asdict(facts(events))))
    LedgerLine.objects.all().delete()
    return LedgerLine.objects.bulk_create(lines)


def expected(key: str, events: Sequence[Event], world: World) -> set[str]:
    """The figures that the rules of the ladder put a duty under."""
    stands = standing(events, terms_under(key), world.calendar, now=world.now)
    found = {stands.status.value}
    day: date = events[-1].at.astimezone(ZONE).date()
    over = end_of_day(add_working_days(day, STALLED_AFTER, world.calendar).day)
    if stands.state is State.UNDERWAY and over <= world.now:
        found.add("stalled")
    lit = any(rung.step is Step.YELLOW for rung in stands.reached)
    if stands.status in [*LIGHTS] or (lit and stands.state in (State.CLAIMED, State.RETURNED)):
        found.add("overdue")
    if stands.status is Status.CLOSED and not lit:
        found.add("on_time" if events[-2].act is Act.CLAIM else "ended")
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("worlds_seen", [12, pytest.param(150, marks=pytest.mark.slow)])
def test_what_the_database_counts_is_what_the_ladder_says(worlds_seen: int) -> None:
    plan = confirmed_plan()

    @settings(
        max_examples=worlds_seen,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds())
    def holds(world: World) -> None:
        with transaction.atomic():
            lines = stored(plan, world)
            conditions = conditions_under(
                {key for key, _ in world.records}, world.calendar, now=world.now
            )
            asked = [*STATUSES, "stalled", "overdue", "on_time", "ended"]
            counted = {
                name: set(LedgerLine.objects.filter(conditions[name]).values_list("pk", flat=True))
                for name in asked
            }
            for line, (key, events) in zip(lines, world.records, strict=True):
                found = {name for name in asked if line.pk in counted[name]}
                assert found == expected(key, events, world)
            transaction.set_rollback(True)

    holds()
