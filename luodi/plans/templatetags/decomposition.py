"""What shares come to, in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luodi.plans.models import Share
from luodi.plans.queries.decomposition import Revision, holder_of, value_of
from luodi.plans.rules.decomposition import Goal, Outcome, goal_of, printed

register = template.Library()

OBSTACLES = {
    "nothing_given": gettext_lazy("No share has a number yet."),
    "rates_do_not_add": gettext_lazy(
        "Rates of several places cannot be added up. Let each share meet the target, or weigh them."
    ),
    "years_do_not_add": gettext_lazy(
        "Yearly amounts of a rate cannot be added up. Give the level reached by each year."
    ),
    "whole_and_years": gettext_lazy(
        "A row has a number for the whole time and numbers for years. Give one or the other."
    ),
    "weights_missing": gettext_lazy("A weighted mean needs a weight above nought in every row."),
    "no_floor": gettext_lazy("A share says at most, so nobody knows what it adds to the target."),
    "no_ceiling": gettext_lazy("A share says at least, so nobody knows whether the limit is kept."),
    "sinking": gettext_lazy(
        "The level of a row falls from one year to the next. If these are amounts of each year, "
        "say so above."
    ),
    "other_unit": gettext_lazy("Another unit of measure stands below, so nothing can be added up."),
    "other_basis": gettext_lazy(
        "A level, an increase and an amount of each year stand side by side below, so nothing can "
        "be added up."
    ),
}
SENTENCES = {
    ("exact", "sum", True): gettext_lazy("The shares add up to the target exactly."),
    ("exact", "other", True): gettext_lazy("The shares meet the target."),
    ("over", "sum", True): gettext_lazy(
        "The shares reach the target, with %(gap)s %(unit)s to spare."
    ),
    ("over", "other", True): gettext_lazy(
        "The shares meet the target, with %(gap)s %(unit)s to spare."
    ),
    ("short", "sum", True): gettext_lazy("The shares stay %(gap)s %(unit)s below the limit."),
    ("short", "other", True): gettext_lazy("The shares stay %(gap)s %(unit)s below the limit."),
    ("short", "sum", False): gettext_lazy(
        "The shares fall short of the target by %(gap)s %(unit)s."
    ),
    ("short", "other", False): gettext_lazy(
        "The shares miss the target by %(gap)s %(unit)s at the worst."
    ),
    ("over", "sum", False): gettext_lazy("The shares exceed the target by %(gap)s %(unit)s."),
    ("over", "other", False): gettext_lazy("The shares exceed the target by %(gap)s %(unit)s."),
    ("exact", "carried", True): gettext_lazy("Other plans carry the target in full."),
    ("over", "carried", True): gettext_lazy(
        "Other plans carry the target in full, with %(gap)s %(unit)s to spare."
    ),
    ("short", "carried", True): gettext_lazy(
        "What other plans carry stays %(gap)s %(unit)s below the limit."
    ),
    ("short", "carried", False): gettext_lazy(
        "What other plans carry falls short of the target by %(gap)s %(unit)s."
    ),
    ("over", "carried", False): gettext_lazy(
        "What other plans carry exceeds the target by %(gap)s %(unit)s."
    ),
}
CHANGES = {
    "rejected": gettext_lazy(
        "The target has been rejected or reopened since. These shares no longer stand on anything."
    ),
    "superseded": gettext_lazy("The version that has this target is no longer in force."),
}


@register.simple_tag
def outcome_words(one: Outcome, goal: Goal, aggregation: str = "sum") -> str:
    """The answer as a sentence."""
    if one.verdict == "cannot":
        return str(OBSTACLES[one.why])
    way = aggregation if aggregation in {"sum", "carried"} else "other"
    data = {"gap": plain(one.gap), "unit": goal.unit}
    # A target may have no unit of measure.
    said = str(SENTENCES[one.verdict, way, one.sound]) % data
    said = said.replace(" .", ".").replace(" 。", "。")
    return _("In %(year)s: %(said)s") % {"year": one.year, "said": said} if one.year else said


def plain(value: Decimal) -> str:
    """Every digit, without noughts that say nothing."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def judgement(one: Revision) -> str:
    return outcome_words(one.outcome, one.goal, one.revision.aggregation)


@register.filter
def judgement_now(one: Revision) -> str:
    """As `judgement`, against what the target says since it was corrected."""
    if one.now is None or one.change is None or one.change.now is None:
        return ""
    return outcome_words(one.now, goal_of(one.change.now), one.revision.aggregation)


@register.filter
def holder(share: Share) -> str:
    return holder_of(share) or _("the region itself")


@register.filter
def named_or_region(name: str) -> str:
    return name or _("the region itself")


@register.filter
def share_value(share: Share) -> str:
    return value_of(share)


@register.filter
def asked(values: Mapping[str, Any]) -> str:
    """A target's number from its values, without its unit."""
    return asked_of(goal_of(values))


@register.filter
def asked_of(goal: Goal) -> str:
    """A target's number without its unit."""
    return printed(_short(goal.low), _short(goal.high), goal.comparator)


def _short(end: Decimal | None) -> Decimal | None:
    """Floats end in .0 where people write whole numbers."""
    return Decimal(int(end)) if end is not None and end == int(end) else end


@register.filter
def grouped(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


@register.filter
def changed_words(kind: str) -> str:
    return str(CHANGES.get(kind, ""))


@register.filter
def cell(mapping: Mapping[str, Any], column: str) -> Any:
    return mapping.get(column, "")


@register.filter
def as_goal(values: Mapping[str, Any]) -> Goal:
    return goal_of(values)
