"""The lines of the ledger for the tasks and duties that are there already."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 500
LIVE = ("confirmed", "corrected")
REACHES = {
    "issue": "waiting",
    "accept": "underway",
    "return": "returned",
    "claim": "claimed",
    "close": "closed",
    "send_back": "underway",
}
RUNNING = ("waiting", "underway")
BEHIND = {
    "nobody": "confirmed",
    "unbound": "stated",
    "unissued": "bound",
    "waiting": "issued",
    "returned": "issued",
}
DAY = timedelta(days=1)
CHINA = ZoneInfo("Asia/Shanghai")


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    tasks = apps.get_model("plans", "Task").objects.select_related("version").order_by("pk")
    columns = ("state", "version__document", "version__current", "version__published_at")
    line = apps.get_model("plans", "LedgerLine")
    ladders, last = ladders_of(apps), 0
    while batch := list(tasks.filter(pk__gt=last).only(*columns)[:BATCH]):
        last = batch[-1].pk
        line.objects.bulk_create(line(**row) for row in rows(apps, batch, ladders))


def ladders_of(apps: Apps) -> dict[int, str]:
    found = {}
    for row in apps.get_model("plans", "LadderTerms").objects.filter(next=None):
        reminders = sorted(row.reminders, reverse=True)
        days = (row.accept_within, reminders, row.red_after, row.circular_after)
        if days != (5, [21, 14, 7], 10, 20):
            named = ",".join(map(str, reminders))
            key = f"{row.accept_within};{named};{row.red_after};{row.circular_after}"
            found[row.document_id] = key
    return found


def rows(apps: Apps, tasks: list[Any], ladders: dict[int, str]) -> Iterator[dict[str, Any]]:
    owed: dict[int, list[dict[str, Any]]] = defaultdict(list)
    named: dict[int, list[Any]] = defaultdict(list)
    numbers = [task.pk for task in tasks]
    duties = apps.get_model("plans", "Duty").objects.filter(task__in=numbers)
    for duty in duties.prefetch_related("events"):
        events = sorted(duty.events.all(), key=lambda event: event.pk)
        whole = {"duty_id": duty.pk, "unit_id": duty.unit_id, "role": duty.role}
        owed[duty.task_id].append(whole | facts(events))
    bodies = apps.get_model("plans", "Responsible").objects.filter(task__in=numbers)
    for body in bodies.order_by("role", "id"):
        named[body.task_id].append(body)
    for task in tasks:
        made = owed[task.pk]
        if task.state in LIVE and task.version.current and task.version.published_at:
            made += not_issued(named[task.pk], {row["unit_id"] for row in made})
            stages = list(BEHIND)
            first = min(made, key=lambda row: [*stages, row["stage"]].index(row["stage"]))
            first["progress"] = BEHIND.get(first["stage"], "accepted")
        plan = task.version.document_id
        for row in made:
            yield row | {"task_id": task.pk, "plan_id": plan, "ladder": ladders.get(plan, "")}


def not_issued(bodies: list[Any], owing: set[int]) -> list[dict[str, Any]]:
    made: dict[Any, dict[str, Any]] = {}
    for body in bodies:
        if body.unit_id is None:
            row = {"name": body.name, "role": body.role, "stage": "unbound"}
            made.setdefault(body.name, row)
        elif body.unit_id not in owing:
            row = {"unit_id": body.unit_id, "role": body.role, "stage": "unissued"}
            made.setdefault(body.unit_id, row)
    return list(made.values()) if bodies else [{"stage": "nobody"}]


def facts(events: list[Any]) -> dict[str, Any]:
    due = [event for event in events if event.due_on][-1]
    changes: list[tuple[str, datetime]] = []
    accepted = False
    for event in events:
        accepted = (accepted and event.act != "issue") or event.act == "accept"
        state = REACHES.get(event.act)
        if event.act == "reopen":
            state = "underway" if accepted else "waiting"
        if state:
            changes.append((state, event.at))
    stage, since = changes[-1]
    spans = [
        (state, start, end)
        for (state, start), end in zip(changes, [at for _, at in changes[1:]] + [None], strict=True)
        if state in RUNNING
    ]
    over = datetime.combine(due.due_on + DAY, time.min, CHINA)
    return {
        "stage": stage,
        "since": since,
        "due_on": due.due_on,
        "due_set_at": due.at,
        "acted_at": events[-1].at,
        "late": None if stage in RUNNING else any(end and over <= end for _, _, end in spans),
        "missed": missed(spans, due) if stage in RUNNING else "",
    }


def missed(spans: list[Any], due: Any) -> str:
    days = []
    for (_, _, end), (_, start, _) in pairwise(spans):
        day = end.astimezone(CHINA).date()
        while (at := datetime.combine(day, time(9), CHINA)) < start and day <= due.due_on:
            if end > due.at and end < at:
                days.append(day.isoformat())
            day += DAY
    return f",{','.join(days)}," if days else ""


def empty(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("plans", "LedgerLine").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("plans", "0021_the_supervision_ledger")]
    operations = [migrations.RunPython(fill, empty)]
