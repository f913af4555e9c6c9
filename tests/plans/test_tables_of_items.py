"""Targets and tasks go out as a workbook or JSON and come back with decisions, whole or not."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from luodi.audit.models import AuditEvent
from luodi.parties.rules.roles import Actor, Role
from luodi.plans.actions import confirm, import_items
from luodi.plans.errors import UnreadableTable, VersionNotFound
from luodi.plans.exchange import read_items, write_items
from luodi.plans.models import Decision, Target, Task, Version
from luodi.plans.queries import item_table, items_as_of
from luodi.plans.rules.exchange import COLUMNS, ItemTable, cells_of
from tests.plans.factory import imported, reading, settled, span

pytestmark = pytest.mark.django_db
BY = Actor("parties.person:3", frozenset({Role.REVIEWER}))
FORMATS = ["items.xlsx", "items.json"]
cell = st.none() | st.text(max_size=5) | st.integers() | st.floats() | st.booleans()


@pytest.fixture
def version() -> Version:
    return imported(reading()).version


def filled(version: Version, fill: Callable[[dict[str, Any]], None]) -> ItemTable:
    """The exported table after somebody changed its cells."""
    table = item_table(version)
    rows = []
    for row in table.rows:
        cells = dict(row.cells)
        fill(cells)
        rows.append(replace(row, cells=cells))
    return replace(table, rows=tuple(rows))


def decision_events() -> int:
    return AuditEvent.objects.exclude(action="plans.import").count()


def confirm_all(cells: dict[str, Any]) -> None:
    cells["verdict"] = "confirm"


def codes(table: ItemTable) -> list[str]:
    return [fault.error.code for fault in import_items(table, by=BY).faults]


@pytest.mark.parametrize("name", FORMATS)
def test_a_table_comes_back_from_its_file_as_it_went(
    version: Version, tmp_path: Path, name: str
) -> None:
    confirm(Target.objects.earliest("pk"), by=BY, expected=None)
    table = item_table(version)
    write_items(table, tmp_path / name)
    back = read_items(tmp_path / name)
    assert back.sha256 == table.sha256
    assert [(row.kind, row.cells) for row in back.rows] == [
        (row.kind, row.cells) for row in table.rows
    ]
    report = import_items(back, by=BY)
    assert (report.decided, report.added, report.unchanged, report.faults) == (0, 0, 8, [])


def test_a_workbook_filled_in_by_hand_is_taken_in(version: Version, tmp_path: Path) -> None:
    file = tmp_path / "items.xlsx"
    write_items(item_table(version), file)
    book = load_workbook(file)
    sheet, columns = book["targets"], list(COLUMNS["target"])
    for place, changes in (
        (3, {"verdict": "correct", "low": 12, "by": 2030.0, "high": None}),
        (4, {"verdict": "reject", "reason": "重复"}),
    ):
        for name, value in changes.items():
            sheet.cell(place, columns.index(name) + 1).value = value
    book.save(file)
    report = import_items(read_items(file), by=BY)
    assert (report.decided, report.unchanged, report.faults) == (2, 6, [])
    (live,) = settled()
    assert (live.values["low"], live.values["high"], live.values["by"]) == (12, None, 2030)
    assert decision_events() == 2


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_workbook_offers_words_of_the_language_and_takes_those_of_each(
    version: Version, tmp_path: Path, language: str
) -> None:
    file = tmp_path / "items.xlsx"
    with override(language):
        write_items(item_table(version), file)
    book = load_workbook(file)
    sheet, column = book["targets"], COLUMNS["target"].index("verdict") + 1
    offered = {one.formula1 for one in sheet.data_validations.dataValidation}
    assert any(("确认" if language == "zh-hans" else "confirm") in one for one in offered)
    assert sheet.cell(3, COLUMNS["target"].index("state") + 1).value in {"待核对", "unconfirmed"}
    sheet.cell(3, column).value, sheet.cell(4, column).value = "确认", "confirm"
    book.save(file)
    report = import_items(read_items(file), by=BY)
    assert (report.decided, report.unchanged, report.faults) == (2, 6, [])


def test_a_dry_run_says_the_same_and_stores_nothing(version: Version) -> None:
    table = filled(version, confirm_all)
    report = import_items(table, by=BY, dry_run=True)
    assert not Decision.objects.exists()
    assert not decision_events()
    assert import_items(table, by=BY) == report
    assert report.decided == Decision.objects.count() == decision_events() == 8


def test_one_faulty_row_keeps_all_others_out(version: Version) -> None:
    def fill(cells: dict[str, Any]) -> None:
        confirm_all(cells)
        if cells.get("object") == "标杆应用场景":
            cells["verdict"] = "reject"

    report = import_items(filled(version, fill), by=BY)
    assert [(f.row.kind, f.row.number, f.error.code) for f in report.faults] == [
        ("target", 3, "reason_missing")
    ]
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"verdict": "reject"}, "reason_missing"),
        ({"verdict": "reopen", "reason": "因"}, "decision_out_of_order"),
        ({"verdict": "approve"}, "decision_out_of_order"),
        ({"verdict": ["confirm"]}, "decision_out_of_order"),
        ({"low": 99.0}, "values_not_corrected"),
        ({"low": 99.0, "verdict": "confirm"}, "values_not_corrected"),
        ({"low": 99.0, "verdict": "correct"}, "bounds_crossed"),
        ({"low": "many", "verdict": "correct"}, "invalid_correction"),
        ({"by": 2027.5, "verdict": "correct"}, "invalid_correction"),
        ({"comparator": "", "verdict": "correct"}, "invalid_correction"),
        ({"id": 9999, "verdict": "confirm"}, "item_not_in_version"),
        ({"id": "x", "verdict": "confirm"}, "item_not_in_version"),
        ({"id": [1], "verdict": "confirm"}, "item_not_in_version"),
        ({"id": True, "verdict": "confirm"}, "item_not_in_version"),
        ({"decision": 7, "verdict": "confirm"}, "decided_meanwhile"),
        ({"id": None}, "row_incomplete"),
        ({"id": None, "verdict": "add", "start": None}, "row_incomplete"),
        ({"id": None, "verdict": "add", "quote": "别的话"}, "misplaced_quote"),
    ],
)
def test_a_faulty_row_is_told_with_its_code(
    version: Version, changes: dict[str, Any], code: str
) -> None:
    table = item_table(version)
    first = table.rows[0]
    bad = replace(first, cells=cells_of("target", {**first.cells, **changes}))
    assert codes(replace(table, rows=(bad, *table.rows[1:]))) == [code]
    assert not Decision.objects.exists()


def test_an_item_named_twice_is_a_fault(version: Version) -> None:
    table = filled(version, confirm_all)
    assert codes(replace(table, rows=(*table.rows, table.rows[0]))) == ["decided_meanwhile"]


def test_a_table_older_than_a_decision_is_refused(version: Version) -> None:
    table = filled(version, confirm_all)
    confirm(Target.objects.earliest("start", "pk"), by=BY, expected=None)
    assert codes(table) == ["decided_meanwhile"]
    assert Decision.objects.count() == 1


def test_rows_without_a_number_add_items(version: Version) -> None:
    table = item_table(version)
    where = {**span(version.text, "建立专班"), "quote": "建立专班", "verdict": "add"}
    figures = {"object": "专班", "low": 1, "comparator": "eq", "basis": "level"}
    target = {**where, **figures}
    task = {**where, "heading": "建立专班", "lead": "市数据局、市财政局", "support": "市工信局"}
    rows = tuple(
        replace(table.rows[0], kind=kind, cells=cells_of(kind, raw))
        for kind, raw in (("target", target), ("task", task))
    )
    report = import_items(replace(table, rows=rows), by=BY)
    assert (report.added, report.faults) == (2, [])
    assert settled()[0].item == Target.objects.latest("pk")
    assert Task.objects.latest("pk").responsible.count() == 3
    assert len(items_as_of(version)) == 11


def test_units_of_a_task_are_corrected_in_their_cells(version: Version) -> None:
    def fill(cells: dict[str, Any]) -> None:
        if cells.get("heading") == "开放应用场景":
            cells |= {"verdict": "correct", "lead": "市发展改革委、市数据局"}

    report = import_items(filled(version, fill), by=BY)
    assert (report.decided, report.faults) == (1, [])
    values = Decision.objects.get().values
    assert [body["name"] for body in values["responsible"]] == ["市发展改革委", "市数据局"]


def test_words_that_look_like_a_formula_stay_words(version: Version, tmp_path: Path) -> None:
    def fill(cells: dict[str, Any]) -> None:
        if "object" in cells:
            cells["object"] = "=1+1"

    write_items(filled(version, fill), tmp_path / "items.xlsx")
    found = load_workbook(tmp_path / "items.xlsx")["targets"]["H3"]
    assert (found.value, found.data_type) == ("=1+1", "s")


def test_a_table_of_an_unknown_version_is_refused(version: Version) -> None:
    with pytest.raises(VersionNotFound):
        import_items(replace(item_table(version), sha256="0" * 64), by=BY)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "junk", [b"", b"PK\x03\x04 no zip", b"[1, 2]", b'{"version": 1, "targets": [1]}']
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, name: str, junk: bytes) -> None:
    (tmp_path / name).write_bytes(junk)
    with pytest.raises(UnreadableTable):
        read_items(tmp_path / name)


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bomb.xlsx"
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for part in range(3):
            packed.writestr(f"xl/{part}.xml", b"0" * 70_000_000)
    with pytest.raises(UnreadableTable):
        read_items(file)


def test_a_workbook_without_its_sheets_is_refused(version: Version, tmp_path: Path) -> None:
    file = tmp_path / "items.xlsx"
    write_items(item_table(version), file)
    book = load_workbook(file)
    del book["tasks"]
    book.save(file)
    with pytest.raises(UnreadableTable):
        read_items(file)


@given(st.fixed_dictionaries(dict.fromkeys(COLUMNS["target"], cell)))
def test_cells_made_plain_stay_as_they_are(raw: dict[str, Any]) -> None:
    cells = cells_of("target", raw)
    assert repr(cells_of("target", cells)) == repr(cells)


@pytest.mark.parametrize("cell", ["A1048576", "XFD3"])
def test_a_workbook_with_one_cell_far_out_is_refused(
    version: Version, tmp_path: Path, cell: str
) -> None:
    file = tmp_path / "items.xlsx"
    write_items(item_table(version), file)
    book = load_workbook(file)
    book["targets"][cell] = "x"
    book.save(file)
    with pytest.raises(UnreadableTable):
        read_items(file)
