"""People are told: in the site with the change itself, and by e-mail from a real server's view."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from luodi.audit.models import AuditEvent
from luodi.parties.actions.notices import mark_read, notify, send, set_preferences
from luodi.parties.actions.people import deactivate_person, grant_role, withdraw_role
from luodi.parties.models import Notice, NoticeEmail, Person
from luodi.parties.notice_kinds import sentence_of
from luodi.parties.queries import unread_notices
from luodi.parties.rules.roles import Role
from luodi.schedule.actions import jobs as job_actions
from luodi.schedule.actions import run_due_jobs
from luodi.schedule.models import Job
from luodi.schedule.rules.leases import LEASE
from tests.parties.cast import TEST, entered, person
from tests.parties.mail import Box, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings: LazySettings) -> Iterator[Box]:
    with running() as (box, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.DEFAULT_FROM_EMAIL = "luodi@yunxi.example.cn"
        yield box


@pytest.fixture
def wang() -> Person:
    return person("wang@yunxi.example.cn")


def run(after: timedelta = timedelta(0)) -> int:
    return run_due_jobs(owner="test", now=timezone.now() + after)


def test_a_change_tells_whom_it_concerns_in_both_languages(wang: Person) -> None:
    grant_role(wang.pk, Role.REVIEWER, by=TEST)
    withdraw_role(wang.pk, Role.REVIEWER, by=TEST)
    told = Notice.objects.filter(person=wang)
    assert [sentence_of(one) for one in told] == [
        "您的“核对人”角色已被收回。",
        "您已被授予“核对人”角色。",
    ]
    with override("en"):
        assert sentence_of(told[1]) == "You were entrusted with the role “Reviewer”."


def test_a_notice_of_a_kind_that_is_gone_still_opens(wang: Person) -> None:
    told = notify(wang, "plans.forgotten", subject="plans.task:1", data={})
    assert sentence_of(told) == "plans.forgotten plans.task:1"


def test_a_notice_lives_and_dies_with_the_change(wang: Person, box: Box) -> None:
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        grant_role(wang.pk, Role.REVIEWER, by=TEST)
        raise ValueError("no")
    assert (Notice.objects.count(), NoticeEmail.objects.count(), Job.objects.count()) == (0, 0, 0)


def test_without_a_server_nothing_is_mailed(wang: Person) -> None:
    grant_role(wang.pk, Role.REVIEWER, by=TEST)
    assert not NoticeEmail.objects.exists()


def test_the_bell_counts_what_is_unread_and_own(client: Client, wang: Person) -> None:
    chief = entered(client, Role.OFFICE)
    grant_role(wang.pk, Role.REVIEWER, by=TEST)
    assert "通知，1 条未读" in client.get("/account/notices/").content.decode()
    other = Notice.objects.get(person=wang)
    client.post("/account/notices/read/", {"number": other.pk})
    assert (unread_notices(wang), unread_notices(chief)) == (1, 1)
    client.post("/account/notices/read/", {"number": Notice.objects.get(person=chief).pk})
    page = client.get("/account/notices/").content.decode()
    assert unread_notices(chief) == 0
    assert "条未读" not in page
    assert "您已被授予“统筹专班”角色。" in page


@pytest.mark.parametrize("number", ["x", "1" * 19, "-1"])
def test_a_number_that_is_none_is_refused(client: Client, number: str) -> None:
    entered(client, Role.OFFICE)
    assert client.post("/account/notices/read/", {"number": number}).status_code == 422


def test_all_notices_are_read_at_once_and_the_first_reading_counts(wang: Person) -> None:
    grant_role(wang.pk, Role.REVIEWER, by=TEST)
    grant_role(wang.pk, Role.UNIT, by=TEST)
    assert mark_read(wang) == 2
    assert mark_read(wang) == 0


def test_an_empty_list_says_so(client: Client) -> None:
    entered(client)
    assert "暂无通知" in client.get("/account/notices/").content.decode()


def test_a_notice_is_mailed_once_in_the_language_of_the_person(wang: Person, box: Box) -> None:
    set_preferences(wang, language="en", email="", wants_email=True)
    grant_role(wang.pk, Role.REVIEWER, by=TEST)
    assert box.taken == []
    assert (run(), run()) == (1, 0)
    [mail] = box.taken
    assert mail["Subject"].strip() == "[Luodi] You were entrusted with the role “Reviewer”."
    assert "测试 wang@yunxi.example.cn, hello:" in mail.get_content()
    assert mail["Message-ID"] == NoticeEmail.objects.get().message_id
    assert (mail["From"], mail["Auto-Submitted"]) == ("luodi@yunxi.example.cn", "auto-generated")
    assert box.to == ["wang@yunxi.example.cn"]
    assert NoticeEmail.objects.get().sent_at


def test_the_sites_language_is_used_where_none_was_chosen(wang: Person, box: Box) -> None:
    grant_role(wang.pk, Role.REVIEWER, by=TEST)
    run()
    assert box.taken[0]["Subject"].strip() == "【落地】您已被授予“核对人”角色。"


def test_who_has_no_address_or_wants_none_is_told_in_the_site_only(wang: Person, box: Box) -> None:
    set_preferences(wang, language="", email="", wants_email=False)
    grant_role(wang.pk, Role.REVIEWER, by=TEST)
    grant_role(person("li").pk, Role.REVIEWER, by=TEST)
    assert (Notice.objects.count(), NoticeEmail.objects.count()) == (2, 0)


@pytest.mark.parametrize("meanwhile", ["switched off", "deactivated"])
def test_an_e_mail_on_its_way_is_held_back_where_nobody_wants_it_any_more(
    wang: Person, box: Box, meanwhile: str
) -> None:
    grant_role(wang.pk, Role.REVIEWER, by=TEST)
    if meanwhile == "deactivated":
        person("root", Role.ADMINISTRATOR)
        deactivate_person(wang.pk, by=TEST)
    else:
        set_preferences(wang, language="", email="", wants_email=False)
    run()
    assert box.taken == []
    assert NoticeEmail.objects.get(notice__person=wang).sent_at is None


def test_what_the_server_refuses_is_sent_later(wang: Person, box: Box) -> None:
    grant_role(wang.pk, Role.REVIEWER, by=TEST)
    box.refusal = "451 try again later"
    run()
    job = Job.objects.get()
    assert (job.state, "451" in job.last_error) == (Job.State.WAITING, True)
    box.refusal = ""
    run(timedelta(hours=1))
    assert len(box.taken) == 1
    assert NoticeEmail.objects.get().attempts == 2


def test_after_a_crash_behind_the_server_the_same_bytes_are_sent_again(
    wang: Person, box: Box
) -> None:
    grant_role(wang.pk, Role.REVIEWER, by=TEST)
    now = timezone.now()
    job = job_actions._claim("dead", now)
    assert job is not None
    send(job)
    run(LEASE)
    first, second = box.raw
    assert first == second
    assert NoticeEmail.objects.get().attempts == 2


def test_a_person_chooses_language_and_address_on_a_page(client: Client, box: Box) -> None:
    chief = entered(client, Role.OFFICE)
    sent = {"language": "en", "email": "chief@yunxi.example.cn", "wants_email": "on"}
    assert client.post("/account/preferences/", sent)["Location"] == "/account/"
    chief.refresh_from_db()
    assert (chief.language, chief.mailbox, chief.wants_email) == (
        "en",
        "chief@yunxi.example.cn",
        True,
    )
    page = client.get("/account/").content.decode()
    assert "chief@yunxi.example.cn" in page
    event = AuditEvent.objects.get(action="parties.set_preferences")
    assert "chief@" not in event.data


@pytest.mark.parametrize("wrong", [{"email": "nowhere"}, {"language": "fr"}])
def test_a_choice_that_makes_no_sense_is_refused(client: Client, wrong: dict[str, str]) -> None:
    entered(client, Role.OFFICE)
    assert client.post("/account/preferences/", wrong).status_code == 422
