"""The pages on which administrators keep accounts, roles and memberships."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luodi.errors import DomainError, InvalidInput
from luodi.parties import queries
from luodi.parties.actions import people
from luodi.parties.forms import ChangeForm, PersonForm
from luodi.parties.guards import needs
from luodi.parties.rules.roles import Actor, Role, Verb

Change = Callable[[int, dict[str, Any], Actor], object]
CHANGES: dict[str, Change] = {
    "grant": lambda who, given, by: people.grant_role(who, Role(given["role"]), by=by),
    "withdraw": lambda who, given, by: people.withdraw_role(who, Role(given["role"]), by=by),
    "join": lambda who, given, by: people.join_unit(
        who, given["unit"].pk, since=timezone.localdate(), by=by
    ),
    # The last day is today: a membership ends with a day, not within one.
    "leave": lambda who, given, by: people.leave_unit(
        who, given["unit"].pk, on=timezone.localdate() + timedelta(days=1), by=by
    ),
    "certify": lambda who, given, by: people.certify_person(who, by=by),
    "deactivate": lambda who, given, by: people.deactivate_person(who, by=by),
    "bind": lambda who, given, by: people.bind_identity(
        who, issuer=_issuer(), subject=given["subject"], by=by
    ),
    "release": lambda who, given, by: people.release_identity(who, issuer=_issuer(), by=by),
    "restore": lambda who, given, by: people.restore_access(who, by=by),
}


@never_cache
@needs(Verb.MANAGE_PEOPLE)
def person_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everyone, and a form to add someone."""
    form = PersonForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            access = people.add_person(**form.cleaned_data, by=actor)
        except DomainError as error:
            form.add_error("login", error.sentence(_))
            status = error.status
        else:
            return render(request, "parties/new_access.html", {"access": access})
    now = timezone.now()
    rows = [queries.person_row(person, now=now) for person in queries.people()]
    status = 422 if status == 200 and form.errors else status
    return render(request, "parties/person_list.html", {"rows": rows, "form": form}, status=status)


@never_cache
@needs(Verb.MANAGE_PEOPLE)
def person_detail(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    row = queries.person_row(queries.find_person(number), now=timezone.now())
    context = {"row": row, "form": ChangeForm(), "own": actor.reference.endswith(f":{number}")}
    if settings.OPENID:
        context |= {"openid": True, "identity": queries.identity_of(row.person, _issuer())}
    return render(request, "parties/person_detail.html", context)


@require_POST
@never_cache
@needs(Verb.MANAGE_PEOPLE)
def person_change(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    form = ChangeForm(request.POST)
    if not form.is_valid():
        raise InvalidInput
    result = CHANGES[form.cleaned_data["verb"]](number, form.cleaned_data, actor)
    if isinstance(result, people.NewAccess):
        return render(request, "parties/new_access.html", {"access": result})
    return redirect("parties:person_detail", number=number)


def _issuer() -> str:
    """The one provider that identities are bound to."""
    if not settings.OPENID:
        raise InvalidInput
    return settings.OPENID["issuer"]
