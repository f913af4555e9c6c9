"""What is decided about the duties of a version that was replaced."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luodi.plans.actions import Fate
from luodi.plans.forms.supervision import LONGEST
from luodi.plans.queries import Replaced

__all__ = ["CarryForm"]

END = "end"


class CarryForm(forms.Form):
    """A choice for each duty: a task of the new version, its end, or nothing for now.

    The name of a choice holds the duty and the last event that was seen on it.
    """

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        help_text=_("On what ground, for example the document that issued the new version."),
    )

    def __init__(self, rows: list[Replaced], data: Any = None) -> None:
        super().__init__(data)
        for row in rows:
            carries = [(str(one.task), one.heading) for one in row.choices] if row.carriable else []
            choices = [("", _("leave open for now")), *carries, (END, _("end it"))]
            self.fields[self.name_of(row)] = forms.ChoiceField(
                choices=choices,
                required=False,
                initial=row.proposed if row.carriable else "",
                label=str(row.page.duty),
            )

    @staticmethod
    def name_of(row: Replaced) -> str:
        return f"duty-{row.page.duty.pk}-{row.page.last.pk}"

    def fates(self) -> list[Fate]:
        """What was chosen, of a form that is valid."""
        found = []
        for name, value in self.cleaned_data.items():
            if name.startswith("duty-") and value:
                _kind, duty, seen = name.split("-")
                found.append(Fate(int(duty), int(seen), None if value == END else int(value)))
        return found
