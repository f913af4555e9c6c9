"""The secret addresses of calendar feeds: made, made anew, withdrawn by whom they belong to."""

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from luodi.audit.actions import record, reference
from luodi.errors import NotAllowed
from luodi.parties.actions.gates import pass_gates
from luodi.parties.errors import FeedNotFound, FeedsRateExceeded
from luodi.parties.models import Feed, Person
from luodi.parties.queries import actor_of
from luodi.parties.rules.access import NETWORK_LIMIT, network_of
from luodi.parties.rules.roles import Actor, Verb, can, require
from luodi.parties.rules.tokens import digest_of

__all__ = ["NewFeed", "OpenFeed", "make_feed", "open_feed", "withdraw_feed"]


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed with the secret of its address, which stands nowhere else."""

    feed: Feed
    secret: str


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """A feed that was asked for, and its person with the roles and units held now."""

    feed: Feed
    person: Person
    actor: Actor


def make_feed(person: Person, unit: int | None, *, by: Actor) -> NewFeed:
    """A new address for one's own deadlines, or for those of one's unit; the old one ends.

    Raises NotAllowed.
    """
    _own(person, by)
    if unit is not None and unit not in by.units:
        raise NotAllowed
    secret, now = secrets.token_urlsafe(32), timezone.now()
    with transaction.atomic():
        # Two presses of the button at once leave one address.
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        old = Feed.objects.filter(person=person, unit=unit, revoked_at=None)
        renewed = bool(old.update(revoked_at=now))
        feed = Feed.objects.create(
            person=person, unit_id=unit, digest=digest_of(secret), created_at=now
        )
        data = {"person": reference(person), "unit": unit, "renewed": renewed}
        record("parties.make_feed", actor=by.reference, subject=feed, data=data)
    return NewFeed(feed, secret)


def withdraw_feed(person: Person, number: int, *, by: Actor) -> None:
    """From now on the address opens nothing. Raises NotAllowed, FeedNotFound."""
    _own(person, by)
    with transaction.atomic():
        feed = Feed.objects.filter(pk=number, person=person, revoked_at=None).first()
        if feed is None:
            raise FeedNotFound
        feed.revoked_at = timezone.now()
        feed.save(update_fields=["revoked_at"])
        record("parties.withdraw_feed", actor=by.reference, subject=feed)


def open_feed(secret: str, *, address: str) -> OpenFeed:
    """The feed of this secret, if its person may still see what it shows.

    Raises FeedNotFound, FeedsRateExceeded. Four statements, and a fifth on the first use of a day.
    """
    # Found by the digest: how long the look-up takes tells nothing of a secret's characters.
    feed = Feed.objects.select_related("person", "unit").filter(digest=digest_of(secret)).first()
    if feed is None:
        # A gate of its own: what a forgotten calendar asks for must not keep people from signing
        # in. An address that was withdrawn is not counted, because calendars go on asking for it.
        limit = {f"feed:{network_of(address)}": NETWORK_LIMIT}
        pass_gates(limit, refusal=FeedsRateExceeded)
        raise FeedNotFound
    actor = actor_of(feed.person)
    member = feed.unit_id is None or feed.unit_id in actor.units
    if feed.revoked_at or not (member and can(actor, Verb.ENTER)):
        raise FeedNotFound
    if feed.last_used_on != (today := timezone.localdate()):
        Feed.objects.filter(pk=feed.pk).update(last_used_on=today)
    return OpenFeed(feed, feed.person, actor)


def _own(person: Person, by: Actor) -> None:
    """An address is its person's own affair."""
    require(by, Verb.ENTER)
    if by.reference != reference(person):
        raise NotAllowed
