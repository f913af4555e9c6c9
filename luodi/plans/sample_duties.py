"""The first day of the sample world's duties: accepted, reported on, claimed, returned."""

from collections.abc import Sequence

from django.utils import timezone

from luodi.parties.rules.roles import Actor, Role
from luodi.plans.actions import act_on_duty, issue_duties
from luodi.plans.models import Document, Duty
from luodi.plans.queries import find_duty, last_day_of
from luodi.plans.rules.supervision import Act

__all__ = ["begin_sample_duties"]

REASON = "（示例）按年度督办计划交办"
REPORTED = "（示例）已完成机房选址，正在招标。"
CLAIMED = "（示例）工作机制已建立，首次会议已召开。"
RETURNED = "（示例）此项职能已划转，请重新确定责任单位。"
NUMBER = "（示例）云数函〔2026〕1号"
ACTED_ON = 3
LINK = "https://sample.example/acceptance/1"


def begin_sample_duties(plan: Document, *, by: Actor) -> None:
    """Issued until the end of the plan; each unit acts by the same name as the rest of it."""
    due_on = last_day_of(plan)
    if due_on is None or due_on < timezone.localdate():
        return
    made = issue_duties(plan, due_on=due_on, reason=REASON, by=by)
    if len(made) < ACTED_ON:
        return
    first, second, third = made[:ACTED_ON]
    for duty in (first, second):
        _act(duty, Act.ACCEPT, by)
    _act(first, Act.REPORT, by, REPORTED, [LINK], [NUMBER])
    _act(second, Act.CLAIM, by, CLAIMED)
    _act(third, Act.RETURN, by, RETURNED)


def _act(
    duty: Duty,
    act: Act,
    by: Actor,
    words: str = "",
    links: Sequence[str] = (),
    numbers: Sequence[str] = (),
) -> None:
    member = Actor(by.reference, frozenset({Role.UNIT}), frozenset({duty.unit_id}))
    seen = find_duty(duty.pk).last.pk
    act_on_duty(
        duty.pk,
        act,
        expected=seen,
        by=member,
        words=words,
        links=links,
        document_numbers=numbers,
    )
