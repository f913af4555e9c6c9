"""What reports and claims rest on: which links are safe, and that a claim on nothing shows it."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from luodi.audit.models import AuditEvent
from luodi.parties.actions.people import join_unit
from luodi.parties.rules.roles import Role
from luodi.plans.actions import act_on_duty
from luodi.plans.errors import EvidenceMisplaced, EvidenceTooMuch, LinkInvalid, NumberTooLong
from luodi.plans.models import Duty, DutyEvent, Evidence
from luodi.plans.queries import duties_of_task, unproven
from luodi.plans.rules.evidence import LONGEST_LINK, MOST, check_evidence, host_of
from luodi.plans.rules.supervision import Act
from tests.parties.cast import TEST, entered
from tests.plans.supervised import (
    OFFICE,
    Supervised,
    china,
    confirmed_plan,
    done,
    issued,
    last_of,
)

LINK = "https://data.example.gov.cn/验收/报告?id=1#p"
NUMBER = "云数发〔2026〕12号"


@pytest.fixture
def plan(db: None) -> Supervised:
    return confirmed_plan()


@pytest.fixture
def duty(plan: Supervised) -> Duty:
    found = issued(plan, now=china(3, 2))[0]
    done(found, Act.ACCEPT, plan.member(plan.lead), china(3, 3))
    return found


def filed(plan: Supervised, duty: Duty, act: Act, *links: str, number: str = "") -> DutyEvent:
    by, numbers = plan.member(plan.lead), [number] if number else []
    more = {"words": "已办理", "links": links, "document_numbers": numbers}
    return act_on_duty(duty.pk, act, expected=last_of(duty), by=by, now=china(4, 1), **more)


@pytest.mark.parametrize(
    "link",
    [
        "http://example.cn/",
        "javascript:alert(1)",
        "https://",
        "https:///a",
        "https://a@example.cn/",
        "https://example.cn/ a",
        "https://example.cn/\u202ea",
        "https://example.cn\\@evil.cn/",
        "https://example.cn:99999/",
        'https://example.cn/"><script>',
        "https://\uff45xample.cn/",
        "https://[::1",
        "data:text/html,x",
        "https://example.cn/" + "a" * LONGEST_LINK,
    ],
)
def test_a_link_that_could_lead_astray_is_refused(link: str) -> None:
    with pytest.raises(LinkInvalid):
        check_evidence(Act.REPORT, [link], [])


@given(st.text())
def test_whatever_is_typed_a_link_is_secure_or_refused(text: str) -> None:
    assert not host_of(text) or text[:8].lower() == "https://"


def test_empty_lines_and_repetitions_are_left_out_and_there_is_an_end() -> None:
    found = check_evidence(Act.CLAIM, [LINK, " ", f" {LINK} "], ["", NUMBER, f" {NUMBER}"])
    assert (found.links, found.numbers) == ((LINK,), (NUMBER,))
    with pytest.raises(EvidenceTooMuch):
        check_evidence(Act.CLAIM, [f"{LINK}{n}" for n in range(MOST)], [NUMBER])
    with pytest.raises(NumberTooLong):
        check_evidence(Act.CLAIM, [], ["号" * 201])
    with pytest.raises(EvidenceMisplaced):
        check_evidence(Act.ACCEPT, [LINK], [])
    assert check_evidence(Act.ACCEPT, ["  "], [""]).links == ()


def test_evidence_is_stored_with_its_event_told_to_the_trail_and_never_changed(
    plan: Supervised, duty: Duty
) -> None:
    event = filed(plan, duty, Act.REPORT, LINK, number=NUMBER)
    assert [(one.link, one.document_number) for one in event.evidence.all()] == [
        (LINK, ""),
        ("", NUMBER),
    ]
    told = AuditEvent.objects.get(action="plans.file_evidence")
    assert told.subject == f"plans.duty:{duty.pk}"
    assert NUMBER in str(told.data)
    for change in (lambda: Evidence.objects.update(link="x"), Evidence.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(event=event, link=LINK, document_number=NUMBER)


def test_a_refused_link_leaves_nothing_behind(plan: Supervised, duty: Duty) -> None:
    before = DutyEvent.objects.count()
    with pytest.raises(LinkInvalid):
        filed(plan, duty, Act.CLAIM, "http://example.cn/")
    assert (DutyEvent.objects.count(), Evidence.objects.count()) == (before, 0)


def test_a_claim_rests_on_what_was_filed_with_it_or_before_since_the_last_issue(
    plan: Supervised, duty: Duty
) -> None:
    def marked() -> bool:
        return bool(unproven(duties_of_task(duty.task)))

    assert not marked()
    filed(plan, duty, Act.CLAIM)
    assert marked()
    done(duty, Act.SEND_BACK, OFFICE, china(4, 2))
    filed(plan, duty, Act.REPORT, number=NUMBER)
    assert not marked()
    filed(plan, duty, Act.CLAIM)
    assert not marked()


def test_the_page_shows_host_and_whole_link_to_those_who_work_here_and_to_nobody_else(
    plan: Supervised, duty: Duty, client: Client
) -> None:
    filed(plan, duty, Act.REPORT, LINK, number=NUMBER)
    address = f"/tasks/{duty.task_id}/"
    public = client.get(address).content.decode()
    assert NUMBER not in public and "data.example" not in public
    entered(client, Role.AUDITOR)
    shown = client.get(address).content.decode()
    assert f'href="{LINK}" rel="noopener noreferrer nofollow"' in shown
    assert "data.example.gov.cn<br>" in shown
    assert NUMBER in shown


def test_the_office_sees_at_once_that_a_claim_rests_on_nothing(
    plan: Supervised, duty: Duty, client: Client
) -> None:
    filed(plan, duty, Act.CLAIM)
    entered(client, Role.OFFICE)
    for address in ("/todo/", f"/tasks/{duty.task_id}/"):
        assert "未附佐证材料" in client.get(address).content.decode()
    assert client.get(f"/api/v1/duties/{duty.pk}").json()["unproven"] is True


def test_a_member_files_on_the_page_and_over_rest_and_a_refusal_keeps_what_was_typed(
    plan: Supervised, duty: Duty, client: Client
) -> None:
    member = entered(client, Role.UNIT)
    join_unit(member.pk, plan.lead.pk, since=china(1, 5).date(), by=TEST)
    given = {"act": "report", "expected": last_of(duty), "words": "已选址", "links": "ftp://x"}
    refusal = client.post(f"/duties/{duty.pk}/act/", given)
    assert refusal.status_code == 422
    assert ">ftp://x</textarea>" in refusal.content.decode()
    good = given | {"links": f"{LINK}\r\n{LINK}2", "document_numbers": NUMBER}
    assert client.post(f"/duties/{duty.pk}/act/", good).status_code == 302
    assert Evidence.objects.count() == 3
    found = client.get(f"/api/v1/duties/{duty.pk}").json()
    assert [piece["link"] for piece in found["events"][-1]["evidence"]] == [LINK, f"{LINK}2", ""]
