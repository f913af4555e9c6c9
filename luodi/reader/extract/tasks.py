"""Tasks: the lowest numbered items of a plan's working parts, with the bodies that answer for them."""

import re
from collections.abc import Sequence

from luodi.reader.document import Task
from luodi.reader.extract.outline import Section
from luodi.reader.extract.responsible import responsible_in

# Parts that say why and what for, not what to do.
_FRAMING = re.compile(
    r"总体(?:要求|目标|思路|考虑|部署)?$|发展思路|指导思想|基本原则|主要原则|工作原则|基本思路|(?:发展|主要|行动|工作|建设|预期|具体|阶段|重点)目标"
    r"|^目标|^总则|^附则|现状|(?:发展|工作|现实|产业)基础|形势|背景|意义|基本情况|^前言|适用范围|支持对象|^说明|名词解释|有效期|施行"
)


def tasks_of(text: str, sections: Sequence[Section]) -> tuple[Task, ...]:
    """One task a lowest numbered item; bodies are never guessed where none is printed."""
    found: list[Task] = []
    for section in sections:
        if not section.leaf or _framing(section, sections):
            continue
        item = text[section.start : section.end].rstrip()
        end = section.start + len(item)
        bodies = responsible_in(item)
        found.append(Task(section.path, section.heading.heading, section.start, end, bodies))
    return tuple(found)


def _framing(section: Section, sections: Sequence[Section]) -> bool:
    above = {section.path[:depth] for depth in range(1, len(section.path) + 1)}
    return any(
        other.path in above
        and other.start <= section.start < other.end
        and _FRAMING.search(other.heading.heading)
        for other in sections
    )
