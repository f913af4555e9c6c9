"""The whole way from a published file to a PlanDocument."""

import re
from pathlib import Path
from typing import BinaryIO

from luodi.reader.document import Meta, Missing, PlanDocument, Repair
from luodi.reader.extract.deadlines import Calendar, first_goal
from luodi.reader.extract.fields import sectors_of, systems_of
from luodi.reader.extract.instruments import instruments_of
from luodi.reader.extract.lines import Line, lines_of
from luodi.reader.extract.metadata import meta_of
from luodi.reader.extract.outline import Section, body_end, headings_of, sections_of
from luodi.reader.extract.targets import figures_of
from luodi.reader.extract.tasks import tasks_of
from luodi.reader.offsets import Draft, Mark
from luodi.reader.repair.losses import find_missing
from luodi.reader.repair.repairing import repair
from luodi.reader.sources.layout import tidy
from luodi.reader.sources.opening import open_source
from luodi.reader.sources.source_text import SourceText

# Texts about a plan: they tell facts, and bear no tasks of their own.
REPORTS = ("news", "interpretation")
# A title with less text behind it than this has lost its body.
_SHORTEST_BODY = 200


def read(
    source: str | Path | bytes | BinaryIO, *, name: str | None = None, ocr: bool = False
) -> PlanDocument:
    """Reads a published plan; a `str` is a path. Raises ReaderError and nothing else.

    >>> plan = "到2027年，打造10个以上标杆场景。".encode() * 3
    >>> read(plan, name="plan.txt").targets[0].object
    '标杆场景'
    """
    opened = open_source(source, name=name, ocr=ocr)
    draft = Draft(opened.text)
    repair(draft)
    tidy(draft, opened)
    return _document(opened, draft)


def _document(source: SourceText, draft: Draft) -> PlanDocument:
    text = draft.text
    lines = lines_of(text)
    headings = headings_of(lines)
    sections = sections_of(headings, body_end(lines, headings))
    meta = meta_of(text, lines, sections)
    reported = meta.kind in REPORTS
    since = _since(meta) or (None if reported else first_goal(lines, sections))
    calendar = Calendar.of(text, since)
    targets, facts = figures_of(lines, sections, calendar, report=reported)
    return PlanDocument(
        source=source.name,
        sha256=source.sha256,
        format=source.format,
        encoding=source.encoding,
        text=text,
        original=draft.original,
        offsets=draft.map,
        repairs=_repairs(draft),
        missing=(*find_missing(text), *_missing_body(meta, lines, sections)),
        meta=meta,
        outline=tuple(heading for heading, _ in headings),
        targets=targets,
        facts=facts,
        tasks=() if reported and not _numbered(sections) else tasks_of(text, sections),
        instruments=instruments_of(text),
        sectors=sectors_of(text, sections),
        systems=systems_of(text),
        file=source,
    )


def _numbered(sections: list[Section]) -> bool:
    return any(len(section.path) > 1 for section in sections)


def _since(meta: Meta) -> int | None:
    """The year from which the plan speaks of the future: issue, period or title."""
    if meta.issued_on:
        return int(meta.issued_on[:4])
    if meta.period:
        return meta.period[0]
    year = re.search(r"20\d{2}", meta.title or "")
    return int(year[0]) if year and meta.kind not in REPORTS else None


def _repairs(draft: Draft) -> tuple[Repair, ...]:
    # CRLF is how another system ends a line, not damage.
    marks = [mark for mark in draft.marks if not _is_line_end(mark, draft)]
    marks.sort(key=lambda mark: (mark.start, mark.end, mark.origin_start))
    return tuple(
        Repair(
            mark.kind,
            mark.start,
            mark.end,
            draft.original[mark.origin_start : mark.origin_end],
            draft.text[mark.start : mark.end],
            mark.confidence,
            mark.alternatives,
        )
        for mark in marks
    )


def _is_line_end(mark: Mark, draft: Draft) -> bool:
    before = draft.original[mark.origin_start : mark.origin_end]
    return before in ("\r\n", "\r") and draft.text[mark.start : mark.end] == "\n"


def _missing_body(meta: Meta, lines: list[Line], sections: list[Section]) -> tuple[Missing, ...]:
    """A page that bears a plan's title but not the plan."""
    if sections or meta.title is None or meta.kind in REPORTS:
        return ()
    if sum(len(line.text) for line in lines) - len(meta.title) >= _SHORTEST_BODY:
        return ()
    first = next((line for line in lines if meta.title[:8] in line.text), lines[0])
    return (Missing("body", first.start, first.end, first.text),)
