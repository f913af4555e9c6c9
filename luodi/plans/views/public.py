"""The public pages of the plans room. Nothing here writes."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from luodi.plans import queries
from luodi.plans.forms.filters import RegionChoice, RegionFilter, TargetFilter, TaskFilter
from luodi.plans.views.duties import duties_page
from luodi.plans.views.listing import listed


def plan_list(request: HttpRequest) -> HttpResponse:
    form = RegionFilter(request.GET, search=_("Title or document number"))
    context = {"form": form, "totals": queries.totals()}
    return listed(request, "plan_list", "_plan_rows", queries.plans(**form.filters()), context)


def plan_detail(request: HttpRequest, plan: int, version: int | None = None) -> HttpResponse:
    found = queries.find_version(plan, version)
    return render(request, "plans/plan_detail.html", {"page": queries.plan_page(found)})


def plan_original(request: HttpRequest, plan: int, version: int) -> HttpResponse:
    """The text as it was found, before any repair."""
    found = queries.find_version(plan, version)
    return HttpResponse(found.original, content_type="text/plain; charset=utf-8")


def target_list(request: HttpRequest) -> HttpResponse:
    form = TargetFilter(request.GET, search=_("Object, words or unit of measure"))
    found = queries.ItemRows(queries.targets(**form.filters()))
    context = {"form": form, "waiting": found.waiting}
    return listed(request, "target_list", "_target_rows", found, context)


def task_list(request: HttpRequest) -> HttpResponse:
    form = TaskFilter(request.GET, search=_("Responsible unit"))
    return duties_page(request, form, "task_list")


def region_comparison(request: HttpRequest) -> HttpResponse:
    form = RegionChoice(request.GET)
    compared = queries.comparison(form.chosen(), **form.sectors())
    context = {"form": form, "compared": compared, "most": queries.MOST_REGIONS}
    return render(request, "plans/region_comparison.html", context)


def version_difference(request: HttpRequest, before: int, after: int) -> HttpResponse:
    found = queries.version_difference(before, after)
    kinds = Counter(kind for change in found.changes for kind in change.kinds)
    asked = any(change.comments for change in found.changes)
    context = {"found": found, "kinds": kinds.most_common(), "asked": asked}
    return render(request, "plans/version_difference.html", context)
