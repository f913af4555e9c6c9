"""The reader's slugs in words."""

from collections.abc import Iterable, Mapping

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luodi.errors import LuodiError
from luodi.plans.models import Handling, Target

register = template.Library()

REPAIR_KINDS = {
    "frame_shift": _("shifted bytes"),
    "gloss": _("inserted pinyin"),
    "traditional": _("traditional characters"),
    "pinyin_word": _("pinyin in place of a word"),
    "spacing": _("spaced letters"),
    "punctuation": _("punctuation"),
    "line_break": _("broken lines"),
    "furniture": _("page furniture"),
    "markup": _("left-over markup"),
    "encoding": _("wrong encoding"),
}
MISSING_KINDS = {
    "blank": _("blank left open"),
    "hidden_passage": _("passage hidden by the page"),
    "omitted": _("passage left out"),
    "hidden_region": _("region hidden"),
    "hidden_name": _("name removed"),
    "undecodable": _("unreadable characters"),
    "body": _("title without its body"),
}

CHANGE_KINDS = {
    "added": _("added"),
    "dropped": _("dropped"),
    "raised": _("raised"),
    "lowered": _("lowered"),
    "unit_changed": _("unit changed"),
    "terms_changed": _("terms changed"),
    "deadline_moved": _("deadline moved"),
    "wording": _("wording only"),
}
ITEM_LISTS = {
    **dict(Target.State.choices),
    "familiar": _("as in the version before"),
    "all": _("all"),
}


OUTCOMES = {
    **dict(Handling.Outcome.choices),
    "received": _("waiting for a reply"),
    "all": _("all"),
}
PHASES = {"ahead": _("not open yet"), "open": _("open for comment"), "closed": _("closed")}


@register.filter
def outcome(slug: str) -> object:
    return OUTCOMES.get(slug, slug)


@register.filter
def consultation_phase(slug: str) -> object:
    return PHASES.get(slug, slug)


@register.filter
def item_state(slug: str) -> object:
    return ITEM_LISTS.get(slug, slug)


@register.filter
def at(mapping: Mapping[str, object], name: str) -> object:
    return mapping[name]


@register.filter
def subtract(whole: int, part: int) -> int:
    return whole - part


@register.filter
def of_role(bodies: Iterable[Mapping[str, str]], role: str) -> list[Mapping[str, str]]:
    """The bodies of a task, as decisions keep them, that have a role."""
    return [body for body in bodies if body["role"] == role]


@register.filter
def change_kind(slug: str) -> object:
    return CHANGE_KINDS.get(slug, slug)


@register.filter
def repair_kind(slug: str) -> object:
    return REPAIR_KINDS.get(slug, slug)


@register.filter
def missing_kind(slug: str) -> object:
    return MISSING_KINDS.get(slug, slug)


@register.filter
def total(rows: Iterable[object], name: str) -> int:
    """The sum of a number over the rows of a page."""
    return sum(getattr(row, name) for row in rows)


@register.filter
def promises(cell: Iterable[Target]) -> SafeString:
    """The targets of a cell, each leading to its words. A comparison has more than a thousand: a
    template would take most of the page's time for them."""
    places: dict[int, str] = {}
    parts = []
    for one in cell:
        if one.version_id not in places:
            plan = [one.version.document_id, one.version_id]
            places[one.version_id] = reverse("plans:version_detail", args=plan)
        terms = [one.object] if one.basis == "level" else [one.object, one.get_basis_display()]
        terms.append(_due(one.by))
        said = (one.value, one.unit, " · ".join(terms))
        parts.append((places[one.version_id], one.pk, *said))
    return format_html_join(
        "\n",
        '<p><a class="nowrap" href="{}#target-in-text-{}">{} {}</a>\n'
        '<small class="muted">{}</small></p>',
        parts,
    ) or SafeString("—")


def _due(year: int | None) -> str:
    return gettext("by %(year)s") % {"year": year} if year else gettext("no year stated")


@register.filter
def sentence(error: LuodiError) -> str:
    """A refusal in the language of the page."""
    return error.sentence(gettext)
