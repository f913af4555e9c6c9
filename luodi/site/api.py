"""The REST API of all rooms, and the edge where a refusal becomes problem+json."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder

from luodi.errors import DomainError, InvalidInput
from luodi.parties.api import router as parties
from luodi.parties.errors import SignInNeeded
from luodi.plans.api import router as plans
from luodi.site.audit_api import router as audit
from luodi.site.calendar_api import router as calendar
from luodi.site.errors import problem


class WholeInstants(NinjaJSONEncoder):
    """Writes instants to the microsecond, so that one sent back as `as_of` reads its own moment.

    Django's encoder cuts them to milliseconds, which lie before it.
    """

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


class StorableText(Parser):
    """Refuses what JSON can escape and no engine stores: NUL, and halves of a surrogate pair."""

    def parse_body(self, request: HttpRequest) -> Any:
        body = super().parse_body(request)
        if not all(map(_storable, _words_in(body))):
            raise InvalidInput
        return body


def _words_in(value: object) -> Iterator[str]:
    """Every text of a JSON document, names of fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from (name, *_words_in(one))
    elif isinstance(value, list):
        for one in value:
            yield from _words_in(one)


def _storable(words: str) -> bool:
    return "\x00" not in words and not any("\ud800" <= sign <= "\udfff" for sign in words)


renderer = JSONRenderer()
renderer.encoder_class = WholeInstants
# Chinese stays Chinese in the answers.
renderer.json_dumps_params = {"ensure_ascii": False}
api = NinjaAPI(
    renderer=renderer,
    parser=StorableText(),
    title="Luodi",
    version="1",
    urls_namespace="api",
    description=(
        "What published AI+ plans promise. Each item says whether a person has confirmed it "
        "and whether it is in force."
    ),
)
api.add_router("", plans)
api.add_router("", parties)
api.add_router("", audit)
api.add_router("", calendar)


@api.exception_handler(DomainError)
def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    response = problem(error)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(AuthenticationError)
def nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return refused(request, SignInNeeded())


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that is not the JSON it should be."""
    return problem(InvalidInput())


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    places = [
        {"field": ".".join(str(part) for part in fault["loc"]), "detail": fault["msg"]}
        for fault in error.errors
    ]
    return problem(InvalidInput(), errors=places)
