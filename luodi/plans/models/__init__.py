"""The nouns of the plans room: a plan, its versions, and what was read out of each.

    Document ── Version (one file, sha256) ── Clause ─┬─ Target
                                                      ├─ Task ── Responsible ─► Unit
                                                      └─ Instrument
    Decision ── on one target, task or instrument
    Binding ── of a name that a version prints to a unit
    Publication ── of a version, which puts it in force
    Consultation ── on a version; see consulting.py
    Decomposition ── of a target ── Share ─► Unit, district or year
    Alignment ── of a lower plan's target with an upper plan's
    Duty (Task × Unit) ── DutyEvent ── LadderStep; LadderTerms of a plan
    WorkPlan (Unit × year) ── WorkPlanEvent ── WorkPlanLine ─► Duty or Share
    LedgerLine ── of a task and a body, for lists to count
    Adjustment ── of an item in force ── AdjustedDuty ─► Duty; AdjustmentOutcome ─► Decision

Every item keeps its anchor: the version's hash, the clause, and a span of the version's text.
Decisions, bindings, publications and the events of duties are only ever added, each naming the
one before it; what the first three come to at present stands in the columns of items and versions,
for lists to read. Where a duty stands is computed; lines of the ledger are worked out anew with
every change.
"""

from luodi.plans.models.adjusting import AdjustedDuty, Adjustment, AdjustmentOutcome
from luodi.plans.models.carrying import Carrying
from luodi.plans.models.consulting import (
    Comment,
    Consultation,
    ConsultationTerm,
    Handling,
    Merge,
    Sender,
)
from luodi.plans.models.deciding import Binding, Decision, Publication
from luodi.plans.models.decomposing import Alignment, Decomposition, Share
from luodi.plans.models.evidence import Evidence
from luodi.plans.models.ledger import LedgerLine
from luodi.plans.models.planning import WorkPlan, WorkPlanEvent, WorkPlanLine
from luodi.plans.models.reading import (
    Clause,
    Document,
    Instrument,
    Responsible,
    Target,
    Task,
    Version,
)
from luodi.plans.models.supervising import Duty, DutyEvent, LadderStep, LadderTerms

__all__ = [
    "AdjustedDuty",
    "Adjustment",
    "AdjustmentOutcome",
    "Alignment",
    "Binding",
    "Carrying",
    "Clause",
    "Comment",
    "Consultation",
    "ConsultationTerm",
    "Decision",
    "Decomposition",
    "Document",
    "Duty",
    "DutyEvent",
    "Evidence",
    "Handling",
    "Instrument",
    "LadderStep",
    "LadderTerms",
    "LedgerLine",
    "Merge",
    "Publication",
    "Responsible",
    "Sender",
    "Share",
    "Target",
    "Task",
    "Version",
    "WorkPlan",
    "WorkPlanEvent",
    "WorkPlanLine",
]
