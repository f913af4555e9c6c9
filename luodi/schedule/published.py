"""The years that the chinesecalendar package knows: the State Council's notices on holidays."""

from datetime import date
from importlib.metadata import version

from chinese_calendar.constants import Holiday, holidays, workdays

__all__ = ["published_years", "source"]

Year = dict[str, list[bool | str]]


def source() -> str:
    return f"chinesecalendar {version('chinesecalendar')}"


def published_years() -> dict[int, Year]:
    """By year, the days that differ from Monday–Friday or belong to a holiday, with its name."""
    years: dict[int, Year] = {}
    for days, working in ((holidays, False), (workdays, True)):
        for day, name in days.items():
            assert isinstance(day, date)  # noqa: S101 - narrows the type
            years.setdefault(day.year, {})[day.isoformat()] = [working, Holiday(name).chinese]
    return {year: dict(sorted(days.items())) for year, days in sorted(years.items())}
