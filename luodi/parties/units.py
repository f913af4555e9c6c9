"""The pages of the register of units: found by who has entered, kept by who may."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from luodi.errors import DomainError
from luodi.parties import queries, unit_forms
from luodi.parties.actions import units
from luodi.parties.guards import needs
from luodi.parties.models import Unit
from luodi.parties.rules.roles import Actor, Verb, can

PAGE_SIZE = 50


@needs(Verb.ENTER)
def unit_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A page of the register, or only its rows where htmx asks to put them in place."""
    form = unit_forms.UnitFilter(request.GET)
    found = queries.units(**form.filters()).select_related("successor")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "may_manage": can(actor, Verb.MANAGE_UNITS),
    }
    # To restore a page from history, htmx asks for all of it.
    asked = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    response = render(request, f"parties/{'_unit_rows' if asked else 'unit_list'}.html", context)
    response.headers["Vary"] = "HX-Request"
    return response


@needs(Verb.ENTER)
def unit_detail(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    context = {
        "page": queries.unit_page(number),
        "may_manage": can(actor, Verb.MANAGE_UNITS),
    }
    return render(request, "parties/unit_detail.html", context)


@needs(Verb.MANAGE_UNITS)
def unit_register(request: HttpRequest, actor: Actor) -> HttpResponse:
    # A page that misses a unit gives its name and region in the address.
    form = unit_forms.RegisterForm(request.POST or None, initial=request.GET.dict())
    texts = {"title": _("Register a unit"), "button": _("Register")}
    return _filled(request, form, texts, lambda given: units.register_unit(**given, by=actor))


@needs(Verb.MANAGE_UNITS)
def unit_names(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    unit = queries.find_unit(number)
    form = unit_forms.NamesForm(request.POST or None, initial={"short_names": unit.short_names})
    texts = {"title": _("Change the short names"), "button": _("Save")}
    return _filled(
        request,
        form,
        texts | {"unit": unit},
        lambda given: units.declare_short_names(number, given["short_names"], by=actor),
    )


@needs(Verb.MANAGE_UNITS)
def unit_rename(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    unit = queries.find_unit(number)
    form = unit_forms.RenameForm(request.POST or None, initial={"short_names": unit.short_names})
    why = _("The old name ends on the day, and the new one takes its place as its successor.")
    texts = {"title": _("Rename"), "button": _("Rename"), "why": why, "unit": unit}
    return _filled(request, form, texts, lambda given: units.rename_unit(number, **given, by=actor))


@needs(Verb.MANAGE_UNITS)
def unit_succeed(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    unit = queries.find_unit(number)
    form = unit_forms.SuccessionForm(request.POST or None, unit=unit)
    why = _("The unit ends on the day, and its tasks pass to the successor.")
    texts = {"title": _("Merge into another unit"), "button": _("Merge"), "why": why, "unit": unit}
    return _filled(
        request,
        form,
        texts,
        lambda given: units.succeed_unit(
            number, by_unit=given["by_unit"].pk, on=given["on"], by=actor
        ),
    )


@needs(Verb.MANAGE_UNITS)
def unit_end(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    unit = queries.find_unit(number)
    form = unit_forms.EndForm(request.POST or None)
    why = _("The unit ends on the day, and nobody takes its place.")
    texts = {"title": _("End without successor"), "button": _("End"), "why": why, "unit": unit}
    return _filled(request, form, texts, lambda given: units.end_unit(number, **given, by=actor))


def _filled(
    request: HttpRequest,
    form: Form,
    texts: dict[str, Any],
    act: Callable[[dict[str, Any]], Unit],
) -> HttpResponse:
    """The form with what is wrong, or the page of the unit that came of it."""
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            done = act(form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.sentence(_))
            status = error.status
        else:
            return redirect("parties:unit_detail", number=done.pk)
    return render(request, "parties/unit_form.html", {"form": form, **texts}, status=status)
