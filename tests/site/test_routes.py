"""Every route stands on the public list or asks for a permission; the list names nothing else."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from luodi.parties.rules.roles import Verb
from luodi.site.api import api
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


def operations() -> Iterator[tuple[str, set[object]]]:
    """Every operation of the API, as its route is named, with the verbs that open it."""
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                asked = {getattr(auth, "permission", None) for auth in operation.auth_callbacks}
                yield f"api:{operation.operation_id}", asked


def guarded() -> set[str]:
    return {name for name, asked in operations() if asked and asked <= set(Verb)}


def test_every_operation_of_the_api_has_a_name_of_its_own() -> None:
    names = [name for name, _ in operations()]
    assert len(names) == len(set(names))
    assert set(names) <= {name for name, _ in routes(get_resolver())}


def test_every_operation_of_the_api_is_public_by_name_or_asks_for_a_verb() -> None:
    public = {name for name, asked in operations() if not asked}
    assert public <= PUBLIC_ROUTES
    assert {name for name, _ in operations()} == public | guarded()
    assert not guarded() & PUBLIC_ROUTES


def test_every_route_is_public_by_name_or_asks_for_a_permission() -> None:
    unguarded = {
        name
        for name, pattern in routes(get_resolver())
        if not getattr(pattern.callback, "permission", None)
    } - guarded()
    assert unguarded <= PUBLIC_ROUTES
    assert PUBLIC_ROUTES - unguarded <= DEBUG_ONLY


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_public_address_of_the_api_writes(client: Client, method: str) -> None:
    assert getattr(client, method)("/api/v1/targets").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/nowhere/", "/api/v1/plans", "/static/site/app.css"])
def test_every_answer_carries_the_content_security_policy(client: Client, address: str) -> None:
    response = client.get(address)
    response.close()
    assert response["Content-Security-Policy"] == POLICY
