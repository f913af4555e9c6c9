"""How characters are read: pinyin with tones for every character of GBK."""

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_KEPT_SYLLABLES = 4096
# NFD splits the tone mark off a letter; these marks are tones, the dots of ü are not.
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))
# Fonts for school books draw a and g like this, and some pages carry them.
_LOOKALIKES = str.maketrans("ɑɡ", "ag")


def toneless(syllable: str) -> str:
    """
    >>> toneless("lǜ"), toneless("zǒng")
    ('lü', 'zong')
    """
    bare = unicodedata.normalize("NFD", syllable).translate(_TONES)
    return unicodedata.normalize("NFC", bare)


def plain_syllable(letters: str) -> str:
    """The syllable in the spelling of the table."""
    return unicodedata.normalize("NFC", letters).translate(_LOOKALIKES)


class Readings:
    """Which characters a syllable can stand for; exactly by tone, more widely without it."""

    def __init__(self, lines: list[str]) -> None:
        self._toned: dict[str, str] = {}
        self._toneless: dict[str, str] = {}
        for line in lines:
            syllable, chars = line.split("\t")
            self._toned[syllable] = chars
            bare = toneless(syllable)
            self._toneless[bare] = self._toneless.get(bare, "") + chars
        self._fitting = lru_cache(_KEPT_SYLLABLES)(self._read_so)

    def fits(self, char: str, letters: str) -> float:
        """1 when `char` is read so, 0.9 when only the tone differs, else 0."""
        return self._fitting(letters).get(char, 0.0)

    def _read_so(self, letters: str) -> dict[str, float]:
        toned = self._toned
        exact = toned.get(letters, "") + toned.get(plain_syllable(letters), "")
        return dict.fromkeys(self.characters(letters), 0.9) | dict.fromkeys(exact, 1.0)

    def characters(self, letters: str) -> str:
        """All characters with this reading, whatever the tone; empty when it is no syllable."""
        bare = toneless(plain_syllable(letters))
        return self._toneless.get(bare) or self._toneless.get(bare.replace("v", "ü"), "")

    def is_syllable(self, letters: str) -> bool:
        return bool(self.characters(letters))


@cache
def readings() -> Readings:
    table = files("luodi.reader.language").joinpath("data/readings.tsv")
    return Readings(table.read_text(encoding="utf-8").splitlines())
