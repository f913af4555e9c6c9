"""Adjustments in words, for templates."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luodi.plans.adjustment_words import FIELD_WORDS, STATUS_WORDS, field_value
from luodi.plans.rules.adjusting import CHANGE, DROP, DUE, Status

register = template.Library()

TONES = {Status.WAITING: "warn", Status.APPROVED: "ok", Status.REFUSED: "bad"}
TABS: dict[str, Promise] = {
    CHANGE: _("Change values"),
    DROP: _("Withdraw it from the plan"),
    DUE: _("Change due days"),
}


@register.filter
def request_tone(status: Status) -> str:
    """The class of a status tag; its words say the same."""
    return TONES.get(status, "")


@register.filter
def request_status(status: Status) -> Promise:
    return STATUS_WORDS[status]


@register.filter
def measure_tab(measure: str) -> Promise:
    return TABS[measure]


@register.filter
def field_name(field: str) -> Promise:
    return FIELD_WORDS[field]


@register.filter
def field_text(value: Any, field: str) -> str:
    return field_value(field, value)


@register.filter
def known_as(reference: str, names: Mapping[str, str]) -> str:
    """Who a reference means, or the reference itself."""
    return names.get(reference, reference)
