"""What people did with what was read. Rows are only ever added, each naming the one before it;
triggers refuse UPDATE and DELETE.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luodi.plans.models.reading import Document, Instrument, Target, Task, Version

__all__ = ["Binding", "Decision", "Publication"]


class Decision(models.Model):
    """What a person decided on one item; triggers refuse UPDATE and DELETE.

    Each follows the decision it saw, so that of two on the same sight only one can be stored.
    `values` are all values of the item as corrected; empty for the other verdicts.
    """

    class Verdict(models.TextChoices):
        CONFIRM = "confirm", _("confirm")
        CORRECT = "correct", _("correct")
        REJECT = "reject", _("reject")
        REOPEN = "reopen", _("reopen")
        ADD = "add", _("add by hand")

    target = models.ForeignKey(
        Target, models.PROTECT, "decisions", null=True, verbose_name=_("target")
    )
    task = models.ForeignKey(Task, models.PROTECT, "decisions", null=True, verbose_name=_("task"))
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, "decisions", null=True, verbose_name=_("instrument")
    )
    previous = models.OneToOneField(
        "self", models.PROTECT, related_name="next", null=True, verbose_name=_("decision before")
    )
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict.choices)
    values = models.JSONField(_("corrected values"), default=dict)
    reason = models.TextField(_("reason"), blank=True)
    actor = models.CharField(_("actor"), max_length=200)
    at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(target__isnull=False, task=None, instrument=None)
                | Q(target=None, task__isnull=False, instrument=None)
                | Q(target=None, task=None, instrument__isnull=False),
                name="plans_decision_on_one_item",
            ),
            models.CheckConstraint(condition=~Q(actor=""), name="plans_decision_has_an_actor"),
            *(
                models.UniqueConstraint(
                    fields=(kind,),
                    condition=Q(previous=None),
                    name=f"plans_decision_one_first_per_{kind}",
                )
                for kind in ("target", "task", "instrument")
            ),
        )

    def __str__(self) -> str:
        return f"{self.verdict} {self.actor}"


class Binding(models.Model):
    """Which unit a name printed in a version means; no unit takes an earlier binding back."""

    version = models.ForeignKey(
        Version, models.PROTECT, related_name="bindings", verbose_name=_("version")
    )
    name = models.TextField(_("printed name"))
    unit = models.ForeignKey(
        "parties.Unit",
        models.PROTECT,
        related_name="bindings",
        null=True,
        verbose_name=_("bound unit"),
    )
    previous = models.OneToOneField(
        "self", models.PROTECT, related_name="next", null=True, verbose_name=_("binding before")
    )
    actor = models.CharField(_("actor"), max_length=200)
    at = models.DateTimeField(_("bound at"))

    class Meta:
        verbose_name = _("binding")
        verbose_name_plural = _("bindings")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(actor=""), name="plans_binding_has_an_actor"),
            models.UniqueConstraint(
                fields=("version", "name"),
                condition=Q(previous=None),
                name="plans_binding_one_first_per_name",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} → {self.unit or '—'}"


class Publication(models.Model):
    """A version put in force from an instant on, in place of the plan's version before."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="publications", verbose_name=_("plan")
    )
    version = models.ForeignKey(
        Version, models.PROTECT, related_name="publications", verbose_name=_("version")
    )
    previous = models.OneToOneField(
        "self", models.PROTECT, related_name="next", null=True, verbose_name=_("publication before")
    )
    actor = models.CharField(_("actor"), max_length=200)
    at = models.DateTimeField(_("published at"))

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=~Q(actor=""), name="plans_publication_has_an_actor"),
            models.UniqueConstraint(
                fields=("document",),
                condition=Q(previous=None),
                name="plans_publication_one_first_per_plan",
            ),
        )

    def __str__(self) -> str:
        return f"{self.version} · {self.at:%Y-%m-%d}"
