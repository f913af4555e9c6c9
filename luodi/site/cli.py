"""The command `luodi`: the commands of all rooms, and those that start the site.

Django is imported inside the commands that need it: `luodi read` must start at once.
"""

import gettext
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Annotated, ClassVar

import typer
from rich.console import Console

from luodi.audit.cli import app as audit
from luodi.errors import LuodiError
from luodi.parties.cli import app as parties
from luodi.plans.cli import Files, examples, import_all
from luodi.plans.cli import app as plans
from luodi.reader.cli import app as reader
from luodi.schedule.cli import app as schedule

__all__ = ["app", "main"]

HOST = "127.0.0.1"
app = typer.Typer(
    name="luodi",
    help="Read published AI+ action plans, and serve what they promise.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(reader)
app.add_typer(plans)
app.add_typer(audit)
app.add_typer(parties)
app.add_typer(schedule)
console = Console()
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to serve on.")]
NoServe = Annotated[bool, typer.Option("--no-serve", help="Set up and read, but do not serve.")]


class PortTaken(LuodiError):
    """Another program listens where the site should."""

    code: ClassVar[str] = "port_taken"
    message: ClassVar[str] = (
        "Port %(port)s is taken by another program. Stop that, or choose another port with --port."
    )


class NothingRead(LuodiError):
    """Not one of the given files could be read, so there is nothing to show."""

    code: ClassVar[str] = "nothing_read"
    message: ClassVar[str] = (
        "None of the given files could be read as a plan. The reasons are given above."
    )


class SettingRefused(LuodiError):
    """A value in the environment that the site cannot start with."""

    code: ClassVar[str] = "setting_refused"
    message: ClassVar[str] = (
        "A setting is wrong, so nothing was done. %(reason)s "
        "The settings are explained in docs/reference/settings.md."
    )


class DatabaseUnreachable(LuodiError):
    """The database of the settings does not answer, or will not open."""

    code: ClassVar[str] = "database_unreachable"
    message: ClassVar[str] = (
        "The database cannot be opened: %(reason)s. "
        "Check LUODI_DATABASE_URL and LUODI_DATA_DIR, and that the database server is running."
    )


def main() -> None:
    """Runs a command; a refusal goes to stderr as a sentence with its code.

    The exit is 1, or 2 where the settings are wrong.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luodi.site.settings")
    try:
        app(obj=refusal)
    except LuodiError as error:
        _refuse(error)
        sys.exit(1)
    except Exception as error:
        wrong = _wrong_setting(error)
        if wrong is None:
            raise
        _refuse(wrong)
        sys.exit(2)


def _refuse(error: LuodiError) -> None:
    Console(stderr=True).print(f"{refusal(error)} [{error.code}]", markup=False, soft_wrap=True)


def _wrong_setting(error: Exception) -> LuodiError | None:
    """What Django says of its settings and its database; None for any other failure.

    Django's errors are known by name: a command that never loaded it must not load it now.
    """
    kind = f"{type(error).__module__}.{type(error).__name__}"
    reason = " ".join(str(error).split())
    if kind == "django.core.exceptions.ImproperlyConfigured":
        return SettingRefused(reason=reason.rstrip(".") + ".")
    # SQLite says of a missing table, too, that the operation failed.
    if kind == "django.db.utils.OperationalError" and not reason.startswith("no such"):
        return DatabaseUnreachable(reason=reason.rstrip(".?! "))
    return None


def refusal(error: LuodiError) -> str:
    """The sentence in the language of LUODI_LANGUAGE, read without Django."""
    language = "en" if os.environ.get("LUODI_LANGUAGE") == "en" else "zh_Hans"
    folder = Path(__file__).parent / "locale"
    catalogue = gettext.translation("django", folder, [language], fallback=True)
    return error.sentence(catalogue.gettext)


@app.command()
def run(files: Files, port: Port = 8000, no_serve: NoServe = False) -> None:
    """Read your own plans into the local database and serve the site."""
    _run(files, port=port, no_serve=no_serve, sample=False)


@app.command()
def demo(port: Port = 8000, no_serve: NoServe = False) -> None:
    """Read the bundled plans of a fictional city and serve the site."""
    _run(examples(), port=port, no_serve=no_serve, sample=True)


@app.command()
def serve(port: Port = 8000) -> None:
    """Serve the site from the database as it is."""
    _set_up()
    _serve(port)


@app.command(
    context_settings={
        "allow_extra_args": True,
        "ignore_unknown_options": True,
        "help_option_names": [],
    }
)
def manage(context: typer.Context) -> None:
    """Run one of Django's administration commands: luodi manage migrate."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["luodi manage", *context.args])


def _run(files: list[Path], *, port: int, no_serve: bool, sample: bool) -> None:
    _set_up()
    stored = import_all(files, sample=sample)
    if not stored:
        raise NothingRead
    if sample:
        from luodi.plans.sample import fill_sample_world

        fill_sample_world()
    if not no_serve:
        _serve(port)
    elif stored < len(files):
        raise typer.Exit(1)


def _set_up() -> None:
    """Django ready, the database there and its tables in step."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils.translation import gettext as _

    from luodi.schedule.actions import take_in_years

    with console.status(_("Bringing the database up to date")):
        call_command("migrate", verbosity=0)
    take_in_years()
    place = connection.settings_dict["NAME"]
    console.print(_("Database ready: %(place)s") % {"place": place}, highlight=False)
    _make_first_administrator()
    # The heads of the days gone by leave the database whenever the site starts.
    from luodi.audit.actions import export_heads

    export_heads()


def _make_first_administrator() -> None:
    from django.utils.translation import gettext as _

    from luodi.parties.actions.people import first_administrator

    if access := first_administrator():
        said = _(
            "First administrator: login name %(login)s, password %(password)s\n"
            "It is shown this once; you are asked to change it when you sign in."
        )
        data = {"login": access.person.login, "password": access.password}
        console.print(said % data, highlight=False, markup=False)


def _serve(port: int) -> None:
    from django.utils.translation import gettext as _
    from waitress import serve as serve_forever

    from luodi.site.wsgi import application

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortTaken(port=port) from error
    console.print(
        _("Serving on %(address)s — stop with Ctrl+C") % {"address": f"http://{HOST}:{port}/"}
    )
    # What a proxy says is believed or not by LUODI_HTTPS and LUODI_PROXIES; cut out here, the
    # first would send every request round in a circle.
    with _worker_beside():
        serve_forever(
            application, host=HOST, port=port, threads=8, clear_untrusted_proxy_headers=False
        )


@contextmanager
def _worker_beside() -> Iterator[None]:
    """One worker in a thread, so that a site of one command needs no other for what is due."""
    from luodi.schedule.worker import work

    stop = Event()
    thread = Thread(target=work, args=(stop,), name="worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        # A job that takes longer is ended with the process, and run again by the next worker.
        thread.join(timeout=10)


if __name__ == "__main__":
    main()
