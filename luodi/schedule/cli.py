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


@app.command("worker")
def worker(
    once: Annotated[
        bool, typer.Option("--once", help="Run what is due now, and end; for cron.")
    ] = False,
) -> None:
    """Run what is due in the background until stopped; several may run side by side."""
    import django

    django.setup()
    from django.utils.translation import gettext as _

    from luodi.schedule.actions import run_due_jobs, take_in_years
    from luodi.schedule.worker import ends_by_signal, owner_name, work

    take_in_years()
    if once:
        ran = 0
        while batch := run_due_jobs(owner=owner_name()):
            ran += batch
        typer.echo(_("%(jobs)s jobs were run.") % {"jobs": ran})
        return
    stop = ends_by_signal()
    typer.echo(_("The worker waits for jobs — stop with Ctrl+C"))
    work(stop)


@app.command("jobs")
def jobs(
    retry: Annotated[
        int | None, typer.Option("--retry", help="Number of a job to try again.")
    ] = None,
) -> None:
    """Show the jobs that were given up and how many wait; with --retry, try one again."""
    import django

    django.setup()
    from django.utils.translation import gettext as _

    from luodi.schedule.actions import retry_job
    from luodi.schedule.queries import job_counts, jobs_given_up

    if retry is not None:
        job = retry_job(retry, actor="system:command-line")
        typer.echo(_("Job %(number)s is due again.") % {"number": job.pk})
        return
    for job in jobs_given_up():
        typer.echo(f"{job.pk}  {job}  {job.last_error}")
    said = _("%(waiting)s jobs wait, %(running)s run, %(given_up)s were given up.")
    typer.echo(said % job_counts())
