"""Undoes the frame shift: GBK bytes that were cut at a false mark and decoded one byte late.

The mechanism and the search are explained in docs/explanation/repair.md.
"""

import re
from collections.abc import Mapping
from functools import cache, partial
from typing import NamedTuple

from luodi.reader.language.characters import DocumentModel, plain
from luodi.reader.language.computed import Computed
from luodi.reader.offsets import Draft, Edit
from luodi.reader.repair.frame_decoding import (
    KEPT_BEST,
    LOST,
    LOST_MARKS,
    Decoder,
    Reading,
    as_printed,
)
from luodi.reader.repair.glosses import LETTERS
from luodi.reader.repair.traditional import has_traditional, simplified

_LOST = re.compile(f"[{LOST}]")
# What stands right after a lost byte must not count as the document's own wording.
_RUN = re.compile(f"[{LOST}][^\n]{{0,24}}")
# A lost byte can start a run before a mark or before the rest of a gloss; many close by are noise.
_START = re.compile(
    f"(?P<noise>(?:[{LOST}][!,:;！，：；]?){{6,}}|(?:[{LOST}][^{LOST}\n]{{0,3}}){{12,}})"
    f"|[{LOST}](?=[!,:;?！，：；？]|[{LETTERS}]{{1,8}}[)）])"
)
# However bad the text, the search stays linear.
_FEWEST_TRIES, _CHARACTERS_A_TRY, _MOST_MISSES = 300, 500, 60
_STOP = re.compile(f"[{LOST}\n]")
_LEFT, _RIGHT = 60, 24
_CHAINED = 12
# Nats by which a reading must beat the next one, and the page as it stands.
_SURE, _SURE_A_LOSS = 3.0, 1.0
_BETTER_THAN_KEPT = 6.0
# Nats a character; a reading over this is as odd as the garbage it would replace.
_TOO_ODD = 8.5
# Nats a character under which the next characters are in step.
_WELL, _SAMPLE = 4.0, 12
_OTHER_SCRIPT = 4.0
_ALTERNATIVES = 3
# Nats for a closing mark without its opening one, or an opening one inside another or left open.
_UNBALANCED = 3.0
_DEEPEST = 4
_OPENING = {"“": "”", "《": "》", "（": "）"}


def realign(draft: Draft) -> None:
    """Decodes every run that is out of step; runs without a clear reading are flagged or kept."""
    if _LOST.search(draft.text) and (search := _Search(draft.text)):
        draft.apply(search.edits())


class _Candidate(NamedTuple):
    cost: float
    reading: Reading
    shown: str


