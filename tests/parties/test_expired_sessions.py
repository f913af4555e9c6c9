"""Each sign-in clears sessions that have expired, a bounded number of them."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from luodi.parties.actions.people import add_person
from luodi.parties.sessions import CLEARED_AT_ONCE
from tests.parties.cast import TEST

pytestmark = pytest.mark.django_db


def left_behind(count: int, *, hours: int) -> None:
    expires = timezone.now() + timedelta(hours=hours)
    Session.objects.bulk_create(
        Session(session_key=f"{hours}-{number}", session_data="", expire_date=expires)
        for number in range(count)
    )


def test_sessions_that_expired_go_and_open_ones_stay(client: Client) -> None:
    password = add_person("wang", name="王敏", by=TEST).password
    left_behind(CLEARED_AT_ONCE + 5, hours=-1)
    left_behind(3, hours=1)
    client.post("/sign-in/", {"login": "wang", "password": password})
    assert Session.objects.count() == 3 + 5 + 1
    Client().post("/sign-in/", {"login": "wang", "password": password})
    assert Session.objects.count() == 3 + 2
    assert client.get("/account/").status_code == 200
