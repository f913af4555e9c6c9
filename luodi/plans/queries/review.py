"""What a reviewer has before him: the plans that wait, and one version with all its items."""

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luodi.plans.models import Instrument, Responsible, Target, Task, Version

__all__ = ["review_queue", "waiting_items"]

MODELS = (Target, Task, Instrument)
WAITING = Target.State.UNCONFIRMED
REJECTED = Target.State.REJECTED


def review_queue(*, region: str = "", text: str = "", waiting: bool = False) -> QuerySet[Version]:
    """Versions in force or newest of their plan, the last to come in first; one statement.

    Each has `items`, `waiting` (unconfirmed items) and `unbound`, its names without a unit.
    `waiting` leaves only those where something is unconfirmed.
    """
    found = Version.objects.filter(Q(current=True) | Q(replaced_by=None))
    found = found.select_related("document").defer("reading", "original")
    if region:
        found = found.filter(document__region=region)
    if text:
        found = found.filter(document__title__icontains=text)
    if waiting:
        found = found.filter(Q(*(Exists(_waiting(model)) for model in MODELS), _connector=Q.OR))
    return found.annotate(
        items=sum(_number(_of(model), "clause__version", Count("pk")) for model in MODELS),
        waiting=sum(_number(_waiting(model), "clause__version", Count("pk")) for model in MODELS),
        unbound=_number(_unbound(), "task__clause__version", Count("name", distinct=True)),
    )


def waiting_items(version: Version) -> int:
    """How many items nobody decided on yet. Three statements."""
    return sum(
        model._default_manager.filter(clause__version=version, state=WAITING).count()
        for model in MODELS
    )


def _of(model: type[Model]) -> QuerySet[Model]:
    return model._default_manager.filter(clause__version=OuterRef("pk")).order_by()


def _waiting(model: type[Model]) -> QuerySet[Model]:
    return _of(model).filter(state=WAITING)


def _unbound() -> QuerySet[Responsible]:
    rows = Responsible.objects.filter(task__clause__version=OuterRef("pk"), unit=None).order_by()
    return rows.exclude(task__state=REJECTED)


def _number(rows: QuerySet[Model], version: str, counted: Count) -> Coalesce:
    return Coalesce(Subquery(rows.values(version).annotate(number=counted).values("number")), 0)
