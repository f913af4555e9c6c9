"""The command line's door to the audit room."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer()


@app.command("verify-audit")
def verify_audit(
    heads: Annotated[
        Path | None,
        typer.Option("--heads", exists=True, dir_okay=False, help="Also hold against daily heads."),
    ] = None,
) -> None:
    """Recompute the audit trail and say whether it is whole."""
    import django

    django.setup()
    from django.utils.translation import gettext as _

    from luodi.audit.errors import ChainBroken
    from luodi.audit.queries import check_chain

    report = check_chain(heads)
    if report.broken:
        raise ChainBroken(position=report.broken.position, reason=report.broken.reason)
    typer.echo(_("The audit trail is whole: %(events)s events.") % {"events": report.events})


@app.command("export-audit")
def export_audit(
    file: Annotated[Path, typer.Argument(dir_okay=False, help="Where the events are written.")],
) -> None:
    """Write every audit event to a file, and the heads of the days gone by beside the database."""
    import django

    django.setup()
    from django.utils.translation import gettext as _

    from luodi.audit.actions import export_bundle, export_heads

    with file.open("w", encoding="utf-8") as stream:
        count = export_bundle(stream)
    heads = export_heads()
    typer.echo(
        _("%(events)s events were written to %(file)s; daily heads are in %(heads)s.")
        % {"events": count, "file": file, "heads": heads}
    )
