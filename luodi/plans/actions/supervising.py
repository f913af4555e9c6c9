"""Duties are issued, accepted, reported on, closed; the steps of their ladder are written down.

Whoever acts names the last event he saw (`expected`); of two on one sight one succeeds, the other
raises DecidedMeanwhile. What the days led to so far is recorded before anything else happens, so
the record is whole even when no worker ran.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from luodi.audit.actions import record, reference
from luodi.parties.actions.notices import notify
from luodi.parties.queries import people_in
from luodi.parties.rules.roles import Actor, Role, Verb, require
from luodi.plans.actions.confirming import refusing_rivals
from luodi.plans.actions.evidence import file_evidence
from luodi.plans.actions.ledger import keep_ladder_in_lines, keep_lines
from luodi.plans.actions.telling import tell_of_act, tell_of_issue
from luodi.plans.errors import (
    ActOutOfOrder,
    DecidedMeanwhile,
    DutyNotFound,
    TermsInvalid,
)
from luodi.plans.models import Document, Duty, DutyEvent, LadderStep, LadderTerms, Task
from luodi.plans.queries.supervision import (
    DutyPage,
    duties,
    event_of,
    find_duty,
    issuable,
    standings,
)
from luodi.plans.rules.evidence import check_evidence
from luodi.plans.rules.ladder import Rung, Step, Terms, terms_fit
from luodi.plans.rules.supervision import BY_UNIT, ENDS, Act, State, check_act, state_of
from luodi.schedule.actions import queue_job
from luodi.schedule.models import Job
from luodi.schedule.rules.moments import TICK, after
from luodi.schedule.rules.working_days import ZONE

__all__ = [
    "LADDER",
    "STEP_REACHED",
    "act_on_duty",
    "issue_duties",
    "keep_calendar",
    "keep_ladder",
    "set_ladder_terms",
]

# The kind of the job that waits for the next step of a duty.
LADDER = "plans.ladder"
# The kind of the notice that one was reached.
STEP_REACHED = "plans.ladder_step"
WORKER = "system:worker"
BATCH = 200


def issue_duties(
    plan: Document, *, due_on: date, reason: str, by: Actor, now: datetime | None = None
) -> list[Duty]:
    """Every duty of the version in force that was not issued yet; none the second time.

    Raises NotAllowed, NotInForce, WordsMissing, DueDayInvalid.
    """
    require(by, Verb.SUPERVISE)
    moment = now or timezone.now()
    check_act(Act.ISSUE, state=None, words=reason, due_on=due_on, today=_day(moment))
    with transaction.atomic():
        # Two who press the button at once: the second finds nothing left to issue.
        locked = Document.objects.select_for_update().get(pk=plan.pk)
        made = [
            Duty.objects.create(task=one.task, unit_id=one.unit, role=one.role)
            for one in issuable(locked).waiting
        ]
        for duty in made:
            add_event(duty, None, Act.ISSUE, reason, due_on, by, moment)
        for page in standings(duties().filter(pk__in=[duty.pk for duty in made]), at=moment):
            queue_next(page)
        tell_of_issue(locked, made, due_on, by=by)
        return made


def act_on_duty(
    number: int,
    act: Act,
    *,
    expected: int,
    by: Actor,
    words: str = "",
    due_on: date | None = None,
    links: Sequence[str] = (),
    document_numbers: Sequence[str] = (),
    now: datetime | None = None,
) -> DutyEvent:
    """One act, by a member of the unit or by the office. `expected` is the last event seen.

    Raises DutyNotFound, NotAllowed, DecidedMeanwhile, ActOutOfOrder, WordsMissing, DueDayInvalid,
    and of evidence EvidenceMisplaced, EvidenceTooMuch, LinkInvalid, NumberTooLong.
    """
    with refusing_rivals(f"{number}"), transaction.atomic():
        duty = locked_duty(number)
        if act in BY_UNIT:
            require(by, Verb.REPORT, on=duty.unit_id)
        else:
            require(by, Verb.SUPERVISE)
        if act is Act.REOPEN and duty.task.state == Task.State.REJECTED:
            # An adjustment withdrew it, which the office does not take back on its own.
            raise ActOutOfOrder(act=act.value, state=State.CLOSED.value)
        filed = check_evidence(act, links, document_numbers)
        last, state, at = _last_seen(duty, expected, now or timezone.now())
        check_act(act, state=state, words=words, due_on=due_on, today=_day(at))
        # Reckoned up to this instant before the act changes what there is to reckon from.
        record_steps(find_duty(number, at=at), at)
        event = add_event(duty, last, act, words, due_on, by, at)
        file_evidence(event, filed)
        page = find_duty(duty.pk, at=at)
        queue_next(page)
        tell_of_act(page, event, by=by)
        return event


def _last_seen(
    duty: Duty, expected: int, now: datetime
) -> tuple[DutyEvent, State | None, datetime]:
    """The last event, the state it left, and the instant of what follows it.

    Raises DecidedMeanwhile if it is not the one that was seen.
    """
    events = list(duty.events.order_by("id"))
    last = events[-1]
    if last.pk != expected:
        raise DecidedMeanwhile(item=str(duty))
    return last, state_of([event_of(one) for one in events]), after(now, last)


def keep_ladder(job: Job, result: None) -> None:
    """What the worker does when a step is due: the steps so far are recorded, the next is queued.

    It reckons as of the instant that it was due, however late it runs: whatever was done since has
    left its own record and its own job.
    """
    duty = locked_duty(job.payload["duty"])
    page = find_duty(duty.pk, at=job.due_at)
    # Two machines' clocks may differ: the job was due by the one that ran it.
    record_steps(page, max(timezone.now(), job.due_at))
    queue_next(page)


def keep_calendar(job: Job, result: None) -> None:
    """What the worker does when the calendar changed: open duties are reckoned anew, some hundred
    at a time, since a step may come sooner than its job."""
    done = DutyEvent.objects.filter(next=None, act__in=ENDS).values("duty")
    found = Duty.objects.filter(pk__gt=job.payload.get("after", 0)).exclude(pk__in=done)
    held = [duty.pk for duty in found.select_for_update(of=("self",)).order_by("pk")[:BATCH]]
    now = max(timezone.now(), job.due_at)
    for page in standings(duties().filter(pk__in=held), at=job.due_at):
        record_steps(page, now)
        queue_next(page)
    if held:
        # The first job's key each time: a key that grew by every batch would soon be too long.
        change = job.payload.get("change", job.key)
        more = {"change": change, "after": held[-1]}
        queue_job(job.kind, key=f"{change}:{held[-1]}", payload=more, due_at=job.due_at)


def set_ladder_terms(
    plan: Document, terms: Terms, *, expected: int | None, by: Actor, now: datetime | None = None
) -> LadderTerms:
    """The days of the plan's ladder from now on; steps that were reached stay in the record.

    Raises NotAllowed, TermsInvalid, DecidedMeanwhile.
    """
    require(by, Verb.SUPERVISE)
    if not terms_fit(terms):
        raise TermsInvalid
    moment = now or timezone.now()
    with refusing_rivals(str(plan)), transaction.atomic():
        # Whoever issues duties or binds names would write lines with the terms before these.
        Document.objects.select_for_update().get(pk=plan.pk)
        open_ones = _open_duties(plan)
        last = plan.ladder_terms.filter(next=None).first()
        if expected != (last.pk if last else None):
            raise DecidedMeanwhile(item=str(plan))
        at = after(moment, last)
        for number in open_ones:
            record_steps(find_duty(number, at=at), at)
        row = _new_terms(plan, terms, last, by, at + TICK)
        for number in open_ones:
            queue_next(find_duty(number, at=row.at))
        return row


def _new_terms(
    plan: Document, terms: Terms, last: LadderTerms | None, by: Actor, at: datetime
) -> LadderTerms:
    days = {
        "accept_within": terms.accept_within,
        "reminders": sorted(terms.reminders, reverse=True),
        "red_after": terms.red_after,
        "circular_after": terms.circular_after,
        "source": terms.source.strip(),
    }
    row = LadderTerms.objects.create(
        document=plan, previous=last, actor=by.reference, at=at, **days
    )
    record("plans.set_ladder_terms", actor=by.reference, subject=plan, data=days, at=at)
    keep_ladder_in_lines(plan)
    return row


def _open_duties(plan: Document) -> Sequence[int]:
    """The duties of a plan that are not closed, locked."""
    found = Duty.objects.filter(task__clause__version__document=plan).order_by("pk")
    held = list(found.select_for_update(of=("self",)).values_list("pk", flat=True))
    closed = DutyEvent.objects.filter(duty__in=held, next=None, act__in=ENDS)
    return sorted(set(held) - set(closed.values_list("duty", flat=True)))


def locked_duty(number: int) -> Duty:
    """The duty, with all who act on it or record its steps waiting for each other."""
    if not (found := Duty.objects.select_for_update().filter(pk=number).first()):
        raise DutyNotFound(number=number)
    return found


def add_event(
    duty: Duty,
    last: DutyEvent | None,
    act: Act,
    words: str,
    due_on: date | None,
    by: Actor,
    at: datetime,
) -> DutyEvent:
    event = DutyEvent.objects.create(
        duty=duty,
        previous=last,
        act=act,
        words=words.strip(),
        due_on=due_on,
        actor=by.reference,
        at=at,
    )
    data = {"event": event.pk, "words": event.words, "due_on": due_on and due_on.isoformat()}
    record(f"plans.duty_{act}", actor=by.reference, subject=duty, data=data, at=at)
    keep_lines(Task.objects.filter(pk=duty.task_id))
    return event


def record_steps(page: DutyPage, now: datetime, *, tell: bool = True) -> None:
    """Each step that was reached and is not in the record yet, with its audit event."""
    for rung in _unrecorded(page, now):
        step = LadderStep.objects.create(
            duty=page.duty,
            basis_id=rung.basis,
            step=rung.step,
            days=rung.days,
            due_at=rung.at,
            recorded_at=now,
        )
        data = {"step": step.step, "days": step.days, "due_at": step.due_at.isoformat()}
        record("plans.ladder_step", actor=WORKER, subject=page.duty, data=data, at=now)
        if tell:
            _tell(page, step)


def _unrecorded(page: DutyPage, now: datetime) -> list[Rung]:
    """A step stands in the record whatever the calendar made of its day since; under later terms it
    is another one if it was not reached yet when they were set."""
    if not page.standing.reached:
        return []
    recorded = defaultdict(list)
    for step in LadderStep.objects.filter(duty=page.duty):
        recorded[step.basis_id, step.step, step.days].append(step.due_at)
    plan = page.duty.task.clause.version.document_id
    terms = LadderTerms.objects.filter(document=plan, at__lte=now).order_by("-id").first()
    return [
        rung
        for rung in page.standing.reached
        if not any(
            terms is None or rung.at <= terms.at or at > terms.at
            for at in recorded[rung.basis, rung.step, rung.days]
        )
    ]


def _tell(page: DutyPage, step: LadderStep) -> None:
    """The members of the unit; of a red light and a circular the programme office too."""
    duty = page.duty
    data = {
        "step": step.step,
        "days": step.days,
        "due": page.standing.due_on.isoformat(),
        "task": duty.task.heading,
        "unit": duty.unit.name,
        "number": duty.task_id,
    }
    told = people_in(Role.UNIT, unit=duty.unit_id)
    if step.step in (Step.RED, Step.CIRCULAR):
        told += [one for one in people_in(Role.OFFICE) if one not in told]
    for person in told:
        notify(person, STEP_REACHED, subject=reference(duty), data=data)


def queue_next(page: DutyPage) -> None:
    """One job for the next step, under the event and the instant that it is reckoned from."""
    if rung := page.standing.next:
        key = f"{page.duty.pk}:{page.last.pk}:{rung.at.isoformat()}"
        queue_job(LADDER, key=key, payload={"duty": page.duty.pk}, due_at=rung.at)


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()
