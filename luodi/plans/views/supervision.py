"""A task's page, the list of what waits for someone, and issuing the duties of a plan."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luodi.errors import DomainError, InvalidInput
from luodi.parties.guards import held_back, needs
from luodi.parties.models import Person
from luodi.parties.queries import actor_of, names_of
from luodi.parties.rules.roles import Actor, Verb, can
from luodi.plans import queries
from luodi.plans.actions import act_on_duty, issue_duties
from luodi.plans.forms.supervision import ActForm, IssueForm
from luodi.plans.models import Task
from luodi.plans.rules.supervision import Act
from luodi.plans.views import adjusting

PAGE_SIZE = 50


@never_cache
def task_detail(request: HttpRequest, task: int) -> HttpResponse:
    """Where a task stands, for everybody; who owes what and its record for those who work here."""
    return _task_page(request, _staff(request), queries.find_task(task))


@require_POST
@never_cache
@needs(Verb.ENTER)
def duty_act(request: HttpRequest, actor: Actor, duty: int) -> HttpResponse:
    """One act on a duty; the action asks whether this person may do it."""
    task = queries.find_task(queries.find_duty(duty).duty.task_id)
    form = ActForm(request.POST)
    try:
        if not form.is_valid():
            raise InvalidInput
        given = form.cleaned_data
        act = Act(given.pop("act"))
        act_on_duty(duty, act, by=actor, **given)
    except DomainError as error:
        return _task_page(request, actor, task, error=error, failed=duty)
    return redirect("plans:task_detail", task=task.pk)


@never_cache
@needs(Verb.ENTER)
def todo_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    waiting = queries.to_do(actor)
    page = Paginator(waiting, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "unproven": queries.unproven(list(page)),
        "adjustments": queries.adjustments_to_decide(actor),
    }
    return render(request, "plans/todo_list.html", context)


@never_cache
@needs(Verb.SUPERVISE)
def supervision_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    page = Paginator(queries.plans_in_force(), PAGE_SIZE).get_page(request.GET.get("page"))
    numbers = page.paginator.get_elided_page_range(page.number)
    return render(request, "plans/supervision_list.html", {"page": page, "numbers": numbers})


@never_cache
@needs(Verb.SUPERVISE)
def supervision_issue(request: HttpRequest, actor: Actor, plan: int) -> HttpResponse:
    """What would be issued, and the button; pressed again, it issues what is new."""
    found = queries.find_plan(plan)
    form = IssueForm(request.POST or None, initial={"due_on": queries.last_day_of(found)})
    error = None
    if request.method == "POST" and form.is_valid():
        try:
            issue_duties(found, by=actor, **form.cleaned_data)
        except DomainError as refusal:
            error = refusal
            form.add_error(None, refusal.sentence(_))
        else:
            return redirect("plans:supervision_issue", plan=found.pk)
    status = error.status if error else 422 if form.errors else 200
    duties = queries.issuable(found)
    replaced = queries.open_before(duties.version).count()
    context = {"plan": found, "duties": duties, "form": form, "replaced": replaced}
    return render(request, "plans/supervision_issue.html", context, status=status)


def _staff(request: HttpRequest) -> Actor | None:
    """Who works here and is held back by nothing; everybody else sees what the public sees."""
    person = request.user
    if not isinstance(person, Person):
        return None
    actor = actor_of(person)
    if held_back(request, person, actor) or not can(actor, Verb.ENTER):
        return None
    request.actor = actor  # type: ignore[attr-defined] # for the navigation
    return actor


def _task_page(
    request: HttpRequest,
    actor: Actor | None,
    task: Task,
    *,
    error: DomainError | None = None,
    failed: int | None = None,
) -> HttpResponse:
    page = queries.task_page(task)
    context: dict[str, Any] = {
        "page": page,
        "frame": "workspace.html" if actor else "public.html",
        "error": error.sentence(_) if error else "",
        "failed": failed,
        "failed_act": request.POST.get("act", "") if error else "",
        "entered": request.POST if error else {},
        "may_supervise": actor is not None and can(actor, Verb.SUPERVISE),
    }
    context |= adjusting.of_task(page, actor)
    if actor:
        events = [event for one in page.duties for event in one.events]
        names, evidence = names_of(event.actor for event in events), queries.evidence_of(events)
        context["unproven"] = queries.unproven(page.duties, evidence)
        carried = queries.carried(page.duties)
        context["staff"] = [
            (
                one,
                queries.acts_open_to(actor, one),
                queries.history(one, names, evidence),
                carried.get(one.duty.pk),
            )
            for one in page.duties
        ]
    return render(request, "plans/task_detail.html", context, status=error.status if error else 200)
