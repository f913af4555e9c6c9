"""Units are registered, renamed and merged; each change leaves one audit event, or nothing."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from luodi.audit.models import AuditEvent
from luodi.audit.queries import check_chain
from luodi.errors import NotAllowed
from luodi.parties import queries
from luodi.parties.actions import units as actions
from luodi.parties.errors import UnitExists, UnitInvalid, UnitNotFound, UnitSucceeded
from luodi.parties.models import Unit
from luodi.parties.rules.naming import Outcome
from luodi.parties.rules.roles import Actor, Role

pytestmark = pytest.mark.django_db
CITY = "云溪市"
OFFICE = Actor("system:test", frozenset({Role.OFFICE}))
OUTSIDER = Actor("parties.person:7", frozenset({Role.REVIEWER, Role.PUBLISHER}))
REFORM = date(2025, 3, 1)
BEFORE = REFORM - timedelta(days=1)


def registered(name: str = "云溪市经济和信息化局", **how: object) -> Unit:
    wanted = {"region": CITY, "level": "city", "short_names": ["经信局"], "by": OFFICE}
    return actions.register_unit(name, **(wanted | how))


def events() -> list[str]:
    return list(AuditEvent.objects.values_list("action", flat=True))


def test_a_registered_unit_is_found_by_its_names() -> None:
    unit = registered()
    assert queries.unit_named("市经信局", CITY, REFORM).unit == unit.pk
    assert [*queries.units(region=CITY, text="经信")] == [unit]
    assert events() == ["parties.register_unit"]


def test_a_renamed_unit_answers_to_both_names_each_on_its_days() -> None:
    old = registered()
    new = actions.rename_unit(
        old.pk, "云溪市工业和信息化局", short_names=["工信局"], on=REFORM, by=OFFICE
    )
    assert queries.unit_named("市经信局", CITY, BEFORE).unit == old.pk
    assert queries.unit_named("市经信局", CITY, REFORM).unit == new.pk
    assert queries.unit_named("市工信局", CITY, BEFORE).outcome is Outcome.UNKNOWN
    assert [*queries.units(on=BEFORE)] == [old]
    assert [*queries.units(on=REFORM)] == [new]
    assert events()[-1] == "parties.succeed_unit"
    assert check_chain().broken is None


def test_a_unit_merges_into_another() -> None:
    old, other = registered(), registered("云溪市数据局", short_names=["数据局"])
    actions.succeed_unit(old.pk, by_unit=other.pk, on=REFORM, by=OFFICE)
    assert queries.unit_named("经信局", CITY, REFORM).unit == other.pk


def test_short_names_can_be_declared_later() -> None:
    unit = registered(short_names=[])
    actions.declare_short_names(unit.pk, ["经信局", " 经信局 ", ""], by=OFFICE)
    unit.refresh_from_db()
    assert unit.short_names == "经信局"
    assert events()[-1] == "parties.declare_short_names"


def test_a_name_stands_once_in_a_region_at_a_time() -> None:
    old = registered()
    with pytest.raises(UnitExists):
        registered()
    registered(region="望澜区", level="county")
    other = registered("云溪市数据局")
    actions.succeed_unit(old.pk, by_unit=other.pk, on=REFORM, by=OFFICE)
    with pytest.raises(UnitExists):
        registered(valid_from=BEFORE)
    registered(valid_from=REFORM)


@pytest.mark.parametrize(
    "how",
    [
        {"level": "galaxy"},
        {"region": ""},
        {"level": "national"},
        {"name": " "},
        {"name": "长" * 201},
    ],
)
def test_what_is_no_unit_is_refused_and_leaves_nothing(how: dict[str, str]) -> None:
    with pytest.raises(UnitInvalid):
        registered(**how)
    assert not Unit.objects.exists()
    assert events() == []


def test_a_unit_ends_once_and_never_in_favour_of_itself_or_the_ended() -> None:
    old, other = registered(), registered("云溪市数据局")
    with pytest.raises(UnitSucceeded):
        actions.succeed_unit(old.pk, by_unit=old.pk, on=REFORM, by=OFFICE)
    actions.succeed_unit(old.pk, by_unit=other.pk, on=REFORM, by=OFFICE)
    for first, second in ((old, other), (other, old)):
        with pytest.raises(UnitSucceeded):
            actions.succeed_unit(first.pk, by_unit=second.pk, on=REFORM, by=OFFICE)


def test_a_rename_refused_half_way_leaves_nothing() -> None:
    old = registered(valid_from=REFORM)
    with pytest.raises(UnitSucceeded):
        actions.rename_unit(old.pk, "云溪市工业和信息化局", on=BEFORE, by=OFFICE)
    assert [*Unit.objects.all()] == [old]
    assert events() == ["parties.register_unit"]


def test_a_number_without_unit_is_said_so() -> None:
    with pytest.raises(UnitNotFound):
        queries.find_unit(7)
    with pytest.raises(UnitNotFound):
        actions.rename_unit(7, "云溪市数据局", on=REFORM, by=OFFICE)


def test_the_database_itself_refuses_impossible_rows() -> None:
    unit = registered(valid_from=REFORM)
    for change in (
        {"valid_to": BEFORE},
        {"successor": unit.pk},
        {"successor": unit.pk, "valid_to": date(2026, 1, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Unit.objects.filter(pk=unit.pk).update(**change)


def test_only_the_office_and_administrators_change_units() -> None:
    unit = registered()
    with pytest.raises(NotAllowed):
        registered("云溪市数据局", by=OUTSIDER)
    with pytest.raises(NotAllowed):
        actions.rename_unit(unit.pk, "云溪市数据局", on=REFORM, by=OUTSIDER)
    with pytest.raises(NotAllowed):
        actions.declare_short_names(unit.pk, [], by=OUTSIDER)
    assert events() == ["parties.register_unit"]
