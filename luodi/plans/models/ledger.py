"""The supervision ledger (督办台账): a line for what each body owes of a task, for lists to count.

Lines are worked out from tasks, names and the events of duties, and written in the transaction
that changes any of those (actions.ledger); nothing is known from a line alone. What the day makes
of it, a light for example, is no column: it is compared with the calendar at read.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luodi.plans.models.reading import Document, Responsible, Task
from luodi.plans.models.supervising import Duty

__all__ = ["LedgerLine"]


class LedgerLine(models.Model):
    """Of each task in force a line for each body, or for nobody; and one for every duty, save those
    that were carried on under a new version.

    `name` is as printed where no unit is bound. `progress` is that of the task, on one line of
    each task in force: the one that is furthest behind. `ladder` are the days of the plan's terms.
    """

    class Stage(models.TextChoices):
        NOBODY = "nobody", _("no unit stated")
        UNBOUND = "unbound", _("unit not bound")
        UNISSUED = "unissued", _("not assigned")
        WAITING = "waiting", _("waiting to be accepted")
        UNDERWAY = "underway", _("under way")
        CLAIMED = "claimed", _("completion to be confirmed")
        RETURNED = "returned", _("returned by the unit")
        CLOSED = "closed", _("closed as completed")

    class Progress(models.TextChoices):
        CONFIRMED = "confirmed", _("task confirmed")
        STATED = "stated", _("unit stated")
        BOUND = "bound", _("units bound")
        ISSUED = "issued", _("assigned with a due day")
        ACCEPTED = "accepted", _("accepted")

    plan = models.ForeignKey(Document, models.CASCADE, "+", db_index=False, verbose_name=_("plan"))
    task = models.ForeignKey(Task, models.CASCADE, "+", verbose_name=_("task"))
    unit = models.ForeignKey(
        "parties.Unit", models.CASCADE, "+", null=True, db_index=False, verbose_name=_("unit")
    )
    duty = models.OneToOneField(
        Duty, models.CASCADE, related_name="line", null=True, verbose_name=_("duty")
    )
    name = models.TextField(_("printed name"), blank=True)
    role = models.CharField(_("role"), max_length=8, choices=Responsible.Role.choices, blank=True)
    stage = models.CharField(_("stage"), max_length=8, choices=Stage.choices)
    since = models.DateTimeField(_("since"), null=True)
    due_on = models.DateField(_("due day"), null=True)
    due_set_at = models.DateTimeField(_("due day set at"), null=True)
    acted_at = models.DateTimeField(_("last act at"), null=True)
    late = models.BooleanField(_("handed over late"), null=True)
    missed = models.TextField(_("mornings without a reminder"), blank=True)
    progress = models.CharField(_("progress"), max_length=9, choices=Progress.choices, blank=True)
    ladder = models.CharField(_("ladder terms"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("line of the supervision ledger")
        verbose_name_plural = _("supervision ledger")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("task", "unit"),
                condition=Q(unit__isnull=False),
                name="plans_ledger_line_once_a_unit",
            ),
            models.UniqueConstraint(
                fields=("task", "name"),
                condition=Q(unit=None),
                name="plans_ledger_line_once_a_name",
            ),
        )
        indexes = (
            # Each holds all that its counts ask of a line, so that no line is read.
            models.Index(
                fields=("stage", "ladder", "due_on", "since"),
                name="plans_ledger_by_due_day",
            ),
            models.Index(fields=("stage", "acted_at"), name="plans_ledger_by_last_act"),
            models.Index(fields=("stage", "late"), name="plans_ledger_by_lateness"),
            models.Index(fields=("progress", "due_on"), name="plans_ledger_by_progress"),
            models.Index(fields=("due_on",), name="plans_ledger_due_day"),
            models.Index(fields=("plan", "stage"), name="plans_ledger_of_plan"),
            models.Index(fields=("unit", "stage"), name="plans_ledger_of_unit"),
        )

    def __str__(self) -> str:
        return f"{self.task} · {self.unit or self.name}"
