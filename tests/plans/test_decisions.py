"""What people may decide on what was read, and what stands afterwards."""

import pytest
from django.db import DatabaseError, connection, transaction

from luodi.audit.models import AuditEvent
from luodi.audit.queries import check_chain, events_about
from luodi.errors import DomainError
from luodi.parties.rules.roles import Actor, Role, system
from luodi.plans.actions import (
    Ruling,
    add_by_hand,
    confirm,
    correct,
    decide,
    reject,
    reopen,
)
from luodi.plans.errors import (
    DecidedMeanwhile,
    InvalidCorrection,
    ItemExists,
    MisplacedQuote,
    OutOfOrder,
    ReasonMissing,
)
from luodi.plans.models import Decision, Instrument, Target, Task, Version
from luodi.plans.queries import items_as_of, unconfirmed_items
from tests.plans.factory import imported, reading, settled, span

pytestmark = pytest.mark.django_db
BY = Actor("parties.person:3", frozenset({Role.REVIEWER}))
FIGURES = {"object": "专班", "low": 1, "comparator": "eq", "basis": "level", "unit": "个"}


@pytest.fixture
def version() -> Version:
    return imported(reading()).version


@pytest.fixture
def target(version: Version) -> Target:
    return Target.objects.earliest("start", "id")


def decision_events() -> int:
    return AuditEvent.objects.exclude(action="plans.import").count()


def state(version: Version, item: object) -> str:
    return next(one.state for one in items_as_of(version) if one.item == item)


def test_nothing_that_was_read_is_settled(version: Version) -> None:
    assert settled() == []
    assert len(unconfirmed_items(version)) == len(items_as_of(version)) == 9


def test_a_confirmed_target_is_settled_as_it_was_read(version: Version, target: Target) -> None:
    decision = confirm(target, by=BY, expected=None)
    (live,) = settled()
    assert (live.item, live.state, live.decision) == (target, "confirmed", decision)
    assert live.values["low"] == 10.0
    assert len(unconfirmed_items(version)) == 8


def test_a_corrected_target_is_settled_with_its_new_values(target: Target) -> None:
    correct(target, values={"low": 12.0, "high": None}, by=BY, expected=None)
    (live,) = settled()
    assert (live.state, live.values["low"], live.values["high"]) == ("corrected", 12.0, None)
    assert live.values["object"] == "标杆应用场景"
    target.refresh_from_db()
    assert (target.low, target.read["low"], target.state) == (12.0, 10.0, "corrected")


def test_corrections_build_on_one_another(target: Target) -> None:
    first = correct(target, values={"low": 12, "high": 12}, by=BY, expected=None)
    correct(target, values={"by": 2030}, by=BY, expected=first.pk)
    (live,) = settled()
    assert (live.values["low"], live.values["by"]) == (12, 2030)


def test_a_rejected_target_is_not_settled(version: Version, target: Target) -> None:
    first = confirm(target, by=BY, expected=None)
    reject(target, reason="属于事实数据", by=BY, expected=first.pk)
    assert settled() == []
    assert state(version, target) == "rejected"


def test_a_reopened_target_waits_again_with_the_values_it_was_read_with(
    version: Version, target: Target
) -> None:
    first = correct(target, values={"by": 2030}, by=BY, expected=None)
    second = reopen(target, reason="核对有误", by=BY, expected=first.pk)
    assert settled() == []
    assert state(version, target) == "unconfirmed"
    confirm(target, by=BY, expected=second.pk)
    assert settled()[0].values["by"] == 2027


def test_tasks_and_instruments_are_decided_alike(version: Version) -> None:
    task, instrument = Task.objects.earliest("start"), Instrument.objects.get()
    bodies = [{"name": "市发展改革委", "role": "lead"}]
    correct(task, values={"responsible": bodies}, by=BY, expected=None)
    reject(instrument, reason="仅为举例", by=BY, expected=None)
    by_item = {(type(one.item), one.item.pk): one for one in items_as_of(version)}
    assert by_item[Task, task.pk].values == {"heading": task.heading, "responsible": bodies}
    assert by_item[Instrument, instrument.pk].state == "rejected"


def test_a_decision_on_an_old_sight_is_refused(target: Target) -> None:
    first = confirm(target, by=BY, expected=None)
    reopen(target, reason="复核", by=BY, expected=first.pk)
    for stale in (None, first.pk, 999):
        with pytest.raises(DecidedMeanwhile):
            confirm(target, by=BY, expected=stale)


@pytest.mark.parametrize("verdict", ["reopen", "add", "nonsense"])
def test_a_verdict_must_fit_the_state(target: Target, verdict: str) -> None:
    with pytest.raises(OutOfOrder):
        decide([Ruling(target, verdict, None, reason="因")], by=BY)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_rejection_says_why(target: Target, reason: str) -> None:
    with pytest.raises(ReasonMissing):
        reject(target, reason=reason, by=BY, expected=None)


@pytest.mark.parametrize(
    "values",
    [
        {"colour": "red"},
        {"object": " "},
        {"low": None, "high": None},
        {"low": 20.0},
        {"low": float("nan")},
        {"low": None, "high": 10**400},
        {"low": True},
        {"comparator": "around"},
        {"by": "2027"},
        {"by": 27},
    ],
)
def test_values_that_do_not_fit_are_refused(target: Target, values: dict[str, object]) -> None:
    with pytest.raises(InvalidCorrection):
        correct(target, values=values, by=BY, expected=None)
    assert not Decision.objects.exists()


