"""What was read out of published plans."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luodi.plans.rules import bounds

__all__ = [
    "Clause",
    "Document",
    "Instrument",
    "Responsible",
    "Target",
    "Task",
    "Version",
]


class Document(models.Model):
    """A plan as a work: its draft, its final text and copies from other pages are its versions.

    `key` is what makes two files the same plan (rules.document_key).
    """

    class Kind(models.TextChoices):
        PLAN = "plan", _("Plan")
        MEASURES = "measures", _("Policy measures")
        NOTICE = "notice", _("Notice")
        DRAFT = "draft", _("Draft for comment")
        NEWS = "news", _("News report")
        INTERPRETATION = "interpretation", _("Interpretation")
        OTHER = "other", _("Other")

    key = models.CharField(_("key"), max_length=64, unique=True)
    title = models.TextField(_("title"), blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.OTHER)
    region = models.TextField(_("region"), blank=True, db_index=True)
    adcode = models.CharField(_("region code"), max_length=6, blank=True)
    doc_number = models.TextField(_("document number"), blank=True)
    issuers = models.JSONField(_("issuing bodies"), default=list)
    issued_on = models.DateField(_("date of issue"), null=True)
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True)
    consultation_closes = models.DateField(_("consultation closes"), null=True)
    sample = models.BooleanField(_("sample data"), default=False)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(first_year__lte=F("last_year")), name="plans_document_years_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.title or gettext("Untitled document")


class Version(models.Model):
    """One file as it was read: `reading` is the whole PlanDocument, `original` the text as found.

    The current version is the one last published, and before any publication the last that came
    in. Constraints keep the chain of versions from forking.
    """

    document = models.ForeignKey(Document, models.CASCADE, "versions", verbose_name=_("plan"))
    replaces = models.OneToOneField(
        "self", models.PROTECT, related_name="replaced_by", null=True, verbose_name=_("replaces")
    )
    sha256 = models.CharField(_("file hash"), max_length=64, unique=True)
    source = models.TextField(_("file"))
    original = models.TextField(_("original text"))
    reading = models.JSONField(_("reading"))
    read_at = models.DateTimeField(_("read at"), auto_now_add=True)
    current = models.BooleanField(_("current"), default=True)
    published_at = models.DateTimeField(_("published at"), null=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("document",),
                condition=Q(replaces=None),
                name="plans_version_one_first_per_document",
            ),
            models.UniqueConstraint(
                fields=("document",),
                condition=Q(current=True),
                name="plans_version_one_current_per_document",
            ),
        )
        indexes = (
            # Lists of items ask of every row whether its version is current: the index answers
            # without the version's row, which holds the whole text.
            models.Index(
                fields=("current", "document", "published_at"), name="plans_version_current"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} ({self.sha256[:12]})"

    @property
    def text(self) -> str:
        return str(self.reading["text"])

    @property
    def in_force(self) -> bool:
        return self.current and self.published_at is not None


class Clause(models.Model):
    """A numbered item; level 0 stands before the first number, 1 is 一、, 2 is （一）."""

    version = models.ForeignKey(Version, models.CASCADE, "clauses", verbose_name=_("version"))
    position = models.PositiveIntegerField(_("position"))
    level = models.PositiveSmallIntegerField(_("level"))
    path = models.JSONField(_("path"), default=list)
    label = models.TextField(_("number"), blank=True)
    heading = models.TextField(_("heading"), blank=True)
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ("version_id", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "position"), name="plans_clause_position_once"
            ),
            models.CheckConstraint(
                condition=Q(start__lte=F("end")), name="plans_clause_span_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{''.join(self.path)}{self.heading}"


class Anchored(models.Model):
    """An item of a clause, and the span of the version's text that says it.

    Its columns hold what it says at present; `read` is what it said when it was read or added.
    `version` is that of the clause, which never changes.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("unconfirmed")
        CONFIRMED = "confirmed", _("confirmed")
        CORRECTED = "corrected", _("corrected")
        REJECTED = "rejected", _("rejected")

    clause = models.ForeignKey(Clause, models.CASCADE, "%(class)ss", verbose_name=_("clause"))
    # Counts ask of every item whether its version is current; the way over the clause costs a look
    # at each clause.
    version = models.ForeignKey(
        Version, models.CASCADE, "+", db_index=False, verbose_name=_("version")
    )
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    read = models.JSONField(_("values as read"), default=dict)
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.UNCONFIRMED
    )

    class Meta:
        abstract = True
        ordering = ("clause_id", "start", "id")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(start__lte=F("end")), name="plans_%(class)s_span_in_order"
            ),
        )
        indexes: ClassVar[tuple[models.Index, ...]] = (
            models.Index(fields=("version", "state"), name="plans_%(class)s_counted"),
        )


