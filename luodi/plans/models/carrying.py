"""Which duty of a version that was replaced goes on as which duty of the new one."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luodi.plans.models.supervising import Duty

__all__ = ["Carrying"]


class Carrying(models.Model):
    """A duty that ended because it goes on as another; each does so once, and takes over one.

    Who did it, when and why stands in the last event of the first and in the first of the second.
    Rows are only ever added; triggers refuse the rest.
    """

    before = models.OneToOneField(
        Duty, models.PROTECT, related_name="carried_to", verbose_name=_("duty before")
    )
    after = models.OneToOneField(
        Duty, models.PROTECT, related_name="carried_from", verbose_name=_("duty after")
    )

    class Meta:
        verbose_name = _("duty carried on")
        verbose_name_plural = _("duties carried on")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(before=F("after")), name="plans_carrying_joins_two_duties"
            ),
        )

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"
