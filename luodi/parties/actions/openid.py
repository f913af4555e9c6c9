"""Signing in with the identity that an OpenID Connect provider vouches for."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from luodi.audit.actions import record, reference
from luodi.errors import DomainError
from luodi.parties.actions.access import enter, tell_closing, use_code
from luodi.parties.actions.gates import account_limit, forgive, network_limit, pass_gates
from luodi.parties.errors import (
    AccountOutOfUse,
    CodeRefused,
    IdentityUnknown,
    ProviderUnreachable,
)
from luodi.parties.models import Identity, Person
from luodi.parties.rules.identity import Proof
from luodi.parties.rules.standing import Standing, standing
from luodi.parties.sealing import unseal

__all__ = ["identify", "sign_in_identified"]


def identify(prove: Callable[[], Proof], *, address: str) -> tuple[Person, Proof]:
    """The person of a proven identity, who is not signed in by that yet.

    Raises what `prove` raises, SignInClosed, IdentityUnknown and AccountOutOfUse. The trail hears
    of each refusal; the network's limit bounds how many that can be.
    """
    gates = pass_gates(network_limit(address))
    try:
        proof = prove()
        person = _person_of(proof)
    except ProviderUnreachable:
        # Nobody's failure: an office must not be shut out because the provider is down.
        forgive(gates)
        raise
    except DomainError as error:
        data = {"code": error.code, **error.data}
        with transaction.atomic():
            record(
                "parties.refuse_sign_in",
                actor="system:sign-in",
                subject="parties.identity",
                data=data,
            )
        raise
    forgive(gates)
    return person, proof


def sign_in_identified(person: Person, *, code: str = "", address: str) -> Person:
    """Lets an identified person in, who shows a one-time code once that is set up.

    Raises SignInClosed, AccountOutOfUse, CodeRefused, CodeKeyUnreadable.
    """
    # Without codes nothing is left to guess, and failures with passwords must not shut this door.
    account = account_limit(person.login) if person.totp_secret else {}
    gates = pass_gates(account | network_limit(address))
    _admit(person)
    if person.totp_secret and not use_code(person, unseal(person.totp_secret), code):
        tell_closing(person, gates)
        raise CodeRefused
    return enter(person, gates, data={"by": "openid"})


def _person_of(proof: Proof) -> Person:
    """Whom an administrator bound to the identity, or whose login is its verified e-mail."""
    held = Identity.objects.filter(issuer=proof.issuer, subject=proof.subject, released_at=None)
    if one := held.select_related("person").first():
        _admit(one.person)
        return one.person
    with transaction.atomic():
        people = Person.objects.select_for_update(no_key=True)
        person = people.filter(login=proof.mailbox).first() if proof.mailbox else None
        # Bound once, also when released since: an address may have passed to somebody else.
        if person is None or person.identities.filter(issuer=proof.issuer).exists():
            raise IdentityUnknown(issuer=proof.issuer, subject=proof.subject)
        _admit(person)
        who = reference(person)
        Identity.objects.create(
            person=person,
            issuer=proof.issuer,
            subject=proof.subject,
            bound_at=timezone.now(),
            bound_by=who,
        )
        data = {"issuer": proof.issuer, "subject": proof.subject}
        record("parties.bind_identity", actor=who, subject=person, data=data)
    return person


def _admit(person: Person) -> None:
    if standing(person.account, now=timezone.now()) is not Standing.ACTIVE:
        raise AccountOutOfUse(person=reference(person))
