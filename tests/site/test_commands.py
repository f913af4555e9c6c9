"""The commands as a user starts them, each in a process and a data folder of its own."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from tests.conftest import ROOT
from tests.plans.factory import TEXT

# Every test starts processes of its own.
pytestmark = pytest.mark.slow


class Shell:
    """Runs `luodi` in a data folder."""

    def __init__(self, data: Path) -> None:
        self.environment = os.environ | {"LUODI_DATA_DIR": str(data), "LUODI_LANGUAGE": "en"}

    def command(self, *words: str | Path) -> list[str]:
        return [sys.executable, "-m", "luodi.site.cli", *map(str, words)]

    def __call__(self, *words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words),
            cwd=ROOT,
            env=self.environment | more,
            capture_output=True,
            text=True,
        )


@pytest.fixture
def luodi(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "data")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.txt"
    file.write_text(TEXT, "utf-8")
    return file


def test_running_a_plan_twice_reads_it_once(luodi: Shell, plan: Path) -> None:
    first, second = (luodi("run", plan, "--no-serve") for _ in range(2))
    assert first.returncode == second.returncode == 0, first.stderr + second.stderr
    assert "plan.txt: read ·" in first.stdout
    assert "plan.txt: already there ·" in second.stdout


def test_the_first_start_shows_an_administrators_password_once(luodi: Shell, plan: Path) -> None:
    first, second = (luodi("run", plan, "--no-serve") for _ in range(2))
    assert re.search(r"login name admin, password \w{5}(-\w{5}){3}$", first.stdout, re.M)
    assert "password" not in second.stdout


def test_a_refused_file_does_not_stop_the_others(luodi: Shell, plan: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    run = luodi("import", empty, plan)
    assert run.returncode == 1
    assert "empty.txt is empty" in run.stdout
    assert "[empty_file]" in run.stdout
    assert "plan.txt: read" in run.stdout


def test_a_file_name_is_no_markup(luodi: Shell, plan: Path) -> None:
    odd = plan.with_name("plan[bold][final].txt")
    odd.write_bytes(plan.read_bytes())
    run = luodi("run", odd, "--no-serve")
    assert run.returncode == 0
    assert "plan[bold][final].txt: read" in run.stdout


def test_a_refused_file_shows_in_the_exit_code(luodi: Shell, plan: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert luodi("run", empty, plan, "--no-serve").returncode == 1


def test_when_no_file_can_be_read_nothing_is_served(luodi: Shell, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    run = luodi("run", empty)
    assert run.returncode == 1
    assert run.stderr.strip().endswith("[nothing_read]")


def test_commands_speak_chinese_unless_told_otherwise(luodi: Shell, plan: Path) -> None:
    run = luodi("run", plan, "--no-serve", LUODI_LANGUAGE="", PYTHONIOENCODING="utf-8")
    assert "数据库已就绪" in run.stdout


def test_a_taken_port_is_said_in_a_sentence(luodi: Shell, plan: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        run = luodi("run", plan, "--port", str(taken.getsockname()[1]))
    assert run.returncode == 1
    assert "[port_taken]" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [
        ("LUODI_DATABASE_URL", "mysql://somewhere", "setting_refused"),
        ("LUODI_DATABASE_URL", "postgresql://luodi@127.0.0.1:1/luodi", "database_unreachable"),
        ("LUODI_DATA_DIR", "/dev/null/luodi", "setting_refused"),
    ],
)
def test_a_wrong_setting_is_said_in_a_sentence(
    luodi: Shell, plan: Path, setting: str, value: str, code: str
) -> None:
    run = luodi("run", plan, "--no-serve", **{setting: value})
    assert run.returncode == 2
    assert run.stderr.strip().endswith(f"[{code}]")
    assert run.stderr.count("\n") == 1
    assert "LUODI_" in run.stderr


def test_make_run_passes_on_the_port_and_names_with_blanks() -> None:
    words = ["make", "--dry-run", "run", "PORT=8123", "PLAN='my plan.txt' other.pdf"]
    made = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "luodi run 'my plan.txt' other.pdf --port 8123" in made.stdout


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(luodi: Shell, port: int) -> Iterator[str]:
    process = subprocess.Popen(
        luodi.command("demo", "--port", str(port)),
        cwd=ROOT,
        env=luodi.environment,
        stdout=subprocess.DEVNULL,
    )
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(20)


def test_the_demo_serves_its_sample_plans_with_their_style(served: str) -> None:
    page = patient_get(f"{served}/zh-hans/")
    assert "示例数据" in page
    assert "云溪市" in page
    assert ":target" in patient_get(f"{served}/static/site/app.css")


@pytest.mark.slow
def test_behind_a_proxy_that_speaks_https_the_site_answers(luodi: Shell, port: int) -> None:
    luodi.environment["LUODI_HTTPS"] = "1"
    process = subprocess.Popen(
        luodi.command("demo", "--port", str(port)),
        cwd=ROOT,
        env=luodi.environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        proxied = Request(f"http://127.0.0.1:{port}/", headers={"X-Forwarded-Proto": "https"})
        assert "Luodi" in patient_get(proxied)
    finally:
        process.terminate()
        process.wait(20)


def patient_get(address: str | Request) -> str:
    for _ in range(150):
        try:
            with urlopen(address, timeout=5) as response:
                return str(response.read().decode())
        except URLError:
            time.sleep(0.2)
    raise AssertionError(f"no answer from {address} within 30 s")


def test_reading_starts_without_django() -> None:
    script = "import sys, luodi.site.cli; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 0
