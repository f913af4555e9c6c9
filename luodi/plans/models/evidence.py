"""What a report or a claim rests on, as it was filed with it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luodi.plans.models.supervising import DutyEvent

__all__ = ["Evidence"]


class Evidence(models.Model):
    """A link, or the number of a document. Rows are only ever added; triggers refuse the rest."""

    event = models.ForeignKey(
        DutyEvent, models.PROTECT, related_name="evidence", verbose_name=_("event of a duty")
    )
    link = models.CharField(_("link"), max_length=2000, blank=True)
    document_number = models.CharField(_("document number"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("pieces of evidence")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(document_number=""))
                | (~Q(link="") & Q(document_number="")),
                name="plans_evidence_is_a_link_or_a_number",
            ),
        )

    def __str__(self) -> str:
        return self.link or self.document_number
