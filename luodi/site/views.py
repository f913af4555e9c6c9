"""Pages that belong to no room."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def patterns(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for whoever builds the next one. Only there in debug mode."""
    page = Paginator(range(250), 50).get_page(request.GET.get("page"))
    return render(
        request,
        "ui/patterns.html",
        {"page": page, "numbers": page.paginator.get_elided_page_range(page.number)},
    )
