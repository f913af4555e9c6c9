"""A table of targets and tasks comes back with decisions: all of its rows count, or none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from luodi.errors import DomainError
from luodi.parties.rules.roles import Actor, Verb, require
from luodi.plans.actions.confirming import (
    Ruling,
    addition,
    decision_on,
    refuse_published,
    refusing_rivals,
    store,
)
from luodi.plans.errors import DecidedMeanwhile, ItemNotInVersion, VersionNotFound
from luodi.plans.models import Decision, Version
from luodi.plans.queries.confirmation import ItemKey, ItemState, items_as_of, key_of
from luodi.plans.queries.exchange import item_row
from luodi.plans.rules.exchange import ItemRow, ItemTable, check_row, values_in

__all__ = ["ItemImport", "RowFault", "import_items"]


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row cannot be taken in."""

    row: ItemRow
    error: DomainError


@dataclass(slots=True)
class ItemImport:
    """How many rows asked for what; with any fault, and in a dry run, nothing was stored."""

    decided: int = 0
    added: int = 0
    unchanged: int = 0
    faults: list[RowFault] = field(default_factory=list)


def import_items(table: ItemTable, *, by: Actor, dry_run: bool = False) -> ItemImport:
    """Decides what the rows say, each on the decision it was exported with.

    Rows are faulty one by one; NotAllowed, AdjustmentNeeded, DecidedMeanwhile and
    VersionNotFound are of the whole.
    """
    require(by, Verb.CONFIRM)
    version = Version.objects.filter(sha256=table.sha256).first()
    if version is None:
        raise VersionNotFound(number=table.sha256[:12])
    report = ItemImport()
    with refusing_rivals(str(version)), transaction.atomic():
        refuse_published([version.pk], item=str(version.document))
        decisions = _decisions(version, table, by.reference, report)
        if report.faults or dry_run:
            transaction.set_rollback(True)
        else:
            store(decisions)
    return report


def _decisions(
    version: Version, table: ItemTable, actor: str, report: ItemImport
) -> list[Decision]:
    states = {key_of(one.item): one for one in items_as_of(version)}
    seen = set[ItemKey]()
    now = timezone.now()
    made = []
    for row in table.rows:
        try:
            one = _decision(version, row, states, actor=actor, now=now)
            if row.cells["id"] is not None and (key := (row.kind, row.cells["id"])) in seen:
                raise DecidedMeanwhile(item=key[1])
        except DomainError as error:
            report.faults.append(RowFault(row, error))
            continue
        seen.add((row.kind, row.cells["id"]))
        report.unchanged += one is None
        report.added += one is not None and one.verdict == Decision.Verdict.ADD
        report.decided += one is not None and one.verdict != Decision.Verdict.ADD
        made += [one] if one else []
    return sorted(made, key=lambda one: (one.target_id or 0, one.task_id or 0))


def _decision(
    version: Version,
    row: ItemRow,
    states: Mapping[ItemKey, ItemState],
    *,
    actor: str,
    now: datetime,
) -> Decision | None:
    """What a row asks for, not yet stored; None when it asks for nothing."""
    cells, values = row.cells, values_in(row)
    if cells["id"] is None:
        check_row(row, changed=False)
        span = {name: cells[name] for name in ("start", "end", "quote")}
        return addition(version, row.kind, **span, values=values, actor=actor)
    known = states.get((row.kind, cells["id"]))
    if known is None:
        raise ItemNotInVersion(item=f"plans.{row.kind}:{cells['id']}")
    check_row(row, changed=values != values_in(item_row(known, row.number)))
    if not cells["verdict"]:
        return None
    chosen = values if cells["verdict"] == Decision.Verdict.CORRECT else {}
    ruling = Ruling(known.item, cells["verdict"], cells["decision"], chosen, str(cells["reason"]))
    return decision_on(ruling, known.decision, actor=actor, now=now)
