"""The pages on which changes of what is in force are asked for, decided on, and published."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luodi.errors import DomainError, InvalidInput
from luodi.parties.guards import needs
from luodi.parties.queries import names_of
from luodi.parties.rules.roles import Actor, Verb, can
from luodi.plans import queries
from luodi.plans.actions import (
    Wanted,
    approve_adjustment,
    refuse_adjustment,
    request_adjustment,
    withdraw_adjustment,
)
from luodi.plans.adjustment_words import field_value
from luodi.plans.errors import NotAnsweringForItem
from luodi.plans.forms.adjusting import AdjustmentFilter, DueForm, GroundsForm, OpinionForm
from luodi.plans.forms.review import values_form
from luodi.plans.queries.adjusting import Adjustable, AdjustmentPage
from luodi.plans.rules.adjusting import CHANGE, DROP, DUE, Status
from luodi.plans.views.decomposition import as_of
from luodi.plans.views.listing import listed

OPEN = (Status.WAITING, Status.SUPERSEDED)


class Rows:
    """The list cut into pages; each page says where its requests stand."""

    def __init__(self, found: Any) -> None:
        self.found = found

    def __len__(self) -> int:
        return int(self.found.count())

    def __getitem__(self, place: slice) -> list[AdjustmentPage]:
        return [queries.adjustment_of(one) for one in self.found[place]]


@never_cache
@needs(Verb.ENTER)
def adjustment_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All requests for those who see all; else those of one's own units."""
    form = AdjustmentFilter(request.GET)
    found = Rows(queries.adjustments(actor=actor, **form.filters()))
    return listed(request, "adjustment_list", "_adjustment_rows", found, {"form": form})


@never_cache
@needs(Verb.ENTER)
def adjustment_request(request: HttpRequest, actor: Actor, kind: str, item: int) -> HttpResponse:
    """What is to change beside what stands; the address says which of the three it is."""
    found = queries.adjustable(queries.find_item(kind, item))
    sides = queries.may_request(actor, found)
    if not sides:
        raise NotAnsweringForItem(item=str(found.item))
    measures = [CHANGE, DROP, *([DUE] if found.duties else [])]
    measure = request.GET.get("measure", CHANGE)
    measure = measure if measure in measures else CHANGE
    sent = request.POST if request.method == "POST" else None
    grounds = GroundsForm(sent, sides=sides, expected=found.decision.pk)
    change = _change_form(found, measure, sent)
    error: DomainError | None = None
    if sent is not None:
        try:
            made = _requested(found, measure, grounds, change, actor)
        except DomainError as refusal:
            error = refusal
        else:
            return redirect("plans:adjustment_detail", made)
    context = {
        "found": found,
        "plan": found.item.clause.version.document,
        "measure": measure,
        "measures": measures,
        "grounds": grounds,
        "change": change,
        "forms": [form for form in (change, grounds) if form],
        "rows": _beside(change, found) if measure == CHANGE else [],
        "error": error.sentence(_) if error else "",
    }
    status = error.status if error else 200
    return render(request, "plans/adjustment_request.html", context, status=status)


def _change_form(found: Adjustable, measure: str, sent: Any) -> Form | None:
    if measure == DUE:
        return DueForm(sent, duties=found.duties)
    if measure != CHANGE:
        return None
    # A whole number is filled in as people write it.
    whole = {
        name: int(value) if isinstance(value, float) and value.is_integer() else value
        for name, value in found.values.items()
    }
    return values_form(found.kind, sent, current=whole)


def _requested(
    found: Adjustable, measure: str, grounds: GroundsForm, change: Any, actor: Actor
) -> int:
    if not grounds.is_valid() or (change and not change.is_valid()):
        raise InvalidInput
    wanted = Wanted(measure)
    if measure == CHANGE:
        wanted = Wanted(measure, change.values())
    elif measure == DUE:
        due_on = change.cleaned_data["due_on"]
        wanted = Wanted(measure, duties=change.picked(), due_on=due_on)
    return request_adjustment(found.kind, found.item.pk, wanted, by=actor, **grounds.given()).pk


