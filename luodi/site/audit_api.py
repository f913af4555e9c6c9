"""The REST door of the audit trail."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from ninja import Query, Router, Schema
from ninja.pagination import paginate

from luodi.audit import queries
from luodi.audit.models import AuditEvent
from luodi.parties.guards import ActorRequest, asks
from luodi.parties.rules.roles import Verb
from luodi.rest import Paged

router = Router(tags=["audit"])


class AuditEventOut(Schema):
    """One change; `hash` covers all the other columns, `data` as canonical JSON."""

    position: int
    at: str
    actor: str
    action: str
    subject: str
    data: dict[str, Any]
    previous: str
    hash: str

    @staticmethod
    def resolve_data(event: AuditEvent) -> dict[str, Any]:
        return event.particulars


class AuditFilter(Schema):
    actor: str = ""
    action: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None


@router.get(
    "/audit-events",
    response=list[AuditEventOut],
    operation_id="list_audit_events",
    auth=asks(Verb.READ_AUDIT),
)
@paginate(Paged)
def list_audit_events(request: ActorRequest, filters: Query[AuditFilter]) -> QuerySet[AuditEvent]:
    """Events, newest first; `actor` is a reference, `action` a slug or its room, `subject` a
    reference or its kind.
    """
    wanted = filters.dict()
    actor = wanted.pop("actor")
    return queries.events(actors=[actor] if actor else [], **wanted)
