"""The pages on which the office opens consultations and handles comments. None needs a script."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luodi.errors import DomainError, InvalidInput
from luodi.parties.guards import needs
from luodi.parties.rules.roles import Actor, Verb
from luodi.plans import queries
from luodi.plans.actions import (
    SenderData,
    erase_senders,
    extend,
    handle,
    merge,
    open_consultation,
    read_sender,
)
from luodi.plans.forms.consultation import HandleForm, OpenForm, TermForm
from luodi.plans.models import Comment, Consultation, Handling
from luodi.plans.views.listing import PAGE_SIZE

# A longer number fits no column.
LONGEST = 18
STATES = (queries.WAITING, *Handling.Outcome.values, "all")


@never_cache
@needs(Verb.CONSULT)
def handling_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    rows = [(one, queries.phase_of(one)) for one in queries.consultations()]
    context = {"rows": rows, "drafts": queries.drafts_to_consult_on()}
    return render(request, "plans/handling_list.html", context)


@never_cache
@needs(Verb.CONSULT)
def handling_open(request: HttpRequest, actor: Actor, version: int) -> HttpResponse:
    """The closing day is proposed as the draft prints it, unless it is over."""
    found = queries.version_numbered(version)
    printed = found.document.consultation_closes
    ahead = printed if printed and printed >= timezone.localdate() else None
    form = OpenForm(request.POST or None, initial={"closes_on": ahead})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                day = form.cleaned_data["closes_on"]
                made = open_consultation(found, closes_on=day, opens_at=form.opens_at(), by=actor)
                return redirect("plans:handling_detail", made.pk)
            except DomainError as error:
                form.add_error("closes_on", error.sentence(_))
                status = error.status
    context = {"version": found, "form": form, "printed": printed}
    return render(request, "plans/handling_open.html", context, status=status)


@never_cache
@needs(Verb.CONSULT)
def handling_detail(request: HttpRequest, actor: Actor, consultation: int) -> HttpResponse:
    return _queue(request, queries.consultation_numbered(consultation))


@require_POST
@never_cache
@needs(Verb.CONSULT)
def handling_extend(request: HttpRequest, actor: Actor, consultation: int) -> HttpResponse:
    found = queries.consultation_numbered(consultation)
    form = TermForm(request.POST)

    def act() -> None:
        if not form.is_valid():
            raise InvalidInput
        extend(found, **form.cleaned_data, by=actor)

    return _done(request, found, act, form=form)


@require_POST
@never_cache
@needs(Verb.CONSULT)
def handling_erase(request: HttpRequest, actor: Actor, consultation: int) -> HttpResponse:
    found = queries.consultation_numbered(consultation)
    return _done(request, found, lambda: erase_senders(found, by=actor))


@never_cache
@needs(Verb.CONSULT)
def handling_comment(request: HttpRequest, actor: Actor, comment: int) -> HttpResponse:
    return _comment(request, queries.comment_numbered(comment))


@require_POST
@never_cache
@needs(Verb.CONSULT)
def handling_decide(request: HttpRequest, actor: Actor, comment: int) -> HttpResponse:
    """One outcome and reply for the comment and for those of its list that are ticked."""
    found, form = queries.comment_numbered(comment), HandleForm(request.POST)
    try:
        if not form.is_valid():
            raise InvalidInput
        handle(_seen(request), **form.cleaned_data, by=actor)
    except DomainError as error:
        return _comment(request, found, error=error, form=form)
    onward = queries.handling_page(found).onward
    if onward:
        return redirect("plans:handling_comment", onward)
    return redirect("plans:handling_detail", found.consultation_id)


@require_POST
@never_cache
@needs(Verb.CONSULT)
def handling_merge(request: HttpRequest, actor: Actor, comment: int) -> HttpResponse:
    found = queries.comment_numbered(comment)
    try:
        other = queries.comment_numbered(_number(request.POST.get("other", "")))
        merge(other, found, by=actor)
    except DomainError as error:
        return _comment(request, found, error=error)
    return redirect("plans:handling_comment", found.pk)


@require_POST
@never_cache
@needs(Verb.CONSULT)
def handling_sender(request: HttpRequest, actor: Actor, comment: int) -> HttpResponse:
    """Sent by a button, not opened by an address: a look at personal data is recorded."""
    found = queries.comment_numbered(comment)
    try:
        return _comment(request, found, sender=read_sender(found, by=actor))
    except DomainError as error:
        return _comment(request, found, error=error)


def _seen(request: HttpRequest) -> dict[int, int | None]:
    """The last handling seen on each ticked comment, as number:handling."""
    found: dict[int, int | None] = {}
    for pick in request.POST.getlist("pick"):
        number, _separator, last = pick.partition(":")
        found[_number(number)] = _number(last) if last else None
    if not found:
        raise InvalidInput
    return found


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST):
        raise InvalidInput
    return int(text)


def _done(
    request: HttpRequest,
    consultation: Consultation,
    act: Callable[[], object],
    *,
    form: TermForm | None = None,
) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        return _queue(request, consultation, error=error, form=form)
    return redirect("plans:handling_detail", consultation.pk)


def _queue(
    request: HttpRequest,
    consultation: Consultation,
    *,
    error: DomainError | None = None,
    form: TermForm | None = None,
) -> HttpResponse:
    show = request.GET.get("show", "")
    show = show if show in STATES else queries.WAITING
    queue = queries.handling_queue(consultation, show=show)
    page = Paginator(queue.comments, PAGE_SIZE).get_page(request.GET.get("page"))

    context: dict[str, Any] = {
        "consultation": consultation,
        "queue": queue,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "show": show,
        "terms": consultation.terms.all(),
        "form": form or TermForm(initial={"expected": queue.standing.term.pk}),
        "error": error.sentence(_) if error else "",
        "kept": queries.senders_kept(consultation),
    }
    status = error.status if error else 200
    return render(request, "plans/handling_detail.html", context, status=status)


def _comment(
    request: HttpRequest,
    comment: Comment,
    *,
    error: DomainError | None = None,
    form: HandleForm | None = None,
    sender: SenderData | None = None,
) -> HttpResponse:
    page = queries.handling_page(comment)
    last = page.state.handling
    usual = {"outcome": last.outcome, "reply": last.reply} if last else {}
    context = {
        "page": page,
        "comment": comment,
        "form": form or HandleForm(initial=usual),
        "error": error.sentence(_) if error else "",
        "sender": sender,
    }
    status = error.status if error else 200
    return render(request, "plans/handling_comment.html", context, status=status)
