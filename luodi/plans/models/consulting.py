"""Consultation on a draft: what the public says of it, and how each comment was handled.

    Consultation ── ConsultationTerm (the closing day; each follows the one before)
                 └─ Comment ─┬─ Handling (each follows the one before)
                             ├─ Merge ─► Comment
                             └─ Sender (personal data, sealed; erased in the end)

Rows are only ever added, and triggers refuse UPDATE and DELETE; senders alone may be erased.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luodi.plans.models.reading import Clause, Version

__all__ = ["Comment", "Consultation", "ConsultationTerm", "Handling", "Merge", "Sender"]


class Consultation(models.Model):
    """The public is asked about a version from an instant until the end of the closing day.

    Whether it is open is computed from the instants (rules.consultation), never stored.
    """

    version = models.OneToOneField(
        Version, models.PROTECT, related_name="consultation", verbose_name=_("version")
    )
    opens_at = models.DateTimeField(_("opens at"))
    actor = models.CharField(_("actor"), max_length=200)

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering: ClassVar[tuple[str, ...]] = ("-opens_at", "-id")
        constraints = (
            models.CheckConstraint(condition=~Q(actor=""), name="plans_consultation_has_an_actor"),
        )

    def __str__(self) -> str:
        return str(self.version.document)


class ConsultationTerm(models.Model):
    """Until the end of which day comments are taken; an extension says why."""

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="terms", verbose_name=_("consultation")
    )
    previous = models.OneToOneField(
        "self", models.PROTECT, related_name="next", null=True, verbose_name=_("term before")
    )
    closes_on = models.DateField(_("closing day"))
    reason = models.TextField(_("reason"), blank=True)
    actor = models.CharField(_("actor"), max_length=200)
    at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("consultation term")
        verbose_name_plural = _("consultation terms")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(previous=None) | ~Q(reason=""), name="plans_term_extended_with_a_reason"
            ),
            models.UniqueConstraint(
                fields=("consultation",),
                condition=Q(previous=None),
                name="plans_term_one_first_per_consultation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.closes_on:%Y-%m-%d}"


class Comment(models.Model):
    """What somebody said of a clause, or of the whole draft; `signature` is what may be shown.

    `digest` is of the text, so that identical comments are found; `receipt` is of the receipt
    number, which only the sender knows.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("individual")
        BODY = "body", _("organisation")

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="comments", verbose_name=_("consultation")
    )
    clause = models.ForeignKey(
        Clause, models.PROTECT, related_name="comments", null=True, verbose_name=_("clause")
    )
    kind = models.CharField(_("signed by"), max_length=8, choices=Kind.choices)
    signature = models.CharField(_("signature"), max_length=200, blank=True)
    text = models.TextField(_("comment text"))
    digest = models.CharField(_("digest"), max_length=64, db_index=True)
    receipt = models.CharField(_("receipt"), max_length=64, unique=True)
    received_at = models.DateTimeField(_("received at"))

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="plans_comment_says_something"),
        )

    def __str__(self) -> str:
        return self.text if len(self.text) <= 30 else self.text[:29] + "…"


class Sender(models.Model):
    """Who sent a comment: name and contact, sealed. `fingerprint` finds a comment sent twice."""

    comment = models.OneToOneField(
        Comment, models.PROTECT, related_name="sender", verbose_name=_("comment")
    )
    sealed = models.TextField(_("sealed particulars"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64, db_index=True)

    class Meta:
        verbose_name = _("sender")
        verbose_name_plural = _("senders")

    def __str__(self) -> str:
        return f"{self.comment_id}"


class Handling(models.Model):
    """What came of a comment, with the reply that is published.

    `withheld` keeps the comment's text and signature back.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        PARTLY = "partly", _("partly accepted")
        DECLINED = "declined", _("not accepted")
        ELSEWHERE = "elsewhere", _("not on this draft")

    comment = models.ForeignKey(
        Comment, models.PROTECT, related_name="handlings", verbose_name=_("comment")
    )
    previous = models.OneToOneField(
        "self", models.PROTECT, related_name="next", null=True, verbose_name=_("handling before")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    reply = models.TextField(_("reply"))
    withheld = models.BooleanField(_("text withheld"), default=False)
    actor = models.CharField(_("actor"), max_length=200)
    at = models.DateTimeField(_("handled at"))

    class Meta:
        verbose_name = _("handling")
        verbose_name_plural = _("handlings")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(reply=""), name="plans_handling_has_a_reply"),
            models.CheckConstraint(condition=~Q(actor=""), name="plans_handling_has_an_actor"),
            models.UniqueConstraint(
                fields=("comment",),
                condition=Q(previous=None),
                name="plans_handling_one_first_per_comment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.actor}"


class Merge(models.Model):
    """A person found that a comment says the same as another, so that one reply may answer both."""

    comment = models.OneToOneField(
        Comment, models.PROTECT, related_name="merge", verbose_name=_("comment")
    )
    into = models.ForeignKey(
        Comment, models.PROTECT, related_name="merged", verbose_name=_("merged into")
    )
    actor = models.CharField(_("actor"), max_length=200)
    at = models.DateTimeField(_("merged at"))

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = (
            models.CheckConstraint(
                condition=~Q(comment=F("into")), name="plans_merge_of_two_comments"
            ),
        )

    def __str__(self) -> str:
        return f"{self.comment_id} → {self.into_id}"
