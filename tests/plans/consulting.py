"""A draft that the public is asked about, and what people send."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from luodi.plans.actions import Received, Signature, comment_on, handle, open_consultation
from luodi.plans.models import Clause, Consultation, Version
from luodi.reader.document import Meta, Region
from tests.parties.cast import TEST
from tests.plans.factory import TITLE, imported, reading

SHANGHAI = ZoneInfo("Asia/Shanghai")
OPENING = datetime(2024, 10, 8, 9, tzinfo=SHANGHAI)
LAST_DAY = date(2024, 10, 17)
LAST_INSTANT = datetime(2024, 10, 17, 23, 59, 59, 999_999, tzinfo=SHANGHAI)
AFTERWARDS = datetime(2024, 10, 18, tzinfo=SHANGHAI)
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
TICK = timedelta(microseconds=1)
NAME, CONTACT, ASKED = "欧阳明日", "13800138000", "司马相如"
PERSON = Signature("person", NAME, CONTACT, shown=True)
BODY = Signature("body", "云溪市软件行业协会", "xiehui@example.cn", person=ASKED)
FORM = {
    "text": "建议增加中小企业场景。",
    "kind": "person",
    "name": PERSON.name,
    "contact": PERSON.contact,
    "shown": "on",
    "consent": "on",
}
SENT = FORM | {"signed_by": "person", "shown": True, "consent": True}
# What nobody may find anywhere: neither shown, nor written as it is.
PERSONAL = (NAME, CONTACT, ASKED, "xiehui@example.cn")


def draft(copy: int = 0) -> Version:
    meta = Meta(
        title=f"{TITLE}（征求意见稿）",
        kind="draft",
        region=Region("示范市", "999900", "city"),
        consultation_closes=LAST_DAY.isoformat(),
    )
    return imported(reading(copy=copy, meta=meta)).version


def opened(
    version: Version | None = None, *, now: datetime = OPENING, closes_on: date = LAST_DAY
) -> Consultation:
    return open_consultation(version or draft(), closes_on=closes_on, by=TEST, now=now)


def sent(
    consultation: Consultation,
    text: str = "建议把标杆应用场景增加到20个。",
    *,
    clause: Clause | None = None,
    signature: Signature = PERSON,
    now: datetime = OPENING,
    address: str = "192.0.2.1",
) -> Received:
    return comment_on(
        consultation,
        text=text,
        signature=signature,
        consent=True,
        address=address,
        clause=clause,
        now=now,
    )


def first_clause(consultation: Consultation) -> Clause:
    return consultation.version.clauses.get(path=["一、"])


def closed_with_replies() -> Consultation:
    """Closed long ago, with an answered comment of a person and of a body, and one that waits."""
    consultation = opened()
    clause = first_clause(consultation)
    for text, signature in ((SCRIPT, PERSON), ("=1+1", BODY)):
        comment = sent(consultation, text, signature=signature, clause=clause).comment
        handle({comment.pk: None}, outcome="accepted", reply="已采纳。", by=TEST, now=AFTERWARDS)
    sent(consultation, "还没有人读过")
    return consultation
