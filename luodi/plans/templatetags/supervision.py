"""Duties in words, for templates."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luodi.plans import sentences
from luodi.plans.rules.evidence import TAKES_EVIDENCE, host_of
from luodi.plans.rules.ladder import LIGHTS, Standing, Status
from luodi.plans.rules.supervision import NEEDS_DUE, TAKES_DUE, Act, State, needs_words

register = template.Library()
register.filter("why", sentences.why)
register.filter("coming", sentences.coming)
register.filter("status_word", sentences.status_word)
register.filter("reckoned", sentences.reckoned)
register.filter("host", host_of)

TONES = {
    Status.ACCEPT_OVERDUE: "warn",
    Status.YELLOW: "warn",
    Status.RED: "bad",
    Status.CIRCULAR: "bad",
    Status.RETURNED: "warn",
    Status.CLOSED: "ok",
}
BUTTONS: dict[str, Promise] = {
    Act.ISSUE: _("Assign again"),
    Act.ACCEPT: _("Accept"),
    Act.RETURN: _("Return"),
    Act.REPORT: _("Report progress"),
    Act.CLAIM: _("Claim completion"),
    Act.CLOSE: _("Close"),
    Act.SEND_BACK: _("Send back"),
    Act.CHANGE_DUE: _("Change the due day"),
    Act.REOPEN: _("Take up again"),
}
ASKS: dict[str, Promise] = {
    Act.REPORT: _("What has been done"),
    Act.CLAIM: _("What has been done"),
}


@register.filter
def tone(standing: Standing) -> str:
    """The class of a status tag; its words say the same."""
    return TONES.get(standing.status, "")


@register.filter
def light_before(standing: Standing) -> str:
    """The light that was lit before the unit handed the duty over, if any was."""
    if standing.state in (State.CLAIMED, State.RETURNED):
        lit = {rung.step for rung in standing.reached}
        for step in LIGHTS:
            if step in lit:
                return step.value
    return ""


@register.filter
def act_button(act: Act) -> Promise:
    return BUTTONS[act]


@register.filter
def act_asks(act: Act) -> Promise:
    """What the words of an act are to say."""
    return ASKS.get(act, _("Reason"))


@register.filter
def takes_due(act: Act) -> bool:
    return act in TAKES_DUE


@register.filter
def takes_evidence(act: Act) -> bool:
    return act in TAKES_EVIDENCE


@register.filter
def needs_due(act: Act) -> bool:
    return act in NEEDS_DUE


@register.filter
def must_say(act: Act, state: State) -> bool:
    return needs_words(act, state)
