"""A person's session: who it belongs to, from where it came, and how fresh it is."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.backends import BaseBackend
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from luodi.parties.models import Person
from luodi.parties.rules.access import is_fresh
from luodi.parties.rules.standing import Standing, standing

__all__ = [
    "PersonBackend",
    "came_by_password",
    "client_address",
    "confirmed_lately",
    "open_session",
]

BACKEND = f"{__name__}.PersonBackend"
CONFIRMED = "confirmed_at"
PASSWORD_SHOWN = "by_password"  # noqa: S105 - the name of a mark
CLEARED_AT_ONCE = 100


class PersonBackend(BaseBackend):
    """Whose session it is, asked at each request: an account out of use has none any more."""

    def get_user(self, user_id: int) -> Person | None:
        person = Person.objects.filter(pk=user_id).first()
        if person and standing(person.account, now=timezone.now()) is Standing.ACTIVE:
            return person
        return None


def open_session(
    request: HttpRequest, person: Person, *, confirmed: str | None, by_password: bool = True
) -> None:
    """Signs the browser in under a new session key; also when the person showed again who he is.

    `confirmed` is the instant of that, in ISO format; None where a provider did not say.
    """
    login(request, person, backend=BACKEND)
    request.session[CONFIRMED] = confirmed
    request.session[PASSWORD_SHOWN] = by_password
    _clear_expired()


def _clear_expired() -> None:
    """Some rows at each sign-in: more than one comes in for each that expires, so none stay."""
    expired = Session.objects.filter(expire_date__lt=timezone.now()).values("pk")
    Session.objects.filter(pk__in=expired[:CLEARED_AT_ONCE]).delete()


def came_by_password(request: HttpRequest) -> bool:
    """Whether a password opened the session; if not, one that is still to be changed can wait."""
    return bool(request.session.get(PASSWORD_SHOWN, True))


def confirmed_lately(request: HttpRequest) -> bool:
    said = request.session.get(CONFIRMED)
    return is_fresh(datetime.fromisoformat(said) if said else None, now=timezone.now())


def client_address(request: HttpRequest) -> str:
    """Where the request came from, as far as our own proxies say."""
    named = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if 0 < settings.PROXIES <= len(named):
        return named[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))
