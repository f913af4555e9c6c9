"""The nouns of the parties room: who carries a plan out.

Unit ── successor ─► Unit
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

__all__ = ["Unit"]


class Unit(models.Model):
    """A public body as it stood from one day to another; renamed or merged, it has a successor.

    `region` is the official full name of its area, blank for a national body; short names stand
    one a line.
    """

    class Level(models.TextChoices):
        NATIONAL = "national", _("National")
        PROVINCE = "province", _("Province")
        CITY = "city", _("City")
        COUNTY = "county", _("County")

    name = models.CharField(_("official name"), max_length=200)
    short_names = models.TextField(_("short names"), blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True, db_index=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="predecessors",
        null=True,
        blank=True,
        verbose_name=_("successor"),
    )

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering: ClassVar[tuple[str, ...]] = ("region", "name", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_from__lt=F("valid_to")) | Q(valid_from=None) | Q(valid_to=None),
                name="parties_unit_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(valid_to__isnull=False),
                name="parties_unit_succeeded_has_ended",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("id")),
                name="parties_unit_not_its_own_successor",
            ),
            models.UniqueConstraint(
                fields=("region", "name"),
                condition=Q(valid_to=None),
                name="parties_unit_one_of_a_name_stands",
            ),
        )

    def __str__(self) -> str:
        return self.name
