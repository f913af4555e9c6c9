"""An OpenID Connect provider for the tests that ask for one."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from tests.parties.provider import CLIENT, SECRET, Provider, running


@pytest.fixture(scope="session")
def server() -> Iterator[Provider]:
    with running() as provider:
        yield provider


@pytest.fixture
def provider(server: Provider, settings: LazySettings) -> Provider:
    server.behave()
    settings.OPENID = {"issuer": server.issuer, "client_id": CLIENT, "client_secret": SECRET}
    return server
