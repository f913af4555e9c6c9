"""The days of a plan's ladder: what is in force, since when, by which document; and new ones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from luodi.errors import DomainError
from luodi.parties.guards import needs
from luodi.parties.queries import names_of
from luodi.parties.rules.roles import Actor, Verb
from luodi.plans import queries
from luodi.plans.actions import set_ladder_terms
from luodi.plans.forms.terms import TermsForm, filled_in


@never_cache
@needs(Verb.SUPERVISE)
def supervision_terms(request: HttpRequest, actor: Actor, plan: int) -> HttpResponse:
    found = queries.find_plan(plan)
    page = queries.terms_page(found)
    form = TermsForm(request.POST or None, initial=filled_in(page.terms, page.last))
    error = None
    if request.method == "POST" and form.is_valid():
        expected = form.cleaned_data["expected"]
        try:
            set_ladder_terms(found, form.terms(), expected=expected, by=actor)
        except DomainError as refusal:
            error = refusal
            form.add_error(None, refusal.sentence(_))
        else:
            return redirect("plans:supervision_terms", plan=found.pk)
    status = error.status if error else 422 if form.errors else 200
    names = names_of(row.actor for row in page.rows)
    rows = [(row, names.get(row.actor, row.actor)) for row in page.rows]
    context = {"plan": found, "page": page, "rows": rows, "form": form}
    return render(request, "plans/supervision_terms.html", context, status=status)
