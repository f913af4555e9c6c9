"""The office's page: figures of all plans in force or of one, each opening its lines."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from luodi.parties.guards import needs
from luodi.parties.rules.roles import Actor, Verb, can
from luodi.plans import queries
from luodi.plans.figures import PROGRESS
from luodi.plans.forms.overview import LedgerFilter, PlanChoice
from luodi.plans.models import Document
from luodi.plans.queries.overview import STATUSES
from luodi.plans.rules.overview import STALLED_AFTER
from luodi.plans.views.listing import listed

# So many rows of each table stand on the page itself; the rest is one click away.
FIRST, PAGE_SIZE = 10, 50


@never_cache
@needs(Verb.OVERSEE)
def overview_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Raises PlanNotFound for a plan that is not there."""
    now = timezone.now()
    plan = _chosen(request)
    number = plan.pk if plan else None
    conditions = queries.figure_conditions(now=now)
    lines = queries.ledger_lines(plan=number)
    plans = None if plan else queries.PlanRows(conditions)
    first_units = queries.UnitRows(conditions, lines)[: FIRST + 1]
    context = {
        "now": now,
        "plan": plan,
        "figures": queries.figures(lines, conditions),
        "stands": STATUSES,
        "steps": _steps(),
        "stalled_after": STALLED_AFTER,
        "plans": plans,
        "first_plans": plans[:FIRST] if plans else [],
        "units": first_units[:FIRST],
        "more_units": len(first_units) > FIRST,
        "waiting": queries.first_for_office(lines, FIRST // 2),
        "may_supervise": can(actor, Verb.SUPERVISE),
    }
    return render(request, "plans/overview.html", context)


@never_cache
@needs(Verb.OVERSEE)
def overview_plans(request: HttpRequest, actor: Actor) -> HttpResponse:
    rows = queries.PlanRows(queries.figure_conditions(now=timezone.now()))
    return _table(request, "overview_plans", rows, {})


@never_cache
@needs(Verb.OVERSEE)
def overview_units(request: HttpRequest, actor: Actor) -> HttpResponse:
    plan = _chosen(request)
    lines = queries.ledger_lines(plan=plan.pk if plan else None)
    rows = queries.UnitRows(queries.figure_conditions(now=timezone.now()), lines)
    return _table(request, "overview_units", rows, {"plan": plan})


@never_cache
@needs(Verb.OVERSEE)
def overview_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The lines of a figure; as many as the figure says."""
    now = timezone.now()
    form = LedgerFilter(request.GET)
    narrowed = form.filters()
    show = narrowed.pop("show", "")
    lines = queries.ledger_lines(**narrowed)
    if show:
        lines = lines.filter(queries.figure_conditions(now=now)[show])
    rows = queries.LedgerList(lines, now=now)
    context = {"form": form, "show": show, "may_supervise": can(actor, Verb.SUPERVISE)}
    return listed(request, "overview_list", "_overview_rows", rows, context)


def _chosen(request: HttpRequest) -> Document | None:
    number = PlanChoice(request.GET).number()
    return queries.find_plan(number) if number else None


def _steps() -> list[tuple[str, Any, str]]:
    """Each step with its words, and the figure of the tasks that did not come to the next."""
    last = len(PROGRESS) - 1
    return [
        (f"task_{step}", words, f"held_{step}" if place < last else "")
        for place, (step, words) in enumerate(PROGRESS.items())
    ]


def _table(request: HttpRequest, template: str, rows: Any, context: dict[str, Any]) -> HttpResponse:
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    numbers = page.paginator.get_elided_page_range(page.number)
    context |= {"page": page, "numbers": numbers, "stalled_after": STALLED_AFTER}
    return render(request, f"plans/{template}.html", context)
