"""What a report or a claim rests on is filed with it, in the transaction of the act."""

from luodi.audit.actions import record
from luodi.plans.models import DutyEvent, Evidence
from luodi.plans.rules.evidence import Filed

__all__ = ["file_evidence"]


def file_evidence(event: DutyEvent, filed: Filed) -> list[Evidence]:
    """Each piece is a row; the trail holds all of them in one event. Asks nobody."""
    if filed == Filed():
        return []
    rows = [Evidence(event=event, link=link) for link in filed.links]
    rows += [Evidence(event=event, document_number=number) for number in filed.numbers]
    data = {"event": event.pk, "links": filed.links, "document_numbers": filed.numbers}
    stored = Evidence.objects.bulk_create(rows)
    record("plans.file_evidence", actor=event.actor, subject=event.duty, data=data, at=event.at)
    return stored
