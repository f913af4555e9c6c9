"""How a reading becomes rows and pages: pure functions over the reader's document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from luodi.plans.errors import MisplacedQuote
from luodi.reader.document import Meta, PlanDocument

__all__ = [
    "ClauseSpan",
    "Paragraph",
    "Passage",
    "Span",
    "Token",
    "bounds",
    "check_anchors",
    "clause_at",
    "clause_spans",
    "document_key",
    "full_date",
    "passages",
    "surroundings",
    "tokens",
]

# A report or an explanation of a plan is not a version of it, whatever title it prints.
WORKS = {"plan", "measures", "notice", "draft"}
# What may stand round a heading on a line of its own.
BLANK = " \t\u3000。"
SIGNS = {"eq": "", "ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}


@dataclass(frozen=True, slots=True)
class ClauseSpan:
    """A clause with all that stands under it; `path` holds the labels from level 1 down."""

    level: int
    path: tuple[str, ...]
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text to mark: `kind` and `key` name it on the page, `number` is shown."""

    start: int
    end: int
    kind: str
    key: int
    number: int


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of marked text: words, or an edge of a span; `whole` unless the span was cut."""

    text: str = ""
    opens: Span | None = None
    closes: Span | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text from `start`; a `heading` line holds a number and heading alone."""

    start: int
    tokens: list[Token]
    heading: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands in a clause before the next heading of any level."""

    position: int
    level: int
    paragraphs: list[Paragraph]


def document_key(meta: Meta, file_hash: str) -> str:
    """What makes two files versions of one plan: the title, region and issuers that they print."""
    if not meta.title or meta.kind not in WORKS:
        return file_hash
    region = meta.region.name if meta.region else ""
    return sha256("\n".join((meta.title, region, *sorted(meta.issuers))).encode()).hexdigest()


def full_date(value: str | None) -> date | None:
    """A whole ISO date; a year or a month alone stays in the reading and is no date.

    >>> full_date("2026-03-01"), full_date("2026-03")
    (datetime.date(2026, 3, 1), None)
    """
    try:
        return date.fromisoformat(value) if value and len(value) == 10 else None
    except ValueError:
        return None


def clause_spans(document: PlanDocument) -> list[ClauseSpan]:
    """The clauses in order: level 0, the words before any number, then each heading's stretch."""
    outline = sorted(document.outline, key=lambda heading: heading.start)
    first = outline[0].start if outline else len(document.text)
    spans = [ClauseSpan(0, (), "", 0, first)]
    open_labels: list[tuple[int, str]] = []
    for position, heading in enumerate(outline):
        following = (
            later.start for later in outline[position + 1 :] if later.level <= heading.level
        )
        end = next(following, len(document.text))
        open_labels = [entry for entry in open_labels if entry[0] < heading.level]
        open_labels.append((heading.level, heading.label))
        path = tuple(label for _, label in open_labels)
        spans.append(ClauseSpan(heading.level, path, heading.heading, heading.start, end))
    return spans


def clause_at(clauses: Sequence[ClauseSpan], start: int) -> int:
    """The index of the innermost clause that holds a position: the last to begin by there."""
    holding = (index for index, clause in enumerate(clauses) if clause.start <= start)
    return max(holding, default=0)


def check_anchors(document: PlanDocument) -> None:
    """Every item lies inside the text and says what it quotes; MisplacedQuote otherwise."""
    quoted = [(item.start, item.end, item.quote) for item in document.targets]
    quoted += [(item.start, item.end, item.name) for item in document.instruments]
    quoted += [(t.start, t.end, document.text[t.start : t.end]) for t in document.tasks]
    for start, end, quote in quoted:
        if not 0 <= start < end <= len(document.text) or document.text[start:end] != quote:
            raise MisplacedQuote(source=document.source, quote=quote, start=start, end=end)


def bounds(low: float | None, high: float | None, comparator: str) -> str:
    """A target's value for print, without its unit.

    >>> bounds(2, 3, "eq"), bounds(1000, None, "ge"), bounds(5, 5, "approx")
    ('2–3', '≥ 1,000', '≈ 5')
    """
    values = [_number(value) for value in (low, high) if value is not None]
    return SIGNS[comparator] + "–".join(dict.fromkeys(values))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


def surroundings(text: str, start: int, end: int, *, reach: int = 40) -> tuple[str, str, str]:
    """A span with so many characters of its own line on either side at most.

    >>> surroundings("甲\n到2027年，应用普及率达到70%。", 8, 13, reach=6)
    ('2027年，', '应用普及率', '达到70%。')
    """
    before = text[max(start - reach, 0) : start].rpartition("\n")[2]
    after = text[end : end + reach].partition("\n")[0]
    return before, text[start:end], after


def passages(
    text: str, clauses: Sequence[ClauseSpan], headings: Sequence[Span], spans: Sequence[Span]
) -> list[Passage]:
    """The text for print, clause by clause and line by line; all spans are of the whole text."""
    found = []
    for position, clause in enumerate(clauses):
        last = position + 1 == len(clauses)
        end = len(text) if last else clauses[position + 1].start
        inside = [
            span for span in (*headings, *spans) if span.start < end and span.end >= clause.start
        ]
        lines = [_paragraph(text, a, b, inside) for a, b in _lines(text, clause.start, end)]
        found.append(Passage(position, clause.level, lines))
    return found


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the lines of `text[start:end]`, blank ones left out."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            yield start, stop
        start = stop + 1


def _paragraph(text: str, start: int, end: int, spans: Sequence[Span]) -> Paragraph:
    headings = [s for s in spans if s.kind == "heading" and start <= s.start and s.end <= end]
    line = text[start:end].strip(BLANK)
    alone = [s for s in headings if text[s.start : s.end].strip(BLANK) == line]
    rest = [s for s in spans if s not in alone]
    return Paragraph(start, list(tokens(text, start, end, rest)), heading=bool(alone))


def tokens(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Token]:
    """`text[start:end]` cut at the edges of the spans that touch it, properly nested.

    A span that crosses another, or begins or ends outside, is cut.
    """
    touching = [
        s for s in spans if (s.start < end and s.end > start) or start <= s.start == s.end <= end
    ]
    starts = sorted(touching, key=lambda span: (span.start, -span.end, span.kind, span.key))
    edges = sorted(
        {start, end, *(min(max(p, start), end) for s in touching for p in (s.start, s.end))}
    )
    stack: list[Span] = []
    position = start
    for edge in edges:
        if edge > position:
            yield Token(text=text[position:edge])
            position = edge
        yield from _closed(stack, min(edge, end), at_end=edge == end)
        while starts and max(starts[0].start, start) == edge:
            span = starts.pop(0)
            yield Token(opens=span, whole=span.start >= start)
            if span.start == span.end:
                yield Token(closes=span)
            else:
                stack.append(span)


def _closed(stack: list[Span], edge: int, *, at_end: bool) -> Iterator[Token]:
    """Closes what ends here, with what lies inside it, and opens the rest of that again."""
    ending = [i for i, span in enumerate(stack) if span.end <= edge or at_end]
    if not ending:
        return
    lowest = ending[0]
    reopened: list[Span] = []
    for span in reversed(stack[lowest:]):
        yield Token(closes=span, whole=span.end <= edge)
        if span.end > edge and not at_end:
            reopened.insert(0, span)
    del stack[lowest:]
    for span in reopened:
        yield Token(opens=span, whole=False)
        stack.append(span)
