"""The refusals of the parties room."""

from typing import ClassVar

from luodi.errors import Conflict, InvalidInput, NotFound

__all__ = ["UnitExists", "UnitInvalid", "UnitNotFound", "UnitSucceeded"]


class UnitNotFound(NotFound):
    """No unit has this number."""

    code: ClassVar[str] = "unit_not_found"
    message: ClassVar[str] = "There is no unit number %(number)s. Look for it in the list of units."


class UnitExists(Conflict):
    """Two units of one name would stand in a region at the same time."""

    code: ClassVar[str] = "unit_exists"
    message: ClassVar[str] = (
        "%(name)s already stands in %(region)s. Use it, or end it before another takes its name."
    )


class UnitInvalid(InvalidInput):
    """What was given does not describe a unit."""

    code: ClassVar[str] = "unit_invalid"
    message: ClassVar[str] = (
        "“%(name)s” cannot be registered. A unit needs a name of at most 200 characters, a level "
        "(national, province, city or county), and a region unless it is national."
    )


class UnitSucceeded(Conflict):
    """A unit ends once, on a day when it stands, in favour of one that stands then."""

    code: ClassVar[str] = "unit_succession_refused"
    message: ClassVar[str] = (
        "%(name)s cannot give way to %(successor)s on %(day)s: both must stand on that day, "
        "and the first must not have ended before. Check the dates of both."
    )
