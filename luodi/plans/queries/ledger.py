"""The lines of the supervision ledger as tasks, names and events say they must be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from django.db.models import QuerySet

from luodi.plans.models import (
    Duty,
    DutyEvent,
    LadderTerms,
    LedgerLine,
    Responsible,
    Task,
)
from luodi.plans.rules.ladder import Terms
from luodi.plans.rules.ledger import BEHIND, Stage, facts, ladder_key, progress
from luodi.plans.rules.supervision import Act, Event

__all__ = [
    "COLUMNS",
    "Key",
    "batches",
    "faulty_tasks",
    "key_of_line",
    "ladder_keys",
    "lines_due",
    "lines_kept",
    "said",
    "with_versions",
]

# What a line says; its task and its body say which line it is.
COLUMNS = (
    "plan_id",
    "duty_id",
    "role",
    "stage",
    "since",
    "due_on",
    "due_set_at",
    "acted_at",
    "late",
    "missed",
    "progress",
    "ladder",
)
LIVE = (Task.State.CONFIRMED, Task.State.CORRECTED)
BATCH = 500
Key = tuple[int, int | None, str]
ORDER = list(BEHIND)


def key_of_line(line: LedgerLine) -> Key:
    return (line.task_id, line.unit_id, line.name)


def lines_kept(tasks: Sequence[int]) -> dict[Key, LedgerLine]:
    """The lines that are stored of these tasks. One statement."""
    return {key_of_line(line): line for line in LedgerLine.objects.filter(task__in=tasks)}


def lines_due(tasks: Iterable[Task]) -> dict[Key, LedgerLine]:
    """The lines that these tasks, with their versions, must have. Four statements at most."""
    found = list(tasks)
    in_force = [task.pk for task in found if task.state in LIVE and task.version.in_force]
    named, owed = _named(in_force), _owed([task.pk for task in found])
    ladders = ladder_keys({task.version.document_id for task in found if owed or in_force})
    lines: dict[Key, LedgerLine] = {}
    for task in found:
        made = [*owed[task.pk]]
        if task.pk in named:
            made += _not_issued(named[task.pk], {line.unit_id for line in made})
            _speaking_for(made).progress = progress([line.stage for line in made])
        for line in made:
            line.task_id, line.plan_id = task.pk, task.version.document_id
            line.ladder = ladders.get(line.plan_id, "")
            lines[key_of_line(line)] = line
    return lines


def faulty_tasks() -> Iterator[int]:
    """The tasks of which the ledger says something else than their records, from the first on."""
    for batch in batches():
        due, kept = lines_due(batch), lines_kept([task.pk for task in batch])
        wrong = {key: said(line) for key, line in due.items()}.items() ^ {
            key: said(line) for key, line in kept.items()
        }.items()
        yield from sorted({key[0] for key, _ in wrong})


def batches() -> Iterator[list[Task]]:
    """All tasks with their versions, some hundred at a time."""
    last = 0
    while batch := list(with_versions(Task.objects.filter(pk__gt=last).order_by("pk"))[:BATCH]):
        yield batch
        last = batch[-1].pk


def with_versions(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """With what of a version says whether it is in force, without its texts."""
    needed = ("state", "version__document", "version__current", "version__published_at")
    return tasks.select_related("version").only(*needed)


def ladder_keys(plans: Iterable[int]) -> dict[int, str]:
    """Of plans with terms of their own. One statement, or none."""
    rows = LadderTerms.objects.filter(document__in=plans, next=None)
    return {
        row.document_id: ladder_key(
            Terms(row.accept_within, tuple(row.reminders), row.red_after, row.circular_after)
        )
        for row in rows
    }


def said(line: LedgerLine) -> tuple[object, ...]:
    """What a line says besides which one it is."""
    return tuple(getattr(line, name) for name in COLUMNS)


def _named(tasks: Sequence[int]) -> dict[int, list[Responsible]]:
    """The bodies under each task, leads first; none of a task that names nobody."""
    found: dict[int, list[Responsible]] = {task: [] for task in tasks}
    if tasks:
        for row in Responsible.objects.filter(task__in=tasks).order_by("role", "id"):
            found[row.task_id].append(row)
    return found


def _not_issued(named: Iterable[Responsible], owing: set[int | None]) -> list[LedgerLine]:
    """A line for each body without a duty; a body that is named twice leads."""
    made: dict[tuple[int | None, str], LedgerLine] = {}
    nobody = True
    for row in named:
        nobody = False
        if row.unit_id and row.unit_id not in owing:
            line = LedgerLine(unit_id=row.unit_id, role=row.role, stage=Stage.UNISSUED)
            made.setdefault((row.unit_id, ""), line)
        elif not row.unit_id:
            line = LedgerLine(name=row.name, role=row.role, stage=Stage.UNBOUND)
            made.setdefault((None, row.name), line)
    return [LedgerLine(stage=Stage.NOBODY)] if nobody else list(made.values())


def _owed(tasks: Sequence[int]) -> Mapping[int, list[LedgerLine]]:
    """A line for each duty under its task."""
    found: dict[int, list[LedgerLine]] = defaultdict(list)
    duties = list(Duty.objects.filter(task__in=tasks).order_by("id"))
    if not duties:
        return found
    events: dict[int, list[Event]] = defaultdict(list)
    rows = DutyEvent.objects.filter(duty__in=[duty.pk for duty in duties]).order_by("id")
    for number, duty, act, at, due_on in rows.values_list("pk", "duty", "act", "at", "due_on"):
        events[duty].append(Event(number, Act(act), at, due_on))
    for one in duties:
        done = events[one.pk]
        # A duty is stored a moment before its first event; one that was carried on has its line
        # as the duty that took over.
        if done and done[-1].act is not Act.CARRY:
            whole = asdict(facts(done))
            line = LedgerLine(duty_id=one.pk, unit_id=one.unit_id, role=one.role, **whole)
            found[one.task_id].append(line)
    return found


def _speaking_for(lines: Sequence[LedgerLine]) -> LedgerLine:
    """The line of a task that is furthest behind."""
    places = {stage: place for place, stage in enumerate(ORDER)}
    return min(lines, key=lambda line: places.get(Stage(line.stage), len(ORDER)))
