"""How much a stranger may send, looked at before any of it is read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from luodi.plans.errors import CommentTooLarge
from luodi.plans.rules.consultation import MOST_BYTES, MOST_CHARACTERS

__all__ = ["bounded"]

View = Callable[..., HttpResponse]


def bounded(view: View) -> View:
    """Raises CommentTooLarge by the length that the request declares."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        declared = str(request.META.get("CONTENT_LENGTH") or "0")
        if not declared.isdecimal() or int(declared) > MOST_BYTES:
            raise CommentTooLarge(most=MOST_CHARACTERS)
        return view(request, *args, **kwargs)

    return guarded
