"""A real Chromium on a site that holds a damaged plan and sample plans for two pages."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from luodi.parties.actions.people import first_administrator
from luodi.parties.actions.units import register_unit
from luodi.parties.rules.roles import Role
from tests.parties.cast import TEST, person
from tests.plans.factory import imported, reading

# Set for good: the browser's event loop would otherwise forbid the ORM in this process.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
SHOTS = os.environ.get("LUODI_SHOTS")
CANDIDATES = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = (1360, 420)
REFUSED = re.compile(r"status of (404|422)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    found = os.environ.get("LUODI_CHROMIUM") or next(
        filter(None, map(shutil.which, CANDIDATES)), ""
    )
    if not found:
        pytest.skip("NO CHROMIUM: set LUODI_CHROMIUM, or install chromium; no page was opened")
    quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync"]
    return {"executable_path": found, "args": ["--no-sandbox", "--disable-gpu", *quiet]}


@pytest.fixture
def plan(transactional_db: None) -> int:
    """A plan with targets that share words, a doubt and a loss; others fill the lists."""
    for number in range(12):
        title = f"第{number + 1}区“人工智能+”行动方案（2025—2027年）"
        imported(reading(region=f"示范市第{number + 1}区", title=title), sample=True)
    plan = imported(reading()).version.document.pk
    imported(replace(reading(copy=1)))
    return plan


@pytest.fixture
def administrator(transactional_db: None) -> str:
    """The generated password of the first administrator, whose login name is admin."""
    access = first_administrator()
    assert access is not None
    return access.password


@pytest.fixture
def colleague(transactional_db: None) -> int:
    """Someone with two roles and a unit."""
    unit = register_unit("云溪市科学技术局", region="云溪市", level="city", by=TEST)
    return person("wang.min@example.cn", Role.UNIT, Role.REVIEWER, unit=unit).pk


@pytest.fixture(params=WIDTHS)
def wide_and_narrow(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of each width that fails the test when the browser complains about anything."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    if SHOTS:
        name = request.node.name.translate(str.maketrans("/[]", "---"))
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
    context.close()
    # The browser tells of each refusal that a test asks for.
    assert not [c for c in complaints if not REFUSED.search(c)]


@pytest.fixture
def with_script(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture
def without_script(browser: Browser) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()
