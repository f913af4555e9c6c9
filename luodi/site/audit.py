"""The page of the audit trail. It stands here because the audit room knows of no roles."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from luodi.audit import queries
from luodi.audit.models import AuditEvent
from luodi.parties.guards import needs
from luodi.parties.queries import names_of, references_to
from luodi.parties.rules.roles import Actor, Verb

PAGE_SIZE = 50
# What the rooms record, in words; a slug that is not here is shown as it stands.
ACTIONS = {
    "parties.sign_in": _("Signed in"),
    "parties.refuse_sign_in": _("Unified sign-in refused"),
    "parties.bind_identity": _("Identity bound"),
    "parties.release_identity": _("Identity released"),
    "parties.close_sign_in": _("Sign-in closed after failures"),
    "parties.change_password": _("Password changed"),
    "parties.set_up_codes": _("One-time codes set up"),
    "parties.set_preferences": _("Language and e-mail chosen"),
    "parties.make_feed": _("Calendar address made"),
    "parties.make_token": _("Token made"),
    "parties.withdraw_feed": _("Calendar address withdrawn"),
    "parties.withdraw_token": _("Token withdrawn"),
    "parties.add_person": _("Person added"),
    "parties.grant_role": _("Role granted"),
    "parties.withdraw_role": _("Role withdrawn"),
    "parties.certify_person": _("Person certified"),
    "parties.deactivate_person": _("Account deactivated"),
    "parties.restore_access": _("Access restored"),
    "parties.join_unit": _("Unit joined"),
    "parties.leave_unit": _("Unit left"),
    "parties.register_unit": _("Unit registered"),
    "parties.declare_short_names": _("Short names changed"),
    "parties.succeed_unit": _("Unit succeeded"),
    "parties.end_unit": _("Unit ended"),
    "parties.import_units": _("Units imported"),
    "schedule.change_day": _("Calendar day changed"),
    "schedule.take_in_years": _("Published holidays taken in"),
    "schedule.give_up_job": _("Background job given up"),
    "schedule.retry_job": _("Background job tried again"),
    "plans.import": _("Plan imported"),
    "plans.publish": _("Version published"),
    "plans.bind": _("Name bound to a unit"),
    "plans.confirm": _("Item confirmed"),
    "plans.correct": _("Item corrected"),
    "plans.reject": _("Item rejected"),
    "plans.reopen": _("Item reopened"),
    "plans.add": _("Item added by hand"),
    "plans.open_consultation": _("Consultation opened"),
    "plans.extend_consultation": _("Consultation extended"),
    "plans.comment": _("Comment received"),
    "plans.handle_comment": _("Comment handled"),
    "plans.merge_comment": _("Comment merged"),
    "plans.read_sender": _("Sender's contact looked at"),
    "plans.erase_senders": _("Senders' data erased"),
    "plans.duty_issue": _("Duty assigned"),
    "plans.duty_accept": _("Duty accepted"),
    "plans.duty_return": _("Duty returned"),
    "plans.duty_report": _("Progress of a duty reported"),
    "plans.duty_claim": _("Completion of a duty claimed"),
    "plans.duty_close": _("Duty closed"),
    "plans.duty_send_back": _("Duty sent back"),
    "plans.duty_change_due": _("Due day of a duty changed"),
    "plans.duty_reopen": _("Duty reopened"),
    "plans.duty_carry": _("Duty carried on under the new version"),
    "plans.duty_continue": _("Duty taken over from the version before"),
    "plans.file_evidence": _("Evidence filed"),
    "plans.ladder_step": _("Step of the ladder reached"),
    "plans.set_ladder_terms": _("Ladder terms set"),
}
BREAKS = {
    "gap": _("an event is missing"),
    "link": _("it does not follow the event before it"),
    "hash": _("its content was changed"),
    "head": _("the chain ends elsewhere than it should"),
    "exported_head": _("it differs from the head that was exported"),
}


class AuditFilter(forms.Form):
    """A form whose unreadable fields count as not filled in: an old link must still open."""

    actor = forms.CharField(label=_("Actor: name or login name"), required=False, max_length=200)
    action = forms.ChoiceField(
        label=_("Action"), required=False, choices=[("", _("All")), *ACTIONS.items()]
    )
    subject = forms.CharField(label=_("Subject"), required=False, max_length=200)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def filters(self) -> dict[str, Any]:
        """Keyword arguments for the list's query."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return chosen | {"actors": references_to(chosen.pop("actor", ""))}


@needs(Verb.READ_AUDIT)
def audit_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Events, newest first; with `verify`, every hash is computed anew before the page is shown."""
    form = AuditFilter(request.GET)
    page = Paginator(queries.events(**form.filters()), PAGE_SIZE).get_page(request.GET.get("page"))
    names = names_of(event.actor for event in page)
    context = {
        "form": form,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "rows": [
            (event, names.get(event.actor, ""), ACTIONS.get(event.action, ""), _told(event))
            for event in page
        ],
    }
    if "verify" in request.GET:
        report = queries.check_chain(settings.DATA_DIR / "audit-heads.jsonl")
        why = BREAKS.get(report.broken.reason, "") if report.broken else ""
        context |= {"report": report, "why": why}
    # To restore a page from history, htmx asks for all of it.
    asked = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    response = render(request, "audit/_rows.html" if asked else "audit/list.html", context)
    response.headers["Vary"] = "HX-Request"
    return response


def _told(event: AuditEvent) -> list[tuple[str, str]]:
    """The particulars that say something: lists in one line, what is nested as JSON."""
    said = []
    for key, value in event.particulars.items():
        if isinstance(value, list) and all(isinstance(part, str | int) for part in value):
            said.append((key, "、".join(map(str, value))))
        elif isinstance(value, list | dict):
            said.append((key, json.dumps(value, ensure_ascii=False)))
        else:
            said.append((key, "" if value is None else str(value)))
    return [(key, text) for key, text in said if text]
