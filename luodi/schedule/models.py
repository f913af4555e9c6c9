"""The nouns of the schedule room: the working calendar, and the jobs of the worker.

CalendarYear   a year's days off and working weekends, as published
CalendarDay ── previous ─► CalendarDay   one day that this site decided otherwise
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

__all__ = ["CalendarDay", "CalendarYear"]


class CalendarYear(models.Model):
    """The days of a year that differ from Monday–Friday, as a source published them.

    `days` is {"2026-10-01": [false, "国庆节"], …}. The last edition that was known at an instant
    counts; without an instant it was known from the beginning. Triggers refuse UPDATE and DELETE.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    days = models.JSONField(_("days that differ"))
    source = models.CharField(_("source of the calendar"), max_length=100)
    known_at = models.DateTimeField(_("known at"), null=True)

    class Meta:
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("year", "source"), name="schedule_calendar_year_once_a_source"
            ),
            models.UniqueConstraint(
                fields=("year",),
                condition=Q(known_at=None),
                name="schedule_calendar_year_one_from_the_beginning",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.source}"


class CalendarDay(models.Model):
    """What this site decided on one day; without `working`, it is again as published.

    Each follows the decision before it on the same day. Triggers refuse UPDATE and DELETE.
    """

    day = models.DateField(_("day"))
    working = models.BooleanField(_("working day"), null=True)
    reason = models.CharField(_("reason"), max_length=200)
    actor = models.CharField(_("actor"), max_length=200)
    at = models.DateTimeField(_("decided at"))
    previous = models.OneToOneField(
        "self", models.PROTECT, related_name="next", null=True, verbose_name=_("decision before")
    )

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(actor=""),
                name="schedule_calendar_day_says_who_and_why",
            ),
            models.UniqueConstraint(
                fields=("day",),
                condition=Q(previous=None),
                name="schedule_calendar_day_one_first",
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.working}"
