"""A registry of kinds that forgets after each test what was registered for it."""

from collections.abc import Iterator

import pytest

from luodi.schedule.jobs import HANDLERS, register
from tests.schedule.jobs import COUNTED, KIND


@pytest.fixture
def counted() -> Iterator[None]:
    known = dict(HANDLERS)
    register(KIND, COUNTED)
    yield
    HANDLERS.clear()
    HANDLERS.update(known)
