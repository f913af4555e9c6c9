"""Where the public reads a draft, comments on it, and reads what came of the comments."""

import csv
import json
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from luodi.errors import DomainError, InvalidInput, NotFound
from luodi.parties.sessions import client_address
from luodi.plans import queries
from luodi.plans.actions import Received, comment_on
from luodi.plans.errors import OtherConsultation
from luodi.plans.forms.consultation import FIELD_OF, CommentForm, ReceiptForm
from luodi.plans.models import Clause, Consultation
from luodi.plans.sizes import bounded

PAGE_SIZE = 50


def consultation_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.consultations(), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(one, queries.phase_of(one)) for one in page]
    numbers = page.paginator.get_elided_page_range(page.number)
    context = {"page": page, "rows": rows, "numbers": numbers}
    return render(request, "plans/consultation_list.html", context)


def consultation_detail(request: HttpRequest, consultation: int) -> HttpResponse:
    """The draft to comment on clause by clause; once closed, what came of it."""
    found = queries.consultation_numbered(consultation)
    standing = queries.standing_of(found)
    context: dict[str, Any] = {"consultation": found, "standing": standing}
    context["terms"] = found.terms.all()
    if standing.closed:
        result = queries.consultation_result(found)
        page = Paginator(result.answered, PAGE_SIZE).get_page(request.GET.get("page"))
        numbers = page.paginator.get_elided_page_range(page.number)
        context |= {"result": result, "page": page, "numbers": numbers}
        return render(request, "plans/consultation_result.html", context)
    clauses = found.version.clauses.values_list("position", "pk")
    passages = queries.marked_passages(found.version, [])
    numbers_of = dict(clauses)
    context["passages"] = [(one, numbers_of[one.position]) for one in passages if one.paragraphs]
    return render(request, "plans/consultation_detail.html", context)


# The size is looked at before the token against forgery, for which the body must be read.
@csrf_exempt
@never_cache
@bounded
@csrf_protect
def consultation_comment(request: HttpRequest, consultation: int) -> HttpResponse:
    """The form, and the receipt of what it sent. Nothing here needs a script."""
    found = queries.consultation_numbered(consultation)
    posted = request.method == "POST"
    form = CommentForm(request.POST if posted else None)
    clause = _clause(found, (request.POST if posted else request.GET).get("clause", ""))
    status = 200
    if posted:
        try:
            return _receive(request, found, form, clause)
        except DomainError as error:
            _refuse(form, error)
            status = error.status
    context = {
        "consultation": found,
        "standing": queries.standing_of(found),
        "form": form,
        "clause": clause,
        "words": queries.clause_words(clause) if clause else "",
        "days": settings.COMMENT_CONTACT_DAYS,
    }
    return render(request, "plans/consultation_comment.html", context, status=status)


def _receive(
    request: HttpRequest, found: Consultation, form: CommentForm, clause: Clause | None
) -> HttpResponse:
    if not form.is_valid():
        raise InvalidInput
    received: Received = comment_on(
        found,
        text=form.cleaned_data["text"],
        signature=form.signature(),
        consent=form.cleaned_data["consent"],
        address=client_address(request),
        clause=clause,
    )
    context = {"consultation": found, "received": received, "clause": clause}
    return render(request, "plans/consultation_received.html", context, status=201)


def _refuse(form: CommentForm, error: DomainError) -> None:
    """Beside its field where it is about one; a form that was not understood says so itself."""
    if form.is_valid() or error.code in FIELD_OF:
        form.add_error(FIELD_OF.get(error.code), error.sentence(_))


def _clause(consultation: Consultation, number: str) -> Clause | None:
    if not number:
        return None
    if not (number.isdecimal() and len(number) <= 18):
        raise NotFound
    clauses = consultation.version.clauses.select_related("version")
    if not (found := clauses.filter(pk=int(number)).first()):
        raise OtherConsultation
    return found


@never_cache
def consultation_receipt(request: HttpRequest) -> HttpResponse:
    """What came of one's own comment. The number is sent, not put into an address."""
    form = ReceiptForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                context["state"] = queries.comment_with_receipt(form.cleaned_data["receipt"])
                status = 200
            except DomainError as error:
                form.add_error("receipt", error.sentence(_))
                status = error.status
    return render(request, "plans/consultation_receipt.html", context, status=status)


def consultation_export(request: HttpRequest, consultation: int, suffix: str) -> HttpResponse:
    """The published comments as a file, without anything that was not published."""
    if suffix not in {"csv", "json"}:
        raise NotFound
    result = queries.consultation_result(queries.consultation_numbered(consultation))
    rows = queries.published_rows(result)
    name = f"consultation-{consultation}.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if suffix == "json":
        text = json.dumps(rows, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
        return HttpResponse(text, content_type="application/json", headers=headers)
    response = HttpResponse(content_type="text/csv; charset=utf-8", headers=headers)
    response.write("\ufeff")  # spreadsheets would else take it for another encoding
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    writer.writerows([_cell(row[name]) for name in COLUMNS] for row in rows)
    return response


COLUMNS = (
    *("id", "clause", "signed_by", "signature", "received_on"),
    *("text", "outcome", "reply", "handled_on"),
)


def _cell(value: object) -> str:
    """What a spreadsheet would take for a formula is given as words."""
    said = str(value)
    return f"'{said}" if said.startswith(("=", "+", "-", "@")) else said
