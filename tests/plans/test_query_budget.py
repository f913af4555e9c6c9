"""Lists take the same few statements however many rows they show."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luodi.parties.rules.roles import Role
from luodi.plans.actions import confirm
from luodi.plans.models import Target
from tests.parties.cast import TEST, entered
from tests.plans.factory import imported, reading

BUDGET = {
    "/": 7,
    "/targets/": 5,
    "/tasks/": 9,
    "/tasks/?nobody=1": 4,
    "/tasks/?name=市数据局&area=示范市": 5,
    "/regions/": 3,
    "/regions/?group=sector": 4,
    "/differences/1/2/": 3,
    "/plans/1/": 7,
    "/api/v1/plans": 2,
    "/api/v1/targets": 2,
    "/api/v1/tasks": 3,
    "/api/v1/comparison": 2,
    "/api/v1/differences/1/2": 3,
}


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_no_page_takes_more_statements_for_more_rows(client: Client) -> None:
    few = replace(reading(), targets=reading().targets[:1], tasks=reading().tasks[:2])
    imported(few)
    imported(reading(copy=1))
    with_few = {address: statements(client, address) for address in BUDGET}
    imported(reading(copy=2))
    for number in range(20):
        imported(reading(region=f"第{number}区", title=f"第{number}区方案"))
    with_many = {address: statements(client, address) for address in BUDGET}
    assert {a: n for a, n in with_many.items() if n > with_few[a]} == {}
    assert {a: n for a, n in with_many.items() if n > BUDGET[a]} == {}


STAFF = {
    "/review/": 13,
    "/review/1/names/": 10,
    "/board/": 12,
    "/duties/": 13,
    "/duties/?name=市数据局&area=示范市": 10,
}


@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_no_staff_page_takes_more_statements_for_more_rows(client: Client) -> None:
    entered(client, Role.OFFICE)
    imported(reading())
    for one in Target.objects.all():
        confirm(one, by=TEST, expected=None)
    with_few = {address: statements(client, address) for address in STAFF}
    for number in range(20):
        imported(reading(region=f"第{number}区", title=f"第{number}区方案"))
    with_many = {address: statements(client, address) for address in STAFF}
    assert {a: n for a, n in with_many.items() if n > with_few[a]} == {}
    assert {a: n for a, n in with_many.items() if n > STAFF[a]} == {}
