"""What people do with their own tokens of the API: make, withdraw, show."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from luodi.audit.actions import record, reference
from luodi.errors import NotAllowed
from luodi.parties.actions.gates import network_limit, pass_gates
from luodi.parties.errors import TokenInvalid, TokenNotFound, TokenRefused
from luodi.parties.models import Person, Token
from luodi.parties.rules.roles import Actor, Verb, require
from luodi.parties.rules.standing import Standing, standing
from luodi.parties.rules.tokens import MOST_DAYS, PREFIX, USUAL_DAYS, digest_of, may_be_used

__all__ = ["NewToken", "make_token", "show_token", "withdraw_token"]


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token with its text, which stands nowhere else."""

    token: Token
    text: str


def make_token(person: Person, *, label: str, by: Actor, days: int = USUAL_DAYS) -> NewToken:
    """A token for the person's own scripts. Raises NotAllowed, TokenInvalid."""
    _own(person, by)
    label = " ".join(label.split())
    if not (0 < len(label) <= 100 and 0 < days <= MOST_DAYS):
        raise TokenInvalid(most=MOST_DAYS)
    text, now = PREFIX + secrets.token_urlsafe(32), timezone.now()
    with transaction.atomic():
        token = Token.objects.create(
            person=person,
            label=label,
            digest=digest_of(text),
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        data = {"person": reference(person), "label": label, "days": days}
        record("parties.make_token", actor=by.reference, subject=token, data=data)
    return NewToken(token, text)


def withdraw_token(person: Person, number: int, *, by: Actor) -> None:
    """From now on the token opens nothing. Raises NotAllowed, TokenNotFound."""
    _own(person, by)
    with transaction.atomic():
        live = Token.objects.filter(pk=number, person=person, revoked_at=None)
        if not live.update(revoked_at=timezone.now()):
            raise TokenNotFound(number=number)
        subject = f"{Token._meta.label_lower}:{number}"
        record("parties.withdraw_token", actor=by.reference, subject=subject)


def show_token(text: str, *, address: str) -> Person:
    """The person whose token this is; a wrong one counts as a failed sign-in of its network.

    Raises TokenRefused, SignInClosed. One statement, and a second one on a token's first use of
    a day.
    """
    now = timezone.now()
    token = Token.objects.select_related("person").filter(digest=digest_of(text)).first()
    if (
        token is None
        or not may_be_used(token.expires_at, token.revoked_at, now=now)
        or standing(token.person.account, now=now) is not Standing.ACTIVE
    ):
        pass_gates(network_limit(address))
        raise TokenRefused
    if token.last_used_on != (today := timezone.localdate(now)):
        Token.objects.filter(pk=token.pk).update(last_used_on=today)
    return token.person


def _own(person: Person, by: Actor) -> None:
    """A token is its person's own affair, or that of whoever may run commands on the machine."""
    require(by, Verb.ENTER)
    if by.reference != reference(person) and not by.reference.startswith("system:"):
        raise NotAllowed
