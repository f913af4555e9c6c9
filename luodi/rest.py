"""What the REST doors of all rooms share."""

from typing import Annotated

from ninja import Field
from ninja.pagination import LimitOffsetPagination

__all__ = ["Number", "Paged"]

# A row's number: larger ones fit no database's column.
Number = Annotated[int, Field(ge=1, le=2**63 - 1)]


class Paged(LimitOffsetPagination):
    """Offsets that the database can count to, and pages that fit into memory."""

    class Input(LimitOffsetPagination.Input):
        limit: Annotated[int, Field(ge=1, le=10_000)] = 100
        offset: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
