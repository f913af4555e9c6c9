"""The numbered headings of a plan's body, and the sections they open."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from luodi.reader.document import Heading
from luodi.reader.extract.lines import Line
from luodi.reader.extract.numbers import HAN_NUMBER, parse_ordinal

# One pattern a level. Typists mix ASCII and full-width; the label is given back in one form.
_FORMS: list[tuple[int, str, re.Pattern[str]]] = [
    (1, "第{}章", re.compile(rf"第({HAN_NUMBER})[章篇]\s*")),
    (2, "第{}条", re.compile(rf"第({HAN_NUMBER})条(?![第例款])\s*[：:]?\s*")),
    (1, "{}、", re.compile(rf"({HAN_NUMBER})\s*[、．](?=\s*\S)\s*")),
    (2, "（{}）", re.compile(rf"[（(]\s*({HAN_NUMBER})\s*[）)]\s*[、．.]?\s*")),
    (3, "{}.", re.compile(r"(\d{1,2})\s*(?:[.．](?!\d{1,2}(?!\d))|、)\s*")),
    (4, "（{}）", re.compile(r"[（(]\s*(\d{1,2})\s*[）)]\s*")),
]
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# A run-in heading is a short first sentence; a longer one is the item's text itself.
_LONGEST_HEADING = 60
_ANNEX = re.compile(r"附\s*(?:件|表|录)\s*\d{0,2}\s*[：:]?\s*(?:$|[^，。；]{0,40}$)")


class Section(NamedTuple):
    """A heading with the labels and words of those above it; it reaches to the next of its rank."""

    heading: Heading
    path: tuple[str, ...]
    words: tuple[str, ...]
    start: int
    end: int
    leaf: bool


def headings_of(lines: Sequence[Line]) -> list[tuple[Heading, int]]:
    """Headings of the plan's body with their numbers.

    What comes before the first 一、 (a list of ways to comment, say) is not the body.
    """
    found: list[tuple[Heading, int]] = []
    last: dict[tuple[int, str], int] = {}
    for index, line in enumerate(lines):
        if found and index + 1 < len(lines) and _is_annex(line):
            break
        hit = _heading(line)
        if hit and _continues(last, *hit):
            found.append(hit)
    return _without_contents_table(_from_first_top(_articles_on_top(found)))


def body_end(lines: Sequence[Line], headings: Sequence[tuple[Heading, int]]) -> int:
    """Where the plan's body stops: at the first annex behind a heading, else with the text."""
    first = headings[0][0].start if headings else 0
    annexes = (
        line.start for line in lines[:-1] if headings and line.start > first and _is_annex(line)
    )
    return next(annexes, lines[-1].end if lines else 0)


def _articles_on_top(found: list[tuple[Heading, int]]) -> list[tuple[Heading, int]]:
    """第一条 is the top level of a text without chapters."""
    if any(heading.level == 1 for heading, _ in found):
        return found
    return [
        (replace(heading, level=1) if heading.label.endswith("条") else heading, number)
        for heading, number in found
    ]


def _heading(line: Line) -> tuple[Heading, int] | None:
    for level, form, pattern in _FORMS:
        match = pattern.match(line.text)
        if not match:
            continue
        number = parse_ordinal(match[1])
        rest = line.text[match.end() :]
        if number is None or not re.match(r"[\w“‘《【（(☆★]", rest):
            return None
        title = _title(rest)
        start = line.start + match.start()
        end = line.start + match.end() + len(title)
        return Heading(level, form.format(match[1]), title.strip("。：: 　"), start, end), number
    return None


def _title(rest: str) -> str:
    """The heading's own words: up to the first full stop outside brackets and quotes."""
    depth = 0
    for place, c in enumerate(rest):
        if c in "（(《“[【〔":
            depth += 1
        elif c in "）)》”]】〕":
            depth -= 1
        elif c == "。" and depth <= 0:
            return rest[:place]
        elif c in "：:" and depth <= 0 and 2 <= place <= 24 and len(rest) > place + 1:
            return rest[:place]
    return re.sub(r"[（(\[【〔][^（(\[【〔]{0,4}(?:责任|牵头|配合|负责).*$", "", rest)


def _continues(last: dict[tuple[int, str], int], heading: Heading, number: int) -> bool:
    """Whether the number goes on from the last of its form, so that stray list items stay out."""
    form = (heading.level, heading.label[-1])
    before = last.get(form)
    if number != 1 and (before is None or not before < number <= before + 2):
        return False
    last[form] = number
    return True


def _from_first_top(found: list[tuple[Heading, int]]) -> list[tuple[Heading, int]]:
    tops = [i for i, (h, _) in enumerate(found) if h.level == 1]
    if tops:
        return found[tops[0] :]
    seconds = [i for i, (h, _) in enumerate(found) if h.level == 2]
    return found[seconds[0] :] if seconds else found


def _without_contents_table(found: list[tuple[Heading, int]]) -> list[tuple[Heading, int]]:
    """Drops a table of contents: headings that all come again, in order, further down."""
    tops = [i for i, (h, n) in enumerate(found) if h.level == 1 and n == 1]
    if len(tops) > 1:
        first = found[tops[0]][0].heading
        for again in tops[1:]:
            if found[again][0].heading == first and again - tops[0] >= 2:
                return found[again:]
    return found


def _is_annex(line: Line) -> bool:
    return len(line.text) < 50 and bool(_ANNEX.fullmatch(line.text))


def sections_of(headings: Sequence[tuple[Heading, int]], end: int) -> list[Section]:
    """Each heading with its path and extent, in order; `end` is where the body ends."""
    sections: list[Section] = []
    open_places: list[int] = []
    for heading, _ in headings:
        while open_places and sections[open_places[-1]].heading.level >= heading.level:
            place = open_places.pop()
            sections[place] = sections[place]._replace(end=heading.start)
        above = sections[open_places[-1]] if open_places else None
        if above is not None:
            sections[open_places[-1]] = above._replace(leaf=False)
        path = (*(above.path if above else ()), heading.label)
        words = (*(above.words if above else ()), heading.heading)
        open_places.append(len(sections))
        sections.append(Section(heading, path, words, heading.start, end, True))
    return sections


def section_at(position: int, sections: Sequence[Section]) -> Section | None:
    """The innermost section around a place: sections nest, so it is the last one begun."""
    place = bisect_right(sections, position, key=lambda section: section.start) - 1
    return sections[place] if place >= 0 and position < sections[place].end else None
