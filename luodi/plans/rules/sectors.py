"""Which sector a target is for, as far as the plan says so itself."""

from collections.abc import Sequence

from luodi.reader.extract.fields import SECTORS, sectors_in

__all__ = ["SECTOR_NAMES", "sector_of"]

SECTOR_NAMES = tuple(name for name, _, _ in SECTORS)


def sector_of(quote: str, headings: Sequence[str]) -> str:
    """The one sector that the target's own words name, else the nearest heading that names any.

    Empty where nothing names one, and where the nearest words name several: a target for
    education and health is for neither alone. `headings` run from the top of the plan down.

    >>> sector_of("打造10个标杆应用场景", ["重点任务", "推动人工智能+制造"])
    '制造业'
    """
    found = sectors_in(quote)
    for heading in reversed(headings):
        found = found or sectors_in(heading, heading=True)
    return found[0] if len(found) == 1 else ""
