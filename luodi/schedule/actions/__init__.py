"""The verbs of the schedule room. It knows of no roles: whoever calls asks for leave first."""

from luodi.schedule.actions.calendar import DayChange, change_days, take_in_years

__all__ = ["DayChange", "change_days", "take_in_years"]
