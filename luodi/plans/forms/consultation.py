"""What is filled in to comment on a draft, to look a receipt up, and to handle comments."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luodi.plans.actions import Signature
from luodi.plans.models import Comment, Handling
from luodi.plans.rules.consultation import MOST_CHARACTERS

__all__ = ["CommentForm", "HandleForm", "OpenForm", "ReceiptForm", "TermForm"]

# Which field a refusal is about; the rules refuse, so that every door says the same.
FIELD_OF = {
    "comment_empty": "text",
    "comment_too_long": "text",
    "comment_unsigned": "name",
    "contact_missing": "contact",
    "consent_missing": "consent",
}


def _line(label: Any, *, complete: str = "off", help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": complete, "maxlength": 100})
    return forms.CharField(label=label, required=False, widget=widget, help_text=help_text)


class CommentForm(forms.Form):
    clause = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    text = forms.CharField(
        label=_("Your comment"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": MOST_CHARACTERS}),
        help_text=_(
            "What would you change, and why? 5,000 characters at most. Do not write names or "
            "telephone numbers here: the text will be published."
        ),
    )
    kind = forms.ChoiceField(
        label=_("Signed by"),
        choices=Comment.Kind.choices,
        initial=Comment.Kind.PERSON,
        widget=forms.RadioSelect,
    )
    name = _line(
        _("Your name, or the name of the organisation"),
        complete="name",
        help_text=_("An organisation is published with its full name."),
    )
    person = _line(
        _("Contact person of the organisation"),
        help_text=_("Only if an organisation signs. Never published."),
    )
    contact = _line(
        _("Telephone or e-mail"),
        complete="email",
        help_text=_("So that you can be asked. Never published."),
    )
    shown = forms.BooleanField(
        label=_("If I sign as an individual: publish my surname, as 张**"), required=False
    )
    consent = forms.BooleanField(
        label=_(
            "I agree that my name and contact are kept, encrypted, to check and handle this "
            "comment. Only staff who handle comments can read them, each look is recorded, and "
            "they are erased when the time below has run out."
        ),
        required=False,
    )

    def signature(self) -> Signature:
        given = self.cleaned_data
        names = ("kind", "name", "contact", "person", "shown")
        return Signature(**{name: given[name] for name in names})


class ReceiptForm(forms.Form):
    receipt = forms.CharField(
        label=_("Receipt number"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label,
        widget=widget,
        help_text=_("Comments are taken until the end of this day, 24:00 Beijing time."),
    )


class OpenForm(forms.Form):
    opens_on = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave empty to open it at once."),
    )
    closes_on = _day(_("Closing day"))

    def opens_at(self) -> datetime | None:
        day = self.cleaned_data["opens_on"]
        return timezone.make_aware(datetime.combine(day, time.min)) if day else None


class TermForm(forms.Form):
    closes_on = _day(_("New closing day"))
    reason = forms.CharField(label=_("Reason, which is published"), required=False, max_length=2000)
    expected = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)


class HandleForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Handling.Outcome.choices)
    reply = forms.CharField(
        label=_("Reply, which is published"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "zh-Hans"}),
    )
    withheld = forms.BooleanField(
        label=_("Do not publish text and signature: they name people or must not be spread"),
        required=False,
    )
