"""What people may decide on what was read, and what stands afterwards."""

import pytest
from django.db import DatabaseError, connection, transaction

from luodi.audit.models import AuditEvent
from luodi.audit.queries import check_chain, events_about
from luodi.errors import DomainError
from luodi.plans.actions import (
    Ruling,
    add_by_hand,
    confirm,
    correct,
    decide,
    import_plan,
    reject,
    reopen,
)
from luodi.plans.errors import (
    DecidedMeanwhile,
    InvalidCorrection,
    MisplacedQuote,
    OutOfOrder,
    ReasonMissing,
)
from luodi.plans.models import Decision, Instrument, Target, Task, Version
from luodi.plans.queries import items_as_of, live_targets, unconfirmed_items
from tests.plans.factory import reading, span

pytestmark = pytest.mark.django_db
ACTOR = "parties.person:3"
FIGURES = {"object": "专班", "low": 1, "comparator": "eq", "basis": "level", "unit": "个"}


@pytest.fixture
def version() -> Version:
    return import_plan(reading()).version


@pytest.fixture
def target(version: Version) -> Target:
    return Target.objects.earliest("start", "id")


def state(version: Version, item: object) -> str:
    return next(one.state for one in items_as_of(version) if one.item == item)


def test_nothing_that_was_read_is_live(version: Version) -> None:
    assert live_targets() == []
    assert len(unconfirmed_items(version)) == len(items_as_of(version)) == 9


def test_a_confirmed_target_is_live_as_it_was_read(version: Version, target: Target) -> None:
    decision = confirm(target, actor=ACTOR, expected=None)
    (live,) = live_targets()
    assert (live.item, live.state, live.decision) == (target, "confirmed", decision)
    assert live.values["low"] == 10.0
    assert len(unconfirmed_items(version)) == 8


def test_a_corrected_target_is_live_with_its_new_values(target: Target) -> None:
    correct(target, values={"low": 12.0, "high": None}, actor=ACTOR, expected=None)
    (live,) = live_targets()
    assert (live.state, live.values["low"], live.values["high"]) == ("corrected", 12.0, None)
    assert live.values["object"] == "标杆应用场景"
    target.refresh_from_db()
    assert target.low == 10.0


def test_corrections_build_on_one_another(target: Target) -> None:
    first = correct(target, values={"low": 12, "high": 12}, actor=ACTOR, expected=None)
    correct(target, values={"by": 2030}, actor=ACTOR, expected=first.pk)
    (live,) = live_targets()
    assert (live.values["low"], live.values["by"]) == (12, 2030)


def test_a_rejected_target_is_not_live(version: Version, target: Target) -> None:
    first = confirm(target, actor=ACTOR, expected=None)
    reject(target, reason="属于事实数据", actor=ACTOR, expected=first.pk)
    assert live_targets() == []
    assert state(version, target) == "rejected"


def test_a_reopened_target_waits_again_with_the_values_it_was_read_with(
    version: Version, target: Target
) -> None:
    first = correct(target, values={"by": 2030}, actor=ACTOR, expected=None)
    second = reopen(target, reason="核对有误", actor=ACTOR, expected=first.pk)
    assert live_targets() == []
    assert state(version, target) == "unconfirmed"
    confirm(target, actor=ACTOR, expected=second.pk)
    assert live_targets()[0].values["by"] == 2027


def test_tasks_and_instruments_are_decided_alike(version: Version) -> None:
    task, instrument = Task.objects.earliest("start"), Instrument.objects.get()
    bodies = [{"name": "市发展改革委", "role": "lead"}]
    correct(task, values={"responsible": bodies}, actor=ACTOR, expected=None)
    reject(instrument, reason="仅为举例", actor=ACTOR, expected=None)
    by_item = {(type(one.item), one.item.pk): one for one in items_as_of(version)}
    assert by_item[Task, task.pk].values == {"heading": task.heading, "responsible": bodies}
    assert by_item[Instrument, instrument.pk].state == "rejected"


def test_a_decision_on_an_old_sight_is_refused(target: Target) -> None:
    first = confirm(target, actor=ACTOR, expected=None)
    reopen(target, reason="复核", actor=ACTOR, expected=first.pk)
    for stale in (None, first.pk, 999):
        with pytest.raises(DecidedMeanwhile):
            confirm(target, actor=ACTOR, expected=stale)


