"""By when a commitment is due: the year that governs a place in the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from luodi.reader.extract.lines import Line
from luodi.reader.extract.numbers import parse_number
from luodi.reader.extract.outline import Section, section_at

_YEAR = r"(?P<year>20\d{2}|二[〇○零]\d{2}|二[〇○零][一二三四五六七八九十〇零]{2})\s*年"
_DUE = re.compile(
    rf"(?=[到至截力争预于在确2二])(?:(?:到|至|截至|截止|力争到?|争取到?|预计到?|于|在|确保到?)\s*{_YEAR}(?:\d{{1,2}}月)?"
    rf"(?:年?[底末初中](?:前|之前)?|前|之前|以前)?"
    rf"|{_YEAR.replace('year', 'year2')}(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?"
    rf"(?:年?[底末](?:前|之前)?|前|之前|以前|内))"
)
_BARE = re.compile(
    r"(?:^|[。，；：、—\s])(20\d{2})年(?:度|内|全年)?(?=[，,\u4e00-\u9fff])(?![底末]|\d|[^，。]{0,12}(?:印发|发布的|版))"
)
_FROM = re.compile(r"(20\d{2})年起[，,]?(?:用)?\s*(?:\d|[一二三四五六七八])\s*年")
_WITHIN = re.compile(r"(?<!\d)(\d|[一二三四五六七八])\s*年(?:时间)?内")
# The last year of a five-year plan: the fourteenth ended in 2025, the fifteenth ends in 2030.
_FIVE_YEAR = re.compile(r"[“\"]?十([三四五六])五[”\"]?(?:末|期末|期间|时期)")
_FIVE_YEAR_END = {"三": 2020, "四": 2025, "五": 2030, "六": 2035}
_PAST = re.compile(r"截至|截止")
_GOALS = re.compile(r"目标|愿景")
_GOAL_YEAR = re.compile(
    r"(?:^|[。；：，、])(?:到|力争到?)?(20\d{2})年(?:年?[底末])?前?[，,](?![^，。；]{0,8}已)"
)


class Deadline(NamedTuple):
    """The year `by` is named at `start:end`."""

    by: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """The plan's own years: `since` opens its future, `first` is that of "2025年起N年内"."""

    since: int | None
    first: int | None

    @classmethod
    def of(cls, text: str, since: int | None) -> "Calendar":
        match = _FROM.search(text)
        return cls(since, int(match[1]) if match else None)


def deadlines_in(text: str, calendar: Calendar) -> list[Deadline]:
    """Years named as due dates, in order; a bare "2026年，" counts from the plan's own year on."""
    found: list[Deadline] = []
    if "年" not in text and "五" not in text:
        return found
    for match in _BARE.finditer(text):
        if calendar.since is not None and int(match[1]) >= calendar.since:
            found.append(Deadline(int(match[1]), match.start(1), match.end()))
    for match in _WITHIN.finditer(text):
        years = parse_number(match[1])
        if calendar.first is not None and years is not None:
            found.append(Deadline(calendar.first + int(years) - 1, match.start(), match.end()))
    for match in _DUE.finditer(text):
        if _PAST.match(match[0]):
            continue
        year = parse_number(match["year"] or match["year2"])
        if year is not None:
            found.append(Deadline(int(year), match.start(), match.end()))
    for match in _FIVE_YEAR.finditer(text):
        found.append(Deadline(_FIVE_YEAR_END[match[1]], match.start(), match.end()))
    return sorted(found, key=lambda deadline: deadline.start)


def first_goal(lines: Sequence[Line], sections: Sequence[Section]) -> int | None:
    """The first year that opens a clause among the goals of a plan that says not when it begins."""
    years = [
        int(match[1])
        for line in lines
        if (section := section_at(line.start, sections)) and _GOALS.search(section.heading.heading)
        for match in _GOAL_YEAR.finditer(line.text)
    ]
    return min(years, default=None)


def inherited_years(
    lines: Sequence[Line], sections: Sequence[Section], calendar: Calendar
) -> dict[int, int]:
    """By start of line, the year that an earlier line of the same section of goals opened with.

    "到2025年，…" at the head of a section of goals governs the paragraphs under it; elsewhere a
    year does not reach beyond its paragraph.
    """
    inherited: dict[int, int] = {}
    year: int | None = None
    current: Section | None = None
    for line in lines:
        section = section_at(line.start, sections)
        if section is not current:
            current, year = section, None
        if section is None or not _GOALS.search(section.heading.heading):
            continue
        opening = [
            d for d in deadlines_in(line.text, calendar) if _opens_sentence(line, d, section)
        ]
        if opening:
            year = opening[-1].by
        elif year is not None:
            inherited[line.start] = year
    return inherited


def _opens_sentence(line: Line, deadline: Deadline, section: Section) -> bool:
    before = line.text[: deadline.start]
    if line.start <= section.heading.start < line.end:
        before = before[section.heading.end - line.start :]
    return len(re.split(r"[。；;！？：:]", before)[-1]) <= 8
