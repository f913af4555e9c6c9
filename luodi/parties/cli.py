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


@app.command("add-person")
def add_person(
    login: Annotated[str, typer.Argument(help="Login name or e-mail address.")],
    name: Annotated[str, typer.Option("--name", help="Full name.")],
    roles: Annotated[list[str], typer.Option("--role", help="A role to grant; may be repeated.")],
) -> None:
    """Add a person with roles, and print the generated password once."""
    import django

    django.setup()
    from django.db import transaction
    from django.utils.translation import gettext as _

    from luodi.parties.actions import people
    from luodi.parties.rules.roles import Role, system

    by = system("command-line")
    if unknown := set(roles) - set(Role):
        raise typer.BadParameter(", ".join(sorted(unknown)), param_hint="--role")
    with transaction.atomic():
        access = people.add_person(login, name=name, by=by)
        for role in dict.fromkeys(roles):
            people.grant_role(access.person.pk, Role(role), by=by)
    said = _("New password of %(login)s: %(password)s")
    typer.echo(said % {"login": access.person.login, "password": access.password})


@app.command("token")
def token(
    login: Annotated[str, typer.Argument(help="Login name of the person it acts for.")],
    label: Annotated[str, typer.Option("--label", help="What will use it, and where.")],
    days: Annotated[int, typer.Option("--days", help="Days until it runs out.")] = 90,
) -> None:
    """Make a token of the API for a person, and print nothing but its text, once."""
    import django

    django.setup()
    from luodi.parties.actions import people, tokens
    from luodi.parties.queries import find_login
    from luodi.parties.rules.roles import system

    person = find_login(people.normal_login(login))
    made = tokens.make_token(person, label=label, days=days, by=system("command-line"))
    typer.echo(made.text)
