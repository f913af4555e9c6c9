"""What the shell of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from luodi.parties.models import Person
from luodi.parties.queries import unread_notices
from luodi.site.navigation import navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    """The same page in the other languages, and the view's name for the menu's current entry."""
    match = request.resolver_match
    here = request.get_full_path()
    return {
        # A page of an error may come before anyone was asked who he is.
        "person": getattr(request, "user", None),
        # Asked for, and so computed, by the frame of the staff pages only.
        "navigation": lambda: navigation(request),
        "unread": lambda: _unread(request),
        "here": match.view_name if match else "",
        "other_languages": [
            (code, name, translate_url(here, code))
            for code, name in settings.LANGUAGES
            if code != get_language()
        ],
    }


def _unread(request: HttpRequest) -> int:
    person = getattr(request, "user", None)
    return unread_notices(person) if isinstance(person, Person) else 0
