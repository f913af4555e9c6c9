"""Who owes which task, what was done about it, and which steps of the ladder it came to.

Where a duty stands is computed from these at read (rules.ladder), never stored. Rows are only
ever added; triggers refuse UPDATE and DELETE.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luodi.plans.models.reading import Document, Responsible, Task

__all__ = ["Duty", "DutyEvent", "LadderStep", "LadderTerms"]


class Duty(models.Model):
    """A task that a unit answers for; one that is named twice under a task leads it."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="duties", verbose_name=_("task"))
    unit = models.ForeignKey(
        "parties.Unit", models.PROTECT, related_name="owed", verbose_name=_("unit")
    )
    role = models.CharField(_("role"), max_length=8, choices=Responsible.Role.choices)

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("task", "unit"), name="plans_duty_once_a_unit"),
        )

    def __str__(self) -> str:
        return f"{self.task} · {self.unit}"


class DutyEvent(models.Model):
    """What was done to a duty. Each follows the event it saw: of two on one sight one is stored."""

    class Act(models.TextChoices):
        ISSUE = "issue", _("assigned")
        ACCEPT = "accept", _("taken on")
        RETURN = "return", _("returned")
        REPORT = "report", _("progress reported")
        CLAIM = "claim", _("completion claimed")
        CLOSE = "close", _("completed")
        SEND_BACK = "send_back", _("sent back")
        CHANGE_DUE = "change_due", _("due day changed")
        REOPEN = "reopen", _("reopened")
        CARRY = "carry", _("carried on under the new version")
        CONTINUE = "continue", _("taken over from the version before")

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="events", verbose_name=_("duty"))
    previous = models.OneToOneField(
        "self", models.PROTECT, related_name="next", null=True, verbose_name=_("event before")
    )
    act = models.CharField(_("act"), max_length=10, choices=Act.choices)
    words = models.TextField(_("reason or report"), blank=True)
    due_on = models.DateField(_("due day"), null=True)
    actor = models.CharField(_("actor"), max_length=200)
    at = models.DateTimeField(_("acted at"))

    class Meta:
        verbose_name = _("event of a duty")
        verbose_name_plural = _("events of duties")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(actor=""), name="plans_duty_event_has_an_actor"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False) | ~Q(act__in=("issue", "change_due")),
                name="plans_duty_event_sets_a_due_day",
            ),
            models.UniqueConstraint(
                fields=("duty",),
                condition=Q(previous=None),
                name="plans_duty_event_one_first",
            ),
        )

    def __str__(self) -> str:
        return f"{self.act} {self.actor}"


class LadderStep(models.Model):
    """A step that a duty came to, recorded once: when it was due, and when that was written down.

    Terms that move a light out let it be lit again: that is another step, due at another instant.

    `basis` is the event that it is reckoned from; `days` are a reminder's, else 0.
    """

    class Step(models.TextChoices):
        ACCEPT_OVERDUE = "accept_overdue", _("not accepted in time")
        REMINDER = "reminder", _("reminder")
        YELLOW = "yellow", _("yellow light")
        RED = "red", _("red light")
        CIRCULAR = "circular", _("circular")

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="steps", verbose_name=_("duty"))
    basis = models.ForeignKey(
        DutyEvent, models.PROTECT, related_name="steps", verbose_name=_("reckoned from")
    )
    step = models.CharField(_("stage"), max_length=16, choices=Step.choices)
    days = models.PositiveSmallIntegerField(_("working days before"), default=0)
    due_at = models.DateTimeField(_("due at"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("step of the ladder")
        verbose_name_plural = _("steps of the ladder")
        ordering: ClassVar[tuple[str, ...]] = ("due_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("basis", "step", "days", "due_at"), name="plans_ladder_step_recorded_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.due_at:%Y-%m-%d}"


class LadderTerms(models.Model):
    """The days of the ladder as the office set them for a plan, from an instant on."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="ladder_terms", verbose_name=_("plan")
    )
    previous = models.OneToOneField(
        "self", models.PROTECT, related_name="next", null=True, verbose_name=_("terms before")
    )
    accept_within = models.PositiveSmallIntegerField(_("working days to accept"))
    reminders = models.JSONField(_("reminders, working days before"))
    red_after = models.PositiveSmallIntegerField(_("red light, working days after"))
    circular_after = models.PositiveSmallIntegerField(_("circular, working days after"))
    source = models.CharField(_("source of the terms"), max_length=200)
    actor = models.CharField(_("actor"), max_length=200)
    at = models.DateTimeField(_("set at"))

    class Meta:
        verbose_name = _("ladder terms")
        verbose_name_plural = _("ladder terms of plans")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(actor="") & ~Q(source=""), name="plans_ladder_terms_say_who_and_why"
            ),
            models.UniqueConstraint(
                fields=("document",),
                condition=Q(previous=None),
                name="plans_ladder_terms_one_first_per_plan",
            ),
        )

    def __str__(self) -> str:
        return f"{self.accept_within}/{self.red_after}/{self.circular_after} · {self.source}"
