"""The forms of signing in, of one's own account and of people. Each works without a script."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from luodi.parties import queries
from luodi.parties.models import RoleGrant, Unit
from luodi.parties.rules.tokens import MOST_DAYS, USUAL_DAYS

__all__ = [
    "ChangeForm",
    "CodeForm",
    "PasswordForm",
    "PersonForm",
    "PreferencesForm",
    "SignInForm",
    "TokenForm",
]


def _password(label: Any, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=1000, strip=False, widget=widget)


def _code(**how: Any) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(label=_("One-time code"), max_length=20, widget=widget, **how)


class SignInForm(forms.Form):
    login = forms.CharField(
        label=_("Login name or e-mail address"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = _password(_("Password"), "current-password")
    code = _code(required=False, help_text=_("Only if you have set up one-time codes."))


class PasswordForm(forms.Form):
    current = _password(_("Present password"), "current-password")
    new = _password(_("New password"), "new-password")
    again = _password(_("New password again"), "new-password")
    new_help = _("At least 12 characters. Words in a row are fine; common passwords are refused.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].help_text = self.new_help

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError(_("The two new passwords differ. Type both again."))
        return again


class CodeForm(forms.Form):
    code = _code()


class TokenForm(forms.Form):
    label = forms.CharField(
        label=_("Purpose"), max_length=100, help_text=_("Which script will use it, and where.")
    )
    days = forms.IntegerField(
        label=_("Days until it runs out"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS
    )


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of e-mails"),
        required=False,
        choices=[("", _("The site's language")), *settings.LANGUAGES],
    )
    email = forms.EmailField(
        label=_("E-mail address for notices"),
        required=False,
        max_length=254,
        help_text=_("Empty: the address you sign in with, if it is one."),
    )
    wants_email = forms.BooleanField(label=_("Send me notices by e-mail too"), required=False)


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=100)
    login = forms.CharField(label=_("Login name or e-mail address"), max_length=150)


class ChangeForm(forms.Form):
    """One change of a person's account; each verb uses the fields it needs."""

    VERBS = (
        *("grant", "withdraw", "join", "leave", "bind", "release"),
        *("certify", "deactivate", "restore"),
    )

    verb = forms.ChoiceField(choices=[(verb, verb) for verb in VERBS])
    role = forms.ChoiceField(
        label=_("Role to grant"), choices=RoleGrant.Role.choices, required=False
    )
    subject = forms.CharField(
        label=_("User identifier at the sign-in service (sub)"), max_length=255, required=False
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), required=False, empty_label=""
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["unit"]
        assert isinstance(units, forms.ModelChoiceField)  # noqa: S101 - narrows the type
        units.queryset = queries.units()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for verbs, field in ((("grant", "withdraw"), "role"), (("join", "leave"), "unit")):
            if given.get("verb") in verbs and not given.get(field):
                self.add_error(field, _("Choose one."))
        if given.get("verb") == "bind" and not given.get("subject"):
            self.add_error("subject", _("Fill in the user identifier."))
        return given
