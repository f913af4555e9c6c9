"""The items of a version go out as a table and come back with decisions."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from luodi.errors import DomainError
from luodi.parties.guards import needs
from luodi.parties.rules.roles import Actor, Verb
from luodi.plans import queries
from luodi.plans.actions import import_items
from luodi.plans.errors import TableOfAnotherVersion
from luodi.plans.exchange import read_items, write_items
from luodi.plans.forms.review import TableForm
from luodi.plans.models import Version
from luodi.plans.rules.exchange import SHEETS, ItemTable

TYPES = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@never_cache
@needs(Verb.ENTER)
def items_export(request: HttpRequest, actor: Actor, version: int, suffix: str) -> HttpResponse:
    """Every target and task with its state, to be filled in."""
    found = queries.version_numbered(version)
    with TemporaryDirectory() as folder:
        file = Path(folder, f"items.{suffix}")
        write_items(queries.item_table(found), file)
        response = HttpResponse(file.read_bytes(), content_type=TYPES[suffix])
    name = f"items-{found.pk}.{suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
@needs(Verb.CONFIRM)
def items_import(request: HttpRequest, actor: Actor, version: int) -> HttpResponse:
    """One button checks the table and keeps nothing, the other takes all of it in, or nothing."""
    found = queries.version_numbered(version)
    form = TableForm(request.POST or None, request.FILES or None)
    context = {"version": found, "form": form, "report": None, "dry_run": "check" in request.POST}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            table = _table(form.cleaned_data["file"], found)
            report = import_items(table, by=actor, dry_run="check" in request.POST)
        except DomainError as error:
            form.add_error("file", error.sentence(_))
            status = error.status
        else:
            context["report"] = report
            context["faults"] = [
                (SHEETS[fault.row.kind], fault.row.number, fault.error.sentence(_))
                for fault in report.faults
            ]
            status = 422 if report.faults else 200
    status = 422 if form.errors and status == 200 else status
    return render(request, "plans/items_import.html", context, status=status)


def _table(file: "UploadedFile[bytes]", version: Version) -> ItemTable:
    given = str(file.name)
    with TemporaryDirectory() as folder:
        kept = Path(folder, f"items{Path(given).suffix[:10].lower()}")
        kept.write_bytes(file.read())
        table = read_items(kept)
    if table.sha256 != version.sha256:
        raise TableOfAnotherVersion(name=given)
    return table
