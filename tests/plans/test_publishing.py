"""What is in force: the confirmed items of the version that was published last."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, transaction

from luodi.audit.queries import events_about
from luodi.errors import NotAllowed
from luodi.parties.rules.roles import Actor, Role
from luodi.plans.actions import Ruling, decide, publish
from luodi.plans.errors import AlreadyInForce, DecidedMeanwhile, ItemsWaiting
from luodi.plans.models import Document, Publication, Target, Version
from luodi.plans.queries import items_as_of, live_targets, targets, unconfirmed_items
from tests.parties.cast import TEST
from tests.plans.adjusted import approved, asked
from tests.plans.factory import imported, reading

PUBLISHER = Actor("parties.person:7", frozenset({Role.PUBLISHER}))


def confirm_all(version: Version) -> None:
    waiting = unconfirmed_items(version)
    decide([Ruling(one.item, "confirm", None) for one in waiting], by=TEST)


@pytest.fixture
def version(db: None) -> Version:
    """A version whose items are all confirmed."""
    found = imported(reading()).version
    confirm_all(found)
    return found


def test_confirmed_targets_are_live_once_their_version_is_published(version: Version) -> None:
    assert live_targets() == []
    one = publish(version, by=PUBLISHER, expected=None)
    assert len(live_targets()) == 5
    assert live_targets(version.read_at) == []
    assert [event.action for event in events_about(f"plans.version:{version.pk}")] == [
        "plans.import",
        "plans.publish",
    ]
    version.refresh_from_db()
    assert (version.current, version.published_at) == (True, one.at)


def test_only_a_publisher_publishes(version: Version) -> None:
    for role in set(Role) - {Role.PUBLISHER}:
        with pytest.raises(NotAllowed):
            publish(version, by=Actor("parties.person:8", frozenset({role})), expected=None)
    assert not Publication.objects.exists()


def test_a_version_with_an_unconfirmed_item_is_not_published(db: None) -> None:
    version = imported(reading()).version
    with pytest.raises(ItemsWaiting) as refused:
        publish(version, by=PUBLISHER, expected=None)
    assert refused.value.data == {"waiting": 9}


def test_a_target_rejected_after_publication_is_no_longer_live(version: Version) -> None:
    publish(version, by=PUBLISHER, expected=None)
    (first, *_) = live_targets()
    assert first.decision
    assert isinstance(first.item, Target)
    last = approved(asked(first.item, measure="drop")).decision
    assert last
    assert len(live_targets()) == len(live_targets(last.at)) == 4
    assert len(live_targets(last.at - timedelta(microseconds=1))) == 5
    assert live_targets(first.decision.at) == []


def test_what_was_published_stays_in_force_until_the_next_version_is(version: Version) -> None:
    first = publish(version, by=PUBLISHER, expected=None)
    newer = imported(reading(copy=1)).version
    assert not newer.current
    assert {one.item.clause.version_id for one in live_targets()} == {version.pk}
    assert {one.clause.version_id for one in targets()} == {version.pk}
    confirm_all(newer)
    second = publish(newer, by=PUBLISHER, expected=first.pk)
    assert {one.item.clause.version_id for one in live_targets()} == {newer.pk}
    assert {one.item.clause.version_id for one in live_targets(first.at)} == {version.pk}
    assert list(Version.objects.filter(current=True)) == [newer]
    publish(version, by=PUBLISHER, expected=second.pk)
    assert {one.item.clause.version_id for one in live_targets()} == {version.pk}


def test_a_plan_says_of_itself_what_its_current_version_says(version: Version) -> None:
    first = publish(version, by=PUBLISHER, expected=None)
    meta = reading().meta
    changed = type(meta)(
        **{name: getattr(meta, name) for name in meta.__slots__} | {"doc_number": "新1号"}
    )
    newer = imported(reading(copy=1, meta=changed)).version
    assert Document.objects.get().doc_number == "示政办发〔2025〕9号"
    confirm_all(newer)
    publish(newer, by=PUBLISHER, expected=first.pk)
    assert Document.objects.get().doc_number == "新1号"


def test_a_version_in_force_is_not_published_again(version: Version) -> None:
    one = publish(version, by=PUBLISHER, expected=None)
    with pytest.raises(AlreadyInForce):
        publish(version, by=PUBLISHER, expected=one.pk)
    with pytest.raises(DecidedMeanwhile):
        publish(version, by=PUBLISHER, expected=None)


def test_live_targets_of_one_plan(version: Version) -> None:
    publish(version, by=PUBLISHER, expected=None)
    assert len(live_targets(plan=version.document_id)) == 5
    assert live_targets(plan=version.document_id + 1) == []


@pytest.mark.django_db
def test_live_targets_take_one_statement(
    version: Version, django_assert_num_queries: object
) -> None:
    publish(version, by=PUBLISHER, expected=None)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [one.item.clause.version.document.title for one in live_targets()]
    assert len(items_as_of(version)) == 9


@pytest.mark.parametrize(
    "verb", ["UPDATE plans_publication SET actor = 'x'", "DELETE FROM plans_publication"]
)
def test_the_database_refuses_to_change_or_delete_a_publication(
    version: Version, verb: str
) -> None:
    publish(version, by=PUBLISHER, expected=None)
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(verb)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_succeeds() -> None:
    versions = [imported(reading(copy=number)).version for number in (0, 1)]
    for version in versions:
        confirm_all(version)
    start = Barrier(2)

    def work(number: int) -> bool:
        start.wait()
        try:
            publish(versions[number], by=PUBLISHER, expected=None)
        except DecidedMeanwhile:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(work, range(2)))
    assert sum(won) == Publication.objects.count() == 1
    assert Version.objects.get(current=True) == versions[won.index(True)]
