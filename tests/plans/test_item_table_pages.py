"""The table of items on its page: downloaded, filled in, checked, brought back."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luodi.parties.rules.roles import Role
from luodi.plans.models import Decision, Version
from tests.parties.cast import entered
from tests.plans.factory import imported, reading, settled

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> Version:
    return imported(reading()).version


@pytest.fixture
def reviewer(client: Client) -> Client:
    entered(client, Role.REVIEWER)
    return client


def table(client: Client, version: Version) -> dict[str, Any]:
    body: dict[str, Any] = client.get(f"/review/{version.pk}/items.json").json()
    return body


def send(client: Client, version: Version, body: object, **more: str) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    file = SimpleUploadedFile("items.json", content)
    return client.post(f"/review/{version.pk}/table/", {"file": file, **more})


def test_a_table_is_checked_and_then_taken_in(reviewer: Client, version: Version) -> None:
    body = table(reviewer, version)
    for row in body["targets"]:
        row["verdict"] = "confirm"
    page = send(reviewer, version, body, check="1")
    assert "尚未保存" in page.content.decode()
    assert not Decision.objects.exists()
    assert send(reviewer, version, body).status_code == 200
    assert len(settled()) == 5


def test_faulty_rows_are_named_and_nothing_is_stored(reviewer: Client, version: Version) -> None:
    body = table(reviewer, version)
    body["targets"][0]["verdict"] = "confirm"
    body["targets"][1]["verdict"] = "reject"
    page = send(reviewer, version, body)
    assert page.status_code == 422
    assert page.context["faults"][0][:2] == ("targets", 2)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("content", [b"", b"{", b"PK\x03\x04", b"x" * 5_000_001])
def test_what_is_no_table_is_refused(reviewer: Client, version: Version, content: bytes) -> None:
    page = send(reviewer, version, content)
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()


def test_a_table_of_another_version_is_refused(reviewer: Client, version: Version) -> None:
    body = table(reviewer, version)
    other = imported(reading(copy=1)).version
    page = send(reviewer, other, body)
    assert page.status_code == 422
    assert "另一版本" in page.content.decode()


def test_a_workbook_is_downloaded(reviewer: Client, version: Version) -> None:
    answer = reviewer.get(f"/review/{version.pk}/items.xlsx")
    assert answer.content.startswith(b"PK")
    assert reviewer.get(f"/review/{version.pk}/items.pdf").status_code == 404


def test_who_may_not_confirm_does_not_bring_a_table_back(client: Client, version: Version) -> None:
    entered(client, Role.UNIT)
    assert client.get(f"/review/{version.pk}/items.json").status_code == 200
    assert client.get(f"/review/{version.pk}/table/").status_code == 403
    client.logout()
    assert client.get(f"/review/{version.pk}/items.json").status_code == 302
