"""The page on which a version is reviewed: its text beside its items, one of them before the eye.

Every list, item and form has an address of its own, so that nothing here needs a script.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luodi.errors import DomainError, InvalidInput
from luodi.parties.guards import needs
from luodi.parties.rules.roles import Actor, Verb, can
from luodi.plans import queries
from luodi.plans.actions import Ruling, add_by_hand, decide, publish
from luodi.plans.errors import NothingPicked
from luodi.plans.forms.review import PickForm, PlaceForm, ValuesForm, values_form
from luodi.plans.models import Version
from luodi.plans.rules.confirmation import ALLOWED, KINDS, located

PLACE = "#here"
SETTLED = ("confirmed", "corrected")
# A longer number fits no column.
LONGEST = 18


@never_cache
@needs(Verb.ENTER)
def review(request: HttpRequest, actor: Actor, version: int) -> HttpResponse:
    return _page(request, actor, queries.version_numbered(version))


@require_POST
@never_cache
@needs(Verb.CONFIRM)
def review_decide(request: HttpRequest, actor: Actor, version: int) -> HttpResponse:
    """One verdict on the picked items; a correction has the values of the only one picked."""
    found = queries.version_numbered(version)
    form, values = PickForm(request.POST), None
    try:
        if not form.is_valid():
            raise InvalidInput
        if form.cleaned_data["verdict"] == "correct":
            values = values_form(_only_kind(form), request.POST, current={})
        if values and not values.is_valid():
            raise InvalidInput
        decide(_rulings(form, found, values.values() if values else {}), by=actor)
    except DomainError as error:
        return _page(request, actor, found, error=error, values=values)
    return redirect(_address(request, found, item=request.POST.get("onward", "")))


@require_POST
@never_cache
@needs(Verb.CONFIRM)
def review_add(request: HttpRequest, actor: Actor, version: int, kind: str) -> HttpResponse:
    found = queries.version_numbered(version)
    place, values = PlaceForm(request.POST), values_form(kind, request.POST)
    error: DomainError = InvalidInput()
    if place.is_valid() and values.is_valid():
        try:
            start, end = located(**place.cleaned_data | {"text": found.text})
            quote = found.text[start:end]
            span: dict[str, Any] = {"start": start, "end": end, "quote": quote}
            made = add_by_hand(found, kind, **span, values=values.values(), by=actor)
        except DomainError as refusal:
            error = refusal
        else:
            item = made.target or made.task or made.instrument
            assert item is not None  # noqa: S101 - the database demands one
            return redirect(_address(request, found, show="all", item=queries.item_key(item)))
    return _page(request, actor, found, error=error, place=place, values=values, adding=kind)


@never_cache
@needs(Verb.PUBLISH)
def review_publish(request: HttpRequest, actor: Actor, version: int) -> HttpResponse:
    """What publishing means, and the button; a password shown lately is asked for before both."""
    found = queries.version_numbered(version)
    last = found.document.publications.filter(next=None).select_related("version").first()
    error = None
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            publish(
                found,
                by=actor,
                expected=int(seen) if seen.isdecimal() and len(seen) <= LONGEST else None,
            )
        except DomainError as refusal:
            error = refusal
        else:
            return redirect("plans:plan_detail", found.document_id)
    context = {
        "version": found,
        "last": last,
        "waiting": queries.waiting_items(found),
        "names": [one for one in queries.printed_names(found) if not one.bound],
        "error": error.sentence(_) if error else "",
    }
    return render(
        request, "plans/review_publish.html", context, status=error.status if error else 200
    )


def _only_kind(form: PickForm) -> str:
    kinds = [key.partition("-")[0] for key in form.seen()]
    if len(kinds) != 1 or kinds[0] not in KINDS:
        raise InvalidInput
    return kinds[0]


def _rulings(form: PickForm, version: Version, values: Mapping[str, Any]) -> list[Ruling]:
    seen = form.seen()
    if not seen:
        raise NothingPicked
    items = queries.items_named(version, seen)
    verdict, reason = form.cleaned_data["verdict"], form.cleaned_data["reason"]
    return [Ruling(items[key], verdict, last, values, reason) for key, last in seen.items()]


def _page(
    request: HttpRequest,
    actor: Actor,
    version: Version,
    *,
    error: DomainError | None = None,
    values: ValuesForm | None = None,
    place: PlaceForm | None = None,
    adding: str = "",
) -> HttpResponse:
    show = request.GET.get("show", "")
    show = show if show in queries.LISTS else queries.LISTS[0]
    page = queries.review_page(version, show=show, item=request.GET.get("item", ""))
    adding = adding or request.GET.get("add", "")
    context = {
        "page": page,
        "show": show,
        "lists": queries.LISTS,
        # What was published changes by adjustment alone.
        "may_confirm": can(actor, Verb.CONFIRM) and not version.published_at,
        "adjust": _adjustment(version, page.chosen),
        "may_publish": can(actor, Verb.PUBLISH),
        "error": error.sentence(_) if error else "",
        "adding": adding if adding in KINDS and not version.published_at else "",
        "failed": request.POST.get("verdict", "") if error else "",
    }
    if context["adding"]:
        context["place"] = place or PlaceForm(initial=_selected(request, version))
        context["values"] = values or values_form(adding)
    elif page.chosen:
        state = page.chosen.state
        kind = page.chosen.key.partition("-")[0]
        context["values"] = values or values_form(kind, current=state.values)
        context["allowed"] = ALLOWED[state.state]
    return render(request, "plans/review.html", context, status=error.status if error else 200)


def _adjustment(version: Version, chosen: queries.ReviewItem | None) -> str:
    """Where a change of the chosen item is asked for, if it is in force."""
    if chosen is None or not version.in_force or chosen.state.state not in SETTLED:
        return ""
    return reverse("plans:adjustment_request", args=[chosen.kind, chosen.state.item.pk])


def _selected(request: HttpRequest, version: Version) -> dict[str, Any]:
    """The words between the two places that the address names, as the script puts them there."""
    edges = [request.GET.get(name, "") for name in ("start", "end")]
    if not all(edge.isdecimal() and len(edge) <= LONGEST for edge in edges):
        return {}
    start, end = map(int, edges)
    words = version.text[start:end]
    return {"quote": words.strip(), "start": start + len(words) - len(words.lstrip())}


def _address(request: HttpRequest, version: Version, **more: str) -> str:
    """The review page with the list that was shown and the item to go on with."""
    query = {"show": request.GET.get("show", ""), **more}
    chosen = urlencode({name: value for name, value in query.items() if value})
    return reverse("plans:review", args=[version.pk]) + (f"?{chosen}" if chosen else "") + PLACE
