"""The command line's door to the plans room; Django is loaded when a command runs, not before."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luodi.errors import LuodiError
from luodi.parties.rules.roles import system
from luodi.plans.rules.exchange import SHEETS

if TYPE_CHECKING:
    from luodi.plans.actions import ImportResult

__all__ = ["Files", "app", "examples", "import_all"]

app = typer.Typer()
Files = Annotated[
    list[Path],
    typer.Argument(exists=True, dir_okay=False, help="Published plans: txt, html, docx or pdf."),
]


@app.command("import")
def import_command(files: Files) -> None:
    """Read plans and store what they say; files that are there already are left alone."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    if import_all(files) < len(files):
        raise typer.Exit(1)


@app.command("export-items")
def export_items(
    plan: Annotated[int, typer.Argument(help="Number of the plan.")],
    file: Annotated[Path, typer.Argument(dir_okay=False, help="An .xlsx or .json file.")],
) -> None:
    """Write the targets and tasks of a plan to a table to be filled in."""
    import django

    django.setup()
    from luodi.plans.errors import TableNotWritten
    from luodi.plans.exchange import write_items
    from luodi.plans.queries import find_version, item_table

    table = item_table(find_version(plan))
    try:
        write_items(table, file)
    except OSError as error:
        raise TableNotWritten(file=str(file), reason=error.strerror or str(error)) from error


@app.command("import-items")
def import_items_command(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A filled-in table.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check, but store nothing.")] = False,
) -> None:
    """Take in the decisions of a table of targets and tasks: all of its rows, or none."""
    import django

    django.setup()
    from django.utils.translation import gettext as _

    from luodi.plans.actions import import_items
    from luodi.plans.errors import ItemsRefused
    from luodi.plans.exchange import read_items

    report = import_items(read_items(file), by=system("command-line"), dry_run=dry_run)
    for fault in report.faults:
        sentence = fault.error.sentence(_)
        typer.echo(f"{SHEETS[fault.row.kind]} {fault.row.number}: {sentence} [{fault.error.code}]")
    if report.faults:
        raise ItemsRefused(faults=len(report.faults))
    line = _("%(decided)s decided, %(added)s added, %(unchanged)s unchanged.")
    counts = {name: getattr(report, name) for name in ("decided", "added", "unchanged")}
    typer.echo(line % counts)


@app.command("erase-senders")
def erase_senders() -> None:
    """Erases who sent comments once they have been kept as long as the setting says."""
    import django

    django.setup()
    from django.utils.translation import gettext as _

    from luodi.plans.actions import erase_due_senders

    erased = erase_due_senders(by=system("command-line"))
    typer.echo(_("Names and contacts erased: %(erased)s.") % {"erased": erased})


@app.command("verify-ledger")
def verify_ledger() -> None:
    """Compare the supervision ledger with the records it follows from; fails if they differ."""
    import django

    django.setup()
    from django.utils.translation import gettext as _

    from luodi.plans.errors import LedgerDiffers
    from luodi.plans.queries import faulty_tasks

    if faulty := list(faulty_tasks()):
        raise LedgerDiffers(tasks=len(faulty), first=faulty[0])
    typer.echo(_("The supervision ledger agrees with its records."))


@app.command("rebuild-ledger")
def rebuild_ledger_command() -> None:
    """Write the supervision ledger anew from the records it follows from."""
    import django

    django.setup()
    from django.utils.translation import gettext as _

    from luodi.plans.actions import rebuild_ledger

    line = _("Lines of the supervision ledger that were written: %(lines)s.")
    typer.echo(line % {"lines": rebuild_ledger()})


def examples() -> list[Path]:
    """The bundled plans of a fictional city."""
    folder = Path(__file__).parent / "examples"
    return sorted(file for file in folder.iterdir() if file.suffix in {".txt", ".html"})


def import_all(files: Iterable[Path], *, sample: bool = False) -> int:
    """Imports files with a progress bar and reports those refused. Returns how many are stored."""
    from django.utils.translation import gettext as _
    from rich.markup import escape
    from rich.progress import Progress

    stored, chosen = 0, list(files)
    with Progress(transient=True) as progress:
        bar = progress.add_task(_("Reading plans"), total=len(chosen))
        for file in chosen:
            try:
                result = _import(file, sample=sample)
            except LuodiError as error:
                sentence = error.sentence(_)
                line = "[red]✗[/] " + escape(f"{sentence} [{error.code}]")
            else:
                stored += 1
                state = _("read") if result.created else _("already there")
                line = "[green]✓[/] " + escape(f"{file.name}: {state} · {result.version.document}")
            progress.console.print(line, highlight=False, soft_wrap=True)
            progress.advance(bar)
    return stored


def _import(file: Path, *, sample: bool) -> "ImportResult":
    from luodi.plans.actions import import_file

    return import_file(file, by=system("command-line"), sample=sample)
