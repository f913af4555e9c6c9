"""The left navigation of the staff pages, as data, and which of it a person is shown."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luodi.parties.guards import held_back, signed_in
from luodi.parties.models import Person
from luodi.parties.queries import actor_of
from luodi.parties.rules.roles import Actor, Verb, can

__all__ = ["NAVIGATION", "Entry", "Group", "navigation", "workspace"]

# An entry of a room that has no such page yet is left out, so that rooms can be built in any order.
NAVIGATION: tuple[tuple[Promise, tuple[tuple[str, Promise, Verb], ...]], ...] = (
    (
        _("Plans"),
        (
            ("plans:todo_list", _("My to-do list"), Verb.ENTER),
            ("plans:work_own", _("Work of my unit"), Verb.REPORT),
            ("plans:planning_list", _("Yearly work plans"), Verb.SUPERVISE),
            ("plans:overview_page", _("Overview of supervision"), Verb.OVERSEE),
            ("plans:review_list", _("Review desk"), Verb.ENTER),
            ("plans:handling_list", _("Consultations on drafts"), Verb.CONSULT),
            ("plans:target_board", _("Target board"), Verb.ENTER),
            ("plans:decomposition_list", _("Decomposition and alignment"), Verb.ENTER),
            ("plans:unit_tasks", _("Tasks by unit"), Verb.ENTER),
            ("plans:supervision_list", _("Assign duties"), Verb.SUPERVISE),
            ("plans:adjustment_list", _("Adjustment requests"), Verb.ENTER),
        ),
    ),
    (
        _("Parties"),
        (
            ("parties:unit_list", _("Units"), Verb.ENTER),
            ("parties:person_list", _("People"), Verb.MANAGE_PEOPLE),
        ),
    ),
    (
        _("Governance"),
        (
            ("calendar_now", _("Working calendar"), Verb.ENTER),
            ("audit_list", _("Audit trail"), Verb.READ_AUDIT),
            ("job_list", _("Background work"), Verb.MANAGE_JOBS),
        ),
    ),
)


class Entry(NamedTuple):
    """`current` is the value of aria-current: the page itself, one below it, or neither."""

    address: str
    label: Promise
    current: str


class Group(NamedTuple):
    label: Promise
    entries: list[Entry]


def navigation(request: HttpRequest) -> list[Group]:
    """The groups with entries that the roles of whoever asks open.

    Two statements, or none where a guard has found the actor already.
    """
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return []
    actor = getattr(request, "actor", None) or actor_of(person)
    if held_back(request, person, actor):
        return []
    here = request.resolver_match.view_name if request.resolver_match else ""
    groups = [
        Group(label, [_entry(route, name, here) for route, name, verb in rows if _may(actor, verb)])
        for label, rows in NAVIGATION
    ]
    shown = [Group(label, [e for e in entries if e.address]) for label, entries in groups]
    return [group for group in shown if group.entries]


@signed_in
def workspace(request: HttpRequest, person: Person) -> HttpResponse:
    """Where someone goes who has signed in: the first page that is his."""
    groups = navigation(request)
    return redirect(groups[0].entries[0].address if groups else "parties:account")


def _may(actor: Actor, verb: Verb) -> bool:
    """Also what is done in the name of a unit, if there is one that this person acts for."""
    return can(actor, verb) or any(can(actor, verb, on=unit) for unit in actor.units)


def _entry(route: str, label: Promise, here: str) -> Entry:
    """With an empty address where no room has the page."""
    try:
        address = reverse(route)
    except NoReverseMatch:
        address = ""
    # Pages below a list are named after the same noun: parties:unit_list, parties:unit_detail.
    below = here.startswith(route.rpartition("_")[0] + "_")
    return Entry(address, label, "page" if here == route else "true" if below else "")