def test_responsible_units_need_a_known_role(version: Version) -> None:
    for bodies in ([{"name": "市数据局", "role": "boss"}], ["市数据局"], None):
        with pytest.raises(InvalidCorrection):
            correct(
                Task.objects.earliest("start"),
                values={"responsible": bodies},
                by=BY,
                expected=None,
            )


def test_a_bulk_decision_is_made_whole_or_not_at_all(version: Version) -> None:
    targets = list(Target.objects.all())
    confirm(targets[-1], by=BY, expected=None)
    with pytest.raises(DomainError):
        decide([Ruling(one, "confirm", None) for one in targets], by=BY)
    assert Decision.objects.count() == decision_events() == 1
    decide([Ruling(one, "confirm", None) for one in targets[:-1]], by=BY)
    assert len(settled()) == len(targets)


def test_one_item_twice_in_a_bulk_is_refused(target: Target) -> None:
    with pytest.raises(DecidedMeanwhile):
        decide([Ruling(target, "confirm", None)] * 2, by=BY)
    assert not Decision.objects.exists()


def test_each_decision_has_its_audit_event(target: Target) -> None:
    first = confirm(target, by=BY, expected=None)
    reject(target, reason="重复", by=system("script"), expected=first.pk)
    events = events_about(f"plans.target:{target.pk}")
    assert [(e.action, e.actor) for e in events] == [
        ("plans.confirm", BY.reference),
        ("plans.reject", "system:script"),
    ]
    assert "重复" in events[1].data
    assert check_chain().broken is None


def test_an_item_added_by_hand_is_settled_at_once(version: Version) -> None:
    where = span(version.text, "建立专班")
    decision = add_by_hand(version, "target", **where, quote="建立专班", values=FIGURES, by=BY)
    (live,) = settled()
    assert live.item == decision.target
    assert live.item.clause.path == ["三、", "（一）"]
    assert (live.item.quote, live.values["high"]) == ("建立专班", None)
    assert len(items_as_of(version)) == 10
    assert events_about(f"plans.target:{live.item.pk}")[0].action == "plans.add"


def test_tasks_and_instruments_are_added_by_hand_too(version: Version) -> None:
    where = span(version.text, "建立专班")
    for kind, values in (
        ("task", {"heading": "建立专班", "responsible": [{"name": "市数据局", "role": "lead"}]}),
        ("instrument", {"name": "专班", "kind": "other"}),
    ):
        add_by_hand(version, kind, **where, quote="建立专班", values=values, by=BY)
    assert Task.objects.latest("pk").responsible.get().name == "市数据局"
    assert Instrument.objects.count() == 2


@pytest.mark.parametrize(
    ("start", "end", "quote"), [(0, 3, "不是这"), (-1, 2, ""), (5, 5, ""), (0, 99999, "x")]
)
def test_the_quote_of_an_item_added_by_hand_must_be_the_text(
    version: Version, start: int, end: int, quote: str
) -> None:
    with pytest.raises(MisplacedQuote):
        add_by_hand(version, "target", start=start, end=end, quote=quote, values=FIGURES, by=BY)
    assert not decision_events()


def test_a_decision_needs_an_actor(target: Target) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.create(target=target, verdict="confirm", actor="", at="2026-01-01T00:00Z")


@pytest.mark.parametrize(
    "verb", ["UPDATE plans_decision SET actor = 'x'", "DELETE FROM plans_decision"]
)
def test_the_database_refuses_to_change_or_delete_a_decision(target: Target, verb: str) -> None:
    confirm(target, by=BY, expected=None)
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(verb)


def test_the_statements_do_not_grow_with_the_items(
    version: Version, django_assert_num_queries: object
) -> None:
    decide([Ruling(one, "confirm", None) for one in Target.objects.all()], by=BY)
    with django_assert_num_queries(6):  # type: ignore[operator]
        items_as_of(version)


def test_a_decision_cannot_be_replaced_either(target: Target) -> None:
    confirm(target, by=BY, expected=None)
    if connection.vendor != "sqlite":
        return
    replace = "INSERT OR REPLACE INTO plans_decision SELECT * FROM plans_decision"
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(replace)


@pytest.mark.parametrize(
    "words", ["", "\x00", "半\ud800", "\u202e倒写", "一\n二", "长" * 1001, 5, None]
)
def test_words_that_do_not_print_as_they_are_are_refused(target: Target, words: object) -> None:
    with pytest.raises(InvalidCorrection):
        correct(target, values={"object": words}, by=BY, expected=None)


def test_a_correction_gives_values(target: Target) -> None:
    with pytest.raises(InvalidCorrection):
        correct(target, values={}, by=BY, expected=None)


def test_the_same_item_is_not_added_twice(version: Version) -> None:
    where = span(version.text, "建立专班")
    add_by_hand(version, "target", **where, quote="建立专班", values=FIGURES, by=BY)
    with pytest.raises(ItemExists):
        add_by_hand(version, "target", **where, quote="建立专班", values=FIGURES, by=BY)
