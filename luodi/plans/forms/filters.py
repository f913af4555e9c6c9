"""The filters above the lists: GET forms that work as plain links do."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from luodi.plans import queries
from luodi.plans.models import Target
from luodi.plans.rules.sectors import SECTOR_NAMES

STATES = [("", _("All")), *(one for one in Target.State.choices if one[0] != "rejected")]

SECTORS = [
    ("", _("All")),
    *((name, name) for name in SECTOR_NAMES),
    (queries.UNDIVIDED, _("no sector named")),
]


class RegionFilter(forms.Form):
    """A form whose unreadable fields count as not filled in: an old link must still open a list."""

    q = forms.CharField(required=False, max_length=100)
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, data: QueryDict, *, search: str) -> None:
        super().__init__(data)
        self.fields["q"].label = search
        self._offer("region", queries.regions())

    def _offer(self, name: str, values: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        field.choices = [("", _("All")), *((value, value) for value in values)]

    def filters(self) -> dict[str, Any]:
        """Keyword arguments for the list's query."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if "q" in chosen:
            chosen["text"] = chosen.pop("q")
        return chosen


class RegionChoice(forms.Form):
    """Which regions to lay side by side; names that are no regions count as not chosen."""

    region = forms.MultipleChoiceField(
        label=_("Regions"), required=False, widget=forms.CheckboxSelectMultiple
    )

    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=SECTORS)
    group = forms.ChoiceField(
        label=_("Rows"),
        required=False,
        choices=[("", _("by object")), ("sector", _("by sector and object"))],
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.asked = data.getlist("region")
        self.known = queries.regions()
        field = self.fields["region"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - narrows the type
        field.choices = [(name, name) for name in self.known]

    def chosen(self) -> list[str]:
        return [name for name in self.known if name in self.asked]

    def sectors(self) -> dict[str, Any]:
        """Keyword arguments for the comparison."""
        self.is_valid()
        given = self.cleaned_data
        return {"sector": given.get("sector", ""), "by_sector": given.get("group") == "sector"}


class TaskFilter(RegionFilter):
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)


class TargetFilter(TaskFilter):
    by = forms.TypedChoiceField(label=_("Due year"), required=False, coerce=int, empty_value=None)
    comparator = forms.ChoiceField(label=_("Comparator"), required=False)

    def __init__(self, data: QueryDict, *, search: str) -> None:
        super().__init__(data, search=search)
        self._offer("by", queries.due_years())
        comparators = self.fields["comparator"]
        assert isinstance(comparators, forms.ChoiceField)  # noqa: S101 - narrows the type
        comparators.choices = [("", _("All")), *Target.Comparator.choices]
