"""The calendar on its pages, through REST and at the command line."""

import pytest
from django.test import Client
from typer.testing import CliRunner

from luodi.parties.rules.roles import Role
from luodi.schedule.models import CalendarDay
from luodi.schedule.queries import year_page
from luodi.site.cli import app
from tests.parties.cast import entered

pytestmark = pytest.mark.django_db
DAY = "2026-11-27"


def test_a_year_is_printed_with_its_holidays_in_words(client: Client) -> None:
    entered(client, Role.UNIT)
    page = client.get("/calendar/2026/").content.decode()
    assert page.count('<table class="month">') == 12
    assert page.count("<small>休</small>") == 33
    assert page.count("<small>班</small>") == 6
    assert "248 个工作日" in page
    assert "均为暂定" not in page


def test_a_year_without_holidays_says_that_it_is_provisional(client: Client) -> None:
    entered(client, Role.UNIT)
    assert "放假安排尚未公布" in client.get("/calendar/2031/").content.decode()
    english = client.get("/en/calendar/2031/").content.decode()
    assert "are not published yet" in english
    assert client.get("/calendar/1999/").status_code == 404


def test_a_day_is_changed_on_the_page_and_shown_with_who_and_why(client: Client) -> None:
    chief = entered(client, Role.OFFICE)
    sent = {"day": DAY, "working": "off", "reason": "云溪市政府办公室通知"}
    assert client.post("/calendar/days/", sent)["Location"] == "/calendar/2026/"
    page = client.get("/calendar/2026/").content.decode()
    assert page.count("云溪市政府办公室通知") >= 2
    assert chief.name in page


def test_a_wrong_day_is_said_beside_the_form(client: Client) -> None:
    entered(client, Role.OFFICE)
    answer = client.post("/calendar/days/", {"day": "1999-01-01", "reason": "x"})
    assert answer.status_code == 422
    assert "2000" in answer.content.decode()
    assert client.post("/calendar/days/", {"day": "", "reason": ""}).status_code == 422
    assert not CalendarDay.objects.exists()


def test_days_are_changed_and_read_through_rest(client: Client) -> None:
    entered(client, Role.OFFICE)
    body = {"days": [{"day": DAY, "working": False, "reason": "通知"}]}
    answer = client.post("/api/v1/calendar/days", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    year = client.get("/api/v1/calendar/2026").json()
    assert {"day": DAY, "working": False, "name": "通知", "own": True} in year["days"]
    assert (year["working_days"], year["provisional"]) == (247, False)
    before = client.get("/api/v1/calendar/2026", {"at": "2026-01-01T00:00:00Z"}).json()
    assert before["working_days"] == 248
    assert client.get("/api/v1/calendar/1999").json()["code"] == "calendar_year_not_found"


def test_the_command_names_the_days_that_differ() -> None:
    said = CliRunner().invoke(app, ["calendar", "2026"]).output
    assert "2026-10-10  班  国庆节" in said
    assert str(year_page(2026).working_days) in said
    assert "暂定" in CliRunner().invoke(app, ["calendar", "2031"]).output
