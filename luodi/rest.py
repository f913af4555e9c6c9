"""What the REST doors of all rooms share."""

from datetime import datetime
from typing import Annotated

from ninja import Field
from ninja.pagination import LimitOffsetPagination
from pydantic import AfterValidator, AwareDatetime

__all__ = ["Instant", "Number", "Paged", "within_reach"]

YEARS = range(1900, 2201)


def within_reach(moment: datetime) -> datetime:
    """Raises ValueError for an instant so far off that some time zone has no date for it."""
    if moment.year not in YEARS:
        raise ValueError(f"an instant lies in the years {YEARS[0]} to {YEARS[-1]}")
    return moment


# With its offset from UTC: without one it would be an instant nowhere.
Instant = Annotated[AwareDatetime, AfterValidator(within_reach)]
# A row's number: larger ones fit no database's column.
Number = Annotated[int, Field(ge=1, le=2**63 - 1)]


class Paged(LimitOffsetPagination):
    """Offsets that the database can count to, and pages that fit into memory."""

    class Input(LimitOffsetPagination.Input):
        limit: Annotated[int, Field(ge=1, le=10_000)] = 100
        offset: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
