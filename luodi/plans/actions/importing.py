"""Plans come in: a file or its reading becomes a version with its items."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection, transaction

from luodi.audit.actions import record
from luodi.parties.rules.roles import Actor, Verb, require
from luodi.plans.models import Clause, Document, Instrument, Responsible, Target, Task, Version
from luodi.plans.rules import (
    ClauseSpan,
    check_anchors,
    clause_at,
    clause_spans,
    document_key,
    full_date,
)
from luodi.reader.document import PlanDocument
from luodi.reader.document import Target as TargetRead
from luodi.reader.document import Task as TaskRead

__all__ = ["ImportResult", "describe", "import_file", "import_plan", "refresh_statistics"]

ROWS_SAMPLED = 1_000


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The version that stands for a file; `created` is False when its bytes were there before."""

    version: Version
    created: bool


def import_file(file: Path, *, by: Actor, sample: bool = False) -> ImportResult:
    """Reads a file and stores what it says; known bytes are not read again.

    Raises NotAllowed, ReaderError.
    """
    require(by, Verb.IMPORT)
    from luodi.reader.reading import read  # its language data takes a moment to load

    with file.open("rb") as stream:
        file_hash = file_digest(stream, "sha256").hexdigest()
    if known := Version.objects.filter(sha256=file_hash).first():
        return ImportResult(known, created=False)
    result = import_plan(read(file), by=by, sample=sample)
    refresh_statistics()
    return result


def refresh_statistics() -> None:
    """SQLite counts samples of its tables, in milliseconds: without them it picks poor indexes.

    PostgreSQL sees to it alone.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={ROWS_SAMPLED}")
            # PRAGMA optimize leaves alone, before SQLite 3.46, tables that were never counted.
            cursor.execute("ANALYZE")


def import_plan(document: PlanDocument, *, by: Actor, sample: bool = False) -> ImportResult:
    """Stores a reading once, however many import its bytes at a time.

    Raises NotAllowed, MisplacedQuote.
    """
    require(by, Verb.IMPORT)
    check_anchors(document)
    try:
        with transaction.atomic():
            return _store(document, by, sample=sample)
    except IntegrityError:
        # Another import of these bytes came between our look and our write; else it is a fault.
        return ImportResult(Version.objects.get(sha256=document.sha256), created=False)


def _store(document: PlanDocument, by: Actor, *, sample: bool) -> ImportResult:
    # The plan's row is locked from here to the commit, so its versions come one after the other.
    plan, _ = Document.objects.select_for_update().get_or_create(
        key=document_key(document.meta, document.sha256), defaults={"sample": sample}
    )
    if known := Version.objects.filter(sha256=document.sha256).first():
        return ImportResult(known, created=False)
    # What was published stays current until the new version is published in its place.
    current = not plan.publications.exists()
    if current:
        plan.versions.update(current=False)
    version = Version.objects.create(
        document=plan,
        replaces=plan.versions.filter(replaced_by=None).first(),
        sha256=document.sha256,
        source=document.source,
        original=document.original,
        reading=document.to_dict(),
        current=current,
    )
    if current:
        describe(plan, version.reading["meta"])
    _store_items(document, version)
    data = {"source": document.source, "sha256": document.sha256}
    record("plans.import", actor=by.reference, subject=version, data=data)
    return ImportResult(version, created=True)


def describe(plan: Document, meta: Mapping[str, Any]) -> None:
    """The plan says of itself what the reading of its current version says."""
    for column, value in _columns(meta).items():
        setattr(plan, column, value)
    plan.save()


def _columns(meta: Mapping[str, Any]) -> dict[str, Any]:
    region, period = meta["region"], meta["period"]
    return {
        "title": meta["title"] or "",
        "kind": meta["kind"],
        "region": region["name"] if region else "",
        "adcode": (region["adcode"] if region else None) or "",
        "doc_number": meta["doc_number"] or "",
        "issuers": meta["issuers"],
        "issued_on": full_date(meta["issued_on"]),
        "first_year": period[0] if period else None,
        "last_year": period[1] if period else None,
        "consultation_closes": full_date(meta["consultation_closes"]),
    }


def _store_items(document: PlanDocument, version: Version) -> None:
    spans = clause_spans(document)
    clauses = Clause.objects.bulk_create(
        _clause(version, position, span) for position, span in enumerate(spans)
    )

    def anchor(start: int, end: int) -> dict[str, Any]:
        clause = clauses[clause_at(spans, start)]
        return {"clause": clause, "version": version, "start": start, "end": end}

    Target.objects.bulk_create(
        Target(**anchor(item.start, item.end), **_figures(item)) for item in document.targets
    )
    Instrument.objects.bulk_create(
        Instrument(**anchor(item.start, item.end), **values, read=values)
        for item in document.instruments
        for values in [{"name": item.name, "kind": item.kind}]
    )
    tasks = Task.objects.bulk_create(
        Task(**anchor(item.start, item.end), heading=item.heading, read=_duties(item))
        for item in document.tasks
    )
    Responsible.objects.bulk_create(
        Responsible(task=task, version=version, name=body.name, role=body.role)
        for task, item in zip(tasks, document.tasks, strict=True)
        for body in item.responsible
    )


def _figures(target: TargetRead) -> dict[str, Any]:
    names = ("object", "low", "high", "comparator", "basis", "by")
    values = {name: getattr(target, name) for name in names} | {"unit": target.unit or ""}
    return {"quote": target.quote, "confidence": target.confidence, **values, "read": values}


def _duties(task: TaskRead) -> dict[str, Any]:
    bodies = [{"name": body.name, "role": body.role} for body in task.responsible]
    return {"heading": task.heading, "responsible": bodies}


def _clause(version: Version, position: int, span: ClauseSpan) -> Clause:
    return Clause(
        version=version,
        position=position,
        level=span.level,
        path=list(span.path),
        label=span.path[-1] if span.path else "",
        heading=span.heading,
        start=span.start,
        end=span.end,
    )
