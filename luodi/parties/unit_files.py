"""The pages that bring units in from a file and give them out as one."""

from base64 import b64decode, b64encode
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luodi.errors import DomainError, InvalidInput, NotFound
from luodi.parties.actions.exchange import UnitImport, export_units, import_units
from luodi.parties.guards import needs
from luodi.parties.rules.roles import Actor, Verb
from luodi.parties.unit_forms import FileForm

REASONS = {
    "missing_or_too_long": gettext_lazy("Give a name of 1 to 200 characters."),
    "not_a_level": gettext_lazy("Write national, province, city or county."),
    "region_and_level_disagree": gettext_lazy("Give a region, or none for a national body."),
    "not_a_date": gettext_lazy("Write the day as 2025-03-01, or use a date cell."),
    "ends_before_it_begins": gettext_lazy("The unit ends before it begins. Check both days."),
    "succeeded_but_not_ended": gettext_lazy("Say when the unit ended, or name no successor."),
    "no_such_successor": gettext_lazy(
        "Name one unit of the region that stands on the day when this one ends."
    ),
    "repeated": gettext_lazy("This name stands twice in the file. End one of the two."),
    "stands_already": gettext_lazy("A unit of this name stands already. End one of the two."),
    "unknown_column": gettext_lazy("There is no such column. Export the units to see which are."),
}
TYPES = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@needs(Verb.MANAGE_UNITS)
def unit_import(request: HttpRequest, actor: Actor) -> HttpResponse:
    """First a file is checked and nothing kept; the second press brings in all of it, or nothing.

    What was checked comes back with the second press, so that the file is chosen once.
    """
    if "content" in request.POST:
        return _outcome(request, actor, *_checked(request), dry_run=False)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return _outcome(request, actor, file.name, file.read(), dry_run=True)
        except DomainError as error:
            form.add_error("file", error.sentence(_))
    status = 422 if form.errors else 200
    return render(request, "parties/unit_import.html", {"form": form}, status=status)


@needs(Verb.ENTER)
def unit_export(request: HttpRequest, actor: Actor, suffix: str) -> HttpResponse:
    """Every unit, ended ones too, in the form that can be imported."""
    if suffix not in TYPES:
        raise NotFound
    with TemporaryDirectory() as folder:
        file = Path(folder, f"units.{suffix}")
        export_units(file)
        response = HttpResponse(file.read_bytes(), content_type=TYPES[suffix])
    response.headers["Content-Disposition"] = f'attachment; filename="units.{suffix}"'
    return response


def _checked(request: HttpRequest) -> tuple[str, bytes]:
    try:
        return request.POST.get("name", ""), b64decode(request.POST["content"], validate=True)
    except ValueError as error:
        raise InvalidInput from error


def _outcome(
    request: HttpRequest, actor: Actor, name: str, content: bytes, *, dry_run: bool
) -> HttpResponse:
    done = _imported(name, content, actor, dry_run=dry_run)
    context: dict[str, Any] = {
        "name": name,
        "done": done,
        "dry_run": dry_run,
        "faults": [(fault, REASONS.get(fault.reason, fault.reason)) for fault in done.faults],
        "content": b64encode(content).decode() if dry_run and not done.faults else "",
    }
    status = 422 if done.faults else 200
    return render(request, "parties/unit_imported.html", context, status=status)


def _imported(name: str, content: bytes, actor: Actor, *, dry_run: bool) -> UnitImport:
    """The action reads files; the audit trail keeps the name under which this one came."""
    given = Path(get_valid_filename(name))
    with TemporaryDirectory() as folder:
        file = Path(folder, given.stem[:60] + given.suffix[:10].lower())
        file.write_bytes(content)
        return import_units(file, by=actor, dry_run=dry_run)
