"""The desk of the programme office: what waits, files brought in, names bound, the two boards."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from luodi.errors import DomainError, InvalidInput
from luodi.parties.guards import needs
from luodi.parties.rules.roles import Actor, Verb, can
from luodi.plans import queries
from luodi.plans.actions import bind, bind_proposed
from luodi.plans.forms.desk import BoardFilter, PlanFiles, QueueFilter, wishes
from luodi.plans.forms.filters import TaskFilter
from luodi.plans.models import Version
from luodi.plans.uploads import outcome
from luodi.plans.views.duties import duties_page
from luodi.plans.views.listing import listed


@never_cache
@needs(Verb.ENTER)
def review_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = QueueFilter(request.GET, search=_("Title"))
    context = {
        "form": form,
        "totals": queries.desk_totals(),
        "may_import": can(actor, Verb.IMPORT),
    }
    found = queries.review_queue(**form.filters())
    return listed(request, "review_list", "_queue_rows", found, context)


@never_cache
@needs(Verb.IMPORT)
def import_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Files are read one after the other; what is wrong with one holds no other back."""
    form = PlanFiles(request.POST, request.FILES) if request.method == "POST" else PlanFiles()
    outcomes = []
    if form.is_valid():
        outcomes = [outcome(file, by=actor) for file in form.cleaned_data["plans"]]
    status = 422 if form.errors or any(one.refusal for one in outcomes) else 200
    limit = settings.LUODI_UPLOAD_MEGABYTES
    context = {"form": form, "outcomes": outcomes, "limit": limit}
    return render(request, "plans/import_page.html", context, status=status)


@never_cache
@needs(Verb.ENTER)
def names(request: HttpRequest, actor: Actor, version: int) -> HttpResponse:
    """Whoever has entered sees what names mean; who may confirm also says so."""
    found = queries.version_numbered(version)
    if request.method == "POST":
        return _bound(request, actor, found)
    return _names_page(request, actor, found)


def _bound(request: HttpRequest, actor: Actor, version: Version) -> HttpResponse:
    try:
        if "certain" in request.POST:
            bind_proposed(version, by=actor)
        else:
            bind(version, wishes(request.POST), by=actor)
    except ValueError as error:
        raise InvalidInput from error
    except DomainError as error:
        return _names_page(request, actor, version, error)
    return redirect("plans:names", version=version.pk)


def _names_page(
    request: HttpRequest, actor: Actor, version: Version, error: DomainError | None = None
) -> HttpResponse:
    rows = queries.name_rows(version)
    context = {
        "version": version,
        "rows": rows,
        "certain": sum(r.printed.binding is None and r.printed.proposed is not None for r in rows),
        "unbound": sum(not row.printed.bound for row in rows),
        "error": error.sentence(_) if error else "",
        "may_bind": can(actor, Verb.CONFIRM),
        "may_register": can(actor, Verb.MANAGE_UNITS),
    }
    return render(request, "plans/names.html", context, status=error.status if error else 200)


@never_cache
@needs(Verb.ENTER)
def target_board(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = BoardFilter(request.GET, search=_("Object, words or unit of measure"))
    board = queries.TargetBoard(form.years, **form.filters())
    may_adjust = can(actor, Verb.SUPERVISE) or any(
        can(actor, Verb.REPORT, on=unit) for unit in actor.units
    )
    context = {"form": form, "board": board, "may_adjust": may_adjust}
    return listed(request, "target_board", "_board_rows", board, context)


@never_cache
@needs(Verb.ENTER)
def unit_tasks(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = TaskFilter(request.GET, search=_("Responsible unit"))
    return duties_page(request, form, "unit_tasks", staff=True)
