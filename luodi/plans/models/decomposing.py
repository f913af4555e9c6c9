"""What becomes of a target below its plan: shares, and targets of other plans that carry it.

Rows are only ever added, each naming the one before it; triggers refuse UPDATE and DELETE.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luodi.plans.models.deciding import Decision
from luodi.plans.models.reading import Target

__all__ = ["Alignment", "Decomposition", "Share"]


class Decomposition(models.Model):
    """A step on the decomposition of a target: a whole new set of shares, or what it is worth.

    A revision has shares and is a draft until a later step puts it in force (`revision` names it).
    `decision` is the target's decision at that time, and with it what the target said then.
    """

    class Step(models.TextChoices):
        REVISE = "revise", _("revised")
        ENFORCE = "enforce", _("put in force")
        WITHDRAW = "withdraw", _("withdrawn")

    class Aggregation(models.TextChoices):
        SUM = "sum", _("shares are added up")
        EACH = "each", _("each share meets the target")
        MEAN = "mean", _("weighted mean of the shares")

    class Years(models.TextChoices):
        CUMULATIVE = "cumulative", _("level reached by the end of the year")
        YEARLY = "yearly", _("amount of the year alone")

    target = models.ForeignKey(
        Target, models.PROTECT, "decompositions", verbose_name=_("decomposed target")
    )
    previous = models.OneToOneField(
        "self", models.PROTECT, related_name="next", null=True, verbose_name=_("step before")
    )
    step = models.CharField(_("step"), max_length=8, choices=Step.choices)
    revision = models.ForeignKey(
        "self", models.PROTECT, "enforced", null=True, verbose_name=_("revision put in force")
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, "decompositions", verbose_name=_("decision on the target")
    )
    aggregation = models.CharField(
        _("way of adding up"), max_length=4, choices=Aggregation.choices, blank=True
    )
    years = models.CharField(
        _("meaning of a year's number"), max_length=10, choices=Years.choices, blank=True
    )
    reason = models.TextField(_("reason"), blank=True)
    actor = models.CharField(_("actor"), max_length=200)
    at = models.DateTimeField(_("done at"))

    class Meta:
        verbose_name = _("decomposition")
        verbose_name_plural = _("decompositions")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("target",),
                condition=Q(previous=None),
                name="plans_decomposition_one_first_per_target",
            ),
            models.CheckConstraint(condition=~Q(actor=""), name="plans_decomposition_has_an_actor"),
            models.CheckConstraint(
                condition=Q(step="revise", revision=None) & ~Q(aggregation="") & ~Q(years="")
                | Q(step="enforce", revision__isnull=False, aggregation="", years="")
                | Q(step="withdraw", revision=None, aggregation="", years="") & ~Q(reason=""),
                name="plans_decomposition_step_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.actor}"


class Share(models.Model):
    """What a unit, a district or, with neither, the region itself is to do of a target.

    Numbers are text, so that no engine rounds them. A holder without a number was named as
    concerned and has no share yet.
    """

    decomposition = models.ForeignKey(
        Decomposition, models.PROTECT, "shares", verbose_name=_("decomposition")
    )
    position = models.PositiveIntegerField(_("position"))
    unit = models.ForeignKey(
        "parties.Unit", models.PROTECT, "shares", null=True, verbose_name=_("unit")
    )
    region = models.CharField(_("district"), max_length=100, blank=True)
    adcode = models.CharField(_("region code"), max_length=6, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    low = models.CharField(_("lower bound"), max_length=40, blank=True)
    high = models.CharField(_("upper bound"), max_length=40, blank=True)
    comparator = models.CharField(
        _("comparator"), max_length=8, choices=Target.Comparator.choices, default="eq"
    )
    weight = models.CharField(_("weight"), max_length=40, blank=True)
    due = models.DateField(_("deadline"), null=True)

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        ordering = ("decomposition_id", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("decomposition", "position"), name="plans_share_position_once"
            ),
            models.CheckConstraint(
                condition=Q(unit=None) | Q(region="", adcode=""), name="plans_share_one_holder"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit or self.region or '—'} {self.low or self.high}"


class Alignment(models.Model):
    """Whether a target of one plan carries a target of another, or part of it.

    `amount` is how much of it counts, in the lower target's unit; blank for all of it.
    """

    class Verdict(models.TextChoices):
        CONFIRM = "confirm", _("carries it")
        REJECT = "reject", _("does not carry it")

    upper = models.ForeignKey(Target, models.PROTECT, "carried_by", verbose_name=_("upper target"))
    lower = models.ForeignKey(Target, models.PROTECT, "carries", verbose_name=_("lower target"))
    previous = models.OneToOneField(
        "self", models.PROTECT, related_name="next", null=True, verbose_name=_("alignment before")
    )
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict.choices)
    amount = models.CharField(_("amount carried"), max_length=40, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    actor = models.CharField(_("actor"), max_length=200)
    at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("alignment")
        verbose_name_plural = _("alignments")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("upper", "lower"),
                condition=Q(previous=None),
                name="plans_alignment_one_first_per_pair",
            ),
            models.CheckConstraint(condition=~Q(actor=""), name="plans_alignment_has_an_actor"),
            models.CheckConstraint(
                condition=~Q(upper=F("lower")), name="plans_alignment_of_two_targets"
            ),
        )

    def __str__(self) -> str:
        return f"{self.lower_id} → {self.upper_id} {self.verdict}"
