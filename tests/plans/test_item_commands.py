"""luodi export-items and import-items, as an office uses them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from luodi.plans.cli import app
from luodi.plans.errors import ItemsRefused, PlanNotFound, TableNotWritten
from luodi.plans.models import Decision
from tests.plans.factory import imported, reading, settled

pytestmark = pytest.mark.django_db
run = CliRunner().invoke


@pytest.fixture
def file(tmp_path: Path) -> Path:
    plan = imported(reading()).version.document_id
    file = tmp_path / "items.json"
    assert run(app, ["export-items", str(plan), str(file)]).exit_code == 0
    return file


def fill(file: Path, **cells: object) -> None:
    body = json.loads(file.read_text("utf-8"))
    body["targets"][1] |= cells
    file.write_text(json.dumps(body), "utf-8")


def test_a_table_goes_out_and_comes_back(file: Path) -> None:
    fill(file, verdict="confirm")
    checked = run(app, ["import-items", str(file), "--dry-run"])
    assert "已决定 1 项，补录 0 项，未变 7 项" in checked.output
    assert settled() == []
    run(app, ["import-items", str(file)])
    assert len(settled()) == 1
    assert Decision.objects.get().actor == "system:command-line"


def test_faulty_rows_are_named_and_nothing_is_stored(file: Path) -> None:
    fill(file, verdict="reject")
    result = run(app, ["import-items", str(file)])
    assert isinstance(result.exception, ItemsRefused)
    assert result.output.startswith("targets 2: ")
    assert "[reason_missing]" in result.output
    assert not Decision.objects.exists()


def test_a_plan_that_is_not_there_is_not_exported(db: None, tmp_path: Path) -> None:
    result = run(app, ["export-items", "99", str(tmp_path / "items.xlsx")])
    assert isinstance(result.exception, PlanNotFound)


@pytest.mark.parametrize("name", ["items.xlsx", "items.json"])
def test_a_path_that_cannot_be_written_is_told_in_a_sentence(
    db: None, tmp_path: Path, name: str
) -> None:
    plan = imported(reading()).version.document_id
    result = run(app, ["export-items", str(plan), str(tmp_path / "missing" / name)])
    assert isinstance(result.exception, TableNotWritten)
    assert "missing" in str(result.exception)
