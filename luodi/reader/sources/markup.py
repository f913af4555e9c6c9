"""Leftovers of other notations in a plain text: HTML tags and entities, Markdown, table pipes."""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator

from luodi.reader.offsets import Edit
from luodi.reader.sources.lines import Line

_TAG = re.compile(
    r"</?(p|br|div|span|strong|b|em|font|a|u|i|td|tr|th|table|tbody|thead|img|section|o:p|h[1-6]|li|ul"
    r"|ol|center|sup|sub)(?:\s[^<>\n]{0,300})?/?>",
    re.IGNORECASE,
)
_BREAKING = frozenset("p br div tr table section li h1 h2 h3 h4 h5 h6".split())
# The reader's own pass for punctuation may already have widened the semicolon.
_ENTITY = re.compile(r"&(#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8})[;；]")
_MARKDOWN = re.compile(
    r"(?m)^\s{0,3}#{1,6}\s+|^>\s?|!\[[^\]\n]{0,100}\]\([^)\s]{0,300}\)|\*\*(?=\S[^*\n]{0,200}\*\*)"
    r"|(?<=[^\s*])\*\*(?!\*)|(?<=\d)\\(?=\.)"
)
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\((?:https?:|/|\.)[^)\s]{0,300}\)")
_RULE_ROW = re.compile(r"\s*\|?[\s:|+-]*-[\s:|+-]*\|?\s*")
_PIPE = re.compile(r"\s*\|\s*")


def markup_edits(text: str) -> Iterator[Edit]:
    """Edits that take out tags, entities and Markdown; none where the text has no mark of them."""
    if "<" in text:
        yield from _tags(text)
    if "&" in text:
        yield from _entities(text)
    if "**" in text or "#" in text or "](" in text or "\\." in text or ">" in text:
        yield from _markdown(text)


def _tags(text: str) -> Iterator[Edit]:
    end = 0
    for hit in _TAG.finditer(text):
        breaks = hit[1].lower() in _BREAKING
        at_edge = (
            hit.start() in (0, end)
            or text[hit.start() - 1] == "\n"
            or text[hit.end() :][:1] == "\n"
        )
        end = hit.end()
        yield Edit(hit.start(), hit.end(), "\n" if breaks and not at_edge else "", "markup")


def _entities(text: str) -> Iterator[Edit]:
    for hit in _ENTITY.finditer(text):
        char = html.unescape(f"&{hit[1]};").replace("\xa0", " ")
        if len(char) == 1 and (char.isprintable() or char == "\u3000"):
            yield Edit(hit.start(), hit.end(), char, "markup")


def _markdown(text: str) -> Iterator[Edit]:
    ends = [0]
    starts = [-1]
    for hit in _LINK.finditer(text):
        if not text.startswith("!", max(hit.start() - 1, 0)):
            yield Edit(hit.start(), hit.start() + 1, "", "markup")
            yield Edit(hit.end(1), hit.end(), "", "markup")
            starts.append(hit.start())
            ends.append(hit.end())
    paired = text.count("**") % 2 == 0
    for hit in _MARKDOWN.finditer(text):
        in_link = hit.start() < ends[bisect_right(starts, hit.start()) - 1]
        if not in_link and (paired or "**" not in hit[0]):
            yield Edit(hit.start(), hit.end(), "", "markup")


def pipe_edits(lines: list[Line]) -> Iterator[Edit]:
    """Rows of a table drawn with pipes become cells parted by tabs; rows of dashes go."""
    for line in lines:
        stripped = line.text.strip()
        if stripped.count("|") < 2:
            continue
        if _RULE_ROW.fullmatch(line.text):
            yield Edit(line.start, min(line.end + 1, lines[-1].end), "", "markup")
            continue
        body = len(line.text.rstrip())
        for hit in _PIPE.finditer(line.text):
            outer = hit.start() == 0 or hit.end() >= body
            start, end = line.start + hit.start(), line.start + hit.end()
            yield Edit(start, end, "" if outer else "\t", "markup")
