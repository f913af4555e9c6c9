"""How long the site takes to answer for its pages, with 2,000 plans and 100,000 items in it.

Processor time of this process, in which SQLite works too, however busy the machine is. The first
few answers of each page do not count: they load templates.
"""

import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from django.test import Client

WARM_UP, ROUNDS = 3, 40
LIMIT = 150
PAGES = (
    "/",
    "/?q=第7号",
    "/plans/1000/",
    "/targets/",
    "/targets/?page=400",
    "/targets/?region=第9市&by=2027",
    "/targets/?q=数据集",
    "/targets/?state=unconfirmed",
    "/tasks/",
    "/tasks/?page=400",
    "/tasks/?region=第9市",
    "/regions/",
    "/review/",
    "/review/?page=20",
    "/review/?waiting=on",
    "/review/1000/",
    "/review/1000/?show=all",
    "/review/2/names/",
    "/board/",
    "/board/?page=400",
    "/board/?region=第9市",
    "/board/?state=unconfirmed",
    "/duties/",
    "/duties/?page=400",
    "/duties/?region=第9市",
)


# With 100,000 tasks that are all followed up.
OFFICE_PAGES = (
    "/overview/",
    "/overview/?plan=1000",
    "/overview/plans/?page=20",
    "/overview/units/",
    "/overview/list/",
    "/overview/list/?show=circular",
    "/overview/list/?show=underway&page=100",
    "/overview/list/?show=closed&region=第9市",
    "/overview/list/?show=task_confirmed&page=400",
)


def measure(console: Console) -> None:
    from bench.world import fill_world

    _measured(console, PAGES, fill_world)


def measure_office(console: Console) -> None:
    def fill() -> None:
        # Its models can be imported when Django stands.
        from bench.office import fill_office

        fill_office()

    _measured(console, OFFICE_PAGES, fill)


def _measured(console: Console, pages: tuple[str, ...], fill: Callable[[], object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LUODI_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "luodi.site.settings"}
        client = _site(fill)
        before = _megabytes()
        table = Table(title=f"Milliseconds to answer, {ROUNDS} times each, limit {LIMIT} at p95")
        for header in ("page", "p50", "p95", "p50 wall", "p95 wall", "statements"):
            table.add_column(header, justify="left" if header == "page" else "right")
        for address in pages:
            table.add_row(address, *_figures(client, address))
        console.print(table)
        console.print(f"Memory at most: {_megabytes()} MB, {before} MB before the first page.\n")


def _megabytes() -> int:
    """The most that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _site(fill: Callable[[], object]) -> "Client":
    """Someone of the programme office signed in on a full database, as imports leave it."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from luodi.parties.actions.people import add_person, grant_role
    from luodi.parties.rules.roles import Role, system
    from luodi.parties.sessions import BACKEND
    from luodi.plans.actions import refresh_statistics

    call_command("migrate", verbosity=0)
    clerk = add_person("clerk", name="李敏", by=system("bench")).person
    grant_role(clerk.pk, Role.OFFICE, by=system("bench"))
    clerk.must_change_password = False
    clerk.save()
    fill()
    # As after an import, and as the server stands when it has loaded.
    refresh_statistics()
    import_module("luodi.site.wsgi")
    client = Client(headers={"host": "localhost"})
    client.force_login(clerk, BACKEND)
    return client


def _figures(client: "Client", address: str) -> tuple[str, ...]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        status = client.get(address).status_code
        # Later requests empty the log.
        statements = len(captured)
    if status != 200:
        return f"answered {status}", "", "", "", ""
    for _ in range(WARM_UP):
        client.get(address)
    times = [_milliseconds(client, address) for _ in range(ROUNDS)]
    said = [
        f"{figure:.0f}"
        for clock in zip(*times, strict=True)
        for figure in (statistics.median(clock), sorted(clock)[int(len(clock) * 0.95)])
    ]
    return *said, str(statements)


def _milliseconds(client: "Client", address: str) -> tuple[float, float]:
    """By the processor's clock and by that of the wall."""
    wall, processor = time.perf_counter(), time.process_time()
    client.get(address)
    return (time.process_time() - processor) * 1000, (time.perf_counter() - wall) * 1000
