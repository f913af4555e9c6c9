"""What a reviewer fills in: the values of an item, the reason of a verdict, words to add."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from luodi.errors import InvalidInput
from luodi.plans.models import Decision, Instrument, Target
from luodi.plans.rules.confirmation import bodies_in

__all__ = ["PickForm", "PlaceForm", "TableForm", "values_form"]

# A longer number fits no column.
LONGEST = 18
MOST_BYTES = 5_000_000


class ValuesForm(forms.Form):
    """The values of one item; `values()` are as decisions keep them."""

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class TargetForm(ValuesForm):
    object = forms.CharField(label=_("Object"))
    low = forms.FloatField(label=_("lower bound"), required=False)
    high = forms.FloatField(label=_("upper bound"), required=False)
    unit = forms.CharField(label=_("unit of measure"), required=False)
    comparator = forms.ChoiceField(label=_("comparator"), choices=Target.Comparator.choices)
    basis = forms.ChoiceField(label=_("basis"), choices=Target.Basis.choices)
    by = forms.IntegerField(label=_("due year"), required=False)


class TaskForm(ValuesForm):
    heading = forms.CharField(label=_("heading"))
    lead = forms.CharField(
        label=_("Lead units"), required=False, help_text=_("Put “、” between several names.")
    )
    support = forms.CharField(label=_("Supporting units"), required=False)

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        bodies = [*bodies_in(given["lead"], "lead"), *bodies_in(given["support"], "support")]
        return {"heading": given["heading"], "responsible": bodies}


class InstrumentForm(ValuesForm):
    name = forms.CharField(label=_("name"))
    kind = forms.ChoiceField(label=_("kind of instrument"), choices=Instrument.Kind.choices)


FORMS: dict[str, type[ValuesForm]] = {
    "target": TargetForm,
    "task": TaskForm,
    "instrument": InstrumentForm,
}


def values_form(
    kind: str, data: Mapping[str, Any] | None = None, *, current: Mapping[str, Any] | None = None
) -> ValuesForm:
    """The form of a kind of item, filled with what the item says at present."""
    initial = dict(current or {"by": None})
    for role in ("lead", "support"):
        bodies = initial.get("responsible", [])
        initial[role] = "、".join(body["name"] for body in bodies if body["role"] == role)
    return FORMS[kind](data, initial=initial, prefix=f"new-{kind}" if current is None else "values")


class PickForm(forms.Form):
    """A verdict on items. A pick is an item's key and the decision that was seen on it, if any."""

    verdict = forms.ChoiceField(choices=[v for v in Decision.Verdict.choices if v[0] != "add"])
    reason = forms.CharField(required=False, max_length=2000)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        # All that the page listed, or those that were ticked.
        whole = "everything" in data
        self.picks = data.get("listed", "").split() if whole else data.getlist("pick")

    def seen(self) -> dict[str, int | None]:
        """The last decision seen on each item, by the item's key. Raises InvalidInput."""
        found = {}
        for pick in self.picks:
            key, _separator, decision = pick.partition(":")
            if decision and not (decision.isdecimal() and len(decision) <= LONGEST):
                raise InvalidInput
            found[key] = int(decision) if decision else None
        return found


class PlaceForm(forms.Form):
    """The words of an item to be added, selected in the text or copied from it."""

    quote = forms.CharField(
        label=_("Words of the plan"),
        widget=forms.Textarea(attrs={"rows": 3, "lang": "zh-Hans"}),
        help_text=_("Select them in the text, or copy them from it."),
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class TableForm(forms.Form):
    """A filled-in table of items, to be checked only or taken in."""

    file = forms.FileField(
        label=_("Workbook or JSON file"),
        help_text=_("The table that was downloaded here, with verdicts filled in; 5 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.json"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB. Choose a smaller one."))
        return file
