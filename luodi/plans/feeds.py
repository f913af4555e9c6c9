"""Deadlines as an iCalendar file (RFC 5545), in the active language.

All of it comes from stored instants, so the same deadlines are the same bytes at any time. A phone
shows no alarm of a calendar that it subscribes to, so the next step of a duty is an event of its
own; only one of them, because seven entries for each duty would bury the due days.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Alarm, Calendar, Event

from luodi.plans.queries.feeds import Closing, Deadlines
from luodi.plans.queries.supervision import DutyPage
from luodi.plans.rules.ladder import Rung, Step
from luodi.plans.rules.supervision import State
from luodi.plans.sentences import coming, status_word, step_ahead, why

__all__ = ["Addresses", "calendar_bytes"]

PRODUCT = "-//Luodi//deadlines//ZH"
MORNING = timedelta(hours=9)
REFRESH = timedelta(hours=1)
DAY = timedelta(days=1)
ENDED = {State.CLOSED, State.CARRIED}
DUE: dict[str, Promise] = {
    State.CLAIMED: gettext_lazy("Completion to be confirmed: %(task)s"),
    State.RETURNED: gettext_lazy("Returned, to be decided: %(task)s"),
}
AHEAD: dict[str, Promise] = {
    Step.ACCEPT_OVERDUE: gettext_lazy("Last day to accept: %(task)s"),
    Step.REMINDER: gettext_lazy("Reminder, %(days)s working days left: %(task)s"),
    Step.RED: gettext_lazy("Last day before the red light: %(task)s"),
    Step.CIRCULAR: gettext_lazy("Last day before the circular: %(task)s"),
}


@dataclass(frozen=True, slots=True)
class Addresses:
    """The host, which makes the events' names unique, and where the pages of rows stand."""

    host: str
    task: Callable[[int], str]
    consultation: Callable[[int], str]


def calendar_bytes(name: str, found: Deadlines, addresses: Addresses) -> bytes:
    """All-day events of China's days, in the order of their rows' numbers.

    A duty at its end is a cancelled event, which takes away what was imported before.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _plain(name))
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for page in sorted(found.duties, key=lambda one: one.duty.pk):
        for event in _events(page, addresses):
            calendar.add_component(event)
    for closing in sorted(found.closings, key=lambda one: one.consultation):
        calendar.add_component(_closing(closing, addresses))
    return bytes(calendar.to_ical())


def _events(page: DutyPage, addresses: Addresses) -> Iterator[Event]:
    """The due day, and of the steps to come the next and the last day to accept."""
    stands, task = page.standing, _plain(page.duty.task.heading)
    title = str(DUE.get(stands.state, gettext_lazy("Due: %(task)s"))) % {"task": task}
    due = _event(page, addresses, "due", title, stands.due_on, coming(stands))
    due.add("status", "CANCELLED" if stands.state in ENDED else "CONFIRMED")
    if stands.ahead:
        due.add_component(_alarm(title))
    yield due
    for rung in stands.ahead:
        if rung.step in AHEAD and (rung == stands.next or rung.step is Step.ACCEPT_OVERDUE):
            title = str(AHEAD[rung.step]) % {"task": task, "days": rung.days}
            key = f"{rung.step.value}-{rung.days}"
            event = _event(page, addresses, key, title, _day(rung), step_ahead(rung))
            event.add("status", "TENTATIVE" if rung.provisional else "CONFIRMED")
            yield event


def _event(
    page: DutyPage, addresses: Addresses, key: str, title: str, day: date, more: str
) -> Event:
    duty, stands = page.duty, page.standing
    # A step that was reached changes the words too.
    changed = max(page.last.at, stands.since)
    event = _all_day(f"duty-{duty.pk}-{key}@{addresses.host}", title, day, changed)
    event.add("sequence", len(page.events) - 1)
    told = (str(duty.task.clause.version.document), f"{duty.unit} · {duty.get_role_display()}")
    event.add("description", "\n".join((*map(_plain, told), why(stands), more)))
    event.add("categories", [_("Follow-up of tasks"), status_word(stands)])
    event.add("url", addresses.task(duty.task_id) + f"#duty-{duty.pk}")
    return event


def _closing(closing: Closing, addresses: Addresses) -> Event:
    title = _("Last day of the consultation: %(plan)s") % {"plan": _plain(closing.plan)}
    uid = f"consultation-{closing.consultation}@{addresses.host}"
    event = _all_day(uid, title, closing.closes_on, closing.at)
    event.add("sequence", closing.revision)
    event.add("description", _("Comments are taken until 24:00 in China on this day."))
    event.add("categories", [_("Consultations on drafts")])
    event.add("url", addresses.consultation(closing.consultation))
    event.add("status", "CONFIRMED")
    event.add_component(_alarm(title))
    return event


def _all_day(uid: str, title: str, day: date, changed: datetime) -> Event:
    stamp = changed.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + DAY)
    event.add("summary", title)
    # A deadline takes no time of its day away from meetings.
    event.add("transp", "TRANSPARENT")
    return event


def _alarm(title: str) -> Alarm:
    """At nine on the day, for calendars that heed it."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", MORNING)
    return alarm


def _day(rung: Rung) -> date:
    """The day of a reminder, else the day that is over at the step's instant."""
    local = timezone.localtime(rung.at)
    return local.date() if local.time() > time(0) else local.date() - DAY


def _plain(text: str) -> str:
    """One line without characters that stand in no calendar."""
    return "".join(one for one in " ".join(text.split()) if one.isprintable())
