"""Changes of what is in force (动态调整, 一事一议): what was asked for, and what became of it.

Rows are only ever added; triggers refuse UPDATE and DELETE. Each names what it was made on: a
request the decision or the due day that was seen, an outcome the one request that it settles.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luodi.plans.models.deciding import Decision
from luodi.plans.models.reading import Instrument, Target, Task, Version
from luodi.plans.models.supervising import Duty, DutyEvent

__all__ = ["AdjustedDuty", "Adjustment", "AdjustmentOutcome"]


class Adjustment(models.Model):
    """A request to change an item in force; whether it still can be is computed, never stored.

    `seen` and `was` are the item's decision and values as the request found them. `values` are
    all new values, empty unless they are what is to change. Without a unit the office asks.
    """

    class Kind(models.TextChoices):
        DYNAMIC = "dynamic", _("dynamic adjustment")
        SINGLE = "single", _("case-by-case decision")

    class Measure(models.TextChoices):
        CHANGE = "change", _("new values")
        DROP = "drop", _("withdrawal from the plan")
        DUE = "due", _("another due day")

    version = models.ForeignKey(
        Version, models.PROTECT, related_name="adjustments", verbose_name=_("version")
    )
    target = models.ForeignKey(
        Target, models.PROTECT, "adjustments", null=True, verbose_name=_("target")
    )
    task = models.ForeignKey(Task, models.PROTECT, "adjustments", null=True, verbose_name=_("task"))
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, "adjustments", null=True, verbose_name=_("instrument")
    )
    seen = models.ForeignKey(
        Decision, models.PROTECT, "adjustments", verbose_name=_("decision that was seen")
    )
    was = models.JSONField(_("present values"))
    kind = models.CharField(_("way of adjusting"), max_length=8, choices=Kind.choices)
    measure = models.CharField(_("what is adjusted"), max_length=8, choices=Measure.choices)
    values = models.JSONField(_("new values"), default=dict)
    due_on = models.DateField(_("new due day"), null=True)
    reason = models.TextField(_("reason"))
    basis = models.TextField(_("ground"), blank=True)
    unit = models.ForeignKey(
        "parties.Unit",
        models.PROTECT,
        related_name="adjustments",
        null=True,
        verbose_name=_("requesting unit"),
    )
    actor = models.CharField(_("actor"), max_length=200)
    at = models.DateTimeField(_("requested at"))

    class Meta:
        verbose_name = _("adjustment request")
        verbose_name_plural = _("adjustment requests")
        ordering: ClassVar[tuple[str, ...]] = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(target__isnull=False, task=None, instrument=None)
                | Q(target=None, task__isnull=False, instrument=None)
                | Q(target=None, task=None, instrument__isnull=False),
                name="plans_adjustment_of_one_item",
            ),
            models.CheckConstraint(
                condition=~Q(actor="") & ~Q(reason=""), name="plans_adjustment_says_who_and_why"
            ),
            models.CheckConstraint(
                condition=Q(kind="dynamic") | ~Q(basis=""),
                name="plans_adjustment_single_has_ground",
            ),
            models.CheckConstraint(
                condition=Q(measure="due", due_on__isnull=False, task__isnull=False)
                | Q(measure__in=("change", "drop"), due_on=None),
                name="plans_adjustment_measure_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.measure} {self.pk}"

    @property
    def item(self) -> Target | Task | Instrument:
        item = self.target or self.task or self.instrument
        assert item is not None  # noqa: S101 - the database demands one
        return item


class AdjustedDuty(models.Model):
    """A duty whose due day is to change; `seen` is the event that had set the one it had."""

    adjustment = models.ForeignKey(
        Adjustment, models.PROTECT, related_name="duties", verbose_name=_("adjustment request")
    )
    duty = models.ForeignKey(
        Duty, models.PROTECT, related_name="adjustments", verbose_name=_("duty")
    )
    seen = models.ForeignKey(
        DutyEvent, models.PROTECT, "adjustments", verbose_name=_("event of a duty")
    )

    class Meta:
        verbose_name = _("duty to be adjusted")
        verbose_name_plural = _("duties to be adjusted")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("adjustment", "duty"), name="plans_adjusted_duty_once_a_request"
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty_id} ← {self.adjustment_id}"


class AdjustmentOutcome(models.Model):
    """What became of a request, for good: of two on one request only one can be stored."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("not approved")
        WITHDRAWN = "withdrawn", _("taken back")

    adjustment = models.OneToOneField(
        Adjustment, models.PROTECT, related_name="outcome", verbose_name=_("adjustment request")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    words = models.TextField(_("opinion"), blank=True)
    decision = models.OneToOneField(
        Decision,
        models.PROTECT,
        related_name="adjustment_outcome",
        null=True,
        verbose_name=_("decision"),
    )
    actor = models.CharField(_("actor"), max_length=200)
    at = models.DateTimeField(_("settled at"))

    class Meta:
        verbose_name = _("outcome of an adjustment request")
        verbose_name_plural = _("outcomes of adjustment requests")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(actor="") & (Q(outcome="withdrawn") | ~Q(words="")),
                name="plans_adjustment_outcome_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(outcome="approved") | Q(decision=None),
                name="plans_adjustment_outcome_decides_if_approved",
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome} {self.actor}"
