"""A unit's own work on one page, and its work plans: read, written, decided on and printed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luodi.errors import DomainError, InvalidInput
from luodi.official.pdf import pdf_file
from luodi.official.word import word_file
from luodi.parties.guards import needs
from luodi.parties.queries import names_of, units
from luodi.parties.rules.roles import Actor, Verb, can, require
from luodi.plans.actions.planning import act_on_work_plan, save_work_plan, wrong_in
from luodi.plans.errors import WorkPlanNotFound
from luodi.plans.forms.planning import (
    PlanTable,
    UnitWorkFilter,
    WorkPlanFilter,
    numbers_in,
    source_choices,
)
from luodi.plans.models import WorkPlan, WorkPlanLine
from luodi.plans.official_plan import official_plan
from luodi.plans.queries.planning import (
    Sources,
    WorkPlanPage,
    plan_acts_open_to,
    reads_drafts,
    sources_of,
    work_plan_page,
    work_plans,
    years_of_unit,
)
from luodi.plans.queries.unit_work import unit_work as work_of
from luodi.plans.rules.planning import PlanAct
from luodi.plans.views.decomposition import as_of, seen_number
from luodi.plans.views.listing import listed

PAGE_SIZE = 50
WRITERS = {"docx": word_file, "pdf": pdf_file}
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@never_cache
@needs(Verb.ENTER)
def work_own(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The work of one's own unit; of several, which one."""
    own = units(ever=True).filter(pk__in=actor.units)
    if len(own) == 1:
        return redirect("plans:work_unit", unit=own[0].pk)
    return render(request, "plans/work_own.html", {"units": own})


@never_cache
@needs(Verb.ENTER)
def work_unit(request: HttpRequest, actor: Actor, unit: int) -> HttpResponse:
    """A unit's duties from all plans and its shares, for everyone who works here."""
    form = UnitWorkFilter(request.GET)
    asked: dict[str, Any] = {name: request.GET.get(name, "") for name in ("role", "status")}
    work = work_of(unit, **(asked | numbers_in(request.GET)))
    form.offer(work)
    written, today = years_of_unit(unit, actor), timezone.localdate()
    context: dict[str, Any] = {
        "form": form,
        "work": work,
        "plan_years": written,
        "unwritten": [year for year in (today.year, today.year + 1) if year not in dict(written)]
        if reads_drafts(actor, unit)
        else [],
    }
    return listed(request, "unit_work", "_unit_work_rows", work.rows, context)


@never_cache
@needs(Verb.SUPERVISE)
def work_plan_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All units' plans with where each stands, for the office."""
    years = WorkPlan.objects.order_by("-year").values_list("year", flat=True).distinct()
    form = WorkPlanFilter(request.GET, years)
    page = Paginator(work_plans(**form.filters()), PAGE_SIZE).get_page(request.GET.get("page"))
    numbers = page.paginator.get_elided_page_range(page.number)
    context = {"form": form, "page": page, "numbers": numbers}
    return render(request, "plans/work_plan_list.html", context)


@never_cache
@needs(Verb.ENTER)
def work_plan(request: HttpRequest, actor: Actor, unit: int, year: int) -> HttpResponse:
    """The edition asked for, else the last that this person may read, as of an instant."""
    return _plan(request, actor, _read(request, actor, unit, year))


@never_cache
@needs(Verb.ENTER)
def work_plan_edit(request: HttpRequest, actor: Actor, unit: int, year: int) -> HttpResponse:
    """The whole plan as one form; a button adds room, another saves a new edition."""
    page = work_plan_page(unit, year, reader=actor)
    require(actor, Verb.REPORT, on=unit)
    sources = sources_of(unit, year)
    if request.method != "POST":
        lines = page.shown.lines if page.shown else []
        table = PlanTable.of_lines(lines, sources)
        if not lines or "propose" in request.GET:
            table.propose(sources.without(lines), year)
        if not table.rows:
            table.more()
        return _form(request, page, sources, table)
    table = PlanTable.posted(request.POST)
    if "more" in request.POST:
        table.more()
        return _form(request, page, sources, table)
    table.mark(wrong_in(table.entries(), sources, year))
    if table.summary:
        return _form(request, page, sources, table, status=422)
    try:
        seen = seen_number(request)
        save_work_plan(unit, year, lines=table.entries(), expected=seen, by=actor)
    except DomainError as error:
        table.summary.append(("", error.sentence(_)))
        return _form(request, page, sources, table, status=error.status)
    return redirect("plans:work_plan", unit=unit, year=year)


@require_POST
@never_cache
@needs(Verb.ENTER)
def work_plan_step(request: HttpRequest, actor: Actor, unit: int, year: int) -> HttpResponse:
    """Submit, withdraw, approve or return; the action asks whether this person may."""
    try:
        act = PlanAct(request.POST.get("act", ""))
    except ValueError as error:
        raise InvalidInput from error
    reason, seen = request.POST.get("reason", ""), seen_number(request)
    try:
        act_on_work_plan(unit, year, act, expected=seen, by=actor, reason=reason)
    except DomainError as error:
        page = work_plan_page(unit, year, reader=actor)
        return _plan(request, actor, page, error=error)
    return redirect("plans:work_plan", unit=unit, year=year)


@needs(Verb.ENTER)
def work_plan_file(
    request: HttpRequest, actor: Actor, unit: int, year: int, suffix: str
) -> HttpResponse:
    """The edition as a Word file or PDF in the layout of official documents."""
    page = _read(request, actor, unit, year)
    if page.shown is None:
        raise WorkPlanNotFound(year=year)
    text = official_plan(page, page.shown)
    try:
        content = WRITERS[suffix](text)
    except DomainError as error:
        return _plan(request, actor, page, error=error)
    response = HttpResponse(content, content_type=TYPES[suffix])
    name = content_disposition_header(True, f"{text.name}.{suffix}")
    response.headers["Content-Disposition"] = name or "attachment"
    response.headers["Cache-Control"] = "private"
    return response


def _read(request: HttpRequest, actor: Actor, unit: int, year: int) -> WorkPlanPage:
    asked = request.GET.get("edition", "")
    edition = int(asked) if asked.isdecimal() and len(asked) <= 18 else None
    return work_plan_page(unit, year, reader=actor, at=as_of(request), edition=edition)


def _plan(
    request: HttpRequest, actor: Actor, page: WorkPlanPage, *, error: DomainError | None = None
) -> HttpResponse:
    unit, instant = page.unit.pk, as_of(request)
    sources = None if instant else sources_of(unit, page.year)
    context: dict[str, Any] = {
        "page": page,
        "as_of": instant,
        "sources": sources,
        "missing": sources.without(page.shown.lines if page.shown else []) if sources else None,
        "acts": [] if instant else plan_acts_open_to(actor, unit, page.standing.state),
        "names": names_of(event.actor for event in page.events),
        "years": years_of_unit(unit, actor),
        "own": can(actor, Verb.REPORT, on=unit),
        "error": error.sentence(_) if error else "",
        "entered": request.POST.get("reason", "") if error else "",
    }
    status = error.status if error else 200
    return render(request, "plans/work_plan_detail.html", context, status=status)


def _form(
    request: HttpRequest,
    page: WorkPlanPage,
    sources: Sources,
    table: PlanTable,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": page,
        "options": source_choices(sources, table.rows),
        "table": table,
        "phases": WorkPlanLine.Phase.choices,
    }
    return render(request, "plans/work_plan_edit.html", context, status=status)
