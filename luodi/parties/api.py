"""The REST door of the parties room: the public register of units, and its keeping."""

from datetime import date
from typing import Annotated, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from luodi.parties import queries
from luodi.parties.actions import units
from luodi.parties.guards import ActorRequest, asks
from luodi.parties.models import Unit
from luodi.parties.rules.naming import Resolution
from luodi.parties.rules.roles import Verb
from luodi.rest import Number, Paged

router = Router(tags=["units"])
Name = Annotated[str, Field(max_length=200)]


class UnitOut(Schema):
    """A public body from one day to another; `valid_to` is the first day it no longer stands."""

    id: int
    name: str
    short_names: list[str]
    region: str
    level: Literal["national", "province", "city", "county"]
    valid_from: date | None
    valid_to: date | None
    successor: int | None = Field(None, alias="successor_id")

    @staticmethod
    def resolve_short_names(unit: Unit) -> list[str]:
        return unit.declared


class UnitDetailOut(UnitOut):
    predecessors: list[int]

    @staticmethod
    def resolve_predecessors(unit: Unit) -> list[int]:
        return list(unit.predecessors.values_list("pk", flat=True))


class ResolutionOut(Schema):
    """`unit` is set when exactly one can be meant; `candidates` are all whom it could mean."""

    outcome: Literal["found", "ambiguous", "dissolved", "unknown"]
    unit: int | None
    candidates: list[int]


class UnitFilter(Schema):
    region: str = ""
    text: str = ""
    on: date | None = None
    ever: bool = False


class UnitIn(Schema):
    name: Name
    region: Annotated[str, Field(max_length=100)] = ""
    level: Literal["national", "province", "city", "county"]
    short_names: list[Name] = Field(default_factory=list, max_length=50)
    valid_from: date | None = None


class NamesIn(Schema):
    short_names: list[Name] = Field(max_length=50)


class RenameIn(Schema):
    name: Name
    on: date
    short_names: list[Name] = Field(default_factory=list, max_length=50)


class SuccessionIn(Schema):
    successor: Number
    on: date


class EndIn(Schema):
    on: date


@router.get("/units", response=list[UnitOut], operation_id="list_units")
@paginate(Paged)
def list_units(request: HttpRequest, filters: Query[UnitFilter]) -> QuerySet[Unit]:
    """Units that stand today, or on the day `on`; with `ever`, also those that ended."""
    return queries.units(**filters.dict())


@router.get("/units/resolve", response=ResolutionOut, operation_id="resolve_unit")
def resolve_unit(request: HttpRequest, name: Name, region: str, on: date) -> Resolution:
    """Which unit a plan of a region means by a printed name on a day. Never a guess."""
    return queries.unit_named(name, region, on)


@router.get("/units/{unit}", response=UnitDetailOut, operation_id="get_unit")
def get_unit(request: HttpRequest, unit: Number) -> Unit:
    return queries.find_unit(unit)


@router.post(
    "/units",
    response={201: UnitOut},
    operation_id="register_unit",
    auth=asks(Verb.MANAGE_UNITS),
)
def register_unit(request: ActorRequest, given: UnitIn) -> Unit:
    return units.register_unit(**given.dict(), by=request.auth)


@router.put(
    "/units/{unit}/names",
    response=UnitOut,
    operation_id="declare_short_names",
    auth=asks(Verb.MANAGE_UNITS),
)
def declare_short_names(request: ActorRequest, unit: Number, given: NamesIn) -> Unit:
    """The names a unit is also printed under, in place of those it had."""
    return units.declare_short_names(unit, given.short_names, by=request.auth)


@router.post(
    "/units/{unit}/rename",
    response={201: UnitOut},
    operation_id="rename_unit",
    auth=asks(Verb.MANAGE_UNITS),
)
def rename_unit(request: ActorRequest, unit: Number, given: RenameIn) -> Unit:
    """The unit under its new name, which takes the old one's place on a day."""
    return units.rename_unit(unit, **given.dict(), by=request.auth)


@router.post(
    "/units/{unit}/succession",
    response=UnitOut,
    operation_id="succeed_unit",
    auth=asks(Verb.MANAGE_UNITS),
)
def succeed_unit(request: ActorRequest, unit: Number, given: SuccessionIn) -> Unit:
    """Ends a unit on a day in favour of another that stands then; answers the one that ended."""
    return units.succeed_unit(unit, by_unit=given.successor, on=given.on, by=request.auth)


@router.post(
    "/units/{unit}/end",
    response=UnitOut,
    operation_id="end_unit",
    auth=asks(Verb.MANAGE_UNITS),
)
def end_unit(request: ActorRequest, unit: Number, given: EndIn) -> Unit:
    """Ends a unit that nobody succeeds."""
    return units.end_unit(unit, on=given.on, by=request.auth)
