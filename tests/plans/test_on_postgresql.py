"""The tests of the rooms once more, on a PostgreSQL server started for them."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.postgres
# Each core has a database of its own on the server.
TOGETHER = ("-n", "auto", "--dist", "loadfile")
ROOMS = ("tests/plans", "tests/audit", "tests/parties", "tests/schedule")


def binary(name: str) -> str:
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = str(newest[-1]) if newest else shutil.which(name)
    if not found:
        pytest.skip(f"NO POSTGRESQL: {name} was found nowhere, so nothing ran on it")
    return found


def as_nobody_special() -> list[str]:
    """PostgreSQL refuses to run as root; there, its own user runs it."""
    return (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        if os.geteuid() == 0
        else []
    )


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="luodi-pg-"))
    user = as_nobody_special()
    if user:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    subprocess.run(
        [
            *user,
            binary("initdb"),
            "-D",
            data,
            "-U",
            "luodi",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        ],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    server = subprocess.Popen(
        [*user, binary("postgres"), "-D", data, "-k", folder, "-c", "listen_addresses=", "-F"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
    try:
        wait_for(folder / ".s.PGSQL.5432", server)
        yield f"postgresql://luodi@/postgres?host={folder}"
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(folder)


def wait_for(path: Path, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if path.exists():
            with socket.socket(socket.AF_UNIX) as probe:
                if probe.connect_ex(str(path)) == 0:
                    return
        assert server.poll() is None, "the server stopped at once"
        time.sleep(0.1)
    raise AssertionError("the server did not start within 30 s")


def test_the_rooms_hold_on_postgresql(address: str) -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            *TOGETHER,
            "-m",
            "not postgres and not sqlite",
            *ROOMS,
        ],
        cwd=ROOT,
        env=os.environ | {"LUODI_TEST_DATABASE_URL": address},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
