"""The duties of a version that was replaced, over REST."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from luodi.parties.guards import ActorRequest, asks
from luodi.parties.rules.roles import Verb
from luodi.plans import actions, queries
from luodi.plans.api.supervision import DutyOut, Words, duties_out
from luodi.rest import Number

router = Router()
MOST = 1000


class ChoiceOut(Schema):
    task: int
    heading: str
    role: str


class ReplacedOut(Schema):
    """An open duty of a version before; `proposed` is the choice whose heading is likest.

    While a claim or a return is to be decided it is not carriable, but it can be ended.
    """

    duty: DutyOut
    carriable: bool
    choices: list[ChoiceOut]
    proposed: int | None


class FateIn(Schema):
    """Without a task, the duty ends. `expected` is the last event seen on it."""

    duty: Number
    expected: Number
    task: Number | None


class CarryIn(Schema):
    reason: Words
    duties: Annotated[list[FateIn], Field(max_length=MOST)]


class CarryingOut(Schema):
    """The duty that ended, and the one that took over."""

    before: int
    after: int


class CarriedOverOut(Schema):
    carried: list[CarryingOut]
    ended: list[int]


@router.get(
    "/plans/{plan}/replaced-duties",
    response=list[ReplacedOut],
    auth=asks(Verb.SUPERVISE),
    operation_id="list_replaced_duties",
)
def list_replaced_duties(request: HttpRequest, plan: Number) -> list[dict[str, Any]]:
    """Open duties of versions that were replaced, with what they may go on as."""
    rows = queries.replaced_duties(queries.find_plan(plan))
    shown = duties_out([row.page for row in rows])
    return [
        {
            "duty": duty,
            "carriable": row.carriable,
            "choices": row.choices,
            "proposed": row.proposed,
        }
        for row, duty in zip(rows, shown, strict=True)
    ]


@router.post(
    "/plans/{plan}/carryings",
    response={201: CarriedOverOut},
    auth=asks(Verb.SUPERVISE),
    operation_id="carry_duties_over",
)
def carry_duties_over(request: ActorRequest, plan: Number, body: CarryIn) -> Status[dict[str, Any]]:
    """Carries duties on under the version in force, or ends them; all of it or nothing."""
    fates = [actions.Fate(one.duty, one.expected, one.task) for one in body.duties]
    found = queries.find_plan(plan)
    done = actions.carry_over(found, fates, reason=body.reason, by=request.auth)
    carried = [{"before": one.before_id, "after": one.after_id} for one in done.carried]
    return Status(201, {"carried": carried, "ended": [duty.pk for duty in done.ended]})
