"""The pages on which people make and withdraw the addresses of their calendar feeds."""

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luodi.errors import InvalidInput
from luodi.parties.actions import feeds
from luodi.parties.guards import needs
from luodi.parties.models import Person
from luodi.parties.queries import feeds_of
from luodi.parties.rules.roles import Actor, Verb

LONGEST_NUMBER = 18


# Who finds an open session must not take away an address that stays: the password comes first,
# already here, because a form that was sent cannot be sent on from the page of signing in.
@never_cache
@needs(Verb.ENTER, fresh=True)
def feed_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What one may subscribe to, and which of it has an address."""
    return render(request, "parties/feed_list.html", {"rows": feeds_of(_own(request), actor)})


@require_POST
@never_cache
@needs(Verb.ENTER, fresh=True)
def feed_make(request: HttpRequest, actor: Actor) -> HttpResponse:
    unit = request.POST.get("unit", "")
    if unit and not (unit.isdecimal() and len(unit) <= LONGEST_NUMBER):
        raise InvalidInput
    made = feeds.make_feed(_own(request), int(unit) if unit else None, by=actor)
    # The language is that of the person, so the address has none of a page.
    with override(settings.LANGUAGE_CODE):
        path = reverse("plans:calendar_feed", kwargs={"secret": made.secret})
    address = request.build_absolute_uri(path)
    webcal = "webcal" + address[address.index(":") :]
    # The image is made of squares by segno; no text of the address goes into it.
    image = mark_safe(segno.make(webcal).svg_inline(scale=4, border=2))  # noqa: S308
    context = {"feed": made.feed, "address": address, "webcal": webcal, "image": image}
    return render(request, "parties/new_feed.html", context)


@require_POST
@needs(Verb.ENTER)
def feed_withdraw(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    feeds.withdraw_feed(_own(request), number, by=actor)
    return redirect("parties:feed_list")


def _own(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - the guard let nobody else in
    return request.user
