"""The pages on which targets are shared out, and those on which the public reads the shares."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luodi.errors import DomainError, InvalidInput
from luodi.parties.guards import needs
from luodi.parties.queries import units
from luodi.parties.rules.roles import Actor, Verb, can
from luodi.plans import queries
from luodi.plans.actions import decompose, enforce, withdraw
from luodi.plans.forms.decomposition import ALL, Names, ShareTable
from luodi.plans.models import Decomposition, Target
from luodi.plans.queries.decomposition import (
    TargetPage,
    known_holders,
    plans_in_force,
    years_of,
)
from luodi.plans.rules.decomposition import goal_of, proposed, sums
from luodi.plans.rules.shares import part_of
from luodi.rest import within_reach

# A longer number fits no column.
LONGEST = 18


def target_decomposition(request: HttpRequest, target: int) -> HttpResponse:
    """What is in force, at an instant that may be named."""
    instant = as_of(request)
    page = queries.target_page(target, instant)
    records = queries.adjustments_of_item(page.shared.target, at=instant)
    context = {"page": page, "as_of": instant, "records": records}
    return render(request, "plans/decomposition.html", context)


def plan_coverage(request: HttpRequest, plan: int) -> HttpResponse:
    instant = as_of(request)
    context = {"page": queries.plan_coverage(plan, instant), "as_of": instant}
    return render(request, "plans/decomposition_coverage.html", context)


@never_cache
@needs(Verb.ENTER)
def decomposition_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The plans in force; a chosen one with its targets."""
    chosen = request.GET.get("plan", "")
    page = None
    if chosen.isdecimal() and len(chosen) <= LONGEST:
        page = queries.plan_coverage(int(chosen))
    context = {"plans": plans_in_force(), "page": page, "may": can(actor, Verb.DECOMPOSE)}
    return render(request, "plans/decomposition_list.html", context)


@never_cache
@needs(Verb.DECOMPOSE)
def decomposition_edit(request: HttpRequest, actor: Actor, target: int) -> HttpResponse:
    """The table, checked or saved; what is in force and what may be done with the draft."""
    page = queries.target_page(target)
    names = Names(units(), page.shared.target.clause.version.document.region)
    table = _table(page)
    if request.method != "POST":
        _prefill(table, page)
        return _page(request, page, table, names)
    table.take(request.POST)
    entries = table.entries(names)
    if "more" in request.POST:
        table.add(())
    elif "save" in request.POST and not table.faulty:
        try:
            ways = {"aggregation": table.aggregation, "years": table.years}
            seen = seen_number(request)
            found = page.shared.target
            decompose(found, entries=entries, **ways, reason=table.reason, by=actor, expected=seen)
        except DomainError as error:
            return _page(request, page, table, names, error=error)
        return redirect("plans:decomposition_edit", target)
    return _page(request, page, table, names)


@require_POST
@never_cache
@needs(Verb.DECOMPOSE)
def decomposition_step(request: HttpRequest, actor: Actor, target: int) -> HttpResponse:
    """Puts the draft in force, or withdraws what is in force."""
    found, reason = queries.find_target(target), request.POST.get("reason", "")
    act = withdraw if request.POST.get("step") == "withdraw" else enforce
    try:
        act(found, by=actor, expected=seen_number(request), reason=reason)
    except DomainError as error:
        page = queries.target_page(target)
        table = _table(page)
        _prefill(table, page)
        names = Names(units(), found.clause.version.document.region)
        return _page(request, page, table, names, error=error)
    return redirect("plans:decomposition_edit", target)


def seen_number(request: HttpRequest) -> int | None:
    """The step that was last when the page was made."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) <= LONGEST else None


def as_of(request: HttpRequest) -> datetime | None:
    """The instant that the address names, in the site's time unless it names another."""
    asked = request.GET.get("as_of", "")
    if not asked:
        return None
    try:
        found = parse_datetime(asked.replace(" ", "+"))
        if found is None:
            raise InvalidInput
        return within_reach(found if timezone.is_aware(found) else timezone.make_aware(found))
    except (ValueError, OverflowError) as error:
        raise InvalidInput from error


def _table(page: TargetPage) -> ShareTable:
    values = page.shared.values or page.shared.target.read
    goal = goal_of(values)
    comparator = "ge" if proposed(goal)[0] == "each" and goal.comparator == "eq" else ""
    return ShareTable(years_of(page), comparator or goal.comparator, proposed(goal))


def _prefill(table: ShareTable, page: TargetPage) -> None:
    """The draft, else what is in force, else the shares of the target's place taken over."""
    known = page.shared.draft or page.shared.in_force or page.taken_over
    plan = page.shared.target.clause.version.document
    table.fill(known.revision if known else None, known.shares if known else [], plan.region)
    table.add([] if known else known_holders(plan))


def _page(
    request: HttpRequest,
    page: TargetPage,
    table: ShareTable,
    names: Names,
    *,
    error: DomainError | None = None,
) -> HttpResponse:
    """What the rows come to is said whether they are stored or not."""
    shown, added = None, {}
    if request.method == "POST" and not error:
        made = Decomposition(aggregation=table.aggregation, years=table.years)
        shares = table.judged_rows(table.entries(names), names)
        values = page.shared.values or page.shared.target.read
        shown = queries.judged(made, shares, values)
        if table.aggregation == "sum":
            found = sums(part_of(share, "") for share in shares)
            added = {str(year or ALL): f"{end:,f}" for year, end in found.items()}
    context: dict[str, Any] = {
        "page": page,
        "table": table,
        "preview": shown,
        "sums": added,
        "draft_needs_reason": page.shared.draft is not None and not page.shared.draft.kept,
        "aggregations": Decomposition.Aggregation.choices,
        "meanings": Decomposition.Years.choices,
        "comparators": Target.Comparator.choices,
        "names": sorted(names.by_name),
        "error": error.sentence(_) if error else "",
    }
    status = error.status if error else 422 if table.faulty else 200
    return render(request, "plans/decomposition_edit.html", context, status=status)
