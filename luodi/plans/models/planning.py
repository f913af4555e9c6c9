"""What a unit writes that it will do in a year, edition by edition, and what the office said to it.

Rows are only ever added; each event names the one before it, and triggers refuse UPDATE and DELETE.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luodi.plans.models.decomposing import Share
from luodi.plans.models.supervising import Duty

__all__ = ["WorkPlan", "WorkPlanEvent", "WorkPlanLine"]


class WorkPlan(models.Model):
    """A unit's plan for a year. What it says stands in its editions."""

    unit = models.ForeignKey(
        "parties.Unit", models.PROTECT, related_name="work_plans", verbose_name=_("unit")
    )
    year = models.PositiveSmallIntegerField(_("year"))

    class Meta:
        verbose_name = _("yearly work plan")
        verbose_name_plural = _("yearly work plans")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("unit", "year"), name="plans_work_plan_once_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class WorkPlanEvent(models.Model):
    """A step on a work plan. One that saves is an edition and has lines; others name theirs."""

    class Act(models.TextChoices):
        SAVE = "save", _("edition saved")
        SUBMIT = "submit", _("submitted")
        WITHDRAW = "withdraw", _("submission withdrawn")
        APPROVE = "approve", _("approved")
        RETURN = "return", _("returned for changes")

    plan = models.ForeignKey(
        WorkPlan, models.PROTECT, related_name="events", verbose_name=_("yearly work plan")
    )
    previous = models.OneToOneField(
        "self", models.PROTECT, related_name="next", null=True, verbose_name=_("event before")
    )
    act = models.CharField(_("act"), max_length=8, choices=Act.choices)
    edition = models.ForeignKey(
        "self", models.PROTECT, related_name="acts", null=True, verbose_name=_("edition")
    )
    reason = models.TextField(_("reason"), blank=True)
    actor = models.CharField(_("actor"), max_length=200)
    at = models.DateTimeField(_("acted at"))

    class Meta:
        verbose_name = _("event of a work plan")
        verbose_name_plural = _("events of work plans")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("plan",), condition=Q(previous=None), name="plans_work_plan_one_first"
            ),
            models.CheckConstraint(condition=~Q(actor=""), name="plans_work_plan_has_an_actor"),
            models.CheckConstraint(
                condition=Q(act="save", edition=None) | ~Q(act="save") & Q(edition__isnull=False),
                name="plans_work_plan_act_names_its_edition",
            ),
            models.CheckConstraint(
                condition=~Q(act="return") | ~Q(reason=""), name="plans_work_plan_return_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.act} {self.actor}"


class WorkPlanLine(models.Model):
    """One matter in an edition: of a duty, of a share of a target, or the unit's own.

    `late_note` says why it is to be done after the day on which its duty is due.
    """

    class Phase(models.TextChoices):
        FIRST = "q1", _("first quarter")
        SECOND = "q2", _("second quarter")
        THIRD = "q3", _("third quarter")
        FOURTH = "q4", _("fourth quarter")
        YEAR = "year", _("whole year")
        NAMED = "named", _("named phase")

    edition = models.ForeignKey(
        WorkPlanEvent, models.PROTECT, related_name="lines", verbose_name=_("edition")
    )
    position = models.PositiveIntegerField(_("position"))
    duty = models.ForeignKey(
        Duty, models.PROTECT, related_name="planned", null=True, verbose_name=_("duty")
    )
    share = models.ForeignKey(
        Share, models.PROTECT, related_name="planned", null=True, verbose_name=_("share")
    )
    matter = models.CharField(_("matter"), max_length=500)
    measure = models.TextField(_("measure of work"))
    phase = models.CharField(_("phase"), max_length=5, choices=Phase.choices)
    phase_name = models.CharField(_("name of the phase"), max_length=100, blank=True)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    result = models.TextField(_("expected result"))
    due_on = models.DateField(_("due day"))
    late_note = models.TextField(_("reason for the later day"), blank=True)

    class Meta:
        verbose_name = _("line of a work plan")
        verbose_name_plural = _("lines of work plans")
        ordering: ClassVar[tuple[str, ...]] = ("edition_id", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "position"), name="plans_work_plan_line_position_once"
            ),
            models.CheckConstraint(
                condition=Q(duty=None) | Q(share=None), name="plans_work_plan_line_one_source"
            ),
            models.CheckConstraint(
                condition=Q(first_on__lte=F("last_on")), name="plans_work_plan_line_days_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(phase="named") | ~Q(phase_name=""),
                name="plans_work_plan_line_phase_has_a_name",
            ),
        )

    def __str__(self) -> str:
        return self.matter
