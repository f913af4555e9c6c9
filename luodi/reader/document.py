"""What the reader gives back: one PlanDocument, whose spans all point into its repaired text.

Positions are counted in characters (Python string indices). What each field
means stands in docs/reference/reader-output.md; the same shape is published as `schema.json`.
"""

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal

from luodi.reader.offsets import OffsetMap
from luodi.reader.sources.source_text import SourceText

Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx"]
Basis = Literal["level", "increase", "decrease", "per_year"]
DocumentKind = Literal["plan", "measures", "notice", "draft", "news", "interpretation", "other"]
Role = Literal["lead", "support"]


@dataclass(frozen=True, slots=True)
class Repair:
    """`text[start:end]` is `after`; the original had `before` there. `confidence` is in 0..1.

    A repair with `alternatives` is uncertain: a person should look.
    """

    kind: str
    start: int
    end: int
    before: str
    after: str
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """Something the page lost for good: a blank, a hidden passage, a title without its body."""

    kind: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Region:
    """`adcode` is the code of GB/T 2260; `level` is national, province, city or county."""

    name: str
    adcode: str | None
    level: str | None


@dataclass(frozen=True, slots=True)
class Meta:
    """What the text says of itself. Dates are ISO 8601; `period` is (first year, last year)."""

    title: str | None = None
    kind: DocumentKind = "other"
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    region: Region | None = None
    issued_on: str | None = None
    period: tuple[int, int] | None = None
    consultation_closes: str | None = None
    based_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading; levels 1 to 4 are 一、 （一） 1. （1）, and `label` is in that form."""

    level: int
    label: str
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Target:
    """A commitment with a number, in `unit` as printed; a one-sided bound leaves the other None."""

    quote: str
    start: int
    end: int
    path: tuple[str, ...]
    by: int | None
    low: float | None
    high: float | None
    comparator: Comparator
    basis: Basis
    unit: str | None
    object: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure about the present or the past; `as_of` is YYYY[-MM[-DD]] where the text gives it."""

    quote: str
    start: int
    end: int
    as_of: str | None
    value: float
    unit: str | None
    object: str


@dataclass(frozen=True, slots=True)
class Responsible:
    """A body named after a task, as printed."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Task:
    """A lowest numbered item of the working parts; `start:end` is heading and body together."""

    path: tuple[str, ...]
    heading: str
    start: int
    end: int
    responsible: tuple[Responsible, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """An instrument, a sector or a system named in the text."""

    name: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A published plan, repaired and taken apart; nothing is live until a person confirms it."""

    source: str
    sha256: str
    format: str
    encoding: str | None
    text: str
    original: str = field(repr=False)
    offsets: OffsetMap = field(repr=False, compare=False)
    repairs: tuple[Repair, ...] = ()
    missing: tuple[Missing, ...] = ()
    meta: Meta = Meta()
    outline: tuple[Heading, ...] = ()
    targets: tuple[Target, ...] = ()
    facts: tuple[Fact, ...] = ()
    tasks: tuple[Task, ...] = ()
    instruments: tuple[Named, ...] = ()
    sectors: tuple[Named, ...] = ()
    systems: tuple[Named, ...] = ()
    file: SourceText | None = field(default=None, repr=False, compare=False)

    def byte_span(self, start: int, end: int) -> tuple[int, int] | None:
        """The bytes of the file behind `text[start:end]`; None where the text was extracted."""
        return self.file.byte_span(*self.offsets.origin(start, end)) if self.file else None

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; `offsets` are rows [start, end, from, to, exact]."""
        skip = {"original", "offsets", "file"}
        data = {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name not in skip}
        data["offsets"] = [list(piece) for piece in self.offsets.pieces]
        return data


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
