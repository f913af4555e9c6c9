"""Tasks by unit: first the units with their numbers, then all tasks of the one that is chosen."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from luodi.parties.queries import find_unit
from luodi.plans import queries
from luodi.plans.forms.choices import UnitChoice
from luodi.plans.forms.filters import TaskFilter
from luodi.plans.views.listing import listed

__all__ = ["duties_page"]

UNITS = 10


def duties_page(
    request: HttpRequest, form: TaskFilter, template: str, **context: Any
) -> HttpResponse:
    """Raises UnitNotFound for a chosen unit that nobody registered."""
    filters = form.filters()
    context["form"] = form
    if key := UnitChoice(request.GET).key():
        context["chosen"] = key
        context["unit"] = find_unit(key.unit) if key.unit else None
        filters.pop("text", None)
        duties = queries.duties_of(key, **filters)
        context |= {"waiting": duties.waiting, "total": len(duties)}
        return listed(request, template, "_duty_rows", duties, context)
    units = queries.units_with_tasks(**filters)
    return listed(request, template, "_unit_rows", units, context, size=UNITS)
