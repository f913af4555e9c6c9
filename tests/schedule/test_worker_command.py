"""`luodi worker` as a process: it runs what is due, and ends cleanly when it is told to."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A site of its own, set up."""
    given = {name: value for name, value in os.environ.items() if name != "LUODI_DATABASE_URL"}
    given["LUODI_DATA_DIR"] = str(tmp_path)
    command = [sys.executable, "-m", "luodi.site.cli", "manage", "migrate", "-v", "0"]
    subprocess.run(command, env=given, cwd=ROOT, check=True)
    return given


def start(environment: dict[str, str], *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "luodi.site.cli", "worker", *options]
    return subprocess.Popen(
        command,
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_ends_cleanly_at_a_signal(environment: dict[str, str], by: int) -> None:
    worker = start(environment)
    assert worker.stdout is not None
    assert "后台进程已启动" in worker.stdout.readline()
    worker.send_signal(by)
    _, complaints = worker.communicate(timeout=60)
    assert (worker.returncode, complaints) == (0, "")


def test_with_once_it_runs_what_is_due_and_ends(environment: dict[str, str]) -> None:
    said, complaints = start(environment, "--once").communicate(timeout=60)
    assert "已执行 0 项后台任务" in said
    assert complaints == ""
