"""The secret addresses of calendar feeds: whose they are, how they end, that no secret is kept."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from luodi.audit.models import AuditEvent
from luodi.errors import NotAllowed
from luodi.parties import errors
from luodi.parties.actions.feeds import make_feed, open_feed, withdraw_feed
from luodi.parties.actions.people import deactivate_person, leave_unit, restore_access
from luodi.parties.actions.units import register_unit
from luodi.parties.models import Feed, Person, SignInGate, Unit
from luodi.parties.queries import actor_of
from luodi.parties.rules.access import NETWORK_LIMIT
from luodi.parties.rules.roles import Role
from tests.parties.cast import TEST, entered, person

pytestmark = pytest.mark.django_db
HOME, AWAY = "192.0.2.1", "198.51.100.1"


@pytest.fixture
def bureau() -> Unit:
    return register_unit("云溪市科学技术局", region="云溪市", level="city", by=TEST)


@pytest.fixture
def wang(bureau: Unit) -> Person:
    return person("wang", Role.UNIT, unit=bureau)


def made(who: Person, unit: Unit | None = None) -> str:
    return make_feed(who, unit.pk if unit else None, by=actor_of(who)).secret


def closed(secret: str) -> bool:
    try:
        open_feed(secret, address=HOME)
    except errors.FeedNotFound:
        return True
    return False


def test_a_feed_opens_for_its_person_and_only_its_digest_is_kept(wang: Person) -> None:
    secret = made(wang)
    found = open_feed(secret, address=HOME)
    assert (found.person, found.feed.unit) == (wang, None)
    assert len(secret) == 43
    feed = Feed.objects.get()
    assert feed.last_used_on == timezone.localdate()
    assert secret not in {str(value) for value in vars(feed).values()}
    told = AuditEvent.objects.get(action="parties.make_feed").data
    assert secret not in str(told) and feed.digest not in str(told)


def test_a_new_address_ends_the_old_one_of_the_same_calendar_only(
    wang: Person, bureau: Unit
) -> None:
    own, of_unit = made(wang), made(wang, bureau)
    again = made(wang)
    assert (closed(own), closed(of_unit), closed(again)) == (True, False, False)


def test_a_withdrawn_address_opens_nothing_and_is_withdrawn_once(wang: Person) -> None:
    secret = made(wang)
    number = Feed.objects.get().pk
    withdraw_feed(wang, number, by=actor_of(wang))
    assert closed(secret)
    with pytest.raises(errors.FeedNotFound):
        withdraw_feed(wang, number, by=actor_of(wang))


def test_an_address_ends_with_membership_deactivation_and_a_new_password(
    wang: Person, bureau: Unit
) -> None:
    own, of_unit = made(wang), made(wang, bureau)
    leave_unit(wang.pk, bureau.pk, on=timezone.localdate() + timedelta(days=1), by=TEST)
    tomorrow = timezone.now() + timedelta(days=1)
    assert bureau.pk not in actor_of(wang, at=tomorrow).units
    wang.memberships.update(valid_from=date(2020, 1, 1), valid_to=date(2020, 1, 2))
    assert (closed(own), closed(of_unit)) == (False, True)
    restore_access(wang.pk, by=TEST)
    assert closed(own)
    other = person("li", Role.AUDITOR)
    secret = made(other)
    deactivate_person(other.pk, by=TEST)
    assert closed(secret)


def test_nobody_makes_an_address_of_another_person_or_of_another_unit(
    wang: Person, bureau: Unit
) -> None:
    other = person("li", Role.UNIT)
    with pytest.raises(NotAllowed):
        make_feed(wang, None, by=actor_of(other))
    with pytest.raises(NotAllowed):
        make_feed(other, bureau.pk, by=actor_of(other))
    made(wang)
    with pytest.raises(errors.FeedNotFound):
        withdraw_feed(other, Feed.objects.get().pk, by=actor_of(other))


def test_unknown_addresses_are_limited_by_network_and_neither_good_ones_nor_signing_in_suffer(
    wang: Person,
) -> None:
    secret, old = made(wang, None), "x" * 43
    for _ in range(NETWORK_LIMIT):
        assert closed(old)
    with pytest.raises(errors.FeedsRateExceeded):
        open_feed(old, address=HOME)
    assert SignInGate.objects.count() == 1
    assert open_feed(secret, address=HOME).person == wang
    with pytest.raises(errors.FeedNotFound):
        open_feed(old, address=AWAY)


def test_a_calendar_that_goes_on_asking_for_a_withdrawn_address_closes_no_gate(
    wang: Person,
) -> None:
    secret = made(wang)
    made(wang)
    assert closed(secret)
    assert not SignInGate.objects.exists()


def test_the_address_is_shown_once_with_an_image_for_the_phone(client: Client) -> None:
    entered(client, Role.OFFICE)
    assert "尚未生成" in client.get("/account/feeds/").content.decode()
    shown = client.post("/account/feeds/new/").content.decode()
    assert "http://testserver/feeds/" in shown and "webcal://testserver/feeds/" in shown
    assert "<svg" in shown
    listed = client.get("/account/feeds/").content.decode()
    assert "/feeds/new/" in listed and "testserver/feeds/" not in listed
    assert client.post(f"/account/feeds/{Feed.objects.get().pk}/").status_code == 302
    assert Feed.objects.get().revoked_at
    assert client.post("/account/feeds/new/", {"unit": "9" * 30}).status_code == 422


def test_an_address_is_made_only_after_the_password_was_shown(client: Client) -> None:
    entered(client, Role.OFFICE, minutes=60)
    assert client.post("/account/feeds/new/").status_code == 302
    assert not Feed.objects.exists()