class _Search:
    def __init__(self, text: str) -> None:
        self._text = text
        self._model = DocumentModel(simplified(as_printed(_RUN.sub("", text))))
        self._decoder = Decoder(text, self._model, _all_shown(has_traditional(text)))
        self._open = ""

    def edits(self) -> list[Edit]:
        edits: list[Edit] = []
        position = misses = 0
        tries = _FEWEST_TRIES + len(self._text) // _CHARACTERS_A_TRY
        while tries and misses < _MOST_MISSES and (match := _START.search(self._text, position)):
            position = match.end()
            if match.lastgroup == "noise":
                continue
            edit = self._edit(match.start(), edits[-1] if edits else None)
            tries, misses = tries - 1, misses + 1
            if edit:
                edits.append(edit)
                position, misses = edit.end, 0
        return edits

    def _edit(self, place: int, last: Edit | None) -> Edit | None:
        left = self._left(place, last)
        if self._reads_well(place):
            return None
        self._open = self._opened(place, last)
        ended = self._decoded(place, [Reading(0.0, "", left, None)])
        for end, stopped in self._stopped(ended).items():
            ended += self._decoded(end, stopped)
        return self._chosen(place, left, ended) if ended else None

    def _reads_well(self, place: int) -> bool:
        """What follows is prose in step: the mark is a true question mark."""
        following = simplified(as_printed(self._text[place + 1 : place + 2 * _SAMPLE]))
        following = following.partition("\n")[0][:_SAMPLE]
        cost = self._model.text_cost("\n" + following)
        return len(following) == _SAMPLE and cost < _WELL * (_SAMPLE - 1)

    def _decoded(self, place: int, before: list[Reading]) -> list[Reading]:
        ended: list[Reading] = []
        for begun in self._decoder.started(before, place):
            if begun:
                ended += self._decoder.finished(begun, begun[0].end)
        return ended

    def _stopped(self, ended: list[Reading]) -> dict[int, list[Reading]]:
        """The best readings that end right before a lost byte, by place: one run broken in two."""
        stopped = sorted(r for r in ended if self._text[r.end : r.end + 1] in LOST_MARKS)
        places: dict[int, list[Reading]] = {}
        for reading in stopped[:_CHAINED]:
            places.setdefault(reading.end, []).append(reading)
        return places

    def _left(self, place: int, last: Edit | None) -> str:
        """What stands before, with the last run already read."""
        start = max(0, place - _LEFT, last.end if last else 0)
        before = self._text[start:place].rpartition("\n")[2]
        if last and place - last.end < 2:
            before = last.after + before
        return ("\n\n" + simplified(as_printed(before)))[-2:]

    def _chosen(self, place: int, left: str, ended: list[Reading]) -> Edit | None:
        horizon = self._horizon(max(reading.end for reading in ended))
        ranked = self._ranked(ended, horizon)
        best = ranked[0]
        kept = self._kept(place, left, horizon)
        length = len(best.shown) + 1
        if kept - best.cost < _BETTER_THAN_KEPT or best.cost / length > _TOO_ODD:
            return None
        rivals = [c for c in ranked[1:] if c.shown != best.shown]
        margin = rivals[0].cost - best.cost if rivals else 99.0
        sure = margin >= _SURE + _SURE_A_LOSS * best.reading.lost and not best.reading.doubtful
        others = dict.fromkeys(_plain_reading(c.reading) for c in rivals[:_ALTERNATIVES])
        alternatives = () if sure else tuple(others) or (self._text[place : best.reading.end],)
        confidence = round(1 / (1 + 2.718 ** -min(margin, 20.0)), 3)
        after = best.reading.text
        return Edit(place, best.reading.end, after, "frame_shift", confidence, alternatives)

    def _horizon(self, end: int) -> int:
        """How far the readings are compared: some characters on, within the line."""
        stop = min(len(self._text), end + _RIGHT)
        match = _STOP.search(self._text, end, stop)
        return match.start() if match else stop

    def _tail(self, start: int, horizon: int) -> str:
        ends_line = self._text[horizon : horizon + 1] in ("", "\n")
        return simplified(as_printed(self._text[start:horizon])) + "\n" * ends_line

    def _ranked(self, ended: list[Reading], horizon: int) -> list[_Candidate]:
        best: dict[int, list[Reading]] = {}
        for reading in sorted(ended):
            group = best.setdefault(reading.end, [])
            if len(group) < KEPT_BEST:
                group.append(reading)
        ranked = []
        for end, group in best.items():
            for reading in group:
                tail = self._tail_after(reading, end, horizon)
                cost = reading.cost + self._model.text_cost(reading.context + tail)
                shown = _plain_reading(reading) + tail
                cost += _UNBALANCED * self._imbalance(shown, horizon)
                ranked.append(_Candidate(cost, reading, shown))
        return sorted(ranked, key=lambda candidate: candidate.cost)

    def _opened(self, place: int, last: Edit | None) -> str:
        """The opening marks of the line that are not closed before `place`."""
        start = self._text.rfind("\n", 0, place) + 1
        before = self._text[start:place]
        if last and start < last.end <= place:
            before = self._open + last.after + self._text[last.end : place]
        return _still_open(before)[0]

    def _imbalance(self, shown: str, horizon: int) -> int:
        still, wrong = _still_open(self._open + shown)
        is_line_end = self._text[horizon : horizon + 1] in ("", "\n")
        return wrong + (is_line_end and bool(still))

    def _tail_after(self, reading: Reading, end: int, horizon: int) -> str:
        if reading.text.endswith("("):
            # The bracket that was given back belongs to the gloss that follows.
            return simplified(as_printed("(" + self._text[end:horizon]))
        return self._tail(end, horizon)

    def _kept(self, place: int, left: str, horizon: int) -> float:
        return self._model.text_cost(left + self._tail(place, horizon))


def _plain_reading(reading: Reading) -> str:
    """What a reading restores, without the bracket of the gloss after it."""
    return simplified(reading.text.removesuffix("("))


def _still_open(text: str) -> tuple[str, int]:
    """The opening marks that stay open, and how many marks have no place."""
    stack, wrong = "", 0
    for char in text:
        if char in _OPENING:
            wrong += char in stack
            stack = stack[-_DEEPEST:] + char
        elif char in _OPENING.values():
            if stack and _OPENING[stack[-1]] == char:
                stack = stack[:-1]
            else:
                wrong += 1
    return stack, wrong


@cache
def _all_shown(is_traditional: bool) -> Mapping[str, tuple[str, float]]:
    return Computed(partial(_shown, is_traditional=is_traditional))


def _shown(char: str, is_traditional: bool) -> tuple[str, float]:
    """A character as the model reads it, and what it costs to stand in such a text."""
    shown = plain(simplified(char))
    if is_traditional:
        odd = shown == char and char in _simplified_only()
    else:
        odd = shown != char and not char.isascii()
    return shown, _OTHER_SCRIPT if odd else 0.0


@cache
def _simplified_only() -> frozenset[str]:
    from opencc import OpenCC

    convert = OpenCC("s2t").convert
    chars = map(chr, range(0x4E00, 0xA000))
    return frozenset(char for char in chars if convert(char) != char)
