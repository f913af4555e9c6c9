"""Duties of the sample world: of each way to stand at least one, as if issued months ago."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from luodi.parties.actions.units import register_unit
from luodi.parties.rules.roles import Actor, Role, system
from luodi.plans.actions import Wish, act_on_duty, bind, issue_duties
from luodi.plans.models import Duty, Version
from luodi.plans.queries import printed_names
from luodi.plans.rules.supervision import Act

__all__ = ["fill_sample_duties"]

REASON = "示例：按年度督办计划交办"
WORDS = "示例：已按要求推进"
LINK = "https://sample.example/progress/1"
NUMBER = "（示例）云数函〔2026〕1号"
PARTY = "市委"
# Each act so many days before today; a due day is given as days from today.
Course = tuple[tuple[Act, int] | tuple[Act, int, int], ...]
ISSUED = 150
COURSES: tuple[Course, ...] = (
    ((Act.ACCEPT, 145), (Act.REPORT, 6)),
    ((Act.ACCEPT, 146), (Act.REPORT, 40), (Act.CLAIM, 12), (Act.CLOSE, 10)),
    ((Act.ACCEPT, 144), (Act.REPORT, 70)),
    ((Act.ACCEPT, 145), (Act.CHANGE_DUE, 120, -3)),
    ((Act.ACCEPT, 147), (Act.CHANGE_DUE, 120, -12), (Act.REPORT, 8), (Act.CLAIM, 2)),
    ((Act.ACCEPT, 145), (Act.CHANGE_DUE, 120, -20), (Act.REPORT, 15)),
    ((Act.ACCEPT, 143), (Act.CHANGE_DUE, 110, 14), (Act.REPORT, 9)),
    (),
    ((Act.RETURN, 4),),
    ((Act.ACCEPT, 145), (Act.CHANGE_DUE, 130, -60), (Act.REPORT, 62)),
    ((Act.RETURN, 9), (Act.ISSUE, 1, 200)),
    ((Act.ACCEPT, 145), (Act.CHANGE_DUE, 130, -50), (Act.CLAIM, 30), (Act.CLOSE, 25)),
)


def fill_sample_duties(version: Version) -> None:
    """Issues the duties of a plan in force and acts on them, all by `system:sample`."""
    now = timezone.now()
    today = timezone.localdate(now)
    plan, by = version.document, system("sample")
    last = date(plan.last_year or today.year, 12, 31)
    due_on = max(last, today + timedelta(days=400))
    start = now - timedelta(days=ISSUED)
    for number, duty in enumerate(
        issue_duties(plan, due_on=due_on, reason=REASON, by=by, now=start)
    ):
        member = Actor(by.reference, frozenset(Role), frozenset({duty.unit_id}))
        _follow(duty, COURSES[number % len(COURSES)], member, now)
    _bind_one_more(version, by)


def _follow(duty: Duty, course: Course, by: Actor, now: datetime) -> None:
    for act, before, *due in course:
        due_on = timezone.localdate(now) + timedelta(days=due[0]) if due else None
        act_on_duty(
            duty.pk,
            act,
            expected=duty.events.get(next=None).pk,
            by=by,
            words=WORDS,
            due_on=due_on,
            links=[LINK] if act is Act.REPORT else (),
            document_numbers=[NUMBER] if act is Act.REPORT else (),
            now=now - timedelta(days=before),
        )


def _bind_one_more(version: Version, by: Actor) -> None:
    """Its tasks are bound and not assigned yet."""
    for one in _unbound(version):
        official = version.document.region + one.removeprefix("市")
        unit = register_unit(official, region=version.document.region, level="city", by=by)
        bind(version, [Wish(one, unit.pk, None)], by=by)
        return


def _unbound(version: Version) -> Iterator[str]:
    for one in printed_names(version):
        if not one.bound and one.name.startswith(PARTY):
            yield one.name
