"""Background work that was given up stands on a page of the administrators, with why."""

import pytest
from django.test import Client
from django.utils import timezone

from luodi.audit.models import AuditEvent
from luodi.parties.rules.roles import Role
from luodi.schedule.models import Job
from tests.parties.cast import entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def job() -> Job:
    return Job.objects.create(
        kind="plans.ladder",
        key="1",
        due_at=timezone.now(),
        state=Job.State.GIVEN_UP,
        attempt=8,
        last_error="ConnectionError: <b>no mail server</b>",
    )


def test_what_was_given_up_is_shown_with_why_and_tried_again(job: Job, client: Client) -> None:
    administrator = entered(client, Role.ADMINISTRATOR)
    shown = client.get("/jobs/").content.decode()
    assert "记录督办节点" in shown
    assert "&lt;b&gt;no mail server" in shown
    assert client.post(f"/jobs/{job.pk}/again/").status_code == 302
    job.refresh_from_db()
    assert (job.state, job.attempt) == (Job.State.WAITING, 0)
    told = AuditEvent.objects.get(action="schedule.retry_job")
    assert told.actor == f"parties.person:{administrator.pk}"
    assert "没有已放弃的作业" in client.get("/jobs/").content.decode()
    again = client.post(f"/jobs/{job.pk}/again/")
    assert again.status_code == 404 and 'role="alert"' in again.content.decode()


def test_the_calendar_says_which_years_are_certain(client: Client) -> None:
    entered(client, Role.AUDITOR)
    shown = client.get("/calendar/").content.decode()
    assert "各年度节假日安排情况" in shown
    assert '<a href="/calendar/2026/"' in shown
    assert f'<a href="/calendar/{timezone.localdate().year + 5}/"' in shown
