"""A draft is opened for comment, extended, and closes by itself at the end of its last day."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from luodi.audit.models import AuditEvent
from luodi.audit.queries import check_chain
from luodi.errors import DomainError, NotAllowed
from luodi.parties.rules.roles import Actor, Role
from luodi.plans import errors
from luodi.plans.actions import comment_on, extend, open_consultation
from luodi.plans.models import Clause, Comment, Consultation, Sender
from luodi.plans.queries import standing_of
from luodi.plans.rules.consultation import Phase, closes_at, phase
from tests.parties.cast import TEST
from tests.plans.consulting import (
    AFTERWARDS,
    BODY,
    LAST_DAY,
    LAST_INSTANT,
    NAME,
    OPENING,
    PERSON,
    SHANGHAI,
    TICK,
    draft,
    first_clause,
    opened,
    sent,
)

pytestmark = pytest.mark.django_db
LATER = date(2024, 10, 31)


@given(st.dates(date(1992, 1, 1), date(2999, 1, 1)), st.integers(0, 10**13))
def test_a_consultation_is_open_from_its_opening_to_the_end_of_its_last_day(
    last: date, past: int
) -> None:
    opens = closes_at(last) - timedelta(days=10)
    now = opens - timedelta(days=5) + timedelta(microseconds=past)
    local = now.astimezone(SHANGHAI).replace(tzinfo=None)
    whole = datetime.combine(last + timedelta(days=1), datetime.min.time())
    expected = Phase.AHEAD if now < opens else Phase.OPEN if local < whole else Phase.CLOSED
    assert phase(opens, last, now=now) is expected


def test_the_last_microsecond_of_the_closing_day_counts_and_the_next_does_not() -> None:
    consultation = opened()
    sent(consultation, "赶上了", now=LAST_INSTANT)
    assert AFTERWARDS - LAST_INSTANT == TICK
    with pytest.raises(errors.ConsultationClosed) as refusal:
        sent(consultation, "迟了", now=AFTERWARDS)
    assert "2024-10-17" in str(refusal.value)
    assert Comment.objects.count() == 1


def test_nothing_is_taken_before_the_opening() -> None:
    consultation = open_consultation(
        draft(), closes_on=LAST_DAY, opens_at=OPENING + timedelta(days=1), by=TEST, now=OPENING
    )
    with pytest.raises(errors.ConsultationClosed):
        sent(consultation)


@pytest.mark.parametrize("day", [date(2024, 10, 7), date(2020, 1, 1), date.max])
def test_a_closing_day_that_is_over_or_never_comes_is_refused(day: date) -> None:
    with pytest.raises(errors.TermRefused):
        open_consultation(draft(), closes_on=day, by=TEST, now=OPENING)
    assert not Consultation.objects.exists()


def test_a_version_is_consulted_on_once() -> None:
    version = draft()
    opened(version)
    with pytest.raises(errors.ConsultationExists):
        opened(version)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICE}))
def test_only_the_office_opens_and_extends(role: Role) -> None:
    consultation = opened()
    by = Actor("parties.person:9", frozenset({role}))
    with pytest.raises(NotAllowed):
        open_consultation(draft(1), closes_on=LAST_DAY, by=by, now=OPENING)
    term = standing_of(consultation, OPENING).term.pk
    with pytest.raises(NotAllowed):
        extend(consultation, closes_on=LATER, reason="因", by=by, expected=term, now=OPENING)


def test_an_extension_moves_the_end_and_the_past_reads_as_it_did() -> None:
    consultation = opened()
    term = standing_of(consultation, OPENING).term.pk
    extend(
        consultation, closes_on=LATER, reason="应企业要求", by=TEST, expected=term, now=LAST_INSTANT
    )
    sent(consultation, now=AFTERWARDS)
    assert standing_of(consultation, LAST_INSTANT - TICK).term.closes_on == LAST_DAY
    assert standing_of(consultation, LAST_INSTANT).term.closes_on == LATER
    assert standing_of(consultation, closes_at(LATER)).closed


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"reason": " "}, errors.ExtensionUnexplained),
        ({"closes_on": LAST_DAY}, errors.TermRefused),
        ({"now": AFTERWARDS}, errors.ConsultationClosed),
        ({"expected": 0}, errors.DecidedMeanwhile),
    ],
)
def test_a_faulty_extension_is_refused(change: dict[str, object], error: type[DomainError]) -> None:
    consultation = opened()
    usual = {"closes_on": LATER, "reason": "因", "now": OPENING}
    usual["expected"] = standing_of(consultation, OPENING).term.pk
    with pytest.raises(error):
        extend(consultation, by=TEST, **(usual | change))  # type: ignore[arg-type]
    assert consultation.terms.count() == 1


@pytest.mark.parametrize(
    "name",
    [
        *("", "  ", "匿名", "Anonymous", "12345", "…", "\x00"),
        *("匿 名", "（匿名）", "匿名用户", "匿\u200b名", "Ａnonymous", "无名氏。"),
    ],
)
def test_a_comment_signed_by_nobody_is_refused(name: str) -> None:
    consultation = opened()
    for signature in (replace(PERSON, name=name), replace(BODY, name=name)):
        with pytest.raises(errors.CommentUnsigned):
            sent(consultation, signature=signature)
    with pytest.raises(errors.CommentUnsigned):
        sent(consultation, signature=replace(BODY, person=name))
    assert not Comment.objects.exists()


@pytest.mark.parametrize("contact", ["", "12345", "王敏", "a@b", "@", "x" * 200 + "@a.cn"])
def test_a_comment_whose_sender_cannot_be_asked_is_refused(contact: str) -> None:
    with pytest.raises(errors.ContactMissing):
        sent(opened(), signature=replace(PERSON, contact=contact))


def test_a_comment_needs_words_and_consent_and_has_a_limit() -> None:
    consultation = opened()
    for text, error in (
        (" \r\n\x00 ", errors.CommentEmpty),
        ("\u200b\ufeff\u2060", errors.CommentEmpty),
        ("字" * 5001, errors.CommentTooLong),
    ):
        with pytest.raises(error):
            sent(consultation, text)
    with pytest.raises(errors.ConsentMissing):
        comment_on(
            consultation, text="好", signature=PERSON, consent=False, address="", now=OPENING
        )
    sent(consultation, "字" * 5000)
    assert Comment.objects.count() == Sender.objects.count() == 1


def test_control_characters_and_turning_marks_are_left_out() -> None:
    got = sent(opened(), "第一行\r\n第\u202e二\x00行\t完")
    assert got.comment.text == "第一行\n第二行 完"


def test_a_person_is_masked_if_shown_and_a_body_is_named() -> None:
    consultation = opened()
    shown = sent(consultation, "一")
    hidden = sent(consultation, "二", signature=replace(PERSON, shown=False))
    body = sent(consultation, "三", signature=BODY)
    assert [one.comment.signature for one in (shown, hidden, body)] == ["欧**", "", BODY.name]


def test_the_same_comment_of_the_same_sender_is_stored_once() -> None:
    consultation = opened()
    sent(consultation)
    with pytest.raises(errors.CommentSentTwice):
        sent(consultation)
    sent(consultation, clause=first_clause(consultation))
    sent(consultation, signature=BODY)
    assert Comment.objects.count() == 3


def test_a_clause_of_another_draft_is_refused() -> None:
    consultation = opened()
    with pytest.raises(errors.OtherConsultation):
        sent(consultation, clause=Clause.objects.filter(version=draft(1)).first())


def test_too_many_comments_from_a_contact_or_a_network_are_refused_and_no_address_is_kept() -> None:
    consultation = opened()
    for number in range(20):
        sent(consultation, f"第{number}条", address=f"192.0.2.{number}")
    with pytest.raises(errors.CommentsRateExceeded):
        sent(consultation, "第21条", address="192.0.2.99")
    for number in range(60):
        contact = f"138{number:08}"
        sent(
            consultation, "同意", signature=replace(PERSON, contact=contact), address="2001:db8::1"
        )
    with pytest.raises(errors.CommentsRateExceeded):
        other = replace(PERSON, contact="13912345678")
        sent(consultation, "同意", signature=other, address="2001:db8::2")
    assert Comment.objects.count() == 80


def test_what_was_said_is_never_changed() -> None:
    comment = sent(opened()).comment
    for table in ("consultation", "consultationterm", "comment"):
        for statement in (f"DELETE FROM plans_{table}", f"UPDATE plans_{table} SET id = id"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
    assert Comment.objects.get() == comment


def test_every_step_is_in_the_trail_and_no_name_is() -> None:
    consultation = opened()
    sent(consultation)
    events = AuditEvent.objects.filter(action__in=("plans.open_consultation", "plans.comment"))
    assert [event.actor for event in events] == [TEST.reference, "system:public"]
    assert not any(NAME in event.data for event in AuditEvent.objects.all())
    assert check_chain().broken is None
