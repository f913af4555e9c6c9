"""Tasks: the lowest numbered items of a plan's working parts, with those who answer for them."""

from collections.abc import Sequence

from luodi.reader.document import Task
from luodi.reader.extract.outline import Section
from luodi.reader.extract.responsible import FIRST_LEADS, responsible_in
from luodi.reader.extract.vocabulary import FRAMING_PARTS


def tasks_of(text: str, sections: Sequence[Section]) -> tuple[Task, ...]:
    """One task a lowest numbered item; bodies are never guessed where none is printed."""
    found: list[Task] = []
    first_leads = bool(FIRST_LEADS.search(text))
    for section in sections:
        if not section.leaf or any(FRAMING_PARTS.search(words) for words in section.words):
            continue
        item = text[section.start : section.end].rstrip()
        end = section.start + len(item)
        bodies = responsible_in(item, first_leads=first_leads)
        found.append(Task(section.path, section.heading.heading, section.start, end, bodies))
    return tuple(found)
