"""A plan that came as one single line is cut before its headings, where their numbers count on."""

import re
from collections.abc import Iterator

from luodi.reader.offsets import Edit
from luodi.reader.sources.lines import Line

_NUMERALS = {
    numeral: place
    for place, numeral in enumerate(
        "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十".split(),
        start=1,
    )
}
_LABEL = re.compile(
    r"(?P<one>[一二三四五六七八九十]{1,2})、|[（(](?P<two>[一二三四五六七八九十]{1,2})[）)]"
    r"|(?<!\d)(?P<three>\d{1,2})[.．](?![\d])"
)
_HEADING = re.compile(r"[^，。；：！？、\s]{2,24}")
_GAP = re.compile(r"[ \t\u3000\xa0]+")
_INDENT = re.compile(r"(?<=\S)(?:[\u3000\xa0]{2,}|[ \u3000\xa0]{4,})(?=\S)")
_MIN_LINE = 400
_MIN_SECTION = 60
_NEAR = 20


def split_edits(lines: list[Line]) -> Iterator[Edit]:
    """Line ends to put into lines that hold several whole sections."""
    for line in lines:
        if len(line.text) < _MIN_LINE:
            continue
        indents = [(hit.start(), hit.end()) for hit in _INDENT.finditer(line.text)]
        # Where paragraphs kept their indents, these tell more than numbers do.
        if len(indents) > 2:
            for start, end in indents:
                yield Edit(line.start + start, line.start + end, "\n", "line_break")
        elif "一、" in line.text:
            yield from _cuts(line)


def _cuts(line: Line) -> Iterator[Edit]:
    text = line.text
    labels = _labels(text)
    sections = _in_order([place for place in labels if place[0] == "one"])
    if len(sections) < 2 or sections[-1][1] - sections[0][1] < _MIN_SECTION * (len(sections) - 1):
        return
    cuts = {start for _, start, _ in sections}
    for level in ("two", "three"):
        cuts.update(start for _, start, _ in _in_order([at for at in labels if at[0] == level]))
    for cut in sorted(cuts - {0}):
        before = text[max(cut - _NEAR, 0) : cut]
        blank = len(before) - len(before.rstrip())
        yield Edit(line.start + cut - blank, line.start + cut, "\n", "line_break")
    yield from _after_headings(line, sections)


def _labels(text: str) -> list[tuple[str, int, int]]:
    """(level, start, number) of labels that open a sentence or follow a bare heading."""
    found: list[tuple[str, int, int]] = []
    last_end = 0
    for hit in _LABEL.finditer(text):
        level = str(hit.lastgroup)
        written = hit[level]
        number = int(written) if level == "three" else _NUMERALS.get(written, 0)
        before = text[max(hit.start() - _NEAR, 0) : hit.start()]
        closed = before.rstrip()
        opens = not closed or closed[-1] in "。！？；：”）]】" or closed != before
        between = text[last_end : hit.start()]
        after_heading = bool(found) and len(between) < 40 and _HEADING.fullmatch(between.strip())
        if opens or after_heading:
            found.append((level, hit.start(), number))
            last_end = hit.end()
    return found


def _in_order(labels: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The labels that count on from 1, one by one; counting may start anew below a new heading."""
    kept: list[tuple[str, int, int]] = []
    for label in labels:
        follows = bool(kept) and label[2] == kept[-1][2] + 1
        if follows or (label[2] == 1 and (not kept or label[0] != "one")):
            kept.append(label)
    return kept


def _after_headings(line: Line, sections: list[tuple[str, int, int]]) -> Iterator[Edit]:
    """Blanks between a section's bare heading and its first paragraph become line ends."""
    for _, start, _ in sections:
        label = _LABEL.match(line.text, start)
        heading = _HEADING.match(line.text, label.end()) if label else None
        gap = _GAP.match(line.text, heading.end()) if heading else None
        if gap and not _LABEL.match(line.text, gap.end()):
            yield Edit(line.start + gap.start(), line.start + gap.end(), "\n", "line_break")
