"""Telling people: notices in the site, and the same by e-mail where that is set up and wanted."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from luodi.audit.actions import record, reference
from luodi.parties.models import Notice, NoticeEmail, Person
from luodi.parties.notice_kinds import sentence_of
from luodi.parties.rules.standing import Standing, standing
from luodi.schedule.actions import queue_job
from luodi.schedule.models import Job

__all__ = ["SEND", "keep_sent", "mark_read", "notify", "send", "set_preferences"]

SEND = "parties.send_email"
LONGEST_SUBJECT = 80


def notify(person: Person, kind: str, *, subject: str, data: Mapping[str, Any]) -> Notice:
    """Tells a person, in the transaction of the change; `subject` is the record's reference.

    `kind` is one of notice_kinds, whose sentence is made from `data`.
    """
    now = timezone.now()
    with transaction.atomic():
        notice = Notice.objects.create(
            person=person, kind=kind, subject=subject, data=dict(data), created_at=now
        )
        if settings.EMAIL_HOST and person.wants_email and person.mailbox:
            domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
            message_id = f"<{secrets.token_hex(16)}.{notice.pk}@{domain}>"
            email = NoticeEmail.objects.create(notice=notice, message_id=message_id)
            queue_job(SEND, key=reference(email), payload={"email": email.pk}, due_at=now)
    return notice


def mark_read(person: Person, number: int | None = None) -> int:
    """One of the person's own notices is read, or all of them; returns how many were not before.

    Of no weight for anyone else, so that the trail does not hear of it.
    """
    unread = Notice.objects.filter(person=person, read_at=None)
    if number is not None:
        unread = unread.filter(pk=number)
    return unread.update(read_at=timezone.now())


def set_preferences(person: Person, *, language: str, email: str, wants_email: bool) -> None:
    """A person's own choice of language and e-mail. The trail is not told the address."""
    with transaction.atomic():
        person.language, person.email, person.wants_email = language, email, wants_email
        person.save(update_fields=["language", "email", "wants_email"])
        data = {"language": language, "own_address": bool(email), "wants_email": wants_email}
        record("parties.set_preferences", actor=reference(person), subject=person, data=data)


def send(job: Job) -> datetime | None:
    """Hands the e-mail to the server, the attempt recorded first; when, or None if not any more.

    Called again after a crash: the server then gets the same bytes a second time, which
    mailboxes that look at the Message-ID show once.
    """
    email = NoticeEmail.objects.select_related("notice__person").get(pk=job.payload["email"])
    person, now = email.notice.person, timezone.now()
    usable = standing(person.account, now=now) is Standing.ACTIVE
    if email.sent_at or not (usable and person.wants_email and person.mailbox):
        return None
    with transaction.atomic():
        NoticeEmail.objects.filter(pk=email.pk).update(attempts=F("attempts") + 1, attempted_at=now)
    _message(email).send()
    return timezone.now()


def keep_sent(job: Job, sent_at: datetime | None) -> None:
    if sent_at:
        NoticeEmail.objects.filter(pk=job.payload["email"]).update(sent_at=sent_at)


def _message(email: NoticeEmail) -> EmailMessage:
    """The same bytes at each attempt, in the language of the person."""
    notice = email.notice
    with override(notice.person.language or settings.LANGUAGE_CODE):
        sentence = " ".join(sentence_of(notice).split())
        body = _(
            "%(name)s, hello:\n\n%(sentence)s\n\nSign in to Luodi to see it under “My notices”.\n\n"
            "This e-mail was sent by the system; nobody reads replies. You can switch e-mails off "
            "on the page of your account.\n"
        )
        return EmailMessage(
            subject=_("[Luodi] %(sentence)s") % {"sentence": sentence[:LONGEST_SUBJECT]},
            body=body % {"name": notice.person.name, "sentence": sentence},
            to=[notice.person.mailbox],
            headers={
                "Message-ID": email.message_id,
                "Date": format_datetime(notice.created_at),
                "Auto-Submitted": "auto-generated",
            },
        )
