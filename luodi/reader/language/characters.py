"""How likely a character is after the two before it, in Chinese policy prose and newspapers."""

import struct
from array import array
from bisect import bisect_left
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log
from string import ascii_letters, digits

_HEADER = struct.Struct("<4sIII")
_MARKS = str.maketrans(
    ",:;()!?[]【】" + digits + ascii_letters,
    "，：；（）！？（）（）" + "0" * len(digits) + "a" * len(ascii_letters),
)
# Tenths of a nat for a character that the alphabet does not hold.
_UNKNOWN = 160
_EVERYDAY = 115


def plain(text: str) -> str:
    """Digits as 0, Latin letters as a, marks full-width: the classes the model knows."""
    return text.translate(_MARKS)


class CharacterModel:
    """Backed-off trigrams; costs are in nats, less is likelier."""

    def __init__(self, raw: bytes) -> None:
        _, size, pairs, triples = _HEADER.unpack_from(raw)
        place = _HEADER.size
        alphabet = raw[place : place + size].decode("utf-8")
        place += size
        self._number = {char: i + 1 for i, char in enumerate(alphabet)}
        self._one, self._left = (raw[place + i * len(alphabet) :] for i in (0, 1))
        place += 2 * len(alphabet)
        self._pairs = array("I", raw[place : place + 4 * pairs])
        place += 4 * pairs
        self._two, self._left2 = raw[place : place + pairs], raw[place + pairs : place + 2 * pairs]
        place += 2 * pairs
        self._triples = array("Q", raw[place : place + 8 * triples])
        self._three = raw[place + 8 * triples :]
        self._seen: dict[str, float] = {}

    def cost(self, triple: str) -> float:
        """The cost of the third character after the first two."""
        known = self._seen.get(triple)
        if known is None:
            known = self._seen[triple] = self._cost(triple) / 10
        return known

    def everyday(self) -> str:
        """The characters that make up all but a thousandth of the text."""
        return "".join(c for c, i in self._number.items() if self._one[i - 1] < _EVERYDAY)

    def _cost(self, triple: str) -> int:
        first, second, third = (self._number.get(char, 0) for char in triple)
        if not third:
            return _UNKNOWN
        key = first << 30 | second << 15 | third
        place = bisect_left(self._triples, key)
        if place < len(self._triples) and self._triples[place] == key:
            return self._three[place]
        shorter = self._pair_cost(second, third)
        context = self._pair_place(first, second)
        return shorter if context is None else shorter + self._left2[context]

    def _pair_cost(self, first: int, second: int) -> int:
        place = self._pair_place(first, second)
        if place is not None:
            return self._two[place]
        return self._one[second - 1] + (self._left[first - 1] if first else 0)

    def _pair_place(self, first: int, second: int) -> int | None:
        key = first << 15 | second
        place = bisect_left(self._pairs, key)
        return place if place < len(self._pairs) and self._pairs[place] == key else None


@cache
def character_model() -> CharacterModel:
    table = files("luodi.reader.language").joinpath("data/characters.bin")
    return CharacterModel(table.read_bytes())


class DocumentModel:
    """The character model, with what the document itself says elsewhere mixed in."""

    # How much of the probability the document's own pairs and triples get.
    _OWN = 0.25

    def __init__(self, text: str) -> None:
        text = plain(text)
        self._model = character_model()
        self._two = Counter(map("".join, pairwise(text)))
        self._three = Counter(map("".join, zip(text, text[1:], text[2:], strict=False)))
        self._seen: dict[str, float] = {}

    def cost(self, triple: str) -> float:
        known = self._seen.get(triple)
        if known is None:
            known = self._seen[triple] = self._cost(triple)
        return known

    def _cost(self, triple: str) -> float:
        general = self._model.cost(triple)
        seen, context = self._three.get(triple, 0), self._two.get(triple[:2], 0)
        if not seen:
            return general - log(1 - self._OWN * context / (context + 3))
        own = seen / (context + 1)
        weight = self._OWN * context / (context + 1)
        return -log((1 - weight) * exp(-general) + weight * own)

    def text_cost(self, text: str) -> float:
        """The cost of all of `text` but its first two characters, which are context."""
        cost = self.cost
        return sum(cost(text[i : i + 3]) for i in range(len(text) - 2))
