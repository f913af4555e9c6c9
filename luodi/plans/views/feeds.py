"""Calendars of deadlines: fetched under a secret address, or of one task by who works here."""

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from luodi.parties.actions.feeds import OpenFeed, open_feed
from luodi.parties.guards import needs
from luodi.parties.rules.roles import Actor, Verb
from luodi.parties.sessions import client_address
from luodi.plans import queries
from luodi.plans.feeds import Addresses, calendar_bytes
from luodi.plans.queries.feeds import Deadlines, deadlines_of, deadlines_of_task, deadlines_of_unit


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The secret of the address stands for a password: a phone's calendar cannot sign in."""
    found = open_feed(secret, address=client_address(request))
    with override(found.person.language or settings.LANGUAGE_CODE):
        name, deadlines = _of(found)
        return _answer(request, name, deadlines)


@require_safe
@needs(Verb.ENTER)
def task_calendar(request: HttpRequest, actor: Actor, task: int) -> HttpResponse:
    """To be taken into a calendar by hand; a duty at its end takes its entry away again."""
    found = queries.find_task(task)
    response = _answer(request, found.heading, deadlines_of_task(found))
    response.headers["Content-Disposition"] = f'attachment; filename="task-{found.pk}.ics"'
    return response


def _of(found: OpenFeed) -> tuple[str, Deadlines]:
    if found.feed.unit:
        name = _("Duties of %(unit)s") % {"unit": found.feed.unit}
        return name, deadlines_of_unit(found.feed.unit.pk)
    return _("Deadlines of %(name)s") % {"name": found.person}, deadlines_of(found.actor)


def _answer(request: HttpRequest, name: str, deadlines: Deadlines) -> HttpResponse:
    """304 without a body where the calendar has these bytes already."""
    content = calendar_bytes(name, deadlines, _addresses(request))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = etag = f'"{sha256(content).hexdigest()}"'
    # Asked for anew each time, and kept by nobody between.
    response.headers["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response


def _addresses(request: HttpRequest) -> Addresses:
    def of(route: str, number: int) -> str:
        return request.build_absolute_uri(reverse(route, args=[number]))

    return Addresses(
        request.get_host(),
        lambda number: of("plans:task_detail", number),
        lambda number: of("plans:handling_detail", number),
    )
