"""What a reviewer has before him: the plans that wait, and one version with all its items."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luodi.parties.queries import names_of
from luodi.plans.errors import ItemNotInVersion
from luodi.plans.models import (
    Decision,
    Instrument,
    Publication,
    Responsible,
    Target,
    Task,
    Version,
)
from luodi.plans.queries.confirmation import Item, ItemState, items_as_of, kind_of
from luodi.plans.queries.reading import marked_passages, task_marks
from luodi.plans.rules import Passage, Span, surroundings

__all__ = [
    "LISTS",
    "ReviewItem",
    "ReviewPage",
    "Step",
    "item_key",
    "items_named",
    "review_page",
    "review_queue",
    "reviewed",
    "waiting_items",
]

MODELS = (Target, Task, Instrument)
WAITING = Target.State.UNCONFIRMED
REJECTED = Target.State.REJECTED
SETTLED = {Target.State.CONFIRMED, Target.State.CORRECTED}
# What a reviewer may look at: what waits, of it what the version before had, and the rest.
LISTS = (WAITING, "familiar", Target.State.CONFIRMED, Target.State.CORRECTED, REJECTED, "all")
# A longer number fits no column.
LONGEST = 18


def review_queue(*, region: str = "", text: str = "", waiting: bool = False) -> QuerySet[Version]:
    """Versions in force or newest of their plan, the last to come in first; one statement.

    Each has `items`, `waiting` (unconfirmed items) and `unbound`, its names without a unit.
    `waiting` leaves only those where something is unconfirmed.
    """
    found = reviewed().select_related("document").defer("reading", "original")
    if region:
        found = found.filter(document__region=region)
    if text:
        found = found.filter(document__title__icontains=text)
    if waiting:
        found = found.filter(Q(*(Exists(_waiting(model)) for model in MODELS), _connector=Q.OR))
    return found.annotate(
        items=sum(_number(_of(model), Count("pk")) for model in MODELS),
        waiting=sum(_number(_waiting(model), Count("pk")) for model in MODELS),
        unbound=_number(_unbound(), Count("name", distinct=True)),
    )


def reviewed() -> QuerySet[Version]:
    """The versions in force or newest of their plan."""
    newer = Version.objects.filter(replaces=OuterRef("pk"))
    return Version.objects.filter(Q(current=True) | ~Exists(newer))


def waiting_items(version: Version) -> int:
    """How many items nobody decided on yet. Three statements."""
    return sum(
        model._default_manager.filter(version=version, state=WAITING).count() for model in MODELS
    )


def _of(model: type[Model]) -> QuerySet[Model]:
    return model._default_manager.filter(version=OuterRef("pk")).order_by()


def _waiting(model: type[Model]) -> QuerySet[Model]:
    return _of(model).filter(state=WAITING)


def _unbound() -> QuerySet[Responsible]:
    rows = Responsible.objects.filter(version=OuterRef("pk"), unit=None).order_by()
    return rows.exclude(task__state=REJECTED)


def _number(rows: QuerySet[Model], counted: Count) -> Coalesce:
    return Coalesce(Subquery(rows.values("version").annotate(number=counted).values("number")), 0)


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An item in its place among all of its version; `key` names it in addresses.

    `familiar` when the version before said the same and a person let it stand; `around` is its
    line of the text: what stands before it, its own words and what comes after.
    """

    key: str
    kind: str
    number: int
    state: ItemState
    familiar: bool
    around: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """A decision in the history of an item, with the name of who made it."""

    decision: Decision
    by: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A version under review: `items` are those of the list asked for, `counts` of every list.

    `back` and `onward` are the keys before and after the chosen item, or None at the ends.
    `publication` is the plan's last one.
    """

    version: Version
    items: list[ReviewItem]
    chosen: ReviewItem | None
    back: str | None
    onward: str | None
    counts: dict[str, int]
    passages: list[Passage]
    history: list[Step]
    unbound: int
    publication: Publication | None


def review_page(version: Version, *, show: str = WAITING, item: str = "") -> ReviewPage:
    """The items of one of the lists LISTS and the chosen one, the first unless told.

    At most nineteen statements, however long the plan.
    """
    states = items_as_of(version)
    settled = _settled_before(version) if version.replaces_id else set()
    everything = [_review_item(n, one, version.text, settled) for n, one in enumerate(states, 1)]
    listed = [one for one in everything if _in_list(one, show)]
    chosen = next((one for one in everything if one.key == item), listed[0] if listed else None)
    back, onward = _neighbours(listed, chosen)
    counts = {name: sum(_in_list(one, name) for one in everything) for name in LISTS}
    return ReviewPage(
        version=version,
        items=listed,
        chosen=chosen,
        back=back,
        onward=onward,
        counts=counts,
        passages=marked_passages(version, _marks(version, everything)),
        history=_history(chosen) if chosen else [],
        unbound=_names_unbound(version),
        publication=version.document.publications.filter(next=None).first(),
    )


def items_named(version: Version, keys: Iterable[str]) -> dict[str, Item]:
    """The items of a version by their keys, such as target-12. Raises ItemNotInVersion."""
    wanted = list(keys)
    numbers: dict[str, list[int]] = {model._meta.model_name or "": [] for model in MODELS}
    for key in wanted:
        kind, _, number = key.partition("-")
        if kind in numbers and number.isdecimal() and len(number) <= LONGEST:
            numbers[kind].append(int(number))
    found: dict[str, Item] = {}
    for model in MODELS:
        those = numbers[model._meta.model_name or ""]
        rows = model._default_manager.filter(version=version, pk__in=those)
        found |= {item_key(one): one for one in rows.select_related("clause")}
    if lost := [key for key in wanted if key not in found]:
        raise ItemNotInVersion(item=lost[0])
    return found


def item_key(item: Item) -> str:
    return f"{kind_of(item)}-{item.pk}"


def _review_item(number: int, state: ItemState, text: str, settled: set[str]) -> ReviewItem:
    item = state.item
    around = surroundings(text, item.start, item.end)
    familiar = _words(state) in settled
    return ReviewItem(item_key(item), kind_of(item), number, state, familiar, around)


def _settled_before(version: Version) -> set[str]:
    assert version.replaces is not None  # noqa: S101 - narrows the type
    return {_words(one) for one in items_as_of(version.replaces) if one.state in SETTLED}


def _words(one: ItemState) -> str:
    """All that an item says, for comparing it with an item of another version."""
    said = [kind_of(one.item), getattr(one.item, "quote", ""), one.values]
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _in_list(one: ReviewItem, name: str) -> bool:
    if name == "familiar":
        return one.familiar and one.state.state == WAITING
    return name in {"all", one.state.state}


def _neighbours(
    listed: list[ReviewItem], chosen: ReviewItem | None
) -> tuple[str | None, str | None]:
    if chosen is None:
        return None, None
    before = [one.key for one in listed if one.number < chosen.number]
    after = [one.key for one in listed if one.number > chosen.number]
    return (before[-1] if before else None), (after[0] if after else None)


def _marks(version: Version, items: list[ReviewItem]) -> list[Span]:
    standing = [one for one in items if one.state.state != REJECTED]
    spans = [
        Span(item.start, item.end, kind_of(item), item.pk, one.number)
        for one in standing
        if not isinstance(item := one.state.item, Task)
    ]
    tasks = {one.state.item.pk: one for one in standing if isinstance(one.state.item, Task)}
    found = [one.state.item for one in tasks.values()]
    headings = task_marks(version, [item for item in found if isinstance(item, Task)])
    return [*spans, *(replace(span, number=tasks[span.key].number) for span in headings)]


def _history(chosen: ReviewItem) -> list[Step]:
    made = list(chosen.state.item.decisions.all())
    names = names_of(one.actor for one in made)
    return [Step(one, names.get(one.actor, one.actor)) for one in made]


def _names_unbound(version: Version) -> int:
    rows = Responsible.objects.filter(version=version, unit=None)
    return rows.exclude(task__state=REJECTED).values("name").distinct().count()
