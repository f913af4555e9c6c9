"""The duties of a version that was replaced: carried on under the new one, or ended."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from luodi.errors import DomainError
from luodi.parties.guards import needs
from luodi.parties.rules.roles import Actor, Verb
from luodi.plans import queries
from luodi.plans.actions import carry_over
from luodi.plans.forms.carrying import CarryForm


@never_cache
@needs(Verb.SUPERVISE)
def supervision_carry(request: HttpRequest, actor: Actor, plan: int) -> HttpResponse:
    """Each open duty of a version before, with what is proposed for it; nothing moves unasked."""
    found = queries.find_plan(plan)
    rows = queries.replaced_duties(found)
    form = CarryForm(rows, request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            carry_over(found, form.fates(), reason=form.cleaned_data["reason"], by=actor)
        except DomainError as error:
            form.add_error(None, error.sentence(_))
            status = error.status
        else:
            return redirect("plans:supervision_issue", plan=found.pk)
    status = 422 if status == 200 and form.errors else status
    context = {
        "plan": found,
        "form": form,
        "rows": [(row, form[form.name_of(row)]) for row in rows],
    }
    return render(request, "plans/supervision_carry.html", context, status=status)
