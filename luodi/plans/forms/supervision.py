"""What is filled in when duties are issued and acted on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from luodi.plans.models import DutyEvent
from luodi.plans.rules.evidence import LONGEST_LINK, LONGEST_NUMBER, MOST

__all__ = ["ActForm", "IssueForm"]

LONGEST = 4000
# A longer number fits no column.
GREATEST = 10**18 - 1


class ActForm(forms.Form):
    """One act on a duty, and the last event that was seen on it."""

    act = forms.ChoiceField(choices=DutyEvent.Act.choices)
    expected = forms.IntegerField(min_value=1, max_value=GREATEST)
    words = forms.CharField(required=False, max_length=LONGEST)
    due_on = forms.DateField(required=False)
    links = forms.CharField(required=False, max_length=MOST * LONGEST_LINK)
    document_numbers = forms.CharField(required=False, max_length=MOST * LONGEST_NUMBER)

    def clean_links(self) -> list[str]:
        """One a line."""
        return str(self.cleaned_data["links"]).splitlines()

    def clean_document_numbers(self) -> list[str]:
        return str(self.cleaned_data["document_numbers"]).splitlines()


class IssueForm(forms.Form):
    """The due day and the reason of all duties that are issued together."""

    due_on = forms.DateField(
        label=_("due day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The time limit ends with this day, at 24:00 in China."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        help_text=_("On what ground they are assigned, for example the document and its number."),
    )
