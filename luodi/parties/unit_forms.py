"""The forms of the register of units. Each works without a script."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luodi.parties import queries
from luodi.parties.models import Unit

__all__ = [
    "EndForm",
    "FileForm",
    "NamesForm",
    "RegisterForm",
    "RenameForm",
    "SuccessionForm",
    "UnitFilter",
]

# A megabyte is some ten thousand units; the command line takes more.
LARGEST = 1024 * 1024


class UnitFilter(forms.Form):
    """A form whose unreadable fields count as not filled in: an old link must still open."""

    q = forms.CharField(label=_("Official or short name"), required=False, max_length=100)
    region = forms.ChoiceField(label=_("Region"), required=False)
    ever = forms.ChoiceField(
        label=_("Days"),
        required=False,
        choices=[("", _("Standing today")), ("1", _("Ended ones too"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = self.fields["region"]
        assert isinstance(regions, forms.ChoiceField)  # noqa: S101 - narrows the type
        regions.choices = [("", _("All")), *((name, name) for name in queries.unit_regions())]

    def filters(self) -> dict[str, Any]:
        """Keyword arguments for the list's query."""
        self.is_valid()
        chosen = self.cleaned_data
        wanted = {"region": chosen.get("region", ""), "text": chosen.get("q", "")}
        return wanted | {"ever": bool(chosen.get("ever"))}


class NamesForm(forms.Form):
    short_names = forms.CharField(
        label=_("Short names"),
        required=False,
        max_length=2000,
        help_text=_("One a line, as plans print them: 科技局, 市科技局."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_short_names(self) -> list[str]:
        return str(self.cleaned_data["short_names"]).splitlines()


class OnDayForm(forms.Form):
    """The day on which something becomes true."""

    on = forms.DateField(
        label=_("From this day on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )


class RegisterForm(NamesForm):
    name = forms.CharField(label=_("Official name"), max_length=200)
    level = forms.ChoiceField(label=_("Level"), choices=Unit.Level.choices, initial=Unit.Level.CITY)
    region = forms.CharField(
        label=_("Region"),
        max_length=100,
        required=False,
        help_text=_("Full name of the area, such as 云溪市; empty for a national body."),
    )
    valid_from = forms.DateField(
        label=_("Stands from"),
        required=False,
        help_text=_("Empty if it has stood longer than any plan here."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    field_order = ("name", "short_names", "level", "region", "valid_from")


class RenameForm(NamesForm, OnDayForm):
    name = forms.CharField(label=_("New official name"), max_length=200)
    field_order = ("name", "short_names", "on")


class SuccessionForm(OnDayForm):
    by_unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Successor"), empty_label="", help_text=_("Of this region.")
    )
    field_order = ("by_unit", "on")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heirs = self.fields["by_unit"]
        assert isinstance(heirs, forms.ModelChoiceField)  # noqa: S101 - narrows the type
        standing = queries.units(region=unit.region).filter(valid_to=None, region=unit.region)
        heirs.queryset = standing.exclude(pk=unit.pk)


class EndForm(OnDayForm):
    """Nobody takes the unit's place."""


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File of units"),
        help_text=_("An Excel workbook (.xlsx) or JSON, of at most 1 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.json"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(
                _("This file is larger than 1 MB. Import it with the command import-units.")
            )
        return file
