"""The nouns of the audit room: events in one chain, and its head.

    AuditEvent 1 ◄── AuditEvent 2 ◄── … ◄── AuditEvent n ◄── AuditHead

Every column is text or a whole number and goes into the hash as it stands, so that no byte of a
row can change unseen.
"""

import json
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luodi.audit.rules import EventFields

__all__ = ["AuditEvent", "AuditHead"]


class AuditEvent(models.Model):
    """One change: who did what to which record, and when. Triggers refuse UPDATE and DELETE."""

    position = models.BigIntegerField(_("position"), primary_key=True)
    at = models.CharField(_("time (UTC)"), max_length=27, db_index=True)
    actor = models.CharField(_("actor"), max_length=200, db_index=True)
    action = models.CharField(_("action"), max_length=80)
    subject = models.CharField(_("subject"), max_length=200, db_index=True)
    data = models.TextField(_("particulars"))
    previous = models.CharField(_("hash before"), max_length=64, unique=True)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering: ClassVar[tuple[str, ...]] = ("position",)

    def __str__(self) -> str:
        return f"{self.position} {self.action} {self.subject}"

    @property
    def instant(self) -> datetime:
        return datetime.fromisoformat(self.at)

    @property
    def particulars(self) -> dict[str, Any]:
        """`data` read back."""
        told: dict[str, Any] = json.loads(self.data)
        return told

    @property
    def fields(self) -> EventFields:
        """The row as it is hashed."""
        return EventFields(
            self.position, self.at, self.actor, self.action, self.subject, self.data, self.previous
        )


class AuditHead(models.Model):
    """The one row that says where the chain ends; its lock lets events in one at a time."""

    position = models.BigIntegerField(_("position"), default=0)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("audit head")
        verbose_name_plural = _("audit heads")
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="audit_head_there_is_one"),)

    def __str__(self) -> str:
        return f"{self.position} {self.hash[:12]}"
