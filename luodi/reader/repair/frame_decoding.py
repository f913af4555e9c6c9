"""Reads a stretch of GBK bytes that was decoded one byte late, keeping the likeliest readings.

A reading carries its cost, what it restores, and the byte still waiting for its partner.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from math import inf
from typing import NamedTuple

from luodi.reader.language.characters import DocumentModel, plain
from luodi.reader.language.computed import Computed
from luodi.reader.language.readings import readings
from luodi.reader.repair.gbk import (
    FIRST_TRAIL,
    NO_PARTNER,
    before_nothing,
    character,
    everyday,
    pair_of,
    with_lead,
    with_trail,
)
from luodi.reader.repair.glosses import LETTERS

LOST = "?\ufffd"
LOST_MARKS = frozenset(LOST)
# Full-width marks at which the pages were cut, by the ASCII form a clean-up gave them.
CUT_BYTES = {"!": 0xA1, ",": 0xAC, ":": 0xBA, ";": 0xBB, "?": 0xBF} | {
    "！": 0xA1, "，": 0xAC, "：": 0xBA, "；": 0xBB, "？": 0xBF,
}  # fmt: skip
_CUT_LEAD = 0xA3
_GLOSS_REST = re.compile(rf"([{LETTERS}]{{1,8}})[)）]")
_GLOSS = re.compile(rf"[(（]([{LETTERS}]{{1,8}})[)）]")
_GLOSSED = re.compile(rf"[㐀-鿿][(（]([{LETTERS}]{{1,8}})[)）]")
_TAG_REST = re.compile(r"/?[a-z]{1,10}[0-9]?\s?/?>")
_YEAR_REST = re.compile(r"0\d\d(?=[年—~～\-－])")
_CLOSED = re.compile(r"[^()（）\n]{1,40}[)）]")
_CLOSED_SQUARE = re.compile(r"[^\[\]\n]{1,60}\]")
# Runs of the sites end at the next gloss or mark; no prose goes on for longer without one.
_LONGEST_RUN, _MOST_LOSSES = 100, 4
_BEAM = 60
_BEAM_AT_LOSS = 12
_BEAM_AT_TWO_LOSSES = 4
# Nats behind the best reading, and nats a character, at which a reading is given up.
_BEHIND = 12.0
_HOPELESS = 12.0
# Of the readings that end at one place, only so many are ever compared.
KEPT_BEST = 12
# Answers of the byte tables that are kept at hand.
_KEPT_ROWS = 2048
# Costs in nats of events that are rarer than a plain cut: a byte of unknown kind was eaten, or a
# pair that stands for nothing took two bytes along.
_EATEN_UNKNOWN = 5.0
_EATEN_PAIR = 1.0
# Two lost marks in a row: with such a trail byte the first would have made a common character.
_SHOWN_PAIR = 3.0
# A character that the page glosses elsewhere stands without its gloss, or before another's.
_NO_GLOSS = 4.0
_WRONG_GLOSS = 8.0


class Reading(NamedTuple):
    """`context` is the last two characters as the model knows them.

    `pending` is the byte that waits for its partner; None when it was lost with `beside`.
    `lost` counts the characters that were put together from half of their bytes.
    """

    cost: float
    text: str
    context: str
    pending: int | None
    beside: int = 0
    end: int = -1
    doubtful: bool = False
    lost: int = 0

    @property
    def waiting(self) -> tuple[int | None, int]:
        return self.pending, self.beside


class _Way(NamedTuple):
    """One way on: `char` after `reading`, put together with a trail or next lead byte."""

    cost: float
    reading: Reading
    byte: int
    char: str
    shown: str


class _Event(NamedTuple):
    """What lost or kept the bytes: its cost, the gloss that follows, a second mark after it."""

    cost: float = 0.0
    gloss: str = ""
    twice: bool = False


_NOTHING = _Event()


class Decoder:
    """Decodes from a place in `text`.

    `shown[char]` is a character as the model reads it, and what it costs to stand in this text.
    """

    def __init__(
        self, text: str, model: DocumentModel, shown: Mapping[str, tuple[str, float]]
    ) -> None:
        self._text = text
        self._model = model
        self._shown = shown
        # The sites gloss a character everywhere or nowhere.
        self._glossed = {m[0][0] for m in _GLOSSED.finditer(text) if _fits(m[0][0], m[1])}
        self._gloss_costs: Computed[str, Computed[str, float]] = Computed(self._costs_before)

    def started(self, before: list[Reading], position: int) -> Iterator[list[Reading]]:
        """Readings of the mark at `position` that go on after those before; `end`: runs begin."""
        text = self._text
        gloss = _GLOSS_REST.match(text, position + 1)
        pair = pair_of(text[position - 1]) if position else None
        if gloss and pair:
            leads = [trail for trail, char in with_lead(pair[1]) if _fits(char, gloss[1])]
            end = gloss.end()
            yield [one._replace(pending=lead, end=end) for one in before for lead in leads]
        mark = text[position + 1 : position + 2]
        if mark and mark in CUT_BYTES:
            sound = [one._replace(doubtful=False) for one in before]
            ways = self._ways(sound, lambda _: with_trail(_CUT_LEAD), _BEAM)
            yield [self._grown(way, CUT_BYTES[mark], end=position + 2) for way in ways]

    def _grown(
        self, way: _Way, pending: int | None = None, end: int = -1, *, beside: int = 0
    ) -> Reading:
        before = way.reading
        text, context = before.text + way.char, before.context[1:] + way.shown
        lost = before.lost + (beside > 0)
        return Reading(way.cost, text, context, pending, beside, end, before.doubtful, lost)

    def _ways(
        self,
        live: Iterable[Reading],
        rows: Callable[[Reading], Iterable[tuple[int, str]]],
        most: int,
        event: _Event = _NOTHING,
    ) -> list[_Way]:
        """The `most` cheapest ways on with the (byte, character) of `rows`; `live` is sorted."""
        found: list[_Way] = []
        limit, gloss_costs = inf, self._gloss_costs[event.gloss]
        after, all_shown = self._model.after, self._shown
        for reading in live:
            cost_before = reading.cost + event.cost
            if cost_before > limit:
                break
            cost_after = after[reading.context]
            for byte, char in rows(reading):
                shown, cost = all_shown[char]
                cost += cost_before + gloss_costs[char]
                if event.twice and 0xB0 <= byte <= 0xF7:
                    cost += _SHOWN_PAIR
                if cost <= limit:
                    cost += cost_after(shown)
                    found.append(_Way(cost, reading, byte, char, shown))
            if len(found) > most:
                found = sorted(found)[:most]
                limit = found[-1].cost
        return sorted(found)

    def _costs_before(self, gloss: str) -> Computed[str, float]:
        """What characters cost that stand before `gloss`; it is empty where there is none."""
        if gloss:
            return Computed(lambda char: 0.0 if _fits(char, gloss) else _WRONG_GLOSS)
        return Computed(lambda char: _NO_GLOSS if char in self._glossed else 0.0)

    def finished(self, readings_: list[Reading], position: int) -> list[Reading]:
        """All readings that fall back into step, each with the `end` where it does."""
        done: list[Reading] = []
        live, losses = sorted(readings_), 0
        stop = min(len(self._text), position + _LONGEST_RUN)
        while live and position < stop and live[0].cost < _HOPELESS * (2 + len(live[0].text)):
            char = self._text[position]
            if char in LOST:
                live = _best(live, _BEAM_AT_LOSS)
                losses += 1
                done += self._ends(_narrowed(live, _BEAM_AT_TWO_LOSSES), position)
                if losses > _MOST_LOSSES:
                    break
                live = self._losses(_narrowed(live, _BEAM_AT_TWO_LOSSES))
            elif skipped := self._skipped_gloss(position):
                position = skipped
                continue
            elif char not in CUT_BYTES and ord(char) < 0x80:
                done += self._letter(_narrowed(live, _BEAM_AT_LOSS), char, position)
                break
            else:
                live, letters = self._paired(_narrowed(live, _BEAM_AT_LOSS), char, position)
                done += letters
            position += 1
            live = _best(live, _BEAM)
        return done

    def _skipped_gloss(self, position: int) -> int | None:
        """A gloss on a pair that only looks like a character; its end."""
        match = _GLOSS.match(self._text, position)
        if match and position and _fits(self._text[position - 1], match[1]):
            return match.end()
        return None

    def _letter(self, live: list[Reading], char: str, position: int) -> Iterator[Reading]:
        if ord(char) < FIRST_TRAIL:
            return
        match = _GLOSS.match(self._text, position + 1)
        event, trail = _Event(gloss=match[1] if match else ""), ord(char)
        for way in self._ways(live, lambda r: _wholes(*r.waiting, trail), KEPT_BEST, event):
            yield self._grown(way, end=position + 1)

    def _paired(
        self, live: list[Reading], char: str, position: int
    ) -> tuple[list[Reading], list[Reading]]:
        pair = bytes((_CUT_LEAD, CUT_BYTES[char])) if char in CUT_BYTES else pair_of(char)
        if pair is None:
            return [], []
        trail, lead = pair
        ways = self._ways(live, lambda r: _wholes(*r.waiting, trail), _BEAM)
        if lead > 0x80:
            return [self._grown(way, lead) for way in ways], []
        after = self._ways([self._grown(way) for way in ways], lambda _: ((0, chr(lead)),), _BEAM)
        return [], [self._grown(way, end=position + 1) for way in after]

    def _losses(self, live: list[Reading]) -> list[Reading]:
        """The mark stands for a pair without a character: both bytes are lost, the run goes on."""
        event = _Event(_EATEN_PAIR)
        ways = self._ways(live, lambda r: _any_trail(*r.waiting), _BEAM, event)
        return [self._grown(way, beside=way.byte) for way in ways]

    def _ends(self, live: list[Reading], position: int) -> Iterator[Reading]:
        """The mark stands for a trail byte that took one ASCII character along."""
        eaten, end, cost, syllable = self._eaten(position)
        # Two lost marks in a row are explained only when a run starts at the second.
        event = _Event(cost, syllable, self._text[end : end + 1] in LOST_MARKS)
        doubtful = cost > 0 or event.twice
        if cost and not syllable:
            live = [reading for reading in live if reading.pending is not None]
        for way in self._ways(live, lambda r: _read_so(*r.waiting, syllable), KEPT_BEST, event):
            after = self._grown(way, end=end)
            if eaten or doubtful:
                after = after._replace(text=after.text + eaten, doubtful=doubtful)
            yield after

    def _eaten(self, position: int) -> tuple[str, int, float, str]:
        """What the mark at `position` swallowed: (text to give back, end, cost, syllable)."""
        text, after = self._text, position + 1
        if gloss := _GLOSS_REST.match(text, after):
            return "(", after, 0.0, gloss[1]
        if tag := _TAG_REST.match(text, after):
            return "", tag.end(), 0.0, ""
        following = text[after : after + 1]
        if following in CUT_BYTES or following in LOST or following in ("", "\n"):
            return "", after, 0.0, ""
        if _YEAR_REST.match(text, after):
            return "2", after, 0.0, ""
        if _CLOSED.match(text, after):
            return "(", after, 1.0, ""
        if _CLOSED_SQUARE.match(text, after):
            return "[", after, 1.0, ""
        if following.isdigit():
            return "?", after, _EATEN_UNKNOWN, ""
        return "", after, _EATEN_UNKNOWN, ""


def _best(live: list[Reading], most: int) -> list[Reading]:
    live = sorted(live)[:most]
    return [reading for reading in live if reading.cost < live[0].cost + _BEHIND]


def _narrowed(live: list[Reading], most: int) -> list[Reading]:
    """Fewer readings where the next step has hundreds of ways to go on."""
    return live[:most] if live and live[0].pending is None else live


@lru_cache(_KEPT_ROWS)
def _wholes(pending: int | None, beside: int, trail: int) -> tuple[tuple[int, str], ...]:
    """The characters that the pending byte and `trail` can make, each with its lead byte."""
    if pending is None:
        rows = with_trail(trail)
        return tuple(row for row in rows if character(beside, row[0]) is None)
    whole = character(pending, trail)
    return ((pending, whole),) if whole else ()


@lru_cache(_KEPT_ROWS)
def _any_trail(pending: int | None, beside: int) -> tuple[tuple[int, str], ...]:
    """(trail byte, character) that a reading can go on with before a pair without a character."""
    if pending is not None:
        return tuple(row for row in with_lead(pending) if row[0] in NO_PARTNER)
    return tuple(row[1:] for row in before_nothing() if character(beside, row[0]) is None)


@lru_cache(_KEPT_ROWS)
def _read_so(pending: int | None, beside: int, syllable: str) -> tuple[tuple[int, str], ...]:
    """(trail byte, character) that a reading can end with; `syllable` is empty when unknown."""
    if pending is not None:
        rows = with_lead(pending)
        return rows if not syllable else tuple(row for row in rows if _fits(row[1], syllable))
    if not syllable:
        return tuple(row[1:] for row in everyday() if character(beside, row[0]) is None)
    pairs = ((pair_of(char), char) for char in readings().characters(syllable))
    return tuple((p[1], char) for p, char in pairs if p and character(beside, p[0]) is None)


def _fits(char: str, syllable: str) -> float:
    return readings().fits(char, syllable)


def as_printed(text: str) -> str:
    """Text in step, as the model reads it: glosses out, one class for digits and letters."""
    return plain(_GLOSS.sub("", text))
