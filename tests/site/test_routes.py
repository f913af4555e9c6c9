"""Every route stands on the public list or asks for a permission; the list names nothing else."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from luodi.site.middleware import POLICY
from luodi.site.urls import PUBLIC_ROUTES

pytestmark = pytest.mark.check
DEBUG_ONLY = {"patterns"}


def routes(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from routes(entry, inner)
        else:
            yield f"{space}{entry.name}", entry


def test_every_route_is_public_by_name_or_asks_for_a_permission() -> None:
    unguarded = {
        name
        for name, pattern in routes(get_resolver())
        if not getattr(pattern.callback, "permission", None)
    }
    assert unguarded <= PUBLIC_ROUTES
    assert PUBLIC_ROUTES - unguarded <= DEBUG_ONLY


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_public_address_of_the_api_writes(client: Client, method: str) -> None:
    assert getattr(client, method)("/api/v1/plans").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/nowhere/", "/api/v1/plans", "/static/site/app.css"])
def test_every_answer_carries_the_content_security_policy(client: Client, address: str) -> None:
    response = client.get(address)
    response.close()
    assert response["Content-Security-Policy"] == POLICY
