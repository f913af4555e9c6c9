"""`make bench`, or `python -m bench [SECTION …]` for some of the sections."""

import sys
from collections.abc import Callable

from rich.console import Console

from bench import bulk, numbers, pages, repair, speed, start

SECTIONS: dict[str, Callable[[Console], None]] = {
    "speed": speed.measure,
    "repair": repair.measure,
    "numbers": numbers.measure,
    "start": start.measure,
    "bulk": bulk.measure,
    "pages": pages.measure,
    "office": pages.measure_office,
}


def main() -> None:
    chosen = sys.argv[1:] or list(SECTIONS)
    unknown = set(chosen) - SECTIONS.keys()
    if unknown:
        sys.exit(f"There is no section {', '.join(unknown)}; choose from {', '.join(SECTIONS)}.")
    console = Console()
    console.width = max(console.width, 110)
    for name in chosen:
        SECTIONS[name](console)


main()
