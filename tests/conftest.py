"""What every test shares: the real plans beside the repository, and that CI skips nothing."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

ROOT = Path(__file__).resolve().parent.parent
# Set before Django reads its settings: no test writes to the data folder of whoever runs it.
os.environ["DJANGO_SETTINGS_MODULE"] = "luodi.site.settings"
os.environ["LUODI_DATA_DIR"] = tempfile.mkdtemp(prefix="luodi-tests-")
for setting in ("LUODI_DATABASE_URL", "LUODI_DEBUG", "LUODI_LANGUAGE", "LUODI_ALLOWED_HOSTS"):
    os.environ.pop(setting, None)
django.setup()

SHARED = Path(os.environ.get("LUODI_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real plans, which belong to others; who needs it carries the mark `shared`."""
    if not (SHARED / "reader").is_dir():
        pytest.skip(f"NO REAL PLANS: {SHARED} is absent, so nothing was measured on them")
    return SHARED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if os.environ.get("CI") == "true" and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line(
            "CI skips nothing: each test skipped above counts as a failure.", red=True
        )


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
