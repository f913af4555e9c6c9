"""Shares given out as a file and brought back: checked first, then all of them or none."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from pathlib import Path
from tempfile import TemporaryDirectory

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from luodi.errors import DomainError, InvalidInput, NotFound
from luodi.parties.guards import needs
from luodi.parties.queries import units
from luodi.parties.rules.roles import Actor, Verb
from luodi.plans import queries
from luodi.plans.actions import decompose
from luodi.plans.errors import InvalidShare, SharesRefused, UnreadableShares
from luodi.plans.forms.decomposition import ALL, Names, ShareRow, ShareTable
from luodi.plans.models import Decomposition, Share, Target
from luodi.plans.rules.decomposition import goal_of, proposed
from luodi.plans.rules.shares import ShareEntry
from luodi.plans.share_files import ShareFile, read_shares, write_shares

TYPES = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ShareFileForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("File with shares"))


@needs(Verb.DECOMPOSE)
def decomposition_export(
    request: HttpRequest, actor: Actor, target: int, suffix: str
) -> HttpResponse:
    """The draft, else what is in force, in the form that can be imported."""
    if suffix not in TYPES:
        raise NotFound
    page = queries.target_page(target)
    shared = page.shared
    ways = proposed(goal_of(shared.values or shared.target.read))
    with TemporaryDirectory() as folder:
        file = Path(folder, f"shares.{suffix}")
        write_shares(shared, shared.draft or shared.in_force or page.taken_over, ways, file)
        response = HttpResponse(file.read_bytes(), content_type=TYPES[suffix])
    response.headers["Content-Disposition"] = f'attachment; filename="shares-{target}.{suffix}"'
    return response


@never_cache
@needs(Verb.DECOMPOSE)
def decomposition_import(request: HttpRequest, actor: Actor, target: int) -> HttpResponse:
    """First the file is checked and nothing kept; the second press saves all of it as the draft.

    What was checked comes back with the second press, so that the file is chosen once.
    """
    found = queries.find_target(target)
    form = ShareFileForm(request.POST or None, request.FILES or None)
    try:
        if "content" in request.POST:
            return _outcome(request, actor, found, *_checked(request), dry_run=False)
        if form.is_valid():
            file = form.cleaned_data["file"]
            return _outcome(request, actor, found, file.name, file.read(), dry_run=True)
    except DomainError as error:
        form.add_error(None, error.sentence(_))
        status = error.status
    else:
        status = 422 if form.errors else 200
    context = {"form": form, "target": found}
    return render(request, "plans/decomposition_import.html", context, status=status)


def _checked(request: HttpRequest) -> tuple[str, bytes]:
    try:
        return request.POST.get("name", ""), b64decode(request.POST["content"], validate=True)
    except (NotBase64, ValueError) as error:
        raise InvalidInput from error


def _outcome(
    request: HttpRequest, actor: Actor, target: Target, name: str, content: bytes, *, dry_run: bool
) -> HttpResponse:
    with TemporaryDirectory() as folder:
        file = Path(folder, get_valid_filename(name or "shares.json"))
        file.write_bytes(content)
        told = read_shares(file)
    if told.target != target.pk:
        raise UnreadableShares(name=name)
    names = Names(units(), target.clause.version.document.region)
    entries, shares, faults = _entries(told, names)
    shown = None
    if not faults:
        page = queries.target_page(target.pk)
        made = Decomposition(aggregation=told.aggregation, years=told.years)
        _check_ways(made)
        shown = queries.judged(made, shares, page.shared.values or page.shared.target.read)
        if not dry_run:
            ways = {"aggregation": told.aggregation, "years": told.years, "reason": told.reason}
            decompose(target, entries=entries, **ways, by=actor, expected=told.seen)
    context = {
        "target": target,
        "name": name,
        "content": b64encode(content).decode(),
        "faults": faults,
        "refusal": SharesRefused(faults=len(faults)).sentence(_) if faults else "",
        "preview": shown,
        "dry_run": dry_run,
    }
    status = 422 if faults else 200
    return render(request, "plans/decomposition_imported.html", context, status=status)


def _check_ways(made: Decomposition) -> None:
    if made.aggregation not in Decomposition.Aggregation.values:
        raise InvalidShare(field="aggregation", value=made.aggregation)
    if made.years not in Decomposition.Years.values:
        raise InvalidShare(field="years", value=made.years)


def _entries(
    told: ShareFile, names: Names
) -> tuple[list[ShareEntry], list[Share], list[tuple[int, str]]]:
    """Each row as the table of the page would take it, so that both say the same of a fault."""
    table = ShareTable([], "eq", (told.aggregation, told.years))
    for number, row in told.rows:
        holder = "" if row["holder"] == names.region else row["holder"]
        cells = {row["year"] or ALL: row["value"]}
        rest = {column: row[column] for column in ("comparator", "weight", "due", "adcode")}
        table.rows.append(ShareRow(number if holder else 0, holder, cells=cells, **rest))
    entries = table.entries(names)
    faults = [
        (number, row.wrong)
        for (number, _row), row in zip(told.rows, table.rows, strict=True)
        if row.wrong
    ]
    return entries, [] if faults else table.judged_rows(entries, names), faults
