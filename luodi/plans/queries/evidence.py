"""What reports and claims rest on, and which claims rest on nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from luodi.plans.models import DutyEvent, Evidence
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

    What was filed with a report before the claim counts too. One statement unless it is given.
    """
    claimed = [page for page in pages if page.standing.state is State.CLAIMED]
    ends = {page.duty.pk: _since_issue(page.events) for page in claimed}
    if evidence is None:
        evidence = evidence_of(event for events in ends.values() for event in events)
    return {
        number
        for number, events in ends.items()
        if not any(evidence.get(event.pk) for event in events)
    }


def _since_issue(events: Sequence[DutyEvent]) -> Sequence[DutyEvent]:
    issues = [place for place, event in enumerate(events) if event.act == Act.ISSUE]
    return events[issues[-1] :] if issues else events
