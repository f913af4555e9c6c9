"""The pages on which people keep their own tokens of the API."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luodi.errors import DomainError
from luodi.parties.actions import tokens
from luodi.parties.forms import TokenForm
from luodi.parties.guards import needs
from luodi.parties.models import Person
from luodi.parties.queries import live_tokens
from luodi.parties.rules.roles import Actor, Verb


# Who finds an open session must not make himself a key for a year: the password comes first.
@never_cache
@needs(Verb.ENTER, fresh=True)
def token_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One's own tokens, and a form to make one."""
    person = _own(request)
    form = TokenForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = tokens.make_token(person, **form.cleaned_data, by=actor)
        except DomainError as error:
            form.add_error("label", error.sentence(_))
            status = error.status
        else:
            return render(request, "parties/new_token.html", {"made": made})
    status = 422 if status == 200 and form.errors else status
    context = {"tokens": live_tokens(person, now=timezone.now()), "form": form}
    return render(request, "parties/token_list.html", context, status=status)


@require_POST
@needs(Verb.ENTER)
def token_withdraw(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    tokens.withdraw_token(_own(request), number, by=actor)
    return redirect("parties:token_list")


def _own(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - the guard let nobody else in
    return request.user
