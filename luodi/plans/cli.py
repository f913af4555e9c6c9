"""The command line's door to the plans room; Django is loaded when a command runs, not before."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from luodi.errors import LuodiError

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
    if import_all(files) < len(files):
        raise typer.Exit(1)


def examples() -> list[Path]:
    """The bundled plans of a fictional city."""
    folder = Path(__file__).parent / "examples"
    return sorted(file for file in folder.iterdir() if file.suffix in {".txt", ".html"})


def import_all(files: Iterable[Path], *, sample: bool = False) -> int:
    """Imports files with a progress bar and reports those refused. Returns how many are stored."""
    from django.utils.translation import gettext as _
    from rich.progress import Progress

    stored, chosen = 0, list(files)
    with Progress(transient=True) as progress:
        bar = progress.add_task(_("Reading plans"), total=len(chosen))
        for file in chosen:
            try:
                result = _import(file, sample=sample)
            except LuodiError as error:
                line = f"[red]✗[/] {_(error.message) % error.data}"
            else:
                stored += 1
                state = _("read") if result.created else _("already there")
                line = f"[green]✓[/] {file.name}: {state} · {result.version.document}"
            progress.console.print(line, highlight=False, soft_wrap=True)
            progress.advance(bar)
    return stored


def _import(file: Path, *, sample: bool) -> "ImportResult":
    from luodi.plans.actions import import_file

    return import_file(file, sample=sample)
