"""The refusals of the schedule room."""

from typing import ClassVar

from luodi.errors import Conflict, InvalidInput, NotFound

__all__ = ["CalendarDayChanged", "CalendarDayInvalid", "CalendarYearNotFound", "JobNotGivenUp"]


class CalendarYearNotFound(NotFound):
    """A year before or after those that the calendar is kept for."""

    code: ClassVar[str] = "calendar_year_not_found"
    message: ClassVar[str] = (
        "The working calendar is kept for the years %(first)s to %(last)s. Choose one of these."
    )


class CalendarDayInvalid(InvalidInput):
    """A day without a reason, twice in one request, or far outside."""

    code: ClassVar[str] = "calendar_day_invalid"
    message: ClassVar[str] = (
        "%(day)s cannot be changed so. Give each day once, in the years %(first)s to %(last)s, "
        "and a reason of at most 200 characters, for example the notice that says so."
    )


class CalendarDayChanged(Conflict):
    """Two people decided on the same day at once."""

    code: ClassVar[str] = "calendar_day_changed"
    message: ClassVar[str] = (
        "Somebody else changed one of these days just now, so nothing was changed. "
        "Look at the calendar again before you repeat the change."
    )


class JobNotGivenUp(NotFound):
    """No job that was given up has this number."""

    code: ClassVar[str] = "job_not_given_up"
    message: ClassVar[str] = (
        "No job number %(number)s was given up. Look at the list of “luodi jobs”."
    )
