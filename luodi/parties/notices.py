"""The pages of one's own notices, and of how one wants to be told."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luodi.errors import InvalidInput
from luodi.parties.actions.notices import mark_read, set_preferences
from luodi.parties.forms import PreferencesForm
from luodi.parties.guards import signed_in
from luodi.parties.models import Person
from luodi.parties.notice_kinds import address_of, sentence_of
from luodi.parties.queries import notices_of

PAGE_SIZE = 30
LONGEST_NUMBER = 18


@never_cache
@signed_in
def notice_list(request: HttpRequest, person: Person) -> HttpResponse:
    page = Paginator(notices_of(person), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "rows": [(one, sentence_of(one), address_of(one)) for one in page],
    }
    return render(request, "parties/notice_list.html", context)


@require_POST
@signed_in
def notice_read(request: HttpRequest, person: Person) -> HttpResponse:
    """Marks the notice of the form's number as read, or all where it has none."""
    number = request.POST.get("number", "")
    if number and not (number.isdecimal() and len(number) <= LONGEST_NUMBER):
        raise InvalidInput
    mark_read(person, int(number) if number else None)
    return redirect("parties:notice_list")


@never_cache
@signed_in
def preferences(request: HttpRequest, person: Person) -> HttpResponse:
    now = {name: getattr(person, name) for name in ("language", "email", "wants_email")}
    form = PreferencesForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        set_preferences(person, **form.cleaned_data)
        return redirect("parties:account")
    status = 422 if form.errors else 200
    return render(request, "parties/preferences.html", {"form": form}, status=status)
