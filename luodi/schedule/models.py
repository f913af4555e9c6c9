"""The nouns of the schedule room: the working calendar, and the jobs of the worker.

CalendarYear   a year's days off and working weekends, as published
CalendarDay ── previous ─► CalendarDay   one day that this site decided otherwise
Job            a step to be done once, when it is due
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

__all__ = ["CalendarDay", "CalendarYear", "Job"]


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


class Job(models.Model):
    """A step of a kind, done exactly once for its key; its row is the only truth about it.

    A worker holds it by a lease and acts under the fencing token of its claim: once another has
    claimed the job, what the first one does is not kept.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        GIVEN_UP = "given_up", _("given up")

    kind = models.CharField(_("kind of job"), max_length=80)
    key = models.CharField(_("job key"), max_length=200)
    payload = models.JSONField(_("job particulars"), default=dict)
    due_at = models.DateTimeField(_("due at"))
    state = models.CharField(
        _("job state"), max_length=8, choices=State.choices, default=State.WAITING
    )
    attempt = models.PositiveIntegerField(_("attempts"), default=0)
    token = models.PositiveIntegerField(_("fencing token"), default=0)
    lease_until = models.DateTimeField(_("lease until"), null=True)
    lease_owner = models.CharField(_("lease owner"), max_length=100, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    done_at = models.DateTimeField(_("done at"), null=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering: ClassVar[tuple[str, ...]] = ("due_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), name="schedule_job_queued_once"),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until=None)),
                name="schedule_job_leased_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False)
                | (~Q(state="done") & Q(done_at=None)),
                name="schedule_job_done_at_an_instant",
            ),
        )
        indexes = (
            # Done jobs stay and grow; what is looked for every few seconds is the rest.
            models.Index(
                fields=("state", "due_at"),
                condition=Q(state__in=("waiting", "running")),
                name="schedule_job_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
