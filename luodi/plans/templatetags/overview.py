"""Figures as links to the lines that they count."""

from functools import cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from luodi.plans.figures import ADVICE, FIGURE_WORDS, MEANINGS, TONES
from luodi.plans.queries import Figures

register = template.Library()
# Bars are drawn as wide as this where a figure is all there is.
BAR = 100


@register.simple_tag
def counted(figures: Figures, name: str, **narrowed: Any) -> SafeString:
    """The number, which opens its lines; nothing is behind a zero."""
    if not (number := figures[name]):
        return mark_safe('<span class="muted">0</span>')
    more = "".join(f"&amp;{key}={int(value)}" for key, value in narrowed.items() if value)
    # Hundreds stand on a page: what is joined here are names of figures and numbers, nothing else.
    link = f'<a href="{_list_address(get_language())}?show={name}{more}">{number:,}</a>'
    return mark_safe(link)  # noqa: S308


@cache
def _list_address(language: str | None) -> str:
    """Under the prefix of the active language."""
    return reverse("plans:overview_list")


@register.filter
def figure_word(name: str) -> Promise:
    return FIGURE_WORDS[name]


@register.filter
def figure_means(name: str) -> Promise:
    return MEANINGS[name]


@register.filter
def figure_advice(name: str) -> Promise:
    return ADVICE[name]


@register.filter
def figure_tone(name: str) -> str:
    """The class of a tag; its words say the same."""
    return TONES.get(name, "")


@register.filter
def figure(figures: Figures, name: str) -> int:
    return figures[name]


@register.filter
def bar(number: int, whole: int) -> str:
    """The width of a bar in hundredths; what there is at all can be seen."""
    return f"{max(BAR * number / whole, 0.5) if number and whole else 0:.1f}"


@register.filter
def percent(number: int, whole: int) -> str:
    return f"{BAR * number / whole:.1f}%" if whole else "—"
