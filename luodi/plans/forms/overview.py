"""What of the ledger is to be shown."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from luodi.parties.models import Unit
from luodi.plans import queries
from luodi.plans.figures import FIGURE_WORDS
from luodi.plans.models import Document

__all__ = ["LedgerFilter", "PlanChoice"]

GREATEST = 10**18 - 1


class PlanChoice(forms.Form):
    """The plan in an address; what cannot be read as one counts as none."""

    plan = forms.IntegerField(required=False, min_value=1, max_value=GREATEST)

    def number(self) -> int | None:
        return self.cleaned_data.get("plan") if self.is_valid() else None


class LedgerFilter(forms.Form):
    """Unreadable fields count as not filled in: an old link must still open a list."""

    show = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *FIGURE_WORDS.items()],
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    plan = forms.TypedChoiceField(label=_("Plan"), required=False, coerce=int, empty_value=None)
    unit = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self._offer("region", [(name, name) for name in queries.regions()])
        # Of thousands of plans and units the form offers the one that was chosen, or all.
        self._offer("plan", _one(Document, data.get("plan", "")))
        self._offer("unit", _one(Unit, data.get("unit", "")))

    def _offer(self, name: str, values: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        field.choices = [("", _("All")), *values]

    def filters(self) -> dict[str, Any]:
        """`show`, and keyword arguments for the lines."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _one(model: type[Document] | type[Unit], number: str) -> list[tuple[str, str]]:
    fits = number.isascii() and number.isdecimal() and int(number) <= GREATEST
    found = model._default_manager.filter(pk=number).first() if fits else None
    return [(number, str(found))] if found else []
