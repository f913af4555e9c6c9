"""Who may change the working calendar does it here: the schedule room knows of no roles."""

from collections.abc import Sequence

from luodi.parties.rules.roles import Actor, Verb, require
from luodi.schedule.actions import DayChange, change_days
from luodi.schedule.models import CalendarDay

__all__ = ["set_calendar_days"]


def set_calendar_days(changes: Sequence[DayChange], *, by: Actor) -> list[CalendarDay]:
    """All of the changes or none. Raises NotAllowed, CalendarDayInvalid, CalendarDayChanged."""
    require(by, Verb.MANAGE_CALENDAR)
    return change_days(changes, actor=by.reference)
