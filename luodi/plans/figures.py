"""The figures of the office's page in words: what each counts, and what is to be done about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luodi.plans.rules.ledger import Progress

__all__ = ["ADVICE", "FIGURE_WORDS", "MEANINGS", "PROGRESS", "TONES"]

FIGURE_WORDS: dict[str, Promise] = {
    "nobody": _("no unit stated"),
    "unbound": _("unit not bound"),
    "unissued": _("not assigned"),
    "waiting": _("waiting to be accepted"),
    "accept_overdue": _("not accepted in time"),
    "underway": _("under way"),
    "reminded": _("reminded"),
    "yellow": _("yellow light"),
    "red": _("red light"),
    "circular": _("circular"),
    "claimed": _("completion to be confirmed"),
    "returned": _("returned by the unit"),
    "closed": _("closed as completed"),
    "stalled": _("stalled"),
    "overdue": _("overdue and open"),
    "on_time": _("closed on time"),
    "ended": _("ended before its due day without a claim"),
    "unclear": _("unit to be made clear"),
    "to_accept": _("to be accepted, in time or late"),
    "on_course": _("under way and not yet due"),
    "with_office": _("waiting for the office"),
    "task_confirmed": _("confirmed tasks"),
    "task_stated": _("tasks with a unit stated"),
    "task_bound": _("tasks with all units bound"),
    "task_issued": _("tasks assigned with a due day"),
    "task_accepted": _("tasks accepted by all units"),
    "held_confirmed": _("tasks without a unit stated"),
    "held_stated": _("tasks with a unit not bound"),
    "held_bound": _("tasks not assigned to all units"),
    "held_issued": _("tasks not accepted by all units"),
}
MEANINGS: dict[str, Promise] = {
    "nobody": _("The plan does not say who is responsible."),
    "unbound": _("The printed name means no registered unit yet."),
    "unissued": _("The unit is known, and it has not been assigned to it yet."),
    "waiting": _("Assigned; the time to accept it still runs."),
    "accept_overdue": _("Assigned; the time to accept it has run out."),
    "underway": _("Accepted, and no reminder is due yet."),
    "reminded": _("Accepted, and a reminder before the due day has been given."),
    "yellow": _("The due day has ended."),
    "red": _("The due day ended as many working days ago as the terms say for red."),
    "circular": _("The due day ended as many working days ago as the terms say for a circular."),
    "claimed": _("The unit says that it is done; the office has to confirm it."),
    "returned": _("The unit says that it is not its task; the office has to decide."),
    "closed": _("The office has closed it."),
}
ADVICE: dict[str, Promise] = {
    "circular": _("Put them into the circular, and ask the units why they are late."),
    "red": _("Ask the units when they will be done, before they come into a circular."),
    "returned": _("Assign them to another unit, or tell the unit why it is its task."),
    "claimed": _("Look at what was done, and close them or send them back."),
    "yellow": _("Ask the units to claim completion, or change the due day with a reason."),
    "accept_overdue": _("Ask the units to accept them, or to return them with a reason."),
    "stalled": _("Ask the units to report progress."),
    "nobody": _("Find out who is responsible, and correct the tasks in the review."),
    "unbound": _("Bind the printed names to registered units."),
    "unissued": _("Assign them to their units."),
}
PROGRESS: dict[str, Promise] = {
    Progress.CONFIRMED: _("confirmed tasks"),
    Progress.STATED: _("a unit is stated"),
    Progress.BOUND: _("all units are bound"),
    Progress.ISSUED: _("assigned to all units, with a due day"),
    Progress.ACCEPTED: _("accepted by all units"),
}
TONES = {
    "nobody": "warn",
    "unbound": "warn",
    "unissued": "warn",
    "accept_overdue": "warn",
    "yellow": "warn",
    "returned": "warn",
    "stalled": "warn",
    "overdue": "bad",
    "red": "bad",
    "circular": "bad",
    "closed": "ok",
}
