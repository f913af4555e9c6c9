"""Adjustments in words of the active language: where they stand, what changes, what is told."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from luodi.plans.models import Instrument, Target
from luodi.plans.rules.adjusting import Status

__all__ = ["FIELD_WORDS", "STATUS_WORDS", "field_value", "settled_address", "settled_notice"]

STATUS_WORDS: dict[str, Promise] = {
    Status.WAITING: gettext_lazy("waiting for approval"),
    Status.SUPERSEDED: gettext_lazy("superseded"),
    Status.APPROVED: gettext_lazy("approved"),
    Status.REFUSED: gettext_lazy("not approved"),
    Status.WITHDRAWN: gettext_lazy("taken back"),
}
FIELD_WORDS: dict[str, Promise] = {
    "object": gettext_lazy("Object"),
    "low": gettext_lazy("lower bound"),
    "high": gettext_lazy("upper bound"),
    "unit": gettext_lazy("unit of measure"),
    "comparator": gettext_lazy("comparator"),
    "basis": gettext_lazy("basis"),
    "by": gettext_lazy("due year"),
    "heading": gettext_lazy("Task"),
    "lead": gettext_lazy("Lead units"),
    "support": gettext_lazy("Supporting units"),
    "name": gettext_lazy("name"),
    "kind": gettext_lazy("kind"),
}
CHOICES: dict[str, dict[str, Any]] = {
    "comparator": dict(Target.Comparator.choices),
    "basis": dict(Target.Basis.choices),
    "kind": dict(Instrument.Kind.choices),
}
NOTICES: dict[str, Promise] = {
    "approved": gettext_lazy(
        "The adjustment of “%(item)s” (request number %(number)s) was approved and is in force: "
        "%(words)s Look at what it says now."
    ),
    "refused": gettext_lazy(
        "The adjustment of “%(item)s” (request number %(number)s) was refused: %(words)s It stays "
        "as it is; you may request another adjustment with further grounds."
    ),
}


def field_value(field: str, value: Any) -> str:
    """A value of an item as a page shows it.

    >>> field_value("low", 2000.0), field_value("lead", ["市数据局", "市财政局"])
    ('2,000', '市数据局、市财政局')
    """
    if value is None or value in ("", []):
        return "—"
    if field in CHOICES:
        return str(CHOICES[field].get(value, value))
    if isinstance(value, list):
        return "、".join(value)
    return f"{value:,.15g}" if isinstance(value, float) else str(value)


def settled_notice(data: Mapping[str, Any]) -> str:
    """That a request was approved or refused, told to those whom it concerns."""
    return str(NOTICES[data["outcome"]]) % data


def settled_address(data: Mapping[str, Any]) -> str:
    """Where the record of the item is, which everybody whom it concerns may see."""
    if data["outcome"] == "refused":
        return reverse("plans:adjustment_detail", args=[data["number"]])
    if data["kind"] == "task":
        return reverse("plans:task_detail", args=[data["subject"]])
    return reverse("plans:plan_adjustments", args=[data["plan"]]) + f"#adjustment-{data['number']}"
