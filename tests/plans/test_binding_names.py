"""Which units the names in a plan mean, as a person says."""

import pytest
from django.db import DatabaseError, connection, transaction

from luodi.audit.queries import events_about
from luodi.errors import NotAllowed
from luodi.parties.actions.units import register_unit
from luodi.parties.errors import UnitNotFound
from luodi.parties.models import Unit
from luodi.parties.rules.roles import Actor, Role
from luodi.plans.actions import Wish, bind, bind_proposed, correct
from luodi.plans.errors import DecidedMeanwhile, NameNotPrinted
from luodi.plans.models import Binding, Responsible, Task, Version
from luodi.plans.queries import printed_names, units_with_tasks
from tests.parties.cast import TEST
from tests.plans.factory import imported, reading

pytestmark = pytest.mark.django_db
REVIEWER = Actor("parties.person:4", frozenset({Role.REVIEWER}))


@pytest.fixture
def version() -> Version:
    return imported(reading()).version


@pytest.fixture
def bureau() -> Unit:
    return register_unit("示范市数据局", region="示范市", level="city", by=TEST)


def test_names_are_proposed_the_units_they_mean(version: Version, bureau: Unit) -> None:
    found = {one.name: one for one in printed_names(version)}
    assert list(found) == ["市数据局", "市工信局", "市财政局"]
    assert (found["市数据局"].leads, found["市财政局"].supports) == (2, 1)
    proposed = found["市数据局"].proposed
    assert proposed and proposed.key == bureau.pk
    assert (found["市工信局"].proposed, found["市工信局"].outcome) == (None, "unknown")
    assert not any(one.bound for one in found.values())


def test_a_bound_name_is_bound_in_every_task(version: Version, bureau: Unit) -> None:
    (one,) = bind(version, [Wish("市数据局", bureau.pk, None)], by=REVIEWER)
    assert Responsible.objects.filter(unit=bureau).count() == 2
    (event,) = events_about(f"plans.version:{version.pk}")[1:]
    assert (event.action, event.actor) == ("plans.bind", REVIEWER.reference)
    assert [one.name for one in units_with_tasks()[:9]] == [
        "示范市数据局",
        "市工信局",
        "市财政局",
        "",
    ]
    bind(version, [Wish("市数据局", None, one.pk)], by=REVIEWER)
    assert not Responsible.objects.filter(unit=bureau).exists()


def test_all_that_is_certain_is_bound_at_once(version: Version, bureau: Unit) -> None:
    assert [one.name for one in bind_proposed(version, by=REVIEWER)] == ["市数据局"]
    assert bind_proposed(version, by=REVIEWER) == []


def test_a_corrected_task_keeps_the_units_of_its_names(version: Version, bureau: Unit) -> None:
    bind_proposed(version, by=REVIEWER)
    bodies = [{"name": "市财政局", "role": "lead"}, {"name": "市数据局", "role": "support"}]
    task = Task.objects.earliest("start")
    correct(task, values={"responsible": bodies}, by=REVIEWER, expected=None)
    rows = task.responsible.values_list("name", "role", "unit")
    assert list(rows) == [("市财政局", "lead", None), ("市数据局", "support", bureau.pk)]


def test_a_binding_on_an_old_sight_is_refused(version: Version, bureau: Unit) -> None:
    wish = Wish("市数据局", bureau.pk, None)
    (one,) = bind(version, [wish], by=REVIEWER)
    with pytest.raises(DecidedMeanwhile):
        bind(version, [wish], by=REVIEWER)
    assert bind(version, [Wish("市数据局", bureau.pk, one.pk)], by=REVIEWER) == []


def test_only_printed_names_and_registered_units_are_bound(version: Version, bureau: Unit) -> None:
    with pytest.raises(NameNotPrinted):
        bind(version, [Wish("市公安局", bureau.pk, None)], by=REVIEWER)
    with pytest.raises(UnitNotFound):
        bind(version, [Wish("市数据局", 10**6, None)], by=REVIEWER)
    for role in (Role.UNIT, Role.AUDITOR, Role.PUBLISHER):
        with pytest.raises(NotAllowed):
            bind(version, [], by=Actor("parties.person:5", frozenset({role})))
    assert not Binding.objects.exists()


def test_several_names_are_bound_whole_or_not_at_all(version: Version, bureau: Unit) -> None:
    with pytest.raises(DecidedMeanwhile):
        wishes = [Wish("市数据局", bureau.pk, None), Wish("市工信局", bureau.pk, 99)]
        bind(version, wishes, by=REVIEWER)
    assert not Binding.objects.exists()


@pytest.mark.parametrize(
    "verb", ["UPDATE plans_binding SET actor = 'x'", "DELETE FROM plans_binding"]
)
def test_the_database_refuses_to_change_or_delete_a_binding(
    version: Version, bureau: Unit, verb: str
) -> None:
    bind_proposed(version, by=REVIEWER)
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(verb)
