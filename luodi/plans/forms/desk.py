"""The forms of the desk: what waits, plan files brought in, and names bound to units."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from luodi.plans import queries
from luodi.plans.actions import Wish
from luodi.plans.forms.filters import RegionFilter, TaskFilter

# A person looks at what became of each file, so there are no more than fit on a page.
MOST_FILES = 20


class QueueFilter(RegionFilter):
    waiting = forms.ChoiceField(
        label=_("Which plans"),
        required=False,
        choices=[("", _("All")), ("1", _("only what waits"))],
    )

    def filters(self) -> dict[str, Any]:
        return {**super().filters(), "waiting": bool(self.cleaned_data.get("waiting"))}


class BoardFilter(TaskFilter):
    by = forms.TypedChoiceField(label=_("Due year"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: QueryDict, *, search: str) -> None:
        super().__init__(data, search=search)
        self.years = queries.due_years()
        self._offer("by", self.years)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, each of which must hold something and stay within the limit."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        given = data if isinstance(data, list | tuple) else [data]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(
                _("Choose at most %(most)s files at a time."), params={"most": MOST_FILES}
            )
        if not any(given):
            raise forms.ValidationError(_("Choose at least one file."))
        return [one for one in given if one]


class PlanFiles(forms.Form):
    plans = FilesField(
        label=_("Plan files"),
        help_text=_("txt, html, docx or pdf; several at a time are possible."),
    )


def wishes(data: QueryDict) -> list[Wish]:
    """What was chosen otherwise than it was shown. Raises ValueError for what no page sends."""
    rows = zip(
        data.getlist("name"),
        data.getlist("unit"),
        data.getlist("shown"),
        data.getlist("expected"),
        strict=True,
    )
    return [
        Wish(name, _number(unit), _number(expected))
        for name, unit, shown, expected in rows
        if unit != shown
    ]


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise ValueError(text)
    return int(text)
