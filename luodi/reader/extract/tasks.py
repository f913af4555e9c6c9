"""Tasks: the lowest numbered items of a plan's working parts, with those who answer for them."""

from bisect import bisect_left
from collections.abc import Sequence

from luodi.reader.document import Task
from luodi.reader.extract.outline import Section
from luodi.reader.extract.responsible import (
    FIRST_LEADS,
    closes_with_own_line,
    responsible_in,
)
from luodi.reader.extract.vocabulary import FRAMING_PARTS


def tasks_of(text: str, sections: Sequence[Section]) -> tuple[Task, ...]:
    """One task a lowest numbered item; bodies are never guessed where none is printed.

    Where one closing line answers for all points of an item, the item is a task too and bears it.
    """
    first_leads = bool(FIRST_LEADS.search(text))
    found: list[Task] = []
    borne = 0
    for section in sections:
        if any(FRAMING_PARTS.search(words) for words in section.words):
            continue
        item = text[section.start : section.end].rstrip()
        as_one = not section.leaf and _answers_as_one(section, item, sections)
        if not (section.leaf or as_one):
            continue
        bodies = responsible_in(item, first_leads=first_leads) if section.end > borne else ()
        borne = section.end if as_one else borne
        end = section.start + len(item)
        found.append(Task(section.path, section.heading.heading, section.start, end, bodies))
    return tuple(found)


def _answers_as_one(section: Section, item: str, sections: Sequence[Section]) -> bool:
    """Whether the only bodies of an item stand on its last line, after all its points."""
    if len(section.path) < 2 or not closes_with_own_line(item):
        return False
    first = bisect_left(sections, section.start, key=lambda s: s.start) + 1
    stop = bisect_left(sections, section.end, key=lambda s: s.start)
    points = sections[first:stop]
    above, _, _ = item.rpartition("\n")
    return all(point.leaf for point in points) and not responsible_in(above)
