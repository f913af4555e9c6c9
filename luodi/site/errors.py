"""Two of the three edges where a refusal is shown: an HTML page and problem+json (RFC 9457).

The third, the command line, is `refusal` in cli.py, which must start without Django.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from luodi.errors import DomainError, Fault, NotFound, StaleForm

__all__ = ["error_page", "forged", "not_found", "of_api", "problem", "server_error"]


def error_page(request: HttpRequest, error: DomainError) -> HttpResponse:
    context = {"status": error.status, "code": error.code, "sentence": error.sentence(gettext)}
    return render(request, "error.html", context, status=error.status)


def problem(error: DomainError, **members: Any) -> JsonResponse:
    """`code` is the stable name to program against; `detail` is a sentence for people."""
    body = {
        "type": "about:blank",
        "status": error.status,
        "code": error.code,
        "detail": error.sentence(gettext),
        **members,
    }
    return JsonResponse(
        body,
        status=error.status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    error = exception if isinstance(exception, NotFound) else NotFound()
    return problem(error) if of_api(request) else error_page(request, error)


def of_api(request: HttpRequest) -> bool:
    """Whether a program asks, which reads problem+json, and not a person."""
    return request.path.startswith("/api/")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of the session; most often it was opened before signing in."""
    return error_page(request, StaleForm())


def server_error(request: HttpRequest) -> HttpResponse:
    if of_api(request):
        return problem(Fault())
    # Plain and without context processors: what broke the page may break them too.
    return render(None, "500.html", status=500)
