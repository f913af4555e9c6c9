"""Shares and alignments over REST: the same verbs as the pages. Numbers are text, every digit."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from luodi.parties.guards import ActorRequest, asks
from luodi.parties.rules.roles import Verb
from luodi.plans import queries
from luodi.plans.actions import AlignmentRuling, align, decompose, enforce, withdraw
from luodi.plans.api.reading import Comparator
from luodi.plans.models import Alignment, Decomposition, Share
from luodi.plans.queries.alignment import UpperRow
from luodi.plans.queries.decomposition import PlanCoverage, Revision, Shared, TargetPage, holder_of
from luodi.plans.rules.decomposition import Outcome
from luodi.plans.rules.shares import ShareEntry
from luodi.rest import Instant, Number

router = Router()
Aggregation = Literal["sum", "each", "mean"]
Years = Literal["cumulative", "yearly"]
Text = Annotated[str, Field(max_length=60)]
Reason = Annotated[str, Field(max_length=2000)]
MOST = 2000


class AsOf(Schema):
    """An instant with its offset from UTC; now unless told."""

    as_of: Instant | None = None


class ShareOut(Schema):
    """`holder` is empty for the region itself; without a number, it has no share yet."""

    holder: str
    unit: int | None
    region: str
    adcode: str
    year: int | None
    low: str
    high: str
    comparator: Comparator
    weight: str
    due: date | None

    @staticmethod
    def resolve_holder(one: Share) -> str:
        return holder_of(one)

    @staticmethod
    def resolve_unit(one: Share) -> int | None:
        return one.unit_id


class OutcomeOut(Schema):
    """`sound` is whether the target is kept; `why` says why shares cannot be added."""

    verdict: Literal["exact", "short", "over", "cannot"]
    sound: bool
    gap: str
    floor: str | None
    ceiling: str | None
    year: int | None
    why: str

    @staticmethod
    def resolve_gap(one: Outcome) -> str:
        return f"{one.gap:f}"

    @staticmethod
    def resolve_floor(one: Outcome) -> str | None:
        return None if one.floor is None else f"{one.floor:f}"

    @staticmethod
    def resolve_ceiling(one: Outcome) -> str | None:
        return None if one.ceiling is None else f"{one.ceiling:f}"


class CoverageOut(Schema):
    """Holders and years without a share, and holders whose share ends after the target's year."""

    holders: list[str]
    years: list[int]
    late: list[str]


class ChangeOut(Schema):
    """The target is not what it was when it was shared out."""

    kind: Literal["corrected", "rejected", "superseded"]
    was: dict[str, Any]
    now: dict[str, Any] | None


class RevisionOut(Schema):
    """A set of shares; `now` is what they come to against a target corrected since."""

    id: int
    at: datetime
    aggregation: Aggregation
    years: Years
    shares: list[ShareOut]
    outcome: OutcomeOut
    coverage: CoverageOut
    change: ChangeOut | None
    now: OutcomeOut | None

    @staticmethod
    def resolve_id(one: Revision) -> int:
        return one.revision.pk

    @staticmethod
    def resolve_at(one: Revision) -> datetime:
        return one.revision.at

    @staticmethod
    def resolve_aggregation(one: Revision) -> str:
        return one.revision.aggregation

    @staticmethod
    def resolve_years(one: Revision) -> str:
        return one.revision.years


class SharedOut(Schema):
    """A target, what it says while it is live, its shares in force, and the reason given."""

    target: int
    values: dict[str, Any] | None
    in_force: RevisionOut | None
    since: datetime | None
    reason: str

    @staticmethod
    def resolve_target(one: Shared) -> int:
        return one.target.pk

    @staticmethod
    def resolve_since(one: Shared) -> datetime | None:
        return one.enforced.at if one.enforced else None

    @staticmethod
    def resolve_reason(one: Shared) -> str:
        return one.enforced.reason if one.enforced else ""


class StepOut(Schema):
    """Send the `id` of the last step back as `expected`."""

    id: int
    step: Literal["revise", "enforce", "withdraw"]
    revision: int | None
    reason: str
    actor: str
    at: datetime

    @staticmethod
    def resolve_revision(one: Decomposition) -> int | None:
        return one.revision_id


class StepsOut(Schema):
    """The draft, and every step from the last to the first."""

    draft: RevisionOut | None
    steps: list[StepOut]

    @staticmethod
    def resolve_draft(one: TargetPage) -> Revision | None:
        return one.shared.draft


class ShareIn(Schema):
    """A share of a unit, a district, or with neither the region itself; no value: none yet."""

    value: Text = ""
    comparator: Comparator = "eq"
    unit: Number | None = None
    region: Annotated[str, Field(max_length=100)] = ""
    adcode: Annotated[str, Field(max_length=6)] = ""
    year: int | None = None
    weight: Text = ""
    due: date | None = None


class DecompositionIn(Schema):
    """A whole set of shares. `expected` is the last step that was seen, null for none."""

    aggregation: Aggregation
    years: Years
    shares: Annotated[list[ShareIn], Field(max_length=MOST)]
    expected: Number | None
    reason: Reason = ""


class StepIn(Schema):
    expected: Number | None
    reason: Reason = ""


class PlanCoverageOut(Schema):
    """The live targets of a plan with their shares; `lapsed` are targets that no longer stand."""

    plan: int
    targets: list[SharedOut]
    lapsed: list[SharedOut]

    @staticmethod
    def resolve_plan(one: PlanCoverage) -> int:
        return one.plan.pk

    @staticmethod
    def resolve_targets(one: PlanCoverage) -> list[Shared]:
        return one.rows

    @staticmethod
    def resolve_lapsed(one: PlanCoverage) -> list[Shared]:
        return [shared for shared, _twin in one.lapsed]


