"""What is filled in when a change of what is in force is asked for, decided on and looked for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from luodi.plans import queries
from luodi.plans.adjustment_words import STATUS_WORDS
from luodi.plans.models import Adjustment

__all__ = ["AdjustmentFilter", "DueForm", "GroundsForm", "OpinionForm"]

LONGEST, LONGEST_BASIS = 2000, 500
# A longer number fits no column.
GREATEST = 10**18 - 1
OFFICE = "office"


class GroundsForm(forms.Form):
    """Who asks, why, and on what ground; `side` is a unit's number, or the office."""

    expected = forms.IntegerField(
        min_value=1, max_value=GREATEST, widget=forms.HiddenInput, required=True
    )
    side = forms.ChoiceField(label=_("Requested by"))
    way = forms.ChoiceField(
        label=_("Way of adjusting"),
        choices=Adjustment.Kind.choices,
        help_text=_("A case-by-case decision is for what no rule provides for; it needs a ground."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is published with the adjustment once it is approved."),
    )
    basis = forms.CharField(
        label=_("Ground"),
        required=False,
        max_length=LONGEST_BASIS,
        help_text=_(
            "The number of the document or the minutes of the meeting; required for a case-by-case "
            "decision. It is published too."
        ),
    )

    def __init__(
        self, data: QueryDict | None, *, sides: Sequence[tuple[int | None, str]], expected: int
    ) -> None:
        super().__init__(data, initial={"expected": expected})
        field = self.fields["side"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        field.choices = [
            (str(unit), name) if unit else (OFFICE, _("Programme office")) for unit, name in sides
        ]

    def given(self) -> dict[str, Any]:
        """Keyword arguments of the request."""
        given = {name: self.cleaned_data[name] for name in ("expected", "way", "reason", "basis")}
        side = self.cleaned_data["side"]
        return given | {"unit": None if side == OFFICE else int(side)}


class DueForm(forms.Form):
    """The duties whose due day is to change, and that day."""

    duties = forms.MultipleChoiceField(label=_("Duties"), required=False)
    due_on = forms.DateField(
        label=_("New due day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: QueryDict | None, *, duties: Sequence[queries.DutyPage]) -> None:
        super().__init__(data)
        field = self.fields["duties"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - narrows the type
        field.choices = [(str(one.duty.pk), str(one.duty.unit)) for one in duties]

    def picked(self) -> list[int]:
        return [int(number) for number in self.cleaned_data["duties"]]


class OpinionForm(forms.Form):
    """Approve or refuse, with words."""

    outcome = forms.ChoiceField(choices=[("approve", ""), ("refuse", "")])
    words = forms.CharField(required=False, max_length=LONGEST)


class AdjustmentFilter(forms.Form):
    """A form whose unreadable fields count as not filled in: an old link must still open a list."""

    plan = forms.TypedChoiceField(label=_("Plan"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *STATUS_WORDS.items()]
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        field = self.fields["plan"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - narrows the type
        plans = [(plan.pk, str(plan)) for plan in queries.plans_with_adjustments()]
        field.choices = [("", _("All")), *plans]

    def filters(self) -> dict[str, Any]:
        """Keyword arguments for the list's query."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
