"""What reports and claims rest on, and which claims rest on nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from luodi.plans.models import Carrying, DutyEvent, Evidence
from luodi.plans.queries.supervision import DutyPage
from luodi.plans.rules.supervision import Act, State

__all__ = ["evidence_of", "unproven"]


def evidence_of(events: Iterable[DutyEvent]) -> dict[int, list[Evidence]]:
    """By the number of the event that it was filed with. One statement."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    for one in Evidence.objects.filter(event__in=[event.pk for event in events]):
        found[one.event_id].append(one)
    return found


def unproven(
    pages: Sequence[DutyPage], evidence: Mapping[int, Sequence[Evidence]] | None = None
) -> set[int]:
    """The duties whose completion is claimed without any evidence since they were last assigned.

    What was filed with a report before the claim counts too, also under a version before. One
    statement unless it is given, and three for each version that such a duty was carried over from.
    """
    claimed = [page for page in pages if page.standing.state is State.CLAIMED]
    ends = {page.duty.pk: _since_issue(page.events) for page in claimed}
    if evidence is None:
        evidence = evidence_of(event for events in ends.values() for event in events)
    bare = {n: events for n, events in ends.items() if not any(evidence.get(e.pk) for e in events)}
    went_on = {n: n for n, events in bare.items() if events[0].act == Act.CONTINUE}
    return bare.keys() - _proven_before(went_on)


def _proven_before(duties: Mapping[int, int]) -> set[int]:
    """Of duties that took over from others, each under what it is called in the answer, those
    with evidence filed before."""
    if not duties:
        return set()
    rows = Carrying.objects.filter(after__in=duties).values_list("before", "after")
    before = {old: duties[new] for old, new in rows}
    events: dict[int, list[DutyEvent]] = defaultdict(list)
    for event in DutyEvent.objects.filter(duty__in=before).order_by("id"):
        events[event.duty_id].append(event)
    ends = {number: _since_issue(found) for number, found in events.items()}
    evidence = evidence_of(event for found in ends.values() for event in found)
    proven = {before[n] for n, found in ends.items() if any(evidence.get(e.pk) for e in found)}
    further = {n: before[n] for n, found in ends.items() if found[0].act == Act.CONTINUE}
    return proven | _proven_before(further)


def _since_issue(events: Sequence[DutyEvent]) -> Sequence[DutyEvent]:
    issues = [place for place, event in enumerate(events) if event.act == Act.ISSUE]
    return events[issues[-1] :] if issues else events