@pytest.mark.parametrize("verdict", ["reopen", "add", "nonsense"])
def test_a_verdict_must_fit_the_state(target: Target, verdict: str) -> None:
    with pytest.raises(OutOfOrder):
        decide([Ruling(target, verdict, None, reason="因")], actor=ACTOR)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_rejection_says_why(target: Target, reason: str) -> None:
    with pytest.raises(ReasonMissing):
        reject(target, reason=reason, actor=ACTOR, expected=None)


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
        correct(target, values=values, actor=ACTOR, expected=None)
    assert not Decision.objects.exists()


def test_responsible_units_need_a_known_role(version: Version) -> None:
    for bodies in ([{"name": "市数据局", "role": "boss"}], ["市数据局"], None):
        with pytest.raises(InvalidCorrection):
            correct(
                Task.objects.earliest("start"),
                values={"responsible": bodies},
                actor=ACTOR,
                expected=None,
            )


def test_a_bulk_decision_is_made_whole_or_not_at_all(version: Version) -> None:
    targets = list(Target.objects.all())
    confirm(targets[-1], actor=ACTOR, expected=None)
    with pytest.raises(DomainError):
        decide([Ruling(one, "confirm", None) for one in targets], actor=ACTOR)
    assert Decision.objects.count() == AuditEvent.objects.count() == 1
    decide([Ruling(one, "confirm", None) for one in targets[:-1]], actor=ACTOR)
    assert len(live_targets()) == len(targets)


def test_one_item_twice_in_a_bulk_is_refused(target: Target) -> None:
    with pytest.raises(DecidedMeanwhile):
        decide([Ruling(target, "confirm", None)] * 2, actor=ACTOR)
    assert not Decision.objects.exists()


def test_each_decision_has_its_audit_event(target: Target) -> None:
    first = confirm(target, actor=ACTOR, expected=None)
    reject(target, reason="重复", actor="system:script", expected=first.pk)
    events = events_about(f"plans.target:{target.pk}")
    assert [(e.action, e.actor) for e in events] == [
        ("plans.confirm", ACTOR),
        ("plans.reject", "system:script"),
    ]
    assert "重复" in events[1].data
    assert check_chain().broken is None


def test_an_item_added_by_hand_is_live_at_once(version: Version) -> None:
    where = span(version.text, "建立专班")
    decision = add_by_hand(
        version, "target", **where, quote="建立专班", values=FIGURES, actor=ACTOR
    )
    (live,) = live_targets()
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
        add_by_hand(version, kind, **where, quote="建立专班", values=values, actor=ACTOR)
    assert Task.objects.latest("pk").responsible.get().name == "市数据局"
    assert Instrument.objects.count() == 2


@pytest.mark.parametrize(
    ("start", "end", "quote"), [(0, 3, "不是这"), (-1, 2, ""), (5, 5, ""), (0, 99999, "x")]
)
def test_the_quote_of_an_item_added_by_hand_must_be_the_text(
    version: Version, start: int, end: int, quote: str
) -> None:
    with pytest.raises(MisplacedQuote):
        add_by_hand(
            version, "target", start=start, end=end, quote=quote, values=FIGURES, actor=ACTOR
        )
    assert not AuditEvent.objects.exists()


def test_a_new_version_starts_with_nothing_live(version: Version, target: Target) -> None:
    decided = confirm(target, actor=ACTOR, expected=None)
    import_plan(reading(copy=1))
    assert live_targets() == []
    assert len(live_targets(decided.at)) == 1
    assert live_targets(version.read_at) == []


def test_live_targets_of_one_plan(target: Target, version: Version) -> None:
    confirm(target, actor=ACTOR, expected=None)
    assert len(live_targets(plan=version.document_id)) == 1
    assert live_targets(plan=version.document_id + 1) == []


def test_a_decision_needs_an_actor(target: Target) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.create(target=target, verdict="confirm", actor="", at="2026-01-01T00:00Z")


@pytest.mark.parametrize(
    "verb", ["UPDATE plans_decision SET actor = 'x'", "DELETE FROM plans_decision"]
)
def test_the_database_refuses_to_change_or_delete_a_decision(target: Target, verb: str) -> None:
    confirm(target, actor=ACTOR, expected=None)
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(verb)


def test_the_statements_do_not_grow_with_the_items(
    version: Version, django_assert_num_queries: object
) -> None:
    decide([Ruling(one, "confirm", None) for one in Target.objects.all()], actor=ACTOR)
    with django_assert_num_queries(7):  # type: ignore[operator]
        items_as_of(version)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [one.item.clause.version.document.title for one in live_targets()]
