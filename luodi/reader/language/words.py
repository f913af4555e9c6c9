"""Chinese words by their toneless pinyin, with frequencies."""

import re
from functools import cache
from importlib.resources import files
from math import log
from typing import NamedTuple

_ENTRY = re.compile(r"([^\d ]+)(\d+)")
# The sum of the frequencies of the dictionary.
_TOTAL = 60_000_000
LONGEST = 30


class Word(NamedTuple):
    """`cost` is in nats: less is more frequent."""

    text: str
    cost: float


class PinyinIndex:
    """Looks words up by their letters; each line is read when it is first asked for."""

    def __init__(self, table: str) -> None:
        self._lines = dict(line.split("\t") for line in table.splitlines())
        self._read: dict[str, tuple[Word, ...]] = {}

    def words(self, letters: str) -> tuple[Word, ...]:
        """Most frequent first; empty when the letters make no word."""
        if letters not in self._lines:
            return ()
        if letters not in self._read:
            entries = _ENTRY.findall(self._lines[letters])
            self._read[letters] = tuple(Word(w, log(_TOTAL / int(n))) for w, n in entries)
        return self._read[letters]


@cache
def pinyin_index() -> PinyinIndex:
    table = files("luodi.reader.language").joinpath("data/words.tsv")
    return PinyinIndex(table.read_text(encoding="utf-8"))
