"""What every test shares: the real plans beside the repository, and that CI skips nothing."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).resolve().parent.parent
if settings.configured:
    raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE: the tests choose their own data folder.")
# No test writes to the data folder of whoever runs it.
DATA = tempfile.mkdtemp(prefix="luodi-tests-")
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ["LUODI_DATA_DIR"] = DATA
os.environ["DJANGO_SETTINGS_MODULE"] = "luodi.site.settings"
for setting in ("LUODI_DATABASE_URL", "LUODI_DEBUG", "LUODI_LANGUAGE", "LUODI_ALLOWED_HOSTS"):
    os.environ.pop(setting, None)
for setting in ("LUODI_OIDC_ISSUER", "LUODI_OIDC_CLIENT_ID", "LUODI_OIDC_CLIENT_SECRET"):
    os.environ.pop(setting, None)
for setting in ("LUODI_SMTP_HOST", "LUODI_SMTP_PORT", "LUODI_SMTP_USER", "LUODI_MAIL_FROM"):
    os.environ.pop(setting, None)
# tests/plans/test_on_postgresql.py runs the rooms' tests once more with this set.
if database := os.environ.get("LUODI_TEST_DATABASE_URL"):
    os.environ["LUODI_DATABASE_URL"] = database
django.setup()
# Hashing that is slow on purpose would take most of the suite's time.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Commands that tests start as processes find the settings themselves.
del os.environ["DJANGO_SETTINGS_MODULE"]

from django.test import TransactionTestCase  # noqa: E402

from luodi.schedule.actions import take_in_years  # noqa: E402
from tests.audit.triggers import empty_tables  # noqa: E402

TransactionTestCase._fixture_teardown = empty_tables  # type: ignore[method-assign]

SHARED = Path(os.environ.get("LUODI_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite tests get a file: in memory, two connections do not queue as they do in service."""
    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        default.setdefault("TEST", {})["NAME"] = str(settings.DATA_DIR / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The published years of the working calendar, as a first start leaves them."""
    with django_db_blocker.unblock():
        take_in_years()


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
