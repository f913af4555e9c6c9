"""The page of background work that was given up, and why; the schedule room knows of no roles."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luodi.errors import DomainError
from luodi.parties.actions.jobs import try_again
from luodi.parties.guards import needs
from luodi.parties.rules.roles import Actor, Verb
from luodi.schedule.queries import job_counts, jobs_given_up

PAGE_SIZE = 50
# What the kinds of jobs do, in words; one that is not here is shown as it stands.
KINDS: dict[str, Promise] = {
    "plans.ladder": gettext_lazy("Record a step of a duty and tell those whom it concerns"),
    "parties.send_email": gettext_lazy("Send a notice by e-mail"),
}


@never_cache
@needs(Verb.MANAGE_JOBS)
def job_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    return _page(request)


@require_POST
@never_cache
@needs(Verb.MANAGE_JOBS)
def job_retry(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    try:
        try_again(number, by=actor)
    except DomainError as error:
        return _page(request, error)
    return redirect("job_list")


def _page(request: HttpRequest, error: DomainError | None = None) -> HttpResponse:
    page = Paginator(jobs_given_up(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "rows": [(job, KINDS.get(job.kind, job.kind)) for job in page],
        "counts": job_counts(),
        "error": error.sentence(_) if error else "",
    }
    return render(request, "jobs/list.html", context, status=error.status if error else 200)
