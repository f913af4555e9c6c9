"""Who may use an operation of the API: by token or by session, and what is said to the others."""

import json
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import path
from ninja import NinjaAPI, Schema

from luodi.parties.actions.tokens import make_token
from luodi.parties.guards import ActorRequest, asks
from luodi.parties.models import Person
from luodi.parties.queries import actor_of
from luodi.parties.rules.access import NETWORK_LIMIT
from luodi.parties.rules.roles import Role, Verb
from luodi.site import api as site_api
from luodi.site import urls
from tests.parties.cast import TEST, entered, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.site.test_api_access")]

trial = NinjaAPI(urls_namespace="trial", renderer=site_api.renderer)
for kind, handler in site_api.api._exception_handlers.items():
    trial.add_exception_handler(kind, handler)


class Said(Schema):
    words: str = ""


@trial.get("/reviewed", auth=asks(Verb.CONFIRM))
def read_reviewed(request: ActorRequest) -> str:
    return request.auth.reference


@trial.post("/reviewed", auth=asks(Verb.CONFIRM))
def write_reviewed(request: ActorRequest, said: Said) -> str:
    return request.auth.reference


@trial.post("/published", auth=asks(Verb.PUBLISH))
def publish(request: ActorRequest) -> str:
    return request.auth.reference


@trial.get("/broken")
def broken(request: HttpRequest) -> None:
    raise ZeroDivisionError


handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [path("api/trial/", trial.urls), *urls.urlpatterns]
READ, PUBLISHED = "/api/trial/reviewed", "/api/trial/published"


@pytest.fixture
def reviewer(db: None) -> Person:
    return person("wang", Role.REVIEWER)


def bearer(who: Person) -> dict[str, str]:
    return {"Authorization": f"Bearer {make_token(who, label='脚本', by=TEST).text}"}


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    body: dict[str, Any] = json.loads(response.content)
    assert (body["status"], body["code"]) == (status, code)
    assert body["detail"].endswith("。")
    return body


def test_a_token_acts_as_its_person(client: Client, reviewer: Person) -> None:
    head = bearer(reviewer)
    assert client.get(READ, headers=head).json() == actor_of(reviewer).reference
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(READ, {}, content_type="application/json", headers=head)
    assert response.status_code == 200


def test_a_session_acts_as_its_person_if_a_page_of_ours_asked(reviewer: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    who = entered(strict, Role.REVIEWER, login="li")
    assert strict.get(READ).json() == actor_of(who).reference
    problem(strict.post(READ, {}, content_type="application/json"), 403, "request_forged")
    strict.get("/sign-in/")
    head = {"X-CSRFToken": strict.cookies["csrftoken"].value}
    response = strict.post(READ, {}, content_type="application/json", headers=head)
    assert response.status_code == 200


@pytest.mark.parametrize("head", [{}, {"Authorization": "Basic d2FuZzp4"}])
def test_nobody_is_told_how_to_come_in(client: Client, head: dict[str, str]) -> None:
    for response in (client.get(READ, headers=head), client.post(READ, headers=head)):
        problem(response, 401, "sign_in_needed")
        assert response["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("token", ["", "luodi_unknown", "令牌", "x" * 5000])
def test_a_wrong_token_is_refused_even_beside_a_session(client: Client, token: str) -> None:
    entered(client, Role.REVIEWER)
    response = client.get(READ, headers={"Authorization": f"Bearer {token}"})
    problem(response, 401, "token_refused")
    assert response["WWW-Authenticate"] == "Bearer"


def test_wrong_tokens_close_the_network(client: Client) -> None:
    for _ in range(NETWORK_LIMIT):
        client.get(READ, headers={"Authorization": "Bearer luodi_x"})
    response = client.get(READ, headers={"Authorization": "Bearer luodi_x"})
    problem(response, 429, "sign_in_closed")
    signing_in = client.post("/sign-in/", {"login": "wang", "password": "x"})
    assert signing_in.status_code == 429


@pytest.mark.parametrize("by", ["token", "session"])
def test_a_role_that_does_not_reach_is_refused(client: Client, by: str) -> None:
    who = entered(client, Role.AUDITOR) if by == "session" else person("li", Role.AUDITOR)
    head = {} if by == "session" else bearer(who)
    problem(client.get(READ, headers=head), 403, "not_allowed")


def test_a_generated_password_opens_no_operation_to_a_session(client: Client) -> None:
    entered(client, Role.REVIEWER)
    Person.objects.update(must_change_password=True)
    problem(client.get(READ), 403, "password_to_change")


@pytest.mark.parametrize("by", ["token", "session"])
def test_who_may_publish_sets_codes_up_first(client: Client, by: str) -> None:
    who = entered(client, Role.REVIEWER, Role.PUBLISHER)
    head = bearer(who) if by == "token" else {}
    asked = Client() if by == "token" else client
    problem(asked.get(READ, headers=head), 403, "codes_to_set_up")
    Person.objects.update(totp_secret="set up")
    assert asked.get(READ, headers=head).status_code == 200


def test_what_weighs_most_needs_the_password_lately_shown(client: Client) -> None:
    entered(client, Role.PUBLISHER, minutes=16)
    Person.objects.update(totp_secret="set up")
    problem(client.post(PUBLISHED), 403, "confirmation_needed")
    fresh = Client()
    entered(fresh, Role.PUBLISHER, login="fresh")
    Person.objects.update(totp_secret="set up")
    assert fresh.post(PUBLISHED).status_code == 200


def test_a_token_never_does_what_weighs_most(client: Client) -> None:
    who = person("li", Role.PUBLISHER)
    Person.objects.update(totp_secret="set up")
    problem(client.post(PUBLISHED, headers=bearer(who)), 403, "confirmation_needed")


def test_an_operation_takes_few_statements_to_open(
    client: Client, reviewer: Person, django_assert_max_num_queries
) -> None:
    head = bearer(reviewer)
    client.get(READ, headers=head)
    with django_assert_max_num_queries(3):
        client.get(READ, headers=head)


@pytest.mark.parametrize("address", [READ, "/api/v1/plans"])
def test_a_method_without_an_operation_is_a_problem_that_names_the_others(
    client: Client, address: str
) -> None:
    response = client.delete(address)
    assert "DELETE" in problem(response, 405, "method_not_allowed")["detail"]
    assert "GET" in response["Allow"]


@pytest.mark.parametrize("address", ["/api/", "/api/v1/nowhere", "/api/nowhere/"])
def test_an_address_that_is_not_there_is_a_problem(client: Client, address: str) -> None:
    problem(client.get(address), 404, "not_found")


def test_a_fault_is_a_problem_that_tells_no_secret(client: Client) -> None:
    client.raise_request_exception = False
    assert "Zero" not in problem(client.get("/api/trial/broken"), 500, "fault")["detail"]


def test_a_body_that_is_no_json_is_a_problem(client: Client, reviewer: Person) -> None:
    response = client.post(READ, b"{", content_type="application/json", headers=bearer(reviewer))
    problem(response, 422, "invalid_input")
