"""Comments are handled one by one with a reply; who sent them is known to few, and not for ever."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luodi.audit.models import AuditEvent
from luodi.audit.queries import check_chain
from luodi.errors import DomainError, NotAllowed
from luodi.parties.rules.roles import Actor, Role
from luodi.plans import errors
from luodi.plans.actions import (
    erase_due_senders,
    erase_senders,
    extend,
    handle,
    merge,
    read_sender,
)
from luodi.plans.models import Comment, Consultation, Handling, Sender
from luodi.plans.queries import comment_with_receipt, comments_as_of, consultation_result
from luodi.schedule.actions import run_due_jobs
from tests.plans.consulting import (
    AFTERWARDS,
    ASKED,
    BODY,
    LAST_INSTANT,
    NAME,
    OPENING,
    PERSON,
    PERSONAL,
    TICK,
    first_clause,
    opened,
    sent,
)

WITHOUT = sorted(set(Role) - {Role.OFFICE})
OFFICE = Actor("parties.person:1", frozenset({Role.OFFICE}))
TOGETHER = 4


def answered(comment: Comment, outcome: str = "accepted", **how: object) -> Handling:
    last = comment.handlings.filter(next=None).first()
    seen = {comment.pk: last.pk if last else None}
    usual: dict[str, object] = {"reply": "已采纳。", "by": OFFICE, "now": AFTERWARDS}
    return handle(seen, outcome=outcome, **(usual | how))[0]  # type: ignore[arg-type]


@pytest.fixture
def consultation(db: None) -> Consultation:
    return opened()


def test_a_handling_follows_the_one_before_and_each_is_kept(consultation: Consultation) -> None:
    comment = sent(consultation).comment
    first = answered(comment)
    second = answered(comment, "partly", reply="部分采纳。")
    assert second.previous == first
    assert second.at == first.at + TICK
    (state,) = comments_as_of(consultation)
    assert (state.outcome, state.handling) == ("partly", second)


def test_a_comment_is_not_handled_without_a_reply(consultation: Consultation) -> None:
    with pytest.raises(errors.ReplyMissing):
        answered(sent(consultation).comment, reply=" \n")


def test_whoever_looked_before_another_decided_is_refused(consultation: Consultation) -> None:
    comment = sent(consultation).comment
    answered(comment)
    with pytest.raises(errors.DecidedMeanwhile):
        handle({comment.pk: None}, outcome="declined", reply="不采纳。", by=OFFICE)
    assert Handling.objects.count() == 1


@pytest.mark.parametrize("role", WITHOUT)
def test_only_the_office_handles_merges_reads_and_erases(
    consultation: Consultation, role: Role
) -> None:
    comment, other = sent(consultation).comment, sent(consultation, "别的").comment
    by = Actor("parties.person:9", frozenset({role}))
    refused: list[Callable[[], object]] = [
        lambda: answered(comment, by=by),
        lambda: merge(comment, other, by=by),
        lambda: read_sender(comment, by=by, now=OPENING),
        lambda: erase_senders(consultation, by=by, now=AFTERWARDS),
        lambda: erase_due_senders(by=by, now=AFTERWARDS),
    ]
    for act in refused:
        with pytest.raises(NotAllowed):
            act()
    assert Sender.objects.count() == 2
    assert not Handling.objects.exists()


def test_identical_comments_get_one_reply_and_each_its_record(consultation: Consultation) -> None:
    same = [
        sent(consultation, "同意。", signature=replace(PERSON, contact=f"1380000000{n}")).comment
        for n in range(3)
    ]
    made = handle({one.pk: None for one in same}, outcome="declined", reply="略。", by=OFFICE)
    assert [one.comment for one in made] == same
    assert AuditEvent.objects.filter(action="plans.handle_comment").count() == 3


def test_different_comments_get_one_reply_only_once_a_person_merged_them(
    consultation: Consultation,
) -> None:
    one, other = sent(consultation, "同意。").comment, sent(consultation, "同意！").comment
    seen: dict[int, int | None] = {one.pk: None, other.pk: None}
    with pytest.raises(errors.DifferentTexts):
        handle(seen, outcome="accepted", reply="好。", by=OFFICE)
    merge(other, one, by=OFFICE)
    assert len(handle(seen, outcome="accepted", reply="好。", by=OFFICE)) == 2
    for pair in ((other, one), (one, other)):
        with pytest.raises(errors.CommentMerged):
            merge(*pair, by=OFFICE)
    with pytest.raises(errors.OtherConsultation):
        merge(one, one, by=OFFICE)


def test_a_receipt_finds_the_comment_however_it_is_typed(consultation: Consultation) -> None:
    got = sent(consultation)
    answered(got.comment)
    state = comment_with_receipt(f" {got.receipt.lower().replace('-', ' ')} ")
    assert (state.comment, state.outcome) == (got.comment, "accepted")
    for wrong in ("", "2345-6789-ABCD", got.comment.receipt):
        with pytest.raises(errors.ReceiptUnknown):
            comment_with_receipt(wrong)


def test_the_result_counts_and_shows_what_was_answered(consultation: Consultation) -> None:
    clause = first_clause(consultation)
    accepted = sent(consultation, "一", clause=clause).comment
    withheld = sent(consultation, "请致电我本人", clause=clause).comment
    sent(consultation, "三")
    answered(accepted)
    answered(withheld, "elsewhere", withheld=True)
    with pytest.raises(errors.ConsultationNotClosed):
        consultation_result(consultation, now=LAST_INSTANT)
    result = consultation_result(consultation, now=AFTERWARDS)
    assert result.received == 3
    assert result.outcomes == {
        "accepted": 1,
        "partly": 0,
        "declined": 0,
        "elsewhere": 1,
        "received": 1,
    }
    assert result.clauses == [(None, 1), (clause, 2)]
    assert [one.shown for one in result.answered] == [True, False]


def test_each_look_at_a_sender_is_in_the_trail(consultation: Consultation) -> None:
    comment = sent(consultation, signature=BODY).comment
    data = read_sender(comment, by=OFFICE, now=OPENING)
    assert (data.name, data.person, data.contact) == (BODY.name, ASKED, BODY.contact)
    event = AuditEvent.objects.get(action="plans.read_sender")
    assert (event.actor, event.subject) == (OFFICE.reference, f"plans.comment:{comment.pk}")


def test_senders_are_erased_after_the_consultation_and_the_rest_stays(
    consultation: Consultation,
) -> None:
    comment = sent(consultation).comment
    with pytest.raises(errors.ConsultationNotClosed):
        erase_senders(consultation, by=OFFICE, now=LAST_INSTANT)
    answered(comment)
    assert erase_senders(consultation, by=OFFICE, now=AFTERWARDS) == 1
    assert erase_senders(consultation, by=OFFICE, now=AFTERWARDS) == 0
    with pytest.raises(errors.SenderErased):
        read_sender(comment, by=OFFICE, now=AFTERWARDS)
    assert [one.outcome for one in comments_as_of(consultation)] == ["accepted"]
    assert AuditEvent.objects.filter(action="plans.erase_senders").count() == 1


def test_what_was_kept_long_enough_is_refused_and_then_erased(consultation: Consultation) -> None:
    comment = sent(consultation).comment
    over = AFTERWARDS + timedelta(days=180)
    read_sender(comment, by=OFFICE, now=over - TICK)
    with pytest.raises(errors.SenderErased):
        read_sender(comment, by=OFFICE, now=over)
    assert erase_due_senders(by=OFFICE, now=over - TICK) == 0
    assert erase_due_senders(by=OFFICE, now=over) == 1


def test_the_worker_erases_senders_when_the_promised_days_are_over(
    consultation: Consultation, settings: LazySettings
) -> None:
    sent(consultation)
    term = consultation.terms.get()
    extend(
        consultation,
        closes_on=term.closes_on + timedelta(days=5),
        reason="延长",
        by=OFFICE,
        expected=term.pk,
        now=OPENING,
    )
    first = AFTERWARDS + timedelta(days=settings.COMMENT_CONTACT_DAYS)
    run_due_jobs(owner="test", now=first)
    over = first + timedelta(days=5)
    run_due_jobs(owner="test", now=over - TICK)
    assert Sender.objects.exists()
    run_due_jobs(owner="test", now=over)
    assert not Sender.objects.exists()
    assert AuditEvent.objects.get(action="plans.erase_senders").actor == "system:worker"


def test_a_sender_sealed_under_a_lost_key_says_so(
    consultation: Consultation, settings: LazySettings
) -> None:
    comment = sent(consultation).comment
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    assert read_sender(comment, by=OFFICE, now=OPENING).name == NAME
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(errors.SenderUnreadable):
        read_sender(comment, by=OFFICE, now=OPENING)


@pytest.mark.django_db(transaction=True)
def test_no_file_of_the_database_and_no_dump_holds_who_sent_a_comment(tmp_path: Path) -> None:
    consultation = opened()
    for text, signature in (("一", PERSON), ("二", BODY)):
        comment = sent(consultation, text, signature=signature).comment
        answered(comment)
        read_sender(comment, by=OFFICE, now=OPENING)
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "plans", "parties", "audit", output=str(dump), verbosity=0)
    held = dump.read_bytes()
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        held += b"".join(part.read_bytes() for part in file.parent.glob(f"{file.name}*"))
    found = [
        said
        for said in PERSONAL
        if said.encode() in held or said.encode("unicode-escape").lower() in held.lower()
    ]
    assert found == []


@pytest.mark.django_db(transaction=True)
def test_of_several_who_handle_a_comment_at_once_one_succeeds() -> None:
    comment = sent(opened()).comment
    start = Barrier(TOGETHER)

    def one(number: int) -> bool:
        start.wait()
        try:
            by = replace(OFFICE, reference=f"parties.person:{number}")
            handle({comment.pk: None}, outcome="accepted", reply="好。", by=by)
        except errors.DecidedMeanwhile:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(TOGETHER) as pool:
        won = list(pool.map(one, range(TOGETHER)))
    assert sum(won) == Handling.objects.count() == 1
    assert Handling.objects.get().actor == f"parties.person:{won.index(True)}"
    assert check_chain().broken is None


STEPS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["send", *Handling.Outcome.values])), max_size=12
)


@pytest.mark.django_db
@pytest.mark.slow
@given(steps=STEPS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_past_instant_reads_the_same_for_ever(steps: list[tuple[int, str]]) -> None:
    with transaction.atomic():
        consultation, comments = opened(), list[Comment]()
        now, held = OPENING, dict[int, str]()
        past: list[tuple[datetime, dict[int, str]]] = [(now, {})]
        for which, step in steps:
            now += timedelta(minutes=1)
            if step == "send":
                comment = sent(consultation, f"第{len(comments)}条", now=now).comment
                comments.append(comment)
                held[comment.pk] = "received"
            elif comments:
                comment = comments[which % len(comments)]
                with_stale = {comment.pk: 0}
                with pytest.raises(DomainError):
                    handle(with_stale, outcome=step, reply="略", by=OFFICE, now=now)
                answered(comment, step, now=now)
                held[comment.pk] = step
            past.append((now, dict(held)))
            for instant, seen in past:
                states = comments_as_of(consultation, instant)
                assert {one.comment.pk: one.outcome for one in states} == seen
        transaction.set_rollback(True)
