"""What stands before a door: someone signed in, and for most of them a verb his roles open.

Pages take `needs` or `signed_in`, operations of the API `auth=asks(Verb.X)`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from luodi.parties.actions.tokens import show_token
from luodi.parties.errors import (
    CodesToSetUp,
    ConfirmationNeeded,
    PasswordToChange,
    RequestForged,
)
from luodi.parties.models import Person
from luodi.parties.queries import actor_of
from luodi.parties.rules.roles import Actor, Verb, needs_second_factor, require
from luodi.parties.sessions import came_by_password, client_address, confirmed_lately

__all__ = ["ActorRequest", "asks", "held_back", "needs", "signed_in"]

View = Callable[..., HttpResponse]
# What weighs most is done within a quarter of an hour of having shown the password.
FRESH = frozenset({Verb.PUBLISH, Verb.APPROVE, Verb.MANAGE_PEOPLE})


def signed_in(view: View) -> View:
    """Gives the view the person as second argument; sends anyone else to sign in first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, Person):
            return _by_way_of(request, "parties:sign_in")
        return view(request, request.user, *args, **kwargs)

    guarded.permission = "signed in"  # type: ignore[attr-defined]
    return guarded


def needs(verb: Verb, *, fresh: bool = False) -> Callable[[View], View]:
    """Gives the view the actor as second argument. Raises NotAllowed when no role opens the verb.

    A password to change, codes to set up or, where it must be fresh, a password to show again
    come first.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(
            request: HttpRequest, person: Person, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            actor = actor_of(person)
            if first := held_back(request, person, actor):
                return _by_way_of(request, first)
            if (fresh or verb in FRESH) and not confirmed_lately(request):
                return _by_way_of(request, "parties:sign_in")
            require(actor, verb)
            request.actor = actor  # type: ignore[attr-defined] # for the navigation
            return view(request, actor, *args, **kwargs)

        whole = signed_in(guarded)
        whole.permission = verb  # type: ignore[attr-defined]
        return whole

    return guard


class ActorRequest(HttpRequest):
    """What an operation behind `asks` is given."""

    auth: Actor


class Token(HttpBearer):
    """A script with a token. It has shown no password, so it does nothing that must be fresh.

    A password to change does not concern it: restoring someone's access withdraws his tokens.
    """

    def __init__(self, verb: Verb) -> None:
        super().__init__()
        self.permission = verb

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        person = show_token(token.strip(), address=client_address(request))
        return _admitted(person, self.permission, fresh=False)


class Session(APIKeyCookie):
    """Someone signed in, whose browser must show that a page of ours asks for a change."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, verb: Verb) -> None:
        # Forgery is looked at below, after whether there is anyone at all.
        super().__init__(csrf=False)
        self.permission = verb

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        person = request.user
        if not isinstance(person, Person):
            return None
        if check_csrf(request):
            raise RequestForged
        if person.must_change_password and came_by_password(request):
            raise PasswordToChange
        return _admitted(person, self.permission, fresh=confirmed_lately(request))


def asks(verb: Verb) -> list[Token | Session]:
    """For an operation's `auth`: a token or a session whose person's roles open the verb.

    The operation finds the Actor in `request.auth`. Raises what becomes 401, 403 or 429.
    """
    return [Token(verb), Session(verb)]


def _admitted(person: Person, verb: Verb, *, fresh: bool) -> Actor:
    actor = actor_of(person)
    if needs_second_factor(actor.roles) and not person.totp_secret:
        raise CodesToSetUp
    require(actor, verb)
    if verb in FRESH and not fresh:
        raise ConfirmationNeeded
    return actor


def held_back(request: HttpRequest, person: Person, actor: Actor) -> str | None:
    """The page that someone must see through before any other opens, as its route."""
    if person.must_change_password and came_by_password(request):
        return "parties:change_password"
    if needs_second_factor(actor.roles) and not person.totp_secret:
        return "parties:set_up_codes"
    return None


def _by_way_of(request: HttpRequest, route: str) -> HttpResponse:
    """To another page first, and back afterwards to what can be asked for again."""
    back = {"next": request.get_full_path()} if request.method == "GET" else {}
    return redirect(reverse(route) + (f"?{urlencode(back)}" if back else ""))
