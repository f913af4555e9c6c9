"""The public pages of the plans room. Nothing here writes."""

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from luodi.plans import queries
from luodi.plans.forms.filters import RegionChoice, RegionFilter, TargetFilter

PAGE_SIZE = 50


def plan_list(request: HttpRequest) -> HttpResponse:
    form = RegionFilter(request.GET, search=_("Title or document number"))
    context = {"form": form, "totals": queries.totals()}
    return _listed(request, "plan", queries.plans(**form.filters()), context)


def plan_detail(request: HttpRequest, plan: int, version: int | None = None) -> HttpResponse:
    found = queries.find_version(plan, version)
    return render(request, "plans/plan_detail.html", {"page": queries.plan_page(found)})


def plan_original(request: HttpRequest, plan: int, version: int) -> HttpResponse:
    """The text as it was found, before any repair."""
    found = queries.find_version(plan, version)
    return HttpResponse(found.original, content_type="text/plain; charset=utf-8")


def target_list(request: HttpRequest) -> HttpResponse:
    form = TargetFilter(request.GET, search=_("Object, words or unit of measure"))
    return _listed(request, "target", queries.targets(**form.filters()), {"form": form})


def task_list(request: HttpRequest) -> HttpResponse:
    form = RegionFilter(request.GET, search=_("Responsible unit"))
    return _listed(request, "task", queries.tasks_by_unit(**form.filters()), {"form": form})


def region_comparison(request: HttpRequest) -> HttpResponse:
    form = RegionChoice(request.GET)
    compared = queries.comparison(form.chosen())
    context = {"form": form, "compared": compared, "most": queries.MOST_REGIONS}
    return render(request, "plans/region_comparison.html", context)


def version_difference(request: HttpRequest, before: int, after: int) -> HttpResponse:
    found = queries.version_difference(before, after)
    kinds = Counter(kind for change in found.changes for kind in change.kinds)
    context = {"found": found, "kinds": kinds.most_common()}
    return render(request, "plans/version_difference.html", context)


def _listed(
    request: HttpRequest, noun: str, found: QuerySet[Any], context: dict[str, Any]
) -> HttpResponse:
    """A page of the list, or only its rows where htmx asks to put them in place of the old ones."""
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context |= {"page": page, "numbers": page.paginator.get_elided_page_range(page.number)}
    # To restore a page from history, htmx asks for all of it.
    asked = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    part = "_{}_rows" if asked else "{}_list"
    response = render(request, f"plans/{part.format(noun)}.html", context)
    response.headers["Vary"] = "HX-Request"
    return response