def _beside(form: Any, found: Adjustable) -> list[tuple[Any, str]]:
    """Each field of the form with what the item says at present."""
    said = dict(found.values)
    for role in ("lead", "support"):
        bodies = said.get("responsible", [])
        said[role] = [body["name"] for body in bodies if body["role"] == role]
    return [(field, field_value(field.name, said[field.name])) for field in form]


@never_cache
@needs(Verb.ENTER)
def adjustment_detail(request: HttpRequest, actor: Actor, adjustment: int) -> HttpResponse:
    page = queries.find_adjustment(adjustment, actor=actor)
    return _detail(request, actor, page)


@require_POST
@never_cache
@needs(Verb.ENTER)
def adjustment_withdraw(request: HttpRequest, actor: Actor, adjustment: int) -> HttpResponse:
    """The action asks whether this person's unit made the request."""
    queries.find_adjustment(adjustment, actor=actor)
    try:
        withdraw_adjustment(adjustment, by=actor)
    except DomainError as error:
        page = queries.find_adjustment(adjustment, actor=actor)
        return _detail(request, actor, page, error)
    return redirect("plans:adjustment_detail", adjustment)


@never_cache
@needs(Verb.APPROVE)
def adjustment_decide(request: HttpRequest, actor: Actor, adjustment: int) -> HttpResponse:
    """What approving means, and both buttons; a password shown lately is asked for before."""
    error: DomainError | None = None
    form = OpinionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            if not form.is_valid():
                raise InvalidInput
            chosen = form.cleaned_data["outcome"]
            settle = approve_adjustment if chosen == "approve" else refuse_adjustment
            settle(adjustment, words=form.cleaned_data["words"], by=actor)
        except DomainError as refusal:
            error = refusal
        else:
            return redirect("plans:adjustment_detail", adjustment)
    page = queries.find_adjustment(adjustment, actor=actor)
    return _detail(request, actor, page, error, deciding=True)


def _detail(
    request: HttpRequest,
    actor: Actor,
    page: AdjustmentPage,
    error: DomainError | None = None,
    *,
    deciding: bool = False,
) -> HttpResponse:
    one, open_ = page.adjustment, page.status in OPEN
    own = one.actor == actor.reference
    takes_back = (
        can(actor, Verb.REPORT, on=one.unit_id) if one.unit_id else can(actor, Verb.SUPERVISE)
    )
    acted = [one.actor, *([page.outcome.actor] if page.outcome else [])]
    context = {
        "page": page,
        "names": names_of(acted),
        "own": own and can(actor, Verb.APPROVE) and open_,
        "may_decide": can(actor, Verb.APPROVE) and open_ and not own,
        "may_withdraw": takes_back and open_,
        "deciding": deciding,
        "words": request.POST.get("words", ""),
        "error": error.sentence(_) if error else "",
    }
    status = error.status if error else 200
    return render(request, "plans/adjustment_detail.html", context, status=status)


def plan_adjustments(request: HttpRequest, plan: int) -> HttpResponse:
    """What was approved, for everybody: in the name of the office, without names of people."""
    instant = as_of(request)
    found = queries.find_plan(plan)
    records = queries.adjustments_of_plan(plan, at=instant)
    context = {"plan": found, "records": records, "as_of": instant}
    return render(request, "plans/adjustment_plan.html", context)


def of_task(page: queries.TaskPage, actor: Actor | None) -> dict[str, Any]:
    """What the page of a task shows of its adjustments; names of people only to those who work
    here."""
    records = queries.adjustments_of_item(page.task)
    named = names_of(one.outcome.actor for one in records if one.outcome) if actor else {}
    units = {one.unit_id for one in page.task.responsible.all()}
    units |= {one.duty.unit_id for one in page.duties}
    answers = actor is not None and (
        can(actor, Verb.SUPERVISE) or any(can(actor, Verb.REPORT, on=unit) for unit in units)
    )
    return {"records": records, "names": named, "may_adjust": page.in_force and answers}
