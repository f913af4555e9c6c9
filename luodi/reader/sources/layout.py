"""Takes a repaired text out of its page: furniture, page numbers and broken lines go."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from luodi.reader.offsets import Draft, Edit
from luodi.reader.sources.furniture import doubled_headline, furniture_edits, whole_line
from luodi.reader.sources.joining import join_edits
from luodi.reader.sources.lines import Line, lines_of
from luodi.reader.sources.markup import markup_edits, pipe_edits
from luodi.reader.sources.source_text import SourceText
from luodi.reader.sources.splitting import split_edits
from luodi.reader.sources.upright import upright_edits

_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85|\x0c\n?")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad\x00-\x08\x0b\x0e-\x1f\x7f]+")


def tidy(draft: Draft, source: SourceText) -> None:
    """Edits the draft in place, kinds furniture, line_break and markup; clean text stays."""
    draft.apply(_characters(draft.text))
    draft.apply(markup_edits(draft.text))
    draft.apply(pipe_edits(lines_of(draft.text)) if "|" in draft.text else [])
    draft.apply(upright_edits(lines_of(draft.text)))
    draft.apply(split_edits(lines_of(draft.text)))
    draft.apply(_printed_furniture(draft, source))
    draft.apply(furniture_edits(lines_of(draft.text)))
    headline = doubled_headline(lines_of(draft.text))
    draft.apply([headline] if headline else [])
    draft.apply(join_edits(lines_of(draft.text), lambda line: _is_soft(line, draft, source)))


def _characters(text: str) -> Iterator[Edit]:
    for hit in _LINE_ENDS.finditer(text):
        yield Edit(hit.start(), hit.end(), "\n", "line_break")
    for hit in _INVISIBLE.finditer(text):
        yield Edit(hit.start(), hit.end(), "", "markup")


def _printed_furniture(draft: Draft, source: SourceText) -> Iterator[Edit]:
    """Lines that come from the page's running heads and numbers, found by their place on it."""
    spans = source.layout.furniture if source.layout else ()
    if not spans:
        return
    starts = [start for start, _ in spans]
    lines = lines_of(draft.text)
    for line in lines:
        first, last = draft.map.origin(line.start, line.end)
        place = bisect_right(starts, first) - 1
        if line.text and place >= 0 and last <= spans[place][1]:
            yield whole_line(line, lines[-1].end)


def _is_soft(line: Line, draft: Draft, source: SourceText) -> bool:
    if source.layout is None:
        return False
    return draft.map.origin(line.end, line.end + 1)[0] in source.layout.soft_breaks
