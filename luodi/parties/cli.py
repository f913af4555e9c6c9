"""The command line's door to the parties room; Django is loaded when a command runs, not before."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer()


@app.command("import-units")
def import_units(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="Units: .json or .xlsx.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")
    ] = False,
) -> None:
    """Register the units of a file, all of them or none."""
    import django

    django.setup()
    from django.utils.translation import gettext as _

    from luodi.parties.actions import exchange
    from luodi.parties.rules.roles import system

    done = exchange.import_units(file, by=system("command-line"), dry_run=dry_run)
    for fault in done.faults:
        said = _("Row %(number)s, %(column)s: %(reason)s")
        data = {"number": fault.number, "column": fault.column, "reason": fault.reason}
        typer.echo(said % data, err=True)
    if done.faults:
        raise typer.Exit(1)
    said = _("%(added)s units are new, %(known)s were there already.")
    typer.echo(said % {"added": done.added, "known": done.known})


@app.command("export-units")
def export_units(
    file: Annotated[Path, typer.Argument(dir_okay=False, help="Where to: .json or .xlsx.")],
) -> None:
    """Write every unit to a file that import-units reads."""
    import django

    django.setup()
    from django.utils.translation import gettext as _

    from luodi.parties.actions import exchange

    count = exchange.export_units(file)
    said = _("%(units)s units were written to %(file)s.")
    typer.echo(said % {"units": count, "file": file})


@app.command("restore-administrator")
def restore_administrator(
    login: Annotated[str, typer.Argument(help="Login name of an administrator.")],
) -> None:
    """Give an administrator who is locked out a new password, and certify the account."""
    import django

    django.setup()
    from django.utils.translation import gettext as _

    from luodi.parties.actions import people
    from luodi.parties.queries import find_administrator
    from luodi.parties.rules.roles import system

    by = system("command-line")
    found = find_administrator(people.normal_login(login))
    people.certify_person(found.pk, by=by)
    access = people.restore_access(found.pk, by=by)
    said = _("New password of %(login)s: %(password)s")
    typer.echo(said % {"login": found.login, "password": access.password})
