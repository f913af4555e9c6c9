"""The REST door of the working calendar."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Router, Schema

from luodi.parties.actions.calendar import set_calendar_days
from luodi.parties.guards import ActorRequest, asks
from luodi.parties.rules.roles import Verb
from luodi.rest import Instant
from luodi.schedule.actions import DayChange
from luodi.schedule.models import CalendarDay
from luodi.schedule.queries import YearPage, year_page

router = Router(tags=["calendar"])


class CalendarDayOut(Schema):
    """A day that differs from Monday–Friday or has a name; `own` says that this site decided it."""

    day: date
    working: bool
    name: str
    own: bool


class CalendarYearOut(Schema):
    """`provisional` while the year's holidays are not published: then weekends alone are off."""

    year: int
    provisional: bool
    source: str
    working_days: int
    days: list[CalendarDayOut]


class DayIn(Schema):
    """`working` null or absent: again as published."""

    day: date
    working: bool | None = None
    reason: Annotated[str, Field(min_length=1, max_length=200)]


class DaysIn(Schema):
    days: Annotated[list[DayIn], Field(min_length=1, max_length=366)]


class DecidedOut(Schema):
    day: date
    working: bool | None
    reason: str
    actor: str
    at: datetime


@router.get(
    "/calendar/{int:year}",
    response=CalendarYearOut,
    operation_id="get_calendar_year",
    auth=asks(Verb.ENTER),
)
def get_calendar_year(
    request: ActorRequest, year: Annotated[int, Field(ge=0, le=9999)], at: Instant | None = None
) -> CalendarYearOut:
    """The year now, or as it was known at an instant."""
    return _told(year_page(year, at=at))


@router.post(
    "/calendar/days",
    response=list[DecidedOut],
    operation_id="change_calendar_days",
    auth=asks(Verb.MANAGE_CALENDAR),
)
def change_calendar_days(request: ActorRequest, body: DaysIn) -> list[CalendarDay]:
    """Decides on days, all of them or none; nothing that was decided before is changed."""
    changes = [DayChange(one.day, one.working, one.reason) for one in body.days]
    return set_calendar_days(changes, by=request.auth)


def _told(page: YearPage) -> CalendarYearOut:
    return CalendarYearOut(
        year=page.year,
        provisional=not page.published,
        source=page.published,
        working_days=page.working_days,
        days=[
            CalendarDayOut(day=one.day, working=one.working, name=one.name, own=one.own)
            for one in page.days
            if one.mark or one.name
        ],
    )
