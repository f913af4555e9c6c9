"""The commands of the parties room, each in a process and a data folder of its own."""

import json
from pathlib import Path

import pytest

from tests.site.test_commands import Shell


@pytest.fixture
def luodi(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path / "data")
    assert shell("demo", "--no-serve").returncode == 0
    return shell


@pytest.mark.slow
def test_units_are_imported_and_a_locked_out_administrator_restored(
    luodi: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "units.json"
    row = {"name": "云溪市档案局", "region": "云溪市", "level": "city"}
    file.write_text(json.dumps([row]))
    assert "1 units are new" in luodi("import-units", file, "--dry-run").stdout
    assert "1 units are new" in luodi("import-units", file).stdout
    assert luodi("export-units", tmp_path / "out.xlsx").returncode == 0
    file.write_text(json.dumps([row | {"level": "galaxy"}]))
    refused = luodi("import-units", file)
    assert refused.returncode == 1
    assert "Row 1, level: not_a_level" in refused.stderr
    assert "New password of admin" in luodi("restore-administrator", "Admin").stdout
    unknown = luodi("restore-administrator", "nobody")
    assert unknown.stderr.strip().endswith("[administrator_not_found]")
    assert (
        "New password of wang"
        in luodi(
            *("add-person", "wang", "--name", "王敏", "--role", "office", "--role", "reviewer")
        ).stdout
    )
    assert luodi("token", "Wang", "--label", "核对脚本").stdout.startswith("luodi_")
    assert luodi("add-person", "li", "--name", "李", "--role", "king").returncode == 2
    assert luodi("token", "li", "--label", "x").stderr.strip().endswith("[login_not_found]")
    assert luodi("verify-audit").returncode == 0
