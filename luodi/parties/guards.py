"""What stands before a view: someone signed in, and for most of them a verb his roles open."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from luodi.parties.models import Person
from luodi.parties.queries import actor_of
from luodi.parties.rules.roles import Actor, Verb, needs_second_factor, require
from luodi.parties.sessions import confirmed_lately

__all__ = ["needs", "signed_in"]

View = Callable[..., HttpResponse]
# What weighs most is done within a quarter of an hour of having shown the password.
FRESH = frozenset({Verb.PUBLISH, Verb.MANAGE_PEOPLE})


def signed_in(view: View) -> View:
    """Gives the view the person as second argument; sends anyone else to sign in first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, Person):
            return _by_way_of(request, "parties:sign_in")
        return view(request, request.user, *args, **kwargs)

    guarded.permission = "signed in"  # type: ignore[attr-defined]
    return guarded


def needs(verb: Verb) -> Callable[[View], View]:
    """Gives the view the actor as second argument. Raises NotAllowed when no role opens the verb.

    A password to change, codes to set up or a password to show again come first.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(
            request: HttpRequest, person: Person, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            actor = actor_of(person)
            if first := _first(request, person, actor, verb):
                return _by_way_of(request, first)
            require(actor, verb)
            return view(request, actor, *args, **kwargs)

        whole = signed_in(guarded)
        whole.permission = verb  # type: ignore[attr-defined]
        return whole

    return guard


def _first(request: HttpRequest, person: Person, actor: Actor, verb: Verb) -> str | None:
    if person.must_change_password:
        return "parties:change_password"
    if needs_second_factor(actor.roles) and not person.totp_secret:
        return "parties:set_up_codes"
    if verb in FRESH and not confirmed_lately(request):
        return "parties:sign_in"
    return None


def _by_way_of(request: HttpRequest, route: str) -> HttpResponse:
    """To another page first, and back afterwards to what can be asked for again."""
    back = {"next": request.get_full_path()} if request.method == "GET" else {}
    return redirect(reverse(route) + (f"?{urlencode(back)}" if back else ""))
