"""The pages of signing in through an OpenID Connect provider."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import activate, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from luodi.errors import DomainError, NotFound
from luodi.parties import provider
from luodi.parties.actions.openid import identify, sign_in_identified
from luodi.parties.errors import SignInStale
from luodi.parties.forms import CodeForm, SignInForm
from luodi.parties.models import Person
from luodi.parties.queries import find_person
from luodi.parties.sessions import client_address, open_session
from luodi.parties.views import local_address, refuse

IDENTIFIED = "identified"
LASTS = timedelta(minutes=5)
View = Callable[[HttpRequest], HttpResponse]


def when_configured(view: View) -> View:
    """Without a provider these addresses are not there."""

    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        if not settings.OPENID:
            raise NotFound
        return view(request)

    return asked


@require_GET
@when_configured
@never_cache
def openid_start(request: HttpRequest) -> HttpResponse:
    """To the provider; someone signed in is asked there again who he is."""
    # One address for all languages, because the provider knows it letter by letter.
    with override(settings.LANGUAGE_CODE):
        back = request.build_absolute_uri(reverse("parties:openid_back"))
    onward, again = local_address(request), isinstance(request.user, Person)
    try:
        return provider.begin(request, back=back, onward=onward, again=again)
    except DomainError as error:
        return _refused(request, error, onward)


@require_GET
@when_configured
@never_cache
def openid_back(request: HttpRequest) -> HttpResponse:
    """From the provider, with a code that only this browser's session can redeem."""
    asked = provider.begun(request)
    if asked:
        activate(asked.language)
    onward = asked.onward if asked else ""
    try:
        person, proof = identify(
            lambda: provider.finish(request, asked), address=client_address(request)
        )
        shown = proof.shown_at.isoformat() if proof.shown_at else None
        if person.totp_secret:
            kept = {"person": person.pk, "shown": shown, "at": timezone.now().isoformat()}
            request.session[IDENTIFIED] = kept | {"onward": onward}
            return redirect("parties:openid_code")
        return _enter(request, person, shown=shown, onward=onward)
    except DomainError as error:
        return _refused(request, error, onward)


@when_configured
@never_cache
@sensitive_post_parameters()
def openid_code(request: HttpRequest) -> HttpResponse:
    """The second factor of an identified person, as after a password."""
    kept = request.session.get(IDENTIFIED)
    if not kept or timezone.now() - datetime.fromisoformat(kept["at"]) > LASTS:
        return _refused(request, SignInStale(), "")
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        person, code = find_person(kept["person"]), form.cleaned_data["code"]
        try:
            return _enter(request, person, code=code, shown=kept["shown"], onward=kept["onward"])
        except DomainError as error:
            status = refuse(form, error, field="code")
    status = 422 if status == 200 and form.errors else status
    return render(request, "parties/openid_code.html", {"form": form}, status=status)


def _enter(
    request: HttpRequest, person: Person, *, code: str = "", shown: str | None, onward: str
) -> HttpResponse:
    sign_in_identified(person, code=code, address=client_address(request))
    open_session(request, person, confirmed=shown, by_password=False)
    request.session.pop(IDENTIFIED, None)
    return redirect(onward or reverse("workspace"))


def _refused(request: HttpRequest, error: DomainError, onward: str) -> HttpResponse:
    """The sign-in page once more, with what went wrong on top."""
    context = {
        "form": SignInForm(),
        "next": onward,
        "openid": True,
        "refusal": error.sentence(_),
    }
    return render(request, "parties/sign_in.html", context, status=error.status)
