"""The page on which the office says which targets of other plans carry those of a plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luodi.errors import DomainError, InvalidInput
from luodi.parties.guards import needs
from luodi.parties.rules.roles import Actor, Verb, can
from luodi.plans import queries
from luodi.plans.actions import AlignmentRuling, align
from luodi.plans.views.decomposition import LONGEST, as_of


@never_cache
@needs(Verb.ENTER)
def alignment(request: HttpRequest, actor: Actor, plan: int) -> HttpResponse:
    return _page(request, actor, plan)


@require_POST
@never_cache
@needs(Verb.DECOMPOSE)
def decide(request: HttpRequest, actor: Actor, plan: int) -> HttpResponse:
    """One verdict on one pair."""
    try:
        numbers = {name: _number(request, name) for name in ("upper", "lower", "seen")}
        ruling = AlignmentRuling(
            numbers["upper"] or 0,
            numbers["lower"] or 0,
            request.POST.get("verdict", ""),
            numbers["seen"],
            amount=request.POST.get("amount", ""),
            reason=request.POST.get("reason", "")[:2000],
        )
        align([ruling], by=actor)
    except DomainError as error:
        return _page(request, actor, plan, error=error)
    return redirect("plans:decomposition_alignment", plan)


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.POST.get(name, "")
    if text and not (text.isdecimal() and len(text) <= LONGEST):
        raise InvalidInput
    return int(text) if text else None


def _page(
    request: HttpRequest, actor: Actor, plan: int, *, error: DomainError | None = None
) -> HttpResponse:
    instant = as_of(request)
    context = {
        "page": queries.alignment_page(plan, instant),
        "as_of": instant,
        "may": can(actor, Verb.DECOMPOSE) and instant is None,
        "error": error.sentence(_) if error else "",
    }
    status = error.status if error else 200
    return render(request, "plans/decomposition_alignment.html", context, status=status)
