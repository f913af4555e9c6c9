"""Who may look after background work does it here: the schedule room knows of no roles."""

from luodi.parties.rules.roles import Actor, Verb, require
from luodi.schedule.actions import retry_job
from luodi.schedule.models import Job

__all__ = ["try_again"]


def try_again(number: int, *, by: Actor) -> Job:
    """A job that was given up is due again. Raises NotAllowed, JobNotGivenUp."""
    require(by, Verb.MANAGE_JOBS)
    return retry_job(number, actor=by.reference)
