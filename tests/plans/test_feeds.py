"""Deadlines in a calendar: what stands there, octet by octet, and that nothing else moves it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from luodi.parties.actions.feeds import make_feed
from luodi.parties.models import Person, Unit
from luodi.parties.queries import actor_of
from luodi.parties.rules.roles import Role
from luodi.plans.models import Duty
from luodi.plans.rules.supervision import Act
from luodi.schedule.queries import working_calendar
from luodi.schedule.rules.working_days import add_working_days
from tests.parties.cast import entered, person
from tests.plans.consulting import opened
from tests.plans.factory import imported, reading
from tests.plans.supervised import OFFICE, Supervised, china, confirmed_plan, done, issued

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
START = timezone.now() - timedelta(days=1)
FAR = timezone.localdate() + timedelta(days=300)


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


@pytest.fixture
def duty(plan: Supervised) -> Duty:
    return issued(plan, now=START, due_on=FAR)[0]


@pytest.fixture
def wang(plan: Supervised) -> Person:
    return person("wang", Role.UNIT, unit=plan.lead)


def address(who: Person, unit: Unit | None = None) -> str:
    return f"/feeds/{make_feed(who, unit.pk if unit else None, by=actor_of(who)).secret}.ics"


def events(content: bytes) -> dict[str, dict[str, str]]:
    """By UID, each property as it would be read by a calendar."""
    found = {}
    for event in Calendar.from_ical(content).walk("VEVENT"):
        one = {name: event.decoded(name) for name in event if name != "CATEGORIES"}
        found[str(event["UID"])] = {
            name: value.decode() if isinstance(value, bytes) else value
            for name, value in one.items()
        }
    return found


def test_a_members_calendar_holds_due_days_and_the_last_day_to_accept(
    plan: Supervised, duty: Duty, wang: Person, client: Client
) -> None:
    answer = client.get(address(wang))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(answer.content)
    due = found[f"duty-{duty.pk}-due@testserver"]
    assert (due["DTSTART"], due["DTEND"]) == (FAR, FAR + timedelta(days=1))
    assert due["SUMMARY"] == f"办结期限：{duty.task.heading}"
    assert due["URL"] == f"http://testserver/tasks/{duty.task_id}/#duty-{duty.pk}"
    assert (due["STATUS"], due["SEQUENCE"], due["TRANSP"]) == ("CONFIRMED", 0, "TRANSPARENT")
    assert due["LAST-MODIFIED"] == due["DTSTAMP"] == START.astimezone(UTC).replace(microsecond=0)
    accept = found[f"duty-{duty.pk}-accept_overdue-0@testserver"]
    last_day = add_working_days(timezone.localdate(START), 5, working_calendar()).day
    assert accept["DTSTART"] == last_day
    assert accept["SUMMARY"] == f"签收截止：{duty.task.heading}"
    assert len(found) == 2 * 2


def test_the_next_reminder_stands_there_once_it_was_accepted_and_the_day_moves_under_its_name(
    plan: Supervised, duty: Duty, wang: Person, client: Client
) -> None:
    place = address(wang)
    done(duty, Act.ACCEPT, plan.member(plan.lead), timezone.now())
    name = f"duty-{duty.pk}-reminder-21@testserver"
    first = events(client.get(place).content)
    assert "提前 21 个工作日" in first[name]["SUMMARY"]
    earlier = FAR - timedelta(days=60)
    done(duty, Act.CHANGE_DUE, OFFICE, timezone.now(), due_on=earlier)
    moved = events(client.get(place).content)
    assert moved[name]["DTSTART"] < first[name]["DTSTART"]
    assert moved[name]["SEQUENCE"] > first[name]["SEQUENCE"]
    assert moved[f"duty-{duty.pk}-due@testserver"]["DTSTART"] == earlier


def test_the_bytes_are_those_of_the_standard(
    plan: Supervised, duty: Duty, wang: Person, client: Client
) -> None:
    content = client.get(address(wang)).content
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")  # no character is cut in two
    assert any(line.startswith(b" ") for line in lines)
    text = content.replace(b"\r\n ", b"").decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in text
    assert "X-WR-CALNAME:测试 wang的督办期限\r\n" in text
    assert "X-WR-TIMEZONE:Asia/Shanghai\r\n" in text
    assert f"DTSTART;VALUE=DATE:{FAR:%Y%m%d}\r\n" in text
    assert "BEGIN:VALARM\r\nACTION:DISPLAY\r\n" in text


def test_the_same_deadlines_are_the_same_bytes_and_are_not_sent_twice(
    duty: Duty, wang: Person, client: Client
) -> None:
    place = address(wang)
    first, second = client.get(place), client.get(place, headers={"accept-language": "en"})
    assert first.content == second.content
    assert first["Cache-Control"] == "private, no-cache"
    again = client.get(place, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(place, headers={"if-none-match": '"other"'}).status_code == 200
    assert client.post(place).status_code == 405
    assert client.get(f"/feeds/{'x' * 43}.ics").status_code == 404


def test_it_speaks_the_language_of_its_person(duty: Duty, wang: Person, client: Client) -> None:
    wang.language = "en"
    wang.save()
    due = events(client.get(address(wang)).content)[f"duty-{duty.pk}-due@testserver"]
    assert due["SUMMARY"] == f"Due: {duty.task.heading}"
    assert due["URL"].startswith("http://testserver/en/tasks/")


def test_a_units_calendar_holds_all_its_open_duties_and_drops_closed_ones(
    plan: Supervised, duty: Duty, wang: Person, client: Client
) -> None:
    place, own = address(wang, plan.lead), address(wang)
    done(duty, Act.RETURN, plan.member(plan.lead), timezone.now())
    due = f"duty-{duty.pk}-due@testserver"
    assert "退回待处理" in events(client.get(place).content)[due]["SUMMARY"]
    assert due not in events(client.get(own).content)
    done(duty, Act.CLOSE, OFFICE, timezone.now())
    assert due not in events(client.get(place).content)


def test_the_office_has_what_it_must_decide_and_the_ends_of_consultations(
    plan: Supervised, duty: Duty, client: Client
) -> None:
    lead = plan.member(plan.lead)
    for act in (Act.ACCEPT, Act.CLAIM):
        done(duty, act, lead, timezone.now())
    draft = imported(reading(title="征求意见稿", region="云溪市")).version
    consultation = opened(draft, now=timezone.now(), closes_on=date(2100, 1, 31))
    opened(imported(reading(title="旧稿")).version, now=china(1, 5), closes_on=date(2026, 2, 10))
    found = events(client.get(address(person("zhao", Role.OFFICE))).content)
    due, closing = f"duty-{duty.pk}-due@testserver", f"consultation-{consultation.pk}@testserver"
    assert set(found) == {due, closing}
    assert found[due]["SUMMARY"] == f"待办结确认：{duty.task.heading}"
    assert found[closing]["DTSTART"] == date(2100, 1, 31)
    assert found[closing]["URL"].endswith(f"/handling/{consultation.pk}/")


def test_one_task_is_downloaded_and_a_closed_duty_takes_its_entry_away(
    plan: Supervised, duty: Duty, client: Client
) -> None:
    place = f"/tasks/{duty.task_id}/duties.ics"
    assert client.get(place).status_code == 302
    entered(client, Role.AUDITOR)
    answer = client.get(place)
    assert answer["Content-Disposition"].endswith('.ics"')
    due = f"duty-{duty.pk}-due@testserver"
    assert events(answer.content)[due]["STATUS"] == "CONFIRMED"
    done(duty, Act.CLOSE, OFFICE, timezone.now())
    found = events(client.get(place).content)
    assert (list(found), found[due]["STATUS"]) == ([due], "CANCELLED")
    assert found[due]["SEQUENCE"] == 1


def test_a_heading_with_signs_of_the_format_and_control_characters_stays_whole(
    plan: Supervised, wang: Person, client: Client
) -> None:
    heading = "建设“算力券”；a,b;c\\d: " + "𠮷" * 40 + "\x0b\u2028\x07END:VEVENT"
    duty = issued(plan, now=START, due_on=FAR)[0]
    duty.task.heading = heading
    duty.task.save()
    content = client.get(address(wang)).content
    shown = events(content)[f"duty-{duty.pk}-due@testserver"]["SUMMARY"]
    assert shown == "办结期限：建设“算力券”；a,b;c\\d: " + "𠮷" * 40 + " END:VEVENT"
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_a_day_of_a_year_without_published_holidays_is_tentative(
    plan: Supervised, wang: Person, client: Client
) -> None:
    far = date(2099, 6, 30)
    duty = issued(plan, now=START, due_on=far)[0]
    done(duty, Act.ACCEPT, plan.member(plan.lead), timezone.now())
    found = events(client.get(address(wang)).content)
    reminder = found[f"duty-{duty.pk}-reminder-21@testserver"]
    assert reminder["STATUS"] == "TENTATIVE"
    assert "暂定" in reminder["DESCRIPTION"]


def test_a_calendar_costs_the_same_however_many_duties_it_holds(
    plan: Supervised, wang: Person, client: Client, django_assert_max_num_queries
) -> None:
    issued(plan, now=datetime(2026, 3, 2, tzinfo=UTC), due_on=FAR)
    place = address(wang)
    with django_assert_max_num_queries(14):
        assert client.get(place).status_code == 200
