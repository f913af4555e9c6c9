"""The gates that tries pass, to sign in or to send something: counted before they are looked at.

A try to sign in is forgiven on success; what is sent in too great a number never is.
"""

from collections.abc import Mapping
from datetime import timedelta
from math import ceil

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from luodi.errors import DomainError
from luodi.parties.errors import SignInClosed
from luodi.parties.models import SignInGate
from luodi.parties.rules.access import (
    ACCOUNT_LIMIT,
    NETWORK_LIMIT,
    Gate,
    closed_until,
    network_of,
    tried,
)

__all__ = ["account_limit", "clear_gates", "forgive", "network_limit", "pass_gates"]


def account_limit(login: str) -> dict[str, int]:
    """The gate of an account and how many failures in a row close it."""
    return {f"account:{login}": ACCOUNT_LIMIT}


def network_limit(address: str) -> dict[str, int]:
    """The gate of the network that an address belongs to, and how many failures close it."""
    return {f"network:{network_of(address)}": NETWORK_LIMIT}


def pass_gates(
    limits: Mapping[str, int], *, refusal: type[DomainError] = SignInClosed
) -> tuple[SignInGate, ...]:
    """Counts a try at each gate. Raises `refusal` with the minutes until the last one opens."""
    now = timezone.now()
    with transaction.atomic():
        gates = tuple(map(_locked_gate, limits))
        counts = [Gate(gate.failures, gate.last_failed_at) for gate in gates]
        opens = [
            closed_until(count, limit=limit, now=now)
            for count, limit in zip(counts, limits.values(), strict=True)
        ]
        for gate, count in zip(gates, counts, strict=True):
            if not any(opens):
                after = tried(count, now=now)
                gate.failures, gate.last_failed_at = after.failures, after.last_failed_at
                gate.save()
    if latest := max(filter(None, opens), default=None):
        raise refusal(minutes=ceil((latest - now) / timedelta(minutes=1)))
    return gates


def forgive(gates: tuple[SignInGate, ...]) -> None:
    """The try succeeded. Others from the same network, whose gate stands last, may have failed."""
    *accounts, network = gates
    SignInGate.objects.filter(pk__in=[gate.pk for gate in accounts]).update(failures=0)
    SignInGate.objects.filter(pk=network.pk, failures__gt=0).update(failures=F("failures") - 1)
    clear_gates()


def clear_gates() -> None:
    """Names nobody has leave rows too; a day later they tell nothing any more."""
    SignInGate.objects.filter(last_failed_at__lt=timezone.now() - timedelta(days=1)).delete()


def _locked_gate(key: str) -> SignInGate:
    # Under the secret key: all addresses and telephone numbers could else be tried out.
    digest = salted_hmac(__name__, key.encode("utf-8", "surrogatepass"), algorithm="sha256")
    return SignInGate.objects.select_for_update().get_or_create(key=digest.hexdigest())[0]
