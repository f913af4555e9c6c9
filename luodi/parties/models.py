"""The nouns of the parties room: who carries a plan out.

Unit ── successor ─► Unit
"""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luodi.parties.rules.standing import Account

__all__ = [
    "Feed",
    "Identity",
    "Membership",
    "Notice",
    "NoticeEmail",
    "Person",
    "RoleGrant",
    "SignInGate",
    "Token",
    "Unit",
]


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

    @property
    def declared(self) -> list[str]:
        """The short names, each by itself."""
        return self.short_names.splitlines()


class Person(AbstractBaseUser):
    """Someone with an account. It is never deleted: the audit trail goes on naming it.

    `login` is a login name or an e-mail address in lower case. Whether the account may be used is
    computed from its instants (rules.standing), never stored.
    """

    login = models.CharField(_("login name"), max_length=150, unique=True)
    name = models.CharField(_("full name"), max_length=100)
    created_at = models.DateTimeField(_("created at"))
    certified_at = models.DateTimeField(_("certified at"))
    deactivated_at = models.DateTimeField(_("deactivated at"), null=True)
    must_change_password = models.BooleanField(_("must change password"), default=True)
    # Sealed: see sealing.py.
    totp_secret = models.CharField(_("one-time code key"), max_length=255, blank=True)
    totp_step = models.BigIntegerField(_("last one-time code step"), default=0)

    # Empty: the site's language.
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, blank=True
    )
    email = models.EmailField(_("e-mail address for notices"), blank=True)
    wants_email = models.BooleanField(_("notices by e-mail"), default=True)

    objects = BaseUserManager()
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering: ClassVar[tuple[str, ...]] = ("login",)

    def __str__(self) -> str:
        return self.name

    @property
    def mailbox(self) -> str:
        """Where notices are mailed to: the address chosen, or the one signed in with; or none."""
        return self.email or (self.login if "@" in self.login else "")

    @property
    def account(self) -> Account:
        return Account(self.certified_at, self.last_login, self.deactivated_at)


class Membership(models.Model):
    """A person works in a unit from one day to another."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="memberships", verbose_name=_("unit")
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from__lt=F("valid_to")),
                name="parties_membership_days_in_order",
            ),
            models.UniqueConstraint(
                fields=("person", "unit"),
                condition=Q(valid_to=None),
                name="parties_membership_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.unit}"


class RoleGrant(models.Model):
    """A role that an administrator entrusted to a person, and for how long it was held."""

    class Role(models.TextChoices):
        OFFICE = "office", _("Programme office")
        UNIT = "unit", _("Responsible unit")
        REVIEWER = "reviewer", _("Reviewer")
        PUBLISHER = "publisher", _("Publisher")
        AUDITOR = "auditor", _("Auditor")
        ADMINISTRATOR = "administrator", _("Administrator")

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="grants", verbose_name=_("person")
    )
    role = models.CharField(_("granted role"), max_length=16, choices=Role.choices)
    granted_at = models.DateTimeField(_("granted at"))
    granted_by = models.CharField(_("granted by"), max_length=200)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "role"),
                condition=Q(withdrawn_at=None),
                name="parties_role_grant_held_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.get_role_display()}"


class Identity(models.Model):
    """Who a person is to an OpenID Connect provider, and for how long that was believed."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="identities", verbose_name=_("person")
    )
    issuer = models.CharField(_("issuer of the identity"), max_length=200)
    subject = models.CharField(_("subject of the identity"), max_length=255)
    bound_at = models.DateTimeField(_("bound at"))
    bound_by = models.CharField(_("bound by"), max_length=200)
    released_at = models.DateTimeField(_("released at"), null=True)

    class Meta:
        verbose_name = _("identity")
        verbose_name_plural = _("identities")
        constraints = (
            models.UniqueConstraint(
                fields=("issuer", "subject"),
                condition=Q(released_at=None),
                name="parties_identity_is_of_one_person",
            ),
            models.UniqueConstraint(
                fields=("issuer", "person"),
                condition=Q(released_at=None),
                name="parties_identity_one_of_an_issuer",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} · {self.issuer}"


class SignInGate(models.Model):
    """Tries in a row of one account, contact or network address (rules.access.Gate).

    The row's lock lets tries in one at a time. `key` is a digest: people type passwords as names.
    """

    key = models.CharField(_("key"), max_length=64, unique=True)
    failures = models.PositiveIntegerField(_("failures"), default=0)
    last_failed_at = models.DateTimeField(_("last failed at"), null=True)

    class Meta:
        verbose_name = _("sign-in gate")
        verbose_name_plural = _("sign-in gates")

    def __str__(self) -> str:
        return f"{self.key[:12]} {self.failures}"


class Token(models.Model):
    """What a person's script shows instead of a password; the text itself stands nowhere.

    It opens what its person's roles open, as long as the account may be used.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="tokens", verbose_name=_("person")
    )
    label = models.CharField(_("purpose"), max_length=100)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True)
    last_used_on = models.DateField(_("last used on"), null=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering: ClassVar[tuple[str, ...]] = ("-created_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=Q(created_at__lt=F("expires_at")),
                name="parties_token_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.label


class Feed(models.Model):
    """A secret address under which a calendar fetches a person's deadlines, or those of his unit.

    Only its digest is stored. It opens no more than the person himself may see at the moment.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="feeds", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="feeds", null=True, verbose_name=_("unit")
    )
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("created at"))
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True)
    last_used_on = models.DateField(_("last used on"), null=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering: ClassVar[tuple[str, ...]] = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(revoked_at=None, unit=None),
                name="parties_feed_one_of_a_person",
            ),
            models.UniqueConstraint(
                fields=("person", "unit"),
                condition=Q(revoked_at=None),
                name="parties_feed_one_of_a_unit",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} · {self.unit}" if self.unit else str(self.person)


class Notice(models.Model):
    """What a person is told of, written in the transaction of the change.

    Its sentence is made at each read, from `kind` and `data`, in the language of the reader.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="notices", verbose_name=_("person")
    )
    kind = models.CharField(_("kind of notice"), max_length=80)
    subject = models.CharField(_("subject"), max_length=200)
    data = models.JSONField(_("particulars"), default=dict)
    created_at = models.DateTimeField(_("created at"))
    read_at = models.DateTimeField(_("first read at"), null=True)

    class Meta:
        verbose_name = _("notice to a person")
        verbose_name_plural = _("notices to persons")
        ordering: ClassVar[tuple[str, ...]] = ("-id",)
        indexes = (
            models.Index(
                fields=("person",), condition=Q(read_at=None), name="parties_notice_unread"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class NoticeEmail(models.Model):
    """A notice on its way by e-mail; every attempt sends the same bytes under one Message-ID."""

    notice = models.OneToOneField(
        Notice, models.PROTECT, related_name="email", verbose_name=_("notice to a person")
    )
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    attempted_at = models.DateTimeField(_("last attempt at"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)

    class Meta:
        verbose_name = _("e-mail of a notice")
        verbose_name_plural = _("e-mails of notices")

    def __str__(self) -> str:
        return self.message_id
