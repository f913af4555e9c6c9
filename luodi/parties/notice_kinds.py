"""What notices say, by kind. A room registers its kinds when its app is ready (apps.py)."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from luodi.parties.models import Notice, RoleGrant

__all__ = ["KINDS", "NoticeKind", "address_of", "register_kind", "sentence_of"]

Data = Mapping[str, Any]


class NoticeKind(NamedTuple):
    """`sentence` says it whole, in the active language; `address` is the page to look at."""

    sentence: Callable[[Data], str]
    address: Callable[[Data], str] | None = None


KINDS: dict[str, NoticeKind] = {}


def register_kind(kind: str, words: NoticeKind) -> None:
    """Says what a kind (room.what_happened) is told as, from now on."""
    KINDS[kind] = words


def sentence_of(notice: Notice) -> str:
    """The notice in the active language; one of a kind that is gone is told by its name."""
    words = KINDS.get(notice.kind)
    return words.sentence(notice.data) if words else f"{notice.kind} {notice.subject}"


def address_of(notice: Notice) -> str:
    """The page that the notice is about, if there is one."""
    words = KINDS.get(notice.kind)
    return words.address(notice.data) if words and words.address else ""


def role_granted(data: Data) -> str:
    return _("You were entrusted with the role “%(role)s”.") % {"role": _role(data)}


def role_withdrawn(data: Data) -> str:
    return _("The role “%(role)s” was withdrawn from you.") % {"role": _role(data)}


def _role(data: Data) -> str:
    return str(RoleGrant.Role(data["role"]).label)
