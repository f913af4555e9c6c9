"""Work plans in words, for templates."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luodi.plans.models import Clause, WorkPlanLine
from luodi.plans.official_plan import source_of
from luodi.plans.queries.planning import state_after
from luodi.plans.rules.planning import PlanAct

register = template.Library()
BUTTONS: dict[str, Promise] = {
    PlanAct.SUBMIT: _("Submit for approval"),
    PlanAct.WITHDRAW: _("Withdraw the submission"),
    PlanAct.APPROVE: _("Approve"),
}


@register.filter
def plan_act(act: PlanAct) -> Promise:
    return BUTTONS[act]


@register.filter
def plan_state(act: str) -> str:
    return state_after(act).value


@register.filter
def clause(line: WorkPlanLine) -> Clause | None:
    return source_of(line)


@register.filter
def known_as(actor: str, names: Mapping[str, str]) -> str:
    """A person's name; of the system its reference."""
    return names.get(actor, actor)
