"""The terms of a plan's ladder as the office fills them in."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luodi.plans.rules.ladder import LONGEST_SOURCE, MOST_DAYS, Terms

__all__ = ["TermsForm", "filled_in"]

GREATEST = 10**18 - 1
BETWEEN = re.compile(r"[\s,，、;；]+")
LONGEST_LIST = 100


class TermsForm(forms.Form):
    """Days, their source, and the last terms that were seen."""

    accept_within = forms.IntegerField(
        label=_("working days to accept"), min_value=1, max_value=MOST_DAYS
    )
    reminders = forms.CharField(
        label=_("reminders, working days before"),
        required=False,
        max_length=LONGEST_LIST,
        help_text=_("Numbers with commas between them, for example 21, 14, 7. Empty for none."),
    )
    red_after = forms.IntegerField(
        label=_("red light, working days after"), min_value=1, max_value=MOST_DAYS
    )
    circular_after = forms.IntegerField(
        label=_("circular, working days after"), min_value=1, max_value=MOST_DAYS
    )
    source = forms.CharField(
        label=_("source of the terms"),
        max_length=LONGEST_SOURCE,
        help_text=_("The document that sets these days, with its number."),
    )
    expected = forms.IntegerField(
        required=False, min_value=1, max_value=GREATEST, widget=forms.HiddenInput
    )

    def clean_reminders(self) -> tuple[int, ...]:
        words = [word for word in BETWEEN.split(self.cleaned_data["reminders"]) if word]
        if not all(word.isascii() and word.isdecimal() for word in words):
            raise forms.ValidationError(_("Give whole numbers of working days."))
        return tuple(int(word) for word in words)

    def terms(self) -> Terms:
        """Of a valid form."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "expected"}
        return Terms(**given)


def filled_in(terms: Terms, last: int | None) -> dict[str, Any]:
    """What the form shows first: the terms in force, to be given a new source."""
    return {
        "accept_within": terms.accept_within,
        "reminders": ", ".join(map(str, terms.reminders)),
        "red_after": terms.red_after,
        "circular_after": terms.circular_after,
        "expected": last,
    }
