"""A site's database as it is after years of use: 2,000 plans of invented regions, 100,000 items."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.utils import timezone

from luodi.parties.models import Unit
from luodi.plans.models import (
    Binding,
    Clause,
    Decision,
    Document,
    Instrument,
    Publication,
    Responsible,
    Target,
    Task,
    Version,
)

PLANS, BATCH, REGIONS = 2_000, 100, 250
TARGETS, TASKS, INSTRUMENTS = 30, 18, 2
ACTOR = "parties.person:1"
NOUNS = ("标杆应用场景", "高质量数据集", "行业大模型", "智能算力规模", "规上工业企业应用普及率")
BODIES = ("数据局", "工信局", "财政局", "科技局", "发展改革委", "教育局", "卫生健康委", "商务局")
SECTORS = ("制造", "医疗", "教育", "政务", "交通", "农业")
FILLING = "坚持应用牵引，统筹算力、数据、模型与人才，健全工作机制，形成可复制可推广的经验。" * 4


def fill_world() -> None:
    """A third of the plans is published, a third confirmed but for a few items, a third untouched.

    Rows are put in beside the actions, which would take hours; the audit trail stays empty.
    """
    units = _units()
    for first in range(0, PLANS, BATCH):
        numbers = range(first, first + BATCH)
        versions = [_version(number) for number in numbers]
        Document.objects.bulk_create(version.document for version in versions)
        Version.objects.bulk_create(versions)
        _fill(list(zip(numbers, versions, strict=True)), units)


def _region(number: int) -> str:
    return f"第{number % REGIONS + 1}市"


def _units() -> dict[tuple[str, str], Unit]:
    made = Unit.objects.bulk_create(
        Unit(name=f"{_region(n)}{body}", region=_region(n), level="city", short_names=f"市{body}")
        for n in range(REGIONS)
        for body in BODIES
    )
    return {(unit.region, unit.short_names): unit for unit in made}


def _parts() -> Iterator[tuple[int, str, str]]:
    yield 1, "一、", "主要目标"
    yield 1, "二、", "重点任务"
    for number in range(TASKS):
        sector = SECTORS[number % len(SECTORS)]
        yield 2, f"（{number + 1}）", f"推进人工智能+{sector}应用"


def _version(number: int) -> Version:
    region, third = _region(number), number % 3
    title = f"{region}“人工智能+”行动实施方案（第{number + 1}号）"
    text, outline = title + "\n", []
    for level, label, heading in _parts():
        start = len(text)
        text += f"{label}{heading}\n"
        place = {"start": start, "end": len(text) - 1}
        outline.append({"level": level, "label": label, "heading": heading, **place})
        text += FILLING + "\n"
    named = [{"name": name, "key": name, "start": 0, "end": 1} for name in SECTORS]
    document = Document(
        key=sha256(title.encode()).hexdigest(),
        title=title,
        kind="plan",
        region=region,
        issuers=[f"{region}人民政府办公厅"],
        first_year=2025,
        last_year=2027,
    )
    return Version(
        document=document,
        sha256=sha256(text.encode()).hexdigest(),
        source=f"plan-{number}.txt",
        original=text,
        reading={
            "text": text,
            "outline": outline,
            "repairs": [],
            "missing": [],
            "sectors": named,
            "systems": [],
            "meta": {"title": title},
        },
        published_at=timezone.now() if third == 0 else None,
    )


def _fill(rows: list[tuple[int, Version]], units: dict[tuple[str, str], Unit]) -> None:
    parts = [(number, tuple(_clauses(version))) for number, version in rows]
    Clause.objects.bulk_create(clause for _, clauses in parts for clause in clauses)
    targets = [one for number, clauses in parts for one in _targets(number, clauses)]
    tasks = [one for number, clauses in parts for one in _tasks(number, clauses)]
    instruments = [one for number, clauses in parts for one in _instruments(number, clauses)]
    for model, items in ((Target, targets), (Task, tasks), (Instrument, instruments)):
        kind = model._meta.model_name
        made = model._default_manager.bulk_create(items)  # type: ignore[arg-type]
        Decision.objects.bulk_create(
            Decision(**{kind: one}, verdict="confirm", actor=ACTOR, at=timezone.now())
            for one in made
            if one.state == "confirmed"
        )
    Responsible.objects.bulk_create(_bodies(tasks, units))
    _settle(rows, units)


def _clauses(version: Version) -> Iterator[Clause]:
    outline = version.reading["outline"]
    ends = [heading["start"] for heading in outline[1:]] + [len(version.text)]
    for position, (heading, end) in enumerate(zip(outline, ends, strict=True)):
        label = heading["label"]
        yield Clause(
            version=version,
            position=position,
            level=heading["level"],
            path=[label] if heading["level"] == 1 else ["二、", label],
            label=label,
            heading=heading["heading"],
            start=heading["start"],
            end=end,
        )


def _state(number: int, item: int) -> str:
    if number % 3 == 0 or (number % 3 == 1 and item > 2):
        return "rejected" if item == 7 else "confirmed"
    return "unconfirmed"


def _place(clause: Clause, start: int, end: int) -> dict[str, Any]:
    return {"clause": clause, "version": clause.version, "start": start, "end": end}


def _targets(number: int, clauses: tuple[Clause, ...]) -> Iterator[Target]:
    for item in range(TARGETS):
        clause = clauses[item % len(clauses)]
        noun, low = NOUNS[item % len(NOUNS)], float(10 + item)
        values = {"object": noun, "low": low, "high": None, "comparator": "ge", "unit": "个"}
        values |= {"basis": "level", "by": (2026, 2027, 2030, None)[item % 4]}
        quote = f"打造{item + 10}个以上{noun}"
        place = _place(clause, clause.start + item, clause.start + item + 9)
        state = _state(number, item)
        yield Target(quote=quote, confidence=0.9, read=values, state=state, **place, **values)


def _tasks(number: int, clauses: tuple[Clause, ...]) -> Iterator[Task]:
    for item, clause in enumerate(clauses[2:]):
        place = _place(clause, clause.start, clause.end)
        read = {"heading": clause.heading, "responsible": []}
        yield Task(heading=clause.heading, read=read, state=_state(number, item), **place)


def _instruments(number: int, clauses: tuple[Clause, ...]) -> Iterator[Instrument]:
    for item, clause in enumerate(clauses[-INSTRUMENTS:]):
        place = _place(clause, clause.start, clause.start + 3)
        values = {"name": "算力券", "kind": "voucher"}
        yield Instrument(read=values, state=_state(number, item), **place, **values)


def _bodies(tasks: list[Task], units: dict[tuple[str, str], Unit]) -> Iterator[Responsible]:
    for place, task in enumerate(tasks):
        version = task.version
        for turn, role in ((0, "lead"), (3, "support")):
            name = f"市{BODIES[(place + turn) % len(BODIES)]}"
            # Every eighth task names nobody, as plans do.
            if place % 8:
                bound = units[version.document.region, name] if task.state == "confirmed" else None
                yield Responsible(task=task, version=version, name=name, role=role, unit=bound)


def _settle(rows: list[tuple[int, Version]], units: dict[tuple[str, str], Unit]) -> None:
    now = timezone.now()
    Publication.objects.bulk_create(
        Publication(document=version.document, version=version, actor=ACTOR, at=now)
        for number, version in rows
        if number % 3 == 0
    )
    Binding.objects.bulk_create(
        Binding(
            version=version,
            name=f"市{body}",
            unit=units[version.document.region, f"市{body}"],
            actor=ACTOR,
            at=now,
        )
        for number, version in rows
        if number % 3 == 0
        for body in BODIES
    )
