"""What every response carries, and the edge where a refusal becomes a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from luodi.errors import DomainError, MethodNotAllowed
from luodi.site.errors import error_page, of_api, problem

Handler = Callable[[HttpRequest], HttpResponse]
# `data:` lets Swagger UI, the API's reference page, draw its icons.
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'"


def content_security_policy(get_response: Handler) -> Handler:
    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return respond


def refused_methods(get_response: Handler) -> Handler:
    """The API answers 405 itself, before any operation is found whose refusals we render."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or not of_api(request):
            return response
        refusal = problem(MethodNotAllowed(method=request.method))
        refusal.headers["Allow"] = response.headers["Allow"]
        return refusal

    return respond


class DomainErrorPages:
    """Shows a refusal raised by a view as a page with the refusal's own status and sentence."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        return problem(error) if of_api(request) else error_page(request, error)
