"""How likely a character is after the two before it, in Chinese policy prose and newspapers."""

import struct
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log
from string import ascii_letters, digits

from luodi.reader.language.computed import Computed

_HEADER = struct.Struct("<4sIII")
_MARKS = str.maketrans(
    ",:;()!?[]【】" + digits + ascii_letters,
    "，：；（）！？（）（）" + "0" * len(digits) + "a" * len(ascii_letters),
)
# Tenths of a nat for a character that the alphabet does not hold.
_UNKNOWN = 160
_EVERYDAY = 115
_NUMBER_BITS = 15
# Contexts kept at hand; a plan uses some thousand.
_KEPT_CONTEXTS = 16_384


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
        self.after = lru_cache(_KEPT_CONTEXTS)(self._after)
        self._successors: Computed[int, dict[int, int]] = Computed(self._pairs_of)

    def cost(self, triple: str) -> float:
        """The cost of the third character after the first two."""
        return self.after(triple[:2])(triple[2])

    def everyday(self) -> str:
        """The characters that make up all but a thousandth of the text."""
        return "".join(c for c, i in self._number.items() if self._one[i - 1] < _EVERYDAY)

    def _after(self, context: str) -> Callable[[str], float]:
        """The cost of a character after the two of `context`."""
        first, second = (self._number.get(char, 0) for char in context)
        triples = self._rows(self._triples, self._three, first << _NUMBER_BITS | second)
        pairs, place = self._successors[second], self._pair_place(first, second)
        longer = 0 if place is None else self._left2[place]
        shorter = longer + (self._left[second - 1] if second else 0)
        number, one = self._number, self._one

        def cost(char: str) -> float:
            third = number.get(char, 0)
            if not third:
                return _UNKNOWN / 10
            known = triples.get(third)
            if known is None:
                known = pairs.get(third)
                known = one[third - 1] + shorter if known is None else known + longer
            return known / 10

        return cost

    def _pairs_of(self, second: int) -> dict[int, int]:
        return self._rows(self._pairs, self._two, second)

    @staticmethod
    def _rows(keys: "array[int]", costs: bytes, context: int) -> dict[int, int]:
        """What follows `context` in a sorted table, with its costs."""
        start = bisect_left(keys, context << _NUMBER_BITS)
        end = bisect_left(keys, (context + 1) << _NUMBER_BITS, start)
        mask = (1 << _NUMBER_BITS) - 1
        return {key & mask: cost for key, cost in zip(keys[start:end], costs[start:end])}

    def _pair_place(self, first: int, second: int) -> int | None:
        key = first << _NUMBER_BITS | second
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
        # Costs by context (two characters), then by the character after it.
        self.after: Computed[str, Computed[str, float]] = Computed(self._after)

    def _after(self, context: str) -> Computed[str, float]:
        general, count = self._model.after(context), self._two.get(context, 0)
        own = self._three
        unseen = -log(1 - self._OWN * count / (count + 3))
        weight = self._OWN * count / (count + 1)

        def cost(char: str) -> float:
            seen = own.get(context + char, 0) if count else 0
            if not seen:
                return general(char) + unseen
            return -log((1 - weight) * exp(-general(char)) + weight * (seen / (count + 1)))

        return Computed(cost)

    def text_cost(self, text: str) -> float:
        """The cost of all of `text` but its first two characters, which are context."""
        after = self.after
        return sum(after[text[i : i + 2]][text[i + 2]] for i in range(len(text) - 2))
