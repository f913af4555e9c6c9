"""The bars on the real plans beside the repository, measured by the scorer that lies with them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from luodi.reader import read

pytestmark = pytest.mark.shared

BARS = {
    "repair": 0.98,
    "text": 0.995,
    "meta": 0.95,
    "headings": 0.99,
    "targets": 0.95,
    "core": 0.97,
    "tasks": 0.98,
    "units": 0.98,
    "instruments": 0.85,
}


@pytest.fixture(scope="module")
def scored(
    shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> subprocess.CompletedProcess[str]:
    output = tmp_path_factory.mktemp("scored") / "out.jsonl"
    plans = sorted((shared / "reader/seeds").glob("*.txt"))
    rows = [json.dumps(read(plan).to_dict(), ensure_ascii=False) + "\n" for plan in plans]
    output.write_text("".join(rows), encoding="utf-8")
    bars = [word for key, bar in BARS.items() for word in ("--min", f"{key}={bar}")]
    scorer = shared / "reader/score.py"
    command = [sys.executable, str(scorer), str(shared / "reader/gold"), str(output), *bars]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_real_plans_are_read_above_every_bar(scored):
    assert scored.returncode == 0, scored.stdout + scored.stderr


def test_no_fact_of_the_real_plans_is_taken_for_a_target(scored):
    total = scored.stdout.splitlines()[-1 if "falls short" not in scored.stdout else -2].split()
    assert total[0] == "total"
    assert total[7] == "0"
