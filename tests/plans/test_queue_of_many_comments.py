"""The office's queue of ten thousand comments: a page at a time, at the price of a short one."""

from datetime import date
from hashlib import sha256

import pytest
from django.test import Client
from django.utils import timezone

from luodi.parties.rules.roles import Role
from luodi.plans.models import Comment, Consultation, Handling
from tests.parties.cast import entered
from tests.plans.consulting import opened, sent
from tests.plans.factory import imported, reading

pytestmark = pytest.mark.django_db
MANY = 10_000
ACCEPTED = 120


@pytest.fixture
def crowded() -> Consultation:
    found = opened(imported(reading()).version, now=timezone.now(), closes_on=date(2999, 1, 1))
    one = sent(found, now=timezone.now()).comment
    copied = {field.attname: getattr(one, field.attname) for field in Comment._meta.concrete_fields}
    del copied["id"]
    rows = [
        Comment(
            **copied
            | {
                "text": f"意见{number}",
                "digest": sha256(str(number).encode()).hexdigest(),
                "receipt": f"R{number:05}",
            }
        )
        for number in range(MANY - 1)
    ]
    made = Comment.objects.bulk_create(rows)
    handlings = [
        Handling(comment=comment, outcome="accepted", reply="采纳", actor="test", at=timezone.now())
        for comment in made[:ACCEPTED]
    ]
    Handling.objects.bulk_create(handlings)
    return found


def test_a_page_of_the_queue_costs_few_statements_and_keeps_its_filter(
    crowded: Consultation, client: Client, django_assert_max_num_queries
) -> None:
    entered(client, Role.OFFICE)
    address = f"/handling/{crowded.pk}/"
    with django_assert_max_num_queries(16):
        first = client.get(address).content.decode()
    assert first.count("/handling/comments/") == 50
    assert f"{MANY - ACCEPTED}" in first and "?page=2" in first
    third = client.get(address, {"show": "accepted", "page": 3}).content.decode()
    assert third.count("/handling/comments/") == 20
    assert "show=accepted&amp;page=2" in third
    assert "意见119" in third
