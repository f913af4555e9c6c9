"""The verbs of the schedule room. It knows of no roles: whoever calls asks for leave first."""

from luodi.schedule.actions.calendar import (
    CALENDAR_CHANGED,
    DayChange,
    change_days,
    take_in_years,
)
from luodi.schedule.actions.jobs import queue_job, retry_job, return_expired_leases, run_due_jobs

__all__ = [
    "CALENDAR_CHANGED",
    "DayChange",
    "change_days",
    "queue_job",
    "retry_job",
    "return_expired_leases",
    "run_due_jobs",
    "take_in_years",
]
