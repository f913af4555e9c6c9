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
        self._alphabet = "\0" + alphabet
        self._number = {char: i for i, char in enumerate(self._alphabet) if i}
        self._one = dict(zip(alphabet, raw[place:], strict=False))
        self._left = b"\0" + raw[place + len(alphabet) : place + 2 * len(alphabet)]
        place += 2 * len(alphabet)
        self._pairs = array("I", raw[place : place + 4 * pairs])
        place += 4 * pairs
        self._two, self._left2 = raw[place : place + pairs], raw[place + pairs : place + 2 * pairs]
        place += 2 * pairs
        self._triples = array("Q", raw[place : place + 8 * triples])
        self._three = raw[place + 8 * triples :]
        self._successors: Computed[int, dict[str, int]] = Computed(self._pairs_of)
        self.after = lru_cache(_KEPT_CONTEXTS)(self._after)

    def cost(self, triple: str) -> float:
        """The cost of the third character after the first two."""
        return self.after(triple[:2])(triple[2])

    def everyday(self) -> str:
        """The characters that make up all but a thousandth of the text."""
        return "".join(char for char, cost in self._one.items() if cost < _EVERYDAY)

    def _after(self, context: str) -> Callable[[str], float]:
        first, second = (self._number.get(char, 0) for char in context)
        key = first << _NUMBER_BITS | second
        place = bisect_left(self._pairs, key)
        is_known = place < len(self._pairs) and self._pairs[place] == key
        longer = self._left2[place] if is_known else 0
        triples = self._rows(self._triples, self._three, key) if is_known else {}
        shorter = longer + self._left[second]
        return _fall_back(triples, longer, self._successors[second], shorter, self._one)

    def _pairs_of(self, second: int) -> dict[str, int]:
        return self._rows(self._pairs, self._two, second)

    def _rows(self, keys: "array[int]", costs: bytes, context: int) -> dict[str, int]:
        """What follows `context` in a sorted table, with its costs."""
        start = bisect_left(keys, context << _NUMBER_BITS)
        end = bisect_left(keys, (context + 1) << _NUMBER_BITS, start)
        alphabet, mask = self._alphabet, (1 << _NUMBER_BITS) - 1
        rows = zip(keys[start:end], costs[start:end], strict=True)
        return {alphabet[key & mask]: cost for key, cost in rows}


def _fall_back(
    triples: dict[str, int],
    longer: int,
    pairs: dict[str, int],
    shorter: int,
    singles: dict[str, int],
) -> Callable[[str], float]:
    """The cost by triples, else by pairs and `longer`, else alone and `shorter`."""

    def cost(char: str) -> float:
        if char in triples:
            return triples[char] / 10
        if char in pairs:
            return (pairs[char] + longer) / 10
        return (singles[char] + shorter if char in singles else _UNKNOWN) / 10

    return cost


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
        # By the two characters before: the cost of the one after them.
        self.after: Computed[str, Callable[[str], float]] = Computed(self._after)

    def _after(self, context: str) -> Callable[[str], float]:
        general = self._model.after(context)
        count, own = self._two.get(context, 0), self._three
        if not count:
            return general
        unseen = -log(1 - self._OWN * count / (count + 3))
        weight = self._OWN * count / (count + 1)

        def cost(char: str) -> float:
            seen, known = own.get(context + char, 0), general(char)
            if not seen:
                return known + unseen
            return -log((1 - weight) * exp(-known) + weight * (seen / (count + 1)))

        return cost

    def text_cost(self, text: str) -> float:
        """The cost of all of `text` but its first two characters, which are context."""
        after = self.after
        return sum(after[text[i : i + 2]](text[i + 2]) for i in range(len(text) - 2))
