"""The reader's slugs in words."""

from django import template
from django.utils.translation import gettext_lazy as _

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


@register.filter
def change_kind(slug: str) -> object:
    return CHANGE_KINDS.get(slug, slug)


@register.filter
def repair_kind(slug: str) -> object:
    return REPAIR_KINDS.get(slug, slug)


@register.filter
def missing_kind(slug: str) -> object:
    return MISSING_KINDS.get(slug, slug)
