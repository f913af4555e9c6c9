"""Talking to the OpenID Connect provider: authorization code with PKCE, state and nonce.

Authlib speaks the protocol. What it leaves to its caller is decided here: one issuer, our own
audience, asymmetric signatures only, and how long a sign-in may take.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from authlib.integrations.django_client import DjangoOAuth2App, OAuth, OAuthError
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from joserfc.errors import JoseError
from requests import RequestException

from luodi.parties.errors import (
    IdentityUnproven,
    NotAskedAgain,
    ProviderRefused,
    ProviderUnreachable,
    SignInStale,
)
from luodi.parties.rules.identity import SKEW, Proof, proof_of, shown_since

__all__ = ["Begun", "begin", "begun", "finish"]

# Never what the provider says of itself alone: "none" is unsigned, HS… is signed with our secret.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
DISCOVERY = "/.well-known/openid-configuration"
PATIENCE = 5  # seconds; a page waits on the answer
LASTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Begun:
    """What this browser asked for; `again` is a person signed in who shows anew who he is."""

    at: datetime
    onward: str
    language: str
    again: bool


def begin(request: HttpRequest, *, back: str, onward: str, again: bool) -> HttpResponse:
    """Sends the browser to the provider, to be asked even if known there when `again`.

    Raises ProviderUnreachable.
    """
    asked = {"prompt": "login", "max_age": "0"} if again else {}
    with _answering():
        provider = _provider()
        to = provider.create_authorization_url(back, **asked)
    kept = {"at": timezone.now().timestamp(), "onward": onward, "again": again}
    kept["language"] = get_language()
    provider.save_authorize_data(request, redirect_uri=back, **kept, **to)
    return redirect(to["url"])


def begun(request: HttpRequest) -> Begun | None:
    """What the answer is to; None when this browser has no such sign-in open."""
    state = request.GET.get("state", "")
    if not (kept := _client().framework.get_state_data(request.session, state)):
        return None
    at = datetime.fromtimestamp(kept["at"], UTC)
    if timezone.now() - at > LASTS:
        return None
    return Begun(at, kept["onward"], kept["language"], kept["again"])


def finish(request: HttpRequest, asked: Begun | None) -> Proof:
    """Whom the provider vouches for in its answer to what was asked.

    Raises SignInStale, ProviderRefused, ProviderUnreachable, IdentityUnproven, NotAskedAgain.
    """
    if asked is None:
        raise SignInStale
    if "error" in request.GET:
        _client().framework.clear_state_data(request.session, request.GET["state"])
        raise ProviderRefused(reason=request.GET["error"][:100])
    with _answering():
        provider = _provider()
        token = provider.authorize_access_token(
            request, claims_options=_claims(), leeway=SKEW.total_seconds()
        )
    issuer, claims = settings.OPENID["issuer"], token.get("userinfo") or {}
    if not (proof := proof_of(claims, issuer=issuer, now=timezone.now())):
        raise IdentityUnproven(reason="sub")
    if asked.again and not shown_since(proof, asked.at):
        raise NotAskedAgain(subject=proof.subject)
    return proof


def _claims() -> dict[str, dict[str, object]]:
    """Authlib checks the audience only when it is told which one."""
    issuer, client = settings.OPENID["issuer"], settings.OPENID["client_id"]
    return {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": client},
    }


def _client() -> DjangoOAuth2App:
    return OAuth().register(
        "openid",
        client_id=settings.OPENID["client_id"],
        client_secret=settings.OPENID["client_secret"],
        server_metadata_url=settings.OPENID["issuer"].rstrip("/") + DISCOVERY,
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )


def _provider() -> DjangoOAuth2App:
    """Asked anew each time what it is: signing in is rare, and keys and addresses change."""
    client = _client()
    said = client.load_server_metadata()
    if said.get("issuer") != settings.OPENID["issuer"]:
        raise ProviderUnreachable(reason="issuer")
    if not str(said.get("authorization_endpoint")).startswith(("https://", "http://")):
        raise ProviderUnreachable(reason="authorization_endpoint")
    said["id_token_signing_alg_values_supported"] = ALGORITHMS
    return client


@contextmanager
def _answering() -> Iterator[None]:
    """Turns what can go wrong on the provider's side into refusals with a sentence."""
    try:
        yield
    except OAuthError as error:
        # A code that was used before or is too old.
        if error.error == "invalid_grant":
            raise SignInStale(reason=error.error) from error
        raise IdentityUnproven(reason=str(error.error)[:100]) from error
    except JoseError as error:
        raise IdentityUnproven(reason=str(error)[:100]) from error
    except (RequestException, RuntimeError, ValueError, KeyError, TypeError) as error:
        raise ProviderUnreachable(reason=type(error).__name__) from error
