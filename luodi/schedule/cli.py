"""The command line's door to the schedule room; Django is loaded when a command runs."""

from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer()


@app.command("calendar")
def calendar(year: Annotated[int, typer.Argument(help="The year to show.")]) -> None:
    """Show the days off and the working weekends of a year."""
    import django

    django.setup()
    from django.utils.translation import gettext as _

    from luodi.schedule.queries import year_page
    from luodi.schedule.rules.calendar import DayMark

    page = year_page(year)
    for one in page.days:
        if one.mark is not DayMark.NONE:
            word = _("works") if one.mark is DayMark.WORKING_WEEKEND else _("off")
            typer.echo(f"{one.day.isoformat()}  {word}  {one.name}")
    data = {"year": year, "days": page.working_days, "source": page.published}
    if page.published:
        typer.echo(_("%(year)s has %(days)s working days (source: %(source)s).") % data)
    else:
        said = _(
            "%(year)s is provisional: its holidays are not published yet, so weekends alone count "
            "as days off. So far it has %(days)s working days."
        )
        typer.echo(said % data)
