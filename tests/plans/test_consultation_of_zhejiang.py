"""The consultation on Zhejiang's draft of October 2024, replayed with the clock of that month."""

from datetime import date, datetime
from pathlib import Path

import pytest
from django.test import Client

from luodi.audit.queries import check_chain
from luodi.plans.actions import Signature, handle, import_file, open_consultation
from luodi.plans.errors import ConsultationClosed
from luodi.plans.models import Clause, Comment
from luodi.plans.queries import comments_as_of, consultation_result
from tests.parties.cast import TEST
from tests.plans.consulting import SHANGHAI, TICK, sent
from tests.plans.test_consultation_pages import address, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.shared]
ISSUED = datetime(2024, 10, 8, 15, tzinfo=SHANGHAI)
LAST = datetime(2024, 10, 17, 23, 59, 59, 999_999, tzinfo=SHANGHAI)
ANSWERED = datetime(2024, 11, 1, 9, tzinfo=SHANGHAI)
OUTCOMES = ("accepted", "partly", "declined", "elsewhere")


def test_the_draft_is_commented_on_until_its_last_microsecond_and_all_is_answered(
    client: Client, shared: Path
) -> None:
    version = import_file(shared / "reader/seeds/003.txt", by=TEST).version
    plan = version.document
    assert (plan.kind, plan.consultation_closes) == ("draft", date(2024, 10, 17))
    consultation = open_consultation(
        version, closes_on=plan.consultation_closes, by=TEST, now=ISSUED
    )
    clauses: list[Clause | None] = [None, *version.clauses.all()]
    for number, clause in enumerate(clauses):
        signer = Signature(
            "person", f"王{'敏' * (number % 3 + 1)}", f"138000{number:05}", shown=True
        )
        moment = ISSUED + (LAST - ISSUED) * number / (len(clauses) - 1)
        address_of = f"192.0.2.{number}"
        text = f"对第{number}处的意见。"
        sent(consultation, text, clause=clause, signature=signer, now=moment, address=address_of)
    latest = Comment.objects.latest("received_at")
    assert latest.received_at == LAST
    with pytest.raises(ConsultationClosed):
        sent(consultation, "迟到的意见", now=LAST + TICK)
    assert client.post(address(consultation, "comment/"), {"text": "迟"}).status_code in {409, 422}
    for number, state in enumerate(comments_as_of(consultation, ANSWERED)):
        outcome = OUTCOMES[number % len(OUTCOMES)]
        seen = {state.comment.pk: None}
        handle(seen, outcome=outcome, reply=f"答复{number}。", by=TEST, now=ANSWERED)
    assert {one.outcome for one in comments_as_of(consultation, ANSWERED - TICK)} == {"received"}
    result = consultation_result(consultation)
    assert result.received == len(clauses) == sum(result.outcomes.values())
    assert result.outcomes["received"] == 0
    page = words(client.get(address(consultation)))
    assert "征求意见时间：2024-10-08 15:00 至 2024-10-17 24时" in page
    assert f"收到意见 {len(clauses)}" in page
    assert "王**" in page
    assert "王敏" not in page
    assert check_chain().broken is None