class LinkOut(Schema):
    """A target of another plan; `live` links count, `uppers` is under how many."""

    alignment: int | None
    target: int
    plan: int
    amount: str
    live: bool
    uppers: int
    late: bool


class UpperOut(Schema):
    """A target, what carries it, what the rules propose, and what the links come to."""

    target: int
    values: dict[str, Any]
    links: list[LinkOut]
    proposed: list[LinkOut]
    outcome: OutcomeOut | None


class AlignmentIn(Schema):
    """A verdict on a pair; `amount` is how much of the lower target counts, all unless told."""

    upper: Number
    lower: Number
    verdict: Literal["confirm", "reject"]
    expected: Number | None
    amount: Text = ""
    reason: Reason = ""


class AlignmentsIn(Schema):
    alignments: Annotated[list[AlignmentIn], Field(min_length=1, max_length=MOST)]


class AlignmentOut(Schema):
    id: int
    upper: int
    lower: int
    verdict: Literal["confirm", "reject"]
    amount: str
    reason: str
    actor: str
    at: datetime

    @staticmethod
    def resolve_upper(one: Alignment) -> int:
        return one.upper_id

    @staticmethod
    def resolve_lower(one: Alignment) -> int:
        return one.lower_id


@router.get("/targets/{target}/decomposition", response=SharedOut, operation_id="get_decomposition")
def get_decomposition(request: HttpRequest, target: Number, when: Query[AsOf]) -> Shared:
    """The shares of a target that are in force, with what they come to."""
    return queries.target_page(target, when.as_of).shared


@router.get(
    "/targets/{target}/decomposition/steps",
    response=StepsOut,
    auth=asks(Verb.DECOMPOSE),
    operation_id="list_decomposition_steps",
)
def list_decomposition_steps(request: HttpRequest, target: Number, when: Query[AsOf]) -> TargetPage:
    """The draft of a target's shares, and what was done so far."""
    return queries.target_page(target, when.as_of)


@router.post(
    "/targets/{target}/decomposition",
    response={201: StepOut},
    auth=asks(Verb.DECOMPOSE),
    operation_id="decompose_target",
)
def decompose_target(
    request: ActorRequest, target: Number, body: DecompositionIn
) -> Status[Decomposition]:
    """Saves a whole set of shares as the draft."""
    rest = body.dict(exclude={"shares"})
    entries = [ShareEntry(**one.dict()) for one in body.shares]
    found = queries.find_target(target)
    return Status(201, decompose(found, entries=entries, by=request.auth, **rest))


@router.post(
    "/targets/{target}/decomposition/force",
    response={201: StepOut},
    auth=asks(Verb.DECOMPOSE),
    operation_id="enforce_decomposition",
)
def enforce_decomposition(
    request: ActorRequest, target: Number, body: StepIn
) -> Status[Decomposition]:
    """Puts the draft in force; where the shares do not keep the target, with a reason."""
    found = queries.find_target(target)
    return Status(201, enforce(found, by=request.auth, **body.dict()))


@router.post(
    "/targets/{target}/decomposition/withdrawal",
    response={201: StepOut},
    auth=asks(Verb.DECOMPOSE),
    operation_id="withdraw_decomposition",
)
def withdraw_decomposition(
    request: ActorRequest, target: Number, body: StepIn
) -> Status[Decomposition]:
    """Takes the shares in force back, with a reason."""
    found = queries.find_target(target)
    return Status(201, withdraw(found, by=request.auth, **body.dict()))


@router.get("/plans/{plan}/coverage", response=PlanCoverageOut, operation_id="get_coverage")
def get_coverage(request: HttpRequest, plan: Number, when: Query[AsOf]) -> PlanCoverage:
    """Which targets of a plan are shared out, and who and which year has no share."""
    return queries.plan_coverage(plan, when.as_of)


@router.get(
    "/plans/{plan}/alignment",
    response=list[UpperOut],
    auth=asks(Verb.ENTER),
    operation_id="get_alignment",
)
def get_alignment(request: HttpRequest, plan: Number, when: Query[AsOf]) -> list[dict[str, Any]]:
    """Which targets of other plans carry those of a plan, and which may."""
    return [_upper(row) for row in queries.alignment_page(plan, when.as_of).rows]


@router.post(
    "/alignments",
    response={201: list[AlignmentOut]},
    auth=asks(Verb.DECOMPOSE),
    operation_id="align_targets",
)
def align_targets(request: ActorRequest, body: AlignmentsIn) -> Status[list[Alignment]]:
    """Confirms or rejects that targets carry one another: all of them, or none."""
    rulings = [AlignmentRuling(**one.dict()) for one in body.alignments]
    return Status(201, align(rulings, by=request.auth))


def _upper(row: UpperRow) -> dict[str, Any]:
    links = [
        {
            "alignment": link.alignment.pk,
            "target": link.target.pk,
            "plan": link.target.clause.version.document_id,
            "amount": link.alignment.amount,
            "live": link.lower is not None,
            "uppers": link.uppers,
            "late": link.late,
        }
        for link in row.links
    ]
    proposed = [
        {
            "alignment": None,
            "target": one.lower.item.pk,
            "plan": one.lower.item.clause.version.document_id,
            "amount": "",
            "live": True,
            "uppers": 0,
            "late": one.late,
        }
        for one in row.candidates
    ]
    upper = {"target": row.upper.item.pk, "values": row.upper.values, "outcome": row.outcome}
    return upper | {"links": links, "proposed": proposed}
