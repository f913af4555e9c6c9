"""A page of a list, as every list of the room shows it."""

from typing import Any, Protocol

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

__all__ = ["PAGE_SIZE", "listed"]

PAGE_SIZE = 50


class Rows(Protocol):
    """What can be cut into pages: a queryset, or a list that fetches a page when it is asked."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: slice, /) -> Any: ...


def listed(
    request: HttpRequest,
    template: str,
    rows: str,
    found: Rows,
    context: dict[str, Any],
    *,
    size: int = PAGE_SIZE,
) -> HttpResponse:
    """The template, or only that of its rows where htmx asks to put them in place of the old ones.

    Both are given `page` and `numbers` besides the context.
    """
    paginator: Paginator[Any] = Paginator(found, size)  # type: ignore[arg-type]
    page = paginator.get_page(request.GET.get("page"))
    # The rows are fetched once, however often the templates ask for them.
    page.object_list = list(page.object_list)
    context |= {"page": page, "numbers": page.paginator.get_elided_page_range(page.number)}
    # To restore a page from history, htmx asks for all of it.
    asked = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    response = render(request, f"plans/{rows if asked else template}.html", context)
    response.headers["Vary"] = "HX-Request"
    return response
