"""The office sets the days of a plan's ladder on a page and over REST, each with its source."""

import pytest
from django.test import Client

from luodi.parties.rules.roles import Role
from luodi.plans.models import LadderTerms
from luodi.plans.queries import find_duty
from luodi.plans.rules.ladder import Status
from tests.parties.cast import entered
from tests.plans.supervised import Supervised, china, confirmed_plan, issued

pytestmark = pytest.mark.django_db
GIVEN = {
    "accept_within": 3,
    "reminders": "10，5",
    "red_after": 5,
    "circular_after": 8,
    "source": "示政办函〔2026〕3号",
    "expected": "",
}


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


def test_the_page_shows_the_usual_terms_then_those_that_were_set(
    plan: Supervised, client: Client
) -> None:
    entered(client, Role.OFFICE)
    duty = issued(plan, now=china(3, 2))[0]
    address = f"/supervision/{plan.plan.pk}/terms/"
    assert "采用系统通用时限" in client.get(address).content.decode()
    assert client.post(address, GIVEN).status_code == 302
    page = client.get(address).content.decode()
    assert "示政办函〔2026〕3号" in page
    assert "办结期限前 10、5 个工作日上午" in page
    stale = client.post(address, GIVEN | {"red_after": 6})
    assert stale.status_code == 409
    seen = LadderTerms.objects.get().pk
    again = GIVEN | {"expected": seen, "reminders": "", "source": "第二份"}
    assert client.post(address, again).status_code == 302
    page = client.get(address).content.decode()
    assert page.index("第二份") < page.index("示政办函〔2026〕3号")
    assert find_duty(duty.pk).standing.status is Status.CIRCULAR


@pytest.mark.parametrize(
    "wrong", [{"red_after": 9}, {"reminders": "五"}, {"reminders": "5,5"}, {"source": " "}]
)
def test_days_that_make_no_ladder_are_refused(
    plan: Supervised, client: Client, wrong: dict[str, object]
) -> None:
    entered(client, Role.OFFICE)
    answer = client.post(f"/supervision/{plan.plan.pk}/terms/", GIVEN | wrong)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not LadderTerms.objects.exists()


def test_terms_are_read_and_set_over_rest(plan: Supervised, client: Client) -> None:
    entered(client, Role.OFFICE)
    address = f"/api/v1/plans/{plan.plan.pk}/ladder-terms"
    before = client.get(address).json()
    assert before["in_force"]["id"] is None
    assert before["in_force"]["reminders"] == [21, 14, 7]
    body = GIVEN | {"reminders": [10, 5], "expected": None}
    made = client.post(address, body, content_type="application/json")
    assert made.status_code == 201
    stale = client.post(address, body, content_type="application/json")
    assert (stale.status_code, stale.json()["code"]) == (409, "decided_meanwhile")
    body |= {"expected": made.json()["id"], "accept_within": 4}
    assert client.post(address, body, content_type="application/json").status_code == 201
    after = client.get(address).json()
    assert (after["in_force"]["accept_within"], len(after["earlier"])) == (4, 1)
