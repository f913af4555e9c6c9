"""What becomes of a work plan, in words of the active language."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from luodi.plans.rules.planning import PlanAct, PlanState

__all__ = ["PLAN_STATE_WORDS", "work_plan_notice"]

PLAN_STATE_WORDS: dict[str, Promise] = {
    PlanState.DRAFT: gettext_lazy("draft, not submitted"),
    PlanState.SUBMITTED: gettext_lazy("submitted, to be approved"),
    PlanState.RETURNED: gettext_lazy("returned for changes"),
    PlanState.APPROVED: gettext_lazy("approved"),
}
NOTICES: dict[str, Promise] = {
    PlanAct.SUBMIT: gettext_lazy(
        "%(unit)s submitted its work plan for %(year)s. Approve it, or return it with a reason."
    ),
    PlanAct.WITHDRAW: gettext_lazy(
        "%(unit)s withdrew its work plan for %(year)s; there is nothing to approve until it is "
        "submitted again."
    ),
    PlanAct.APPROVE: gettext_lazy(
        "The work plan of %(unit)s for %(year)s was approved. It can be printed and carried out."
    ),
    PlanAct.RETURN: gettext_lazy(
        "The work plan of %(unit)s for %(year)s was returned: “%(reason)s” Change it, and submit "
        "it again."
    ),
}


def work_plan_notice(data: Mapping[str, Any]) -> str:
    """Told to the office of what the unit did, to the unit of what the office did."""
    return str(NOTICES[data["act"]]) % data
