"""A site's database when every task is followed up: 2,000 plans in force, 100,000 tasks.

The duties that follow from them stand in every way there is.
"""

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.utils import timezone

from luodi.parties.models import Unit
from luodi.plans.actions import rebuild_ledger
from luodi.plans.models import (
    Clause,
    Document,
    Duty,
    DutyEvent,
    Publication,
    Responsible,
    Task,
    Version,
)

PLANS, TASKS, BATCH, REGIONS = 2_000, 50, 50, 250
ACTOR = "parties.person:1"
BODIES = ("数据局", "工信局", "财政局", "科技局", "发展改革委", "教育局", "卫生健康委", "商务局")
# What became of a duty, over and over again; most goes on or is done.
COURSES = (
    ("issue",),
    ("issue", "accept"),
    ("issue", "accept", "report"),
    ("issue", "accept", "report", "claim", "close"),
    ("issue", "accept", "claim", "close"),
    ("issue", "accept", "report", "claim", "send_back"),
    ("issue", "accept", "report", "claim"),
    ("issue", "return"),
)


def fill_office() -> float:
    """Rows are put in beside the actions; returns the seconds that the lines of all took."""
    units = _units()
    now = timezone.now()
    for first in range(0, PLANS, BATCH):
        tasks = _plans(range(first, first + BATCH), now)
        Responsible.objects.bulk_create(_bodies(tasks, units))
        _duties(tasks, now)
    start = time.monotonic()
    rebuild_ledger()
    return time.monotonic() - start


def _region(number: int) -> str:
    return f"第{number % REGIONS + 1}市"


def _units() -> dict[tuple[str, str], Unit]:
    made = Unit.objects.bulk_create(
        Unit(name=f"{_region(n)}{body}", region=_region(n), level="city", short_names=f"市{body}")
        for n in range(REGIONS)
        for body in BODIES
    )
    return {(unit.region, unit.short_names): unit for unit in made}


def _plans(numbers: range, now: datetime) -> list[Task]:
    versions = [_version(number, now) for number in numbers]
    Document.objects.bulk_create(version.document for version in versions)
    Version.objects.bulk_create(versions)
    Publication.objects.bulk_create(
        Publication(document=version.document, version=version, actor=ACTOR, at=now)
        for version in versions
    )
    clauses = Clause.objects.bulk_create(
        Clause(version=version, position=0, level=1, path=["一、"], start=0, end=1)
        for version in versions
    )
    return Task.objects.bulk_create(
        Task(
            clause=clause,
            version=clause.version,
            start=0,
            end=1,
            state="confirmed",
            heading=f"推进第{number + 1}项人工智能应用",
        )
        for clause in clauses
        for number in range(TASKS)
    )


def _version(number: int, now: datetime) -> Version:
    title = f"{_region(number)}“人工智能+”行动实施方案（第{number + 1}号）"
    document = Document(
        key=sha256(title.encode()).hexdigest(),
        title=title,
        kind="plan",
        region=_region(number),
        last_year=2027,
    )
    return Version(
        document=document,
        sha256=sha256(f"{title}。".encode()).hexdigest(),
        source=f"plan-{number}.txt",
        original=title,
        reading={"text": title, "outline": [], "repairs": [], "missing": []},
        published_at=now,
    )


def _bodies(tasks: list[Task], units: dict[tuple[str, str], Unit]) -> Iterator[Responsible]:
    """Every eighth task names nobody, and every ninth a body that nobody registered."""
    for place, task in enumerate(tasks):
        for turn, role in ((0, "lead"), (3, "support")):
            name = f"市{BODIES[(place + turn) % len(BODIES)]}"
            unit = units[task.version.document.region, name] if place % 9 else None
            if place % 8:
                yield Responsible(task=task, version=task.version, name=name, role=role, unit=unit)


def _duties(tasks: list[Task], now: datetime) -> None:
    """Every fifth task is not issued yet. A duty is due between 200 days ago and 400 from now."""
    issued = [task for place, task in enumerate(tasks) if place % 5]
    named = Responsible.objects.filter(task__in=issued, unit__isnull=False)
    duties = Duty.objects.bulk_create(
        Duty(task_id=row.task_id, unit_id=row.unit_id, role=row.role) for row in named
    )
    last: dict[int, DutyEvent] = {}
    for turn in range(max(map(len, COURSES))):
        made = []
        for duty in duties:
            course = COURSES[duty.pk % len(COURSES)]
            if turn < len(course):
                made.append(_event(duty, course[turn], last.get(duty.pk), now))
        for event in DutyEvent.objects.bulk_create(made):
            last[event.duty_id] = event


def _event(duty: Duty, act: str, before: DutyEvent | None, now: datetime) -> DutyEvent:
    start = now - timedelta(days=220 - duty.pk % 200)
    at = before.at + timedelta(days=duty.pk % 13 + 1) if before else start
    due = date.fromordinal(now.date().toordinal() - 200 + duty.pk * 7 % 600)
    return DutyEvent(
        duty=duty,
        previous=before,
        act=act,
        at=at,
        due_on=due if act == "issue" else None,
        actor=ACTOR,
        words="按要求办理",
    )
