"""A version is published: from then on its confirmed items are what other rooms act on."""

from django.db import transaction
from django.utils import timezone

from luodi.audit.actions import record
from luodi.parties.rules.roles import Actor, Verb, require
from luodi.plans.actions.confirming import refusing_rivals
from luodi.plans.actions.importing import describe
from luodi.plans.actions.ledger import keep_lines
from luodi.plans.errors import AlreadyInForce, DecidedMeanwhile, ItemsWaiting
from luodi.plans.models import Document, Publication, Task, Version
from luodi.plans.queries.review import waiting_items
from luodi.schedule.rules.moments import after

__all__ = ["publish"]


def publish(version: Version, *, by: Actor, expected: int | None) -> Publication:
    """Puts a version in force in place of the plan's version before, which may come back this way.

    `expected` is the plan's last publication as it was seen, None for none. Raises NotAllowed,
    DecidedMeanwhile, AlreadyInForce, and ItemsWaiting while an item of it is unconfirmed.
    """
    require(by, Verb.PUBLISH)
    with refusing_rivals(str(version)), transaction.atomic():
        # Imports of the plan's files wait here too: they decide what is current by this.
        plan = Document.objects.select_for_update().get(pk=version.document_id)
        last = plan.publications.filter(next=None).first()
        _check(version, last, expected)
        now = timezone.now()
        at = after(now, last)
        one = Publication.objects.create(
            document=plan, version=version, previous=last, actor=by.reference, at=at
        )
        data = {"publication": one.pk}
        record("plans.publish", actor=by.reference, subject=version, data=data, at=at)
        plan.versions.exclude(pk=version.pk).update(current=False)
        plan.versions.filter(pk=version.pk).update(current=True, published_at=at)
        describe(plan, version.reading["meta"])
        keep_lines(Task.objects.filter(version__document=plan))
        return one


def _check(version: Version, last: Publication | None, expected: int | None) -> None:
    if expected != (last.pk if last else None):
        raise DecidedMeanwhile(item=str(version))
    if last and last.version_id == version.pk:
        raise AlreadyInForce(version=str(version))
    if waiting := waiting_items(version):
        raise ItemsWaiting(waiting=waiting)
