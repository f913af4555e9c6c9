"""Edits on a text that never lose the way back to the original.

A `Draft` is a text under repair: each pass of the reader hands it a list of edits, and the draft
keeps the offset map to the original and the list of repairs in step.
"""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple


class Piece(NamedTuple):
    """`text[start:end]` came from `original[origin_start:origin_end]`, if `exact` one by one."""

    start: int
    end: int
    origin_start: int
    origin_end: int
    exact: bool


class Edit(NamedTuple):
    """Replace `text[start:end]` by `after`; `confidence` in 0..1, `alternatives` read otherwise."""

    start: int
    end: int
    after: str
    kind: str
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()


@dataclass(slots=True)
class Mark:
    """One recorded repair, in coordinates of the current text and of the original."""

    kind: str
    start: int
    end: int
    origin_start: int
    origin_end: int
    confidence: float
    alternatives: tuple[str, ...]


class OffsetMap:
    """Maps spans of a repaired text back to spans of its original, in characters of both."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = list(pieces)
        self._starts = [piece.start for piece in self.pieces]

    @classmethod
    def identity(cls, length: int) -> "OffsetMap":
        return cls([Piece(0, length, 0, length, True)] if length else [])

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The smallest span of the original behind `text[start:end]`; an empty one stays empty."""
        if not self.pieces:
            return 0, 0
        if start >= end:
            place = self._origin_of_start(start)
            return place, place
        return self._origin_of_start(start), self._origin_of_end(end)

    def _origin_of_start(self, position: int) -> int:
        start, end, origin_start, origin_end, exact = self.pieces[
            bisect_right(self._starts, position) - 1
        ]
        if position >= end:
            return origin_end
        return origin_start + position - start if exact else origin_start

    def _origin_of_end(self, position: int) -> int:
        start, end, origin_start, origin_end, exact = self.pieces[
            bisect_left(self._starts, position) - 1
        ]
        return origin_start + position - start if exact and position < end else origin_end

    def edited(self, edits: Sequence[Edit]) -> "OffsetMap":
        """The map after sorted, disjoint `edits` of the current text."""
        pieces: list[Piece] = []
        shift = position = 0
        for edit in edits:
            self._keep(position, edit.start, shift, pieces)
            if edit.after:
                self._replace(edit, shift, pieces)
            shift += len(edit.after) - (edit.end - edit.start)
            position = edit.end
        self._keep(position, self.pieces[-1].end if self.pieces else 0, shift, pieces)
        return OffsetMap(pieces)

    def _replace(self, edit: Edit, shift: int, pieces: list[Piece]) -> None:
        first, last = self.origin(edit.start, edit.end)
        start = edit.start + shift
        same_length = len(edit.after) == edit.end - edit.start == last - first
        _append(pieces, Piece(start, start + len(edit.after), first, last, same_length))

    def _keep(self, start: int, end: int, shift: int, pieces: list[Piece]) -> None:
        if start >= end:
            return
        index = bisect_right(self._starts, start) - 1
        while start < end:
            piece = self.pieces[index]
            stop = min(end, piece.end)
            if piece.exact:
                offset = piece.origin_start - piece.start
                kept = Piece(start + shift, stop + shift, start + offset, stop + offset, True)
            else:
                kept = Piece(
                    start + shift, stop + shift, piece.origin_start, piece.origin_end, False
                )
            _append(pieces, kept)
            start, index = stop, index + 1


def _append(pieces: list[Piece], piece: Piece) -> None:
    """Adds a piece, joined to the last one where both are exact and run on."""
    if pieces and piece.exact and pieces[-1].exact and pieces[-1].origin_end == piece.origin_start:
        last = pieces.pop()
        piece = Piece(last.start, piece.end, last.origin_start, piece.origin_end, True)
    pieces.append(piece)


class Draft:
    """A text under repair with its way back to `original`.

    >>> draft = Draft("發(fā)展")
    >>> draft.apply([Edit(1, 5, "", "gloss")])
    >>> draft.apply([Edit(0, 1, "发", "traditional")])
    >>> draft.text, draft.map.origin(0, 2)
    ('发展', (0, 6))
    """

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original
        self.map = OffsetMap.identity(len(original))
        self.marks: list[Mark] = []

    def apply(self, edits: Iterable[Edit]) -> None:
        """Carries out edits of the current text, in any order; they must not overlap."""
        ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
        if not ordered:
            return
        for left, right in pairwise(ordered):
            if right.start < left.end:
                raise ValueError(f"edits overlap: {left} and {right}")
        fresh = [self._mark(edit) for edit in ordered]
        self._splice(ordered)
        self._move_marks(ordered)
        shift = 0
        for mark, edit in zip(fresh, ordered, strict=True):
            mark.start, mark.end = edit.start + shift, edit.start + shift + len(edit.after)
            shift += len(edit.after) - (edit.end - edit.start)
        self.marks.extend(fresh)

    def _mark(self, edit: Edit) -> Mark:
        first, last = self.map.origin(edit.start, edit.end)
        return Mark(
            edit.kind, edit.start, edit.end, first, last, edit.confidence, edit.alternatives
        )

    def _splice(self, edits: list[Edit]) -> None:
        parts: list[str] = []
        position = 0
        for edit in edits:
            parts += (self.text[position : edit.start], edit.after)
            position = edit.end
        parts.append(self.text[position:])
        self.map = self.map.edited(edits)
        self.text = "".join(parts)

    def _move_marks(self, edits: list[Edit]) -> None:
        if not self.marks:
            return
        ends = [edit.end for edit in edits]
        shifts = [0]
        for edit in edits:
            shifts.append(shifts[-1] + len(edit.after) - (edit.end - edit.start))
        # One past the text, so that every position has an edit after it.
        starts = [*(edit.start for edit in edits), sys.maxsize]

        def moved(position: int, *, is_end: bool) -> int:
            before = bisect_right(ends, position)
            if starts[before] < position:
                inside = edits[before]
                return inside.start + shifts[before] + (len(inside.after) if is_end else 0)
            return position + shifts[before]

        for mark in self.marks:
            mark.start, mark.end = moved(mark.start, is_end=False), moved(mark.end, is_end=True)
            mark.end = max(mark.start, mark.end)
