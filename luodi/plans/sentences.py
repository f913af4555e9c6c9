"""Where a duty stands, why, and what comes next, each in one sentence of the active language."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luodi.plans.queries.supervision import DutyPage
from luodi.plans.rules.ladder import Rung, Standing, Status, Step, Terms
from luodi.plans.rules.supervision import Act, State

__all__ = [
    "STATUS_WORDS",
    "act_notice",
    "carry_notice",
    "coming",
    "issue_notice",
    "reckoned",
    "status_word",
    "step_ahead",
    "step_notice",
    "why",
]

STATUS_WORDS: dict[str, Promise] = {
    Status.WAITING: gettext_lazy("waiting to be accepted"),
    Status.ACCEPT_OVERDUE: gettext_lazy("not accepted in time"),
    Status.UNDERWAY: gettext_lazy("under way"),
    Status.YELLOW: gettext_lazy("yellow light"),
    Status.RED: gettext_lazy("red light"),
    Status.CIRCULAR: gettext_lazy("circular"),
    Status.CLAIMED: gettext_lazy("completion to be confirmed"),
    Status.CLOSED: gettext_lazy("closed as completed"),
    Status.CARRIED: gettext_lazy("carried on under the new version"),
    Status.RETURNED: gettext_lazy("returned by the unit"),
}
WHY: dict[str, Promise] = {
    Status.WAITING: gettext_lazy("It was assigned on %(since)s and has not been accepted yet."),
    Status.ACCEPT_OVERDUE: gettext_lazy(
        "The time to accept it ended with %(ended)s, and it has not been accepted."
    ),
    Status.UNDERWAY: gettext_lazy("It has been under way since %(since)s and is due on %(due)s."),
    Status.REMINDED: gettext_lazy(
        "It is due on %(due)s; the reminder of %(days)s working days before was given on %(since)s."
    ),
    Status.YELLOW: gettext_lazy("It was due on %(due)s, and that day has ended."),
    Status.RED: gettext_lazy("It was due on %(due)s; the red light has been lit since %(since)s."),
    Status.CIRCULAR: gettext_lazy(
        "It was due on %(due)s and has been up for a circular since %(since)s."
    ),
    Status.CLAIMED: gettext_lazy(
        "The unit claimed completion on %(since)s, and the programme office has to confirm it."
    ),
    Status.CLOSED: gettext_lazy("The programme office closed it on %(since)s."),
    Status.CARRIED: gettext_lazy(
        "A new version of the plan is in force, and the duty goes on under it since %(since)s."
    ),
    Status.RETURNED: gettext_lazy(
        "The unit returned it on %(since)s, and the programme office has to decide."
    ),
}
COMING: dict[str, Promise] = {
    Step.ACCEPT_OVERDUE: gettext_lazy(
        "If it is not accepted by the end of %(ended)s, it counts as not accepted in time."
    ),
    Step.REMINDER: gettext_lazy(
        "A reminder follows on %(day)s, %(days)s working days before the due day."
    ),
    Step.YELLOW: gettext_lazy(
        "If completion is not claimed by the end of %(ended)s, the yellow light is lit."
    ),
    Step.RED: gettext_lazy(
        "If completion is not claimed by the end of %(ended)s, the red light is lit."
    ),
    Step.CIRCULAR: gettext_lazy(
        "If completion is not claimed by the end of %(ended)s, it comes into a circular."
    ),
}
COUNTED: dict[str, Promise] = {
    Step.ACCEPT_OVERDUE: gettext_lazy(
        "It was assigned on %(start)s. It is to be accepted within %(number)s working days, "
        "counted from the day after, so until 24:00 of %(last)s."
    ),
    Step.REMINDER: gettext_lazy(
        "The due day is %(due)s. Counted back from it, %(last)s is the working day number "
        "%(number)s before; the reminder is given at 9:00."
    ),
    Step.YELLOW: gettext_lazy("The due day is %(due)s, and the time limit ends with it at 24:00."),
    Step.RED: gettext_lazy(
        "The due day is %(due)s. The red light follows when %(number)s working days after it have "
        "ended, so at 24:00 of %(last)s."
    ),
    Step.CIRCULAR: gettext_lazy(
        "The due day is %(due)s. The circular follows when %(number)s working days after it have "
        "ended, so at 24:00 of %(last)s."
    ),
}
NOTICES: dict[str, Promise] = {
    Step.ACCEPT_OVERDUE: gettext_lazy(
        "“%(task)s” was assigned to %(unit)s and has not been accepted in time. Accept it, or "
        "return it with a reason."
    ),
    Step.REMINDER: gettext_lazy(
        "“%(task)s” of %(unit)s is due on %(due)s, in %(days)s working days. Report progress, or "
        "claim completion when it is done."
    ),
    Step.YELLOW: gettext_lazy(
        "“%(task)s” of %(unit)s was due on %(due)s, and the yellow light is lit. Claim completion, "
        "or ask the programme office for another due day."
    ),
    Step.RED: gettext_lazy(
        "“%(task)s” of %(unit)s was due on %(due)s, and the red light is lit. Claim completion at "
        "once, or report why it is late."
    ),
    Step.CIRCULAR: gettext_lazy(
        "“%(task)s” of %(unit)s was due on %(due)s and comes into a circular. Report why it is "
        "late, and when it will be done."
    ),
}
ACTS: dict[str, Promise] = {
    Act.ISSUE: gettext_lazy(
        "“%(task)s” was assigned to %(unit)s again and is due on %(due)s. Accept it, or return it "
        "with a reason."
    ),
    Act.RETURN: gettext_lazy(
        "%(unit)s returned “%(task)s”: %(words)s. Assign it again, or close it with a reason."
    ),
    Act.CLAIM: gettext_lazy(
        "%(unit)s claims that “%(task)s” is done: %(words)s. Look at it, and close it or send it "
        "back."
    ),
    Act.CLOSE: gettext_lazy(
        "The programme office closed “%(task)s” of %(unit)s. Nothing more is to be done."
    ),
    Act.SEND_BACK: gettext_lazy(
        "The programme office sent “%(task)s” back to %(unit)s: %(words)s. It is due on %(due)s; "
        "add what is missing, and claim completion again."
    ),
    Act.CHANGE_DUE: gettext_lazy(
        "The due day of “%(task)s” of %(unit)s is %(due)s from now on: %(words)s."
    ),
    Act.REOPEN: gettext_lazy(
        "The programme office took “%(task)s” of %(unit)s up again: %(words)s. It is due on "
        "%(due)s."
    ),
}
LONGEST_WORDS = 100
STATES = {State.WAITING, State.UNDERWAY}


def status_word(standing: Standing) -> str:
    """A light or a state in words, never by colour alone."""
    if standing.status is Status.REMINDED and standing.rung:
        return _("reminded %(days)s working days before") % {"days": standing.rung.days}
    return str(STATUS_WORDS[standing.status])


def why(standing: Standing) -> str:
    """What made it so, on which day."""
    days = standing.rung.days if standing.rung else 0
    told = {"since": _day(standing.since), "ended": _ended(standing.since), "days": days}
    return str(WHY[standing.status]) % (told | {"due": standing.due_on.isoformat()})


def coming(standing: Standing) -> str:
    """What comes next if nothing is done, and when."""
    if rung := standing.next:
        return step_ahead(rung)
    if standing.state in STATES:
        return _("No further step follows.")
    if standing.state is State.CLOSED:
        return _("Nothing more is to be done.")
    if standing.state is State.CARRIED:
        return _("What comes next stands with the task of the new version.")
    return _("Until the programme office decides, no step is reached.")


def reckoned(page: DutyPage) -> str:
    """How the day of the next step is counted, by which terms; empty if none follows."""
    terms, rung = page.terms, page.standing.next
    if rung is None:
        return ""
    numbers = {
        Step.ACCEPT_OVERDUE: terms.accept_within,
        Step.RED: terms.red_after,
        Step.CIRCULAR: terms.circular_after,
    }
    told = {
        "start": next(_day(event.at) for event in page.events if event.pk == rung.basis),
        "due": page.standing.due_on.isoformat(),
        "number": numbers.get(rung.step, rung.days),
        "last": _day(rung.at) if rung.step is Step.REMINDER else _ended(rung.at),
    }
    said = str(COUNTED[rung.step]) % told
    if terms.source == Terms().source:
        return said + _(" These are the usual terms.")
    return said + _(" The terms are those of %(source)s.") % {"source": terms.source}


def step_ahead(rung: Rung) -> str:
    """A step that is still to come, and when it does if nothing is done."""
    said = str(COMING[rung.step]) % _told(rung)
    if rung.provisional:
        said += _(" This day is provisional: the holidays of its year are not published yet.")
    return said


def step_notice(data: Mapping[str, Any]) -> str:
    """A step that was reached, told to those whom it concerns."""
    return str(NOTICES[data["step"]]) % data


def act_notice(data: Mapping[str, Any]) -> str:
    """What was done to a duty, told to those whom it concerns."""
    words = " ".join(data["words"].split()).rstrip("。.；;，,")
    return str(ACTS[data["act"]]) % {**data, "words": _shortened(words)}


def issue_notice(data: Mapping[str, Any]) -> str:
    """What was issued at once, with its number."""
    separator = _(", ")
    told = {**data, "units": separator.join(data["units"])}
    if data["count"] == 1:
        sentence = _(
            "“%(task)s” of %(plan)s was assigned to %(units)s and is due on %(due)s. Accept it, or "
            "return it with a reason."
        )
    else:
        sentence = _(
            "%(count)s tasks of %(plan)s were assigned to %(units)s and are due on %(due)s. Accept "
            "them on your to-do list, or return them with a reason."
        )
    return sentence % told


def carry_notice(data: Mapping[str, Any]) -> str:
    """What became of the duties of a version that was replaced."""
    told = {**data, "units": _(", ").join(data["units"])}
    sentence = _("A new version of %(plan)s is in force.")
    if data["carried"]:
        sentence += _(
            " Duties of %(units)s that go on under it with the same due days: %(carried)s."
        )
    if data["ended"]:
        sentence += _(" Duties of %(units)s that were ended: %(ended)s.")
    return (sentence + _(" Look at your to-do list.")) % told


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…"


def _told(rung: Rung) -> dict[str, Any]:
    return {"day": _day(rung.at), "ended": _ended(rung.at), "days": rung.days}


def _day(at: datetime) -> str:
    return timezone.localdate(at).isoformat()


def _ended(at: datetime) -> str:
    """The day that was over at this instant."""
    return _day(at - timedelta(microseconds=1))