class Target(Anchored):
    """A commitment with a number: `quote` is the text at its span, `object` what is measured.

    `low` and `high` are in `unit` as printed; a one-sided bound leaves the other side null.
    """

    class Comparator(models.TextChoices):
        EQ = "eq", _("exactly")
        GE = "ge", _("at least")
        GT = "gt", _("more than")
        LE = "le", _("at most")
        LT = "lt", _("less than")
        APPROX = "approx", _("about")

    class Basis(models.TextChoices):
        LEVEL = "level", _("reached level")
        INCREASE = "increase", _("increase")
        DECREASE = "decrease", _("decrease")
        PER_YEAR = "per_year", _("each year")

    quote = models.TextField(_("quote"))
    object = models.TextField(_("object"))
    low = models.FloatField(_("lower bound"), null=True)
    high = models.FloatField(_("upper bound"), null=True)
    comparator = models.CharField(_("comparator"), max_length=8, choices=Comparator.choices)
    basis = models.CharField(_("basis"), max_length=8, choices=Basis.choices)
    unit = models.TextField(_("unit of measure"), blank=True)
    by = models.PositiveSmallIntegerField(_("due year"), null=True, db_index=True)
    confidence = models.FloatField(_("confidence"))

    class Meta(Anchored.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = (
            *Anchored.Meta.constraints,
            models.CheckConstraint(
                condition=Q(low__lte=F("high")), name="plans_target_bounds_in_order"
            ),
        )
        # Lists are counted by year and put in order of the text without a look at the rows.
        indexes = (
            models.Index(fields=("version", "state", "by", "start"), name="plans_target_counted"),
        )

    def __str__(self) -> str:
        return self.quote

    @property
    def value(self) -> str:
        return bounds(self.low, self.high, self.comparator)


class Task(Anchored):
    """A lowest numbered item of the working parts; its span is the whole item, heading and body."""

    heading = models.TextField(_("heading"))

    class Meta(Anchored.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes = (
            *Anchored.Meta.indexes,
            models.Index(fields=("state",), name="plans_task_state"),
        )

    def __str__(self) -> str:
        return self.heading


class Responsible(models.Model):
    """A body named after a task, as printed, and the unit that a person says it is.

    `version` is that of the task.
    """

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        SUPPORT = "support", _("support")

    task = models.ForeignKey(Task, models.CASCADE, "responsible", verbose_name=_("task"))
    version = models.ForeignKey(Version, models.CASCADE, "+", verbose_name=_("version"))
    name = models.TextField(_("responsible unit"), db_index=True)
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    unit = models.ForeignKey(
        "parties.Unit",
        models.PROTECT,
        related_name="duties",
        null=True,
        db_index=False,
        verbose_name=_("bound unit"),
    )

    class Meta:
        verbose_name = _("responsible unit")
        verbose_name_plural = _("responsible units")
        ordering = ("id",)
        indexes = (
            # Holds all that the lists of units ask of a row, so that they read no row.
            models.Index(
                fields=("unit", "version", "name", "task"), name="plans_responsible_by_unit"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Instrument(Anchored):
    """A named policy instrument that the plan promises (算力券, 揭榜挂帅 …)."""

    class Kind(models.TextChoices):
        AWARD = "award", _("competitive award")
        PROCUREMENT = "procurement", _("procurement")
        PER_CASE = "per_case", _("case by case")
        FINANCE = "finance", _("finance")
        REGULATION = "regulation", _("regulation")
        VOUCHER = "voucher", _("voucher")
        FUND = "fund", _("fund")
        LIST = "list", _("list")
        CATALOGUE = "catalogue", _("catalogue")
        OTHER = "other", _("other instrument")

    name = models.TextField(_("name"))
    kind = models.TextField(_("kind"), choices=Kind.choices)

    class Meta(Anchored.Meta):
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")

    def __str__(self) -> str:
        return self.name
