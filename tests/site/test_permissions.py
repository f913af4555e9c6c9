"""Every address × everyone who may come × its methods: who comes in; others change nothing.

A new page is one line in tests/site/addresses.py. Nothing here looks at the guards; what each verb
opens is written down once more.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from luodi.parties.actions.feeds import make_feed
from luodi.parties.actions.units import register_unit
from luodi.parties.models import Person
from luodi.parties.queries import actor_of
from luodi.parties.rules.roles import Role
from luodi.parties.sessions import BACKEND, CONFIRMED
from luodi.plans.rules.planning import PlanAct
from luodi.site.api import api
from tests.parties.cast import TEST, person
from tests.plans.adjusted import asked, first_task
from tests.plans.consulting import opened, sent
from tests.plans.planned import acted, saved
from tests.plans.sharing import in_force, target_of
from tests.plans.supervised import confirmed_plan, issued
from tests.site.addresses import EVERYONE, NEVER, ROWS, SIGNED_IN, Of, Row
from tests.site.test_routes import DEBUG_ONLY, routes

OPENS: dict[str, set[Role]] = {
    "enter": set(Role),
    "import": {Role.OFFICE},
    "confirm": {Role.OFFICE, Role.REVIEWER},
    "consult": {Role.OFFICE},
    "publish": {Role.PUBLISHER},
    "approve": {Role.PUBLISHER},
    "decompose": {Role.OFFICE},
    "supervise": {Role.OFFICE},
    "oversee": {Role.OFFICE, Role.AUDITOR},
    "manage_units": {Role.OFFICE, Role.ADMINISTRATOR},
    "manage_people": {Role.ADMINISTRATOR},
    "manage_calendar": {Role.OFFICE, Role.ADMINISTRATOR},
    "manage_jobs": {Role.ADMINISTRATOR},
    "read_audit": {Role.AUDITOR, Role.ADMINISTRATOR},
}
TOGETHER = [role for role in Role if role is not Role.AUDITOR]
VISITORS: dict[str, list[Role]] = {
    "without a role": [],
    **{role.value: [role] for role in Role},
    "with all roles that go together": TOGETHER,
}
# Written by everyone who comes: who he is, and how often he failed to say so.
NO_CHANGE = ("django_session", "parties_signingate")


def may(asks: str, roles: list[Role] | None) -> bool:
    """Whether who holds these roles is let in; None is a stranger."""
    if asks == EVERYONE:
        return True
    return roles is not None and (asks == SIGNED_IN or bool(OPENS[asks] & set(roles)))


@pytest.fixture
def world(db: None) -> dict[str, Any]:
    """One plan, one person whom nobody is, and a session of each visitor that has all it needs."""
    version = in_force()
    consultation = opened(version, now=timezone.now(), closes_on=NEVER)
    supervised = confirmed_plan(title="已生效的方案")
    reader = person("reader", Role.REVIEWER)
    duty = issued(supervised, now=timezone.now(), due_on=date(2100, 1, 1))[0]
    saved(supervised)
    for step in (PlanAct.SUBMIT, PlanAct.APPROVE):
        acted(supervised, step)
    return {
        "plan in force": supervised.plan.pk,
        "planning unit": supervised.lead.pk,
        "feed": make_feed(reader, None, by=actor_of(reader)).secret,
        "duty": duty.pk,
        "adjustment": asked(first_task(supervised)).pk,
        "task": duty.task_id,
        "plan": version.document_id,
        "consultation": consultation.pk,
        "comment": sent(consultation, now=timezone.now()).comment.pk,
        "version": version.pk,
        "promise": target_of(version).pk,
        "person": person("somebody").pk,
        "unit": register_unit("云溪市科学技术局", region="云溪市", level="city", by=TEST).pk,
        "sessions": {name: session_of(name, roles) for name, roles in VISITORS.items()},
    }


def session_of(name: str, roles: list[Role]) -> str:
    """A session that no password to change, code to set up or stale confirmation holds back."""
    found = person(name.replace(" ", "-"), *roles)
    Person.objects.filter(pk=found.pk).update(must_change_password=False, totp_secret="x")
    client = Client()
    client.force_login(Person.objects.get(pk=found.pk), BACKEND)
    session = client.session
    session[CONFIRMED] = timezone.now().isoformat()
    session.save()
    return str(session.session_key)


def ask(row: Row, name: str, method: str, world: Mapping[str, Any], visitor: str) -> Any:
    """The answer, and whether anything was written for it; all of it is taken back."""
    client, wrote = Client(raise_request_exception=False), []
    if visitor in world["sessions"]:
        client.cookies[settings.SESSION_COOKIE_NAME] = world["sessions"][visitor]

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not any(t in sql for t in NO_CHANGE):
            wrote.append(sql)
        return execute(sql, *rest)

    address = reverse(
        name, kwargs={key: world.get(value, value) for key, value in row.args.items()}
    )
    sent = row.sends.get(method, {})
    body = {
        key: world[value.row] if isinstance(value, Of) else value for key, value in sent.items()
    }
    how = {"content_type": "application/json"} if name.startswith("api:") else {}
    with transaction.atomic(), connection.execute_wrapper(watch):
        response = getattr(client, method)(address, body, **how)
        transaction.set_rollback(True)
    return response, wrote


def refused(response: HttpResponse, name: str, stranger: bool) -> bool:
    """A stranger is sent to sign in, by the API told so; others are told that they may not."""
    if not stranger:
        return response.status_code == 403
    if name.startswith("api:"):
        return response.status_code == 401
    return response.status_code == 302 and response["Location"].startswith("/sign-in/")


def cells() -> Iterator[tuple[str, str, str]]:
    """Pages are asked for and sent to whether they have a form or not."""
    for name, row in ROWS.items():
        methods = [*row.sends] if name.startswith("api:") else ["get", "post"]
        yield from product([name], methods, ("stranger", *VISITORS))


def test_every_address_has_its_row() -> None:
    assert {name for name, _ in routes(get_resolver())} - DEBUG_ONLY == set(ROWS)


def test_every_operation_of_the_api_is_asked_for_by_its_method() -> None:
    taken = {
        f"api:{operation['operationId']}": method
        for path in api.get_openapi_schema()["paths"].values()
        for method, operation in path.items()
    }
    assert {name: [*ROWS[name].sends] for name in taken} == {n: [m] for n, m in taken.items()}


def fault(name: str, method: str, visitor: str, world: Mapping[str, Any]) -> str:
    """What is wrong with one cell, if anything."""
    row = ROWS[name]
    response, wrote = ask(row, name, method, world, visitor)
    status, to = response.status_code, response.headers.get("Location", "")
    if not may(row.asks, VISITORS.get(visitor)):
        # An address may say that it takes no such request before it asks who sends it.
        kept_out = refused(response, name, visitor == "stranger")
        right = not wrote and (kept_out or (method not in row.sends and status == 405))
    elif method in row.sends:
        right = status in row.answers and not to.startswith("/sign-in/")
    else:
        right = status < 500 and not wrote
    return "" if right else f"{name}, {method}, {visitor}: {status} {to} {wrote}"


@pytest.mark.slow
def test_who_may_comes_in_and_who_may_not_changes_nothing(world: dict[str, Any]) -> None:
    """In one test, so that the world is made once for all the cells."""
    faults = [fault(*cell, world) for cell in cells()]
    assert [said for said in faults if said] == []
