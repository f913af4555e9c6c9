"""A NUL in what is searched for finds nothing wrong with the site: PostgreSQL would fail on one."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/targets/", "/tasks/", "/regions/"])
def test_a_list_opens_as_if_nothing_had_been_searched_for(client: Client, path: str) -> None:
    assert client.get(path, {"q": "算\0力", "region": "\0"}).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/plans", "/api/v1/targets", "/api/v1/tasks"])
def test_the_api_searches_without_it(client: Client, path: str) -> None:
    assert client.get(path, {"text": "算\0力", "region": "\0"}).status_code == 200


def test_regions_to_compare_are_looked_up_without_it(client: Client) -> None:
    assert client.get("/api/v1/comparison", {"region": ["\0"]}).status_code < 500
