"""The pages of signing in and of one's own account."""

from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.contrib.auth import logout, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from pyotp import TOTP

from luodi.errors import DomainError
from luodi.parties.actions import access
from luodi.parties.forms import CodeForm, PasswordForm, SignInForm
from luodi.parties.guards import signed_in
from luodi.parties.models import Person
from luodi.parties.queries import account_page
from luodi.parties.sealing import seal, unseal
from luodi.parties.sessions import client_address, open_session

KEY = "new_code_key"


@never_cache
@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponse:
    """Also where someone signed in shows the password again."""
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            person = access.sign_in(**form.cleaned_data, address=client_address(request))
        except DomainError as error:
            status = refuse(form, error)
        else:
            open_session(request, person, confirmed=timezone.now().isoformat())
            return _onward(request, person)
    return _form_page(request, "sign_in", form, status, openid=bool(settings.OPENID))


@require_POST
@signed_in
def sign_out(request: HttpRequest, person: Person) -> HttpResponse:
    logout(request)
    return redirect("plans:plan_list")


@never_cache
@signed_in
def account(request: HttpRequest, person: Person) -> HttpResponse:
    page = account_page(person, now=timezone.now())
    return render(request, "parties/account.html", {"page": page})


@never_cache
@sensitive_post_parameters()
@signed_in
def change_password(request: HttpRequest, person: Person) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("current", "new")}
        try:
            access.change_password(person, **given, address=client_address(request))
        except ValidationError as error:
            form.add_error("new", error)
        except DomainError as error:
            status = refuse(form, error, field="current")
        else:
            # Other sessions of this person end here; this one goes on.
            update_session_auth_hash(request, person)
            return _onward(request, person)
    return _form_page(request, "change_password", form, status)


@never_cache
@signed_in
def set_up_codes(request: HttpRequest, person: Person) -> HttpResponse:
    """The key is kept in the session until a first code shows that the app has it."""
    if person.totp_secret:
        return redirect("parties:account")
    key = unseal(request.session.setdefault(KEY, seal(access.new_code_key())))
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            access.set_up_codes(person, key, code=form.cleaned_data["code"])
        except DomainError as error:
            status = refuse(form, error, field="code")
        else:
            del request.session[KEY]
            return _onward(request, person)
    address = TOTP(key).provisioning_uri(name=person.login, issuer_name=_("Luodi"))
    image = segno.make(address).svg_inline(scale=4, border=2)
    spaced = " ".join(key[place : place + 4] for place in range(0, len(key), 4))
    # The image is made of squares by segno; no text of the address goes into it.
    more = {"image": mark_safe(image), "key": spaced}  # noqa: S308
    return _form_page(request, "set_up_codes", form, status, **more)


def refuse(form: Form, error: DomainError, *, field: str | None = None) -> int:
    form.add_error(field, error.sentence(_))
    return error.status


def _form_page(
    request: HttpRequest, name: str, form: Form, status: int, **more: Any
) -> HttpResponse:
    status = 422 if status == 200 and form.errors else status
    context = {"form": form, "next": local_address(request), **more}
    return render(request, f"parties/{name}.html", context, status=status)


def local_address(request: HttpRequest) -> str:
    """Where to go on, if it is an address of this site."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    host, secure = {request.get_host()}, request.is_secure()
    return wanted if url_has_allowed_host_and_scheme(wanted, host, secure) else ""


def _onward(request: HttpRequest, person: Person) -> HttpResponse:
    wanted = local_address(request)
    if person.must_change_password:
        # Where he wanted to go is not lost on the way there.
        further = f"?{urlencode({'next': wanted})}" if wanted else ""
        return redirect(reverse("parties:change_password") + further)
    return redirect(wanted or reverse("workspace"))
