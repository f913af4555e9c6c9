"""Units go out and come in again as JSON and Excel: all of a file or nothing."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from luodi.audit.models import AuditEvent
from luodi.errors import NotAllowed
from luodi.parties.actions.exchange import UnitImport, export_units, import_units
from luodi.parties.actions.units import register_unit, rename_unit
from luodi.parties.errors import UnitFileUnreadable
from luodi.parties.models import Unit
from luodi.parties.queries import known_units, unit_named
from luodi.parties.rules.roles import Actor, Role
from luodi.parties.rules.sheets import read_rows
from tests.parties.cast import TEST

pytestmark = pytest.mark.django_db
REFORM = date(2025, 3, 1)
GOOD = {"name": "云溪市数据局", "short_names": ["数据局"], "region": "云溪市", "level": "city"}
ENDED = {"valid_to": "2025-01-01"}


@pytest.fixture(params=["units.json", "units.xlsx"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / request.param


def written(folder: Path, *rows: dict[str, object]) -> Path:
    file = folder / "rows.json"
    file.write_text(json.dumps(rows), "utf-8")
    return file


def test_what_was_exported_comes_back_as_it_was(file: Path) -> None:
    old = register_unit(
        "云溪市经济和信息化局",
        short_names=["经信局", "市经信局"],
        region="云溪市",
        level="city",
        by=TEST,
    )
    rename_unit(old.pk, "云溪市工业和信息化局", on=REFORM, short_names=["工信局"], by=TEST)
    register_unit("=1+1", region="", level="national", by=TEST)
    before = known_units()
    assert export_units(file) == 3
    assert import_units(file, by=TEST) == UnitImport(added=0, known=3, faults=())
    Unit.objects.update(successor=None)
    Unit.objects.all().delete()
    assert import_units(file, by=TEST).added == 3
    gone = min(unit.key for unit in known_units()) - min(unit.key for unit in before)
    assert [(u.key - gone, u.name, u.short_names, u.valid_from) for u in known_units()] == [
        (u.key, u.name, u.short_names, u.valid_from) for u in before
    ]
    assert unit_named("市经信局", "云溪市", REFORM).unit == before[1].key + gone


def test_a_name_is_never_a_formula(tmp_path: Path) -> None:
    register_unit("=1+1", region="", level="national", by=TEST)
    export_units(tmp_path / "units.xlsx")
    book = load_workbook(tmp_path / "units.xlsx")
    assert book["units"]["A2"].data_type == "s"


def test_a_dry_run_says_what_would_happen_and_changes_nothing(tmp_path: Path) -> None:
    assert import_units(written(tmp_path, GOOD), by=TEST, dry_run=True).added == 1
    assert not Unit.objects.exists()
    assert not AuditEvent.objects.exists()


def test_an_import_is_one_audit_event_and_repeating_it_none(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    assert (import_units(file, by=TEST).added, import_units(file, by=TEST).known) == (1, 1)
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"name": ""}, "name", "missing_or_too_long"),
        ({"level": "galaxy"}, "level", "not_a_level"),
        ({"region": ""}, "region", "region_and_level_disagree"),
        ({"valid_from": "soon"}, "valid_from", "not_a_date"),
        (
            {"valid_from": "2025-01-02", "valid_to": "2025-01-02"},
            "valid_to",
            "ends_before_it_begins",
        ),
        ({"successor": "云溪市财政局"}, "successor", "succeeded_but_not_ended"),
        (ENDED | {"successor": "云溪市财政局"}, "successor", "no_such_successor"),
        ({"colour": "red"}, "colour", "unknown_column"),
    ],
)
def test_one_faulty_row_keeps_all_out_and_is_named(
    tmp_path: Path, change: dict[str, str], column: str, reason: str
) -> None:
    faulty = GOOD | {"name": "云溪市科学技术局"} | change
    done = import_units(written(tmp_path, GOOD, faulty), by=TEST)
    assert [(f.number, f.column, f.reason) for f in done.faults] == [(2, column, reason)]
    assert (done.added, Unit.objects.count()) == (0, 0)


def test_a_name_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    done = import_units(written(tmp_path, GOOD, GOOD), by=TEST)
    assert [f.reason for f in done.faults] == ["repeated"]
    register_unit(GOOD["name"], region="云溪市", level="city", valid_from=date(2024, 1, 1), by=TEST)
    assert [f.reason for f in import_units(written(tmp_path, GOOD), by=TEST).faults] == [
        "stands_already"
    ]


@pytest.mark.parametrize("content", ["", "{", "{}", "[1]", "PK\x03\x04"])
def test_what_is_no_list_of_units_is_refused(file: Path, content: str) -> None:
    file.write_text(content)
    with pytest.raises(UnitFileUnreadable):
        import_units(file, by=TEST)


def test_only_who_keeps_units_imports_them(tmp_path: Path) -> None:
    reviewer = Actor("parties.person:1", frozenset({Role.REVIEWER}))
    with pytest.raises(NotAllowed):
        import_units(written(tmp_path, GOOD), by=reviewer)


@pytest.mark.parametrize("mark", ["、", "，", ", ", "；", "\n"])
def test_short_names_in_a_cell_may_be_parted_as_people_do(mark: str) -> None:
    rows, faults = read_rows([GOOD | {"short_names": f"数据局{mark}大数据局"}])
    assert not faults
    assert rows[0].short_names == ("数据局", "大数据局")
