"""The reads of the parties room."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from luodi.parties.errors import UnitNotFound
from luodi.parties.models import Unit
from luodi.parties.rules.naming import KnownUnit, Resolution, resolve

__all__ = ["find_unit", "known_units", "unit_named", "units"]


def units(*, region: str = "", text: str = "", on: date | None = None) -> QuerySet[Unit]:
    """Units that stand on a day, today unless told. One statement."""
    day = on or timezone.localdate()
    found = Unit.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day)
    )
    if region:
        found = found.filter(region=region)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(short_names__icontains=text))
    return found


def find_unit(number: int) -> Unit:
    """Raises UnitNotFound."""
    if not (one := Unit.objects.filter(pk=number).first()):
        raise UnitNotFound(number=number)
    return one


def known_units() -> list[KnownUnit]:
    """Every unit that was ever registered, to resolve many names with. One statement."""
    columns = ("name", "short_names", "region", "valid_from", "valid_to", "successor_id")
    return [
        KnownUnit(key, name, tuple(short.splitlines()), *rest)
        for key, name, short, *rest in Unit.objects.order_by("pk").values_list("pk", *columns)
    ]


def unit_named(name: str, region: str, on: date) -> Resolution:
    """The unit that a text of a region means by a name on a day, if exactly one. One statement."""
    return resolve(name, known_units(), region=region, on=on)
