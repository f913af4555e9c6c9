"""Puts each kind of damage on a clean text by the mechanism that made it.

The frame shift works on GBK bytes: traditional characters, byte-wise glosses (also on pairs that
straddle two characters), byte-wise cuts at full-width marks, then decoding that eats bytes.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from random import Random

from opencc import OpenCC

from luodi.reader.offsets import Draft

GLOSSED = (
    "業yè發fā應yīng數shù產chǎn創chuàng據jù實shí設shè進jìn點diǎn領lǐng務wù動dòng礎chǔ術shù關guān個gè構gòu級jí"
    "區qū機jī強qiáng現xiàn醫yī臺tái學xué標biāo態tài聯lián陽yáng優yōu網wǎng質zhì規guī長zhǎng轉zhuǎn驅qū會huì項xiàng"
    "國guó驗yàn開kāi統tǒng準zhǔn責zé內nèi協xié場chǎng堅jiān導dǎo災zāi來lái經jīng負fù當dāng計jì車chē線xiàn預yù農nóng"
    "戰zhàn對duì濟jì價jià續xù擴kuò調diào結jié護hù細xì權quán遠yuǎn簡jiǎn稱chēng運yùn穩wěn復fù營yíng勵lì廠chǎng時shí"
    "問wèn團tuán隊duì養yǎng專zhuān說shuō愛ài過guò類lèi畫huà萬wàn訓xùn費fèi習xí環huán獻xiàn節jié風fēng"
)
READINGS = dict(re.findall(r"([㐀-鿿])([^㐀-鿿]+)", GLOSSED))
HALF = str.maketrans("，：；？！（）", ",:;?!()")
_CUT = re.compile(rb"\xa3[\xa1\xac\xba\xbb\xbf]")
_traditional = OpenCC("s2t").convert
_simplified = OpenCC("t2s").convert


def traditionalise(text: str) -> str:
    """Line by line; a line whose length OpenCC would change stays as it is."""
    lines = (
        line if len(_traditional(line)) != len(line) else _traditional(line)
        for line in text.split("\n")
    )
    return "\n".join(lines)


def halve_punctuation(text: str) -> str:
    return text.translate(HALF)


def gloss(text: str) -> str:
    """Every character of the list with its reading, on whole characters."""
    return re.sub(f"[{''.join(READINGS)}]", lambda m: f"{m[0]}({READINGS[m[0]]})", text)


def gloss_some(text: str, random: Random, share: float = 0.05) -> str:
    """Glosses at random on simplified text."""
    names = {_simplified(char): reading for char, reading in READINGS.items()}
    return "".join(
        f"{c}({names[c]})" if c in names and random.random() < share else c for c in text
    )


def space_out(words: str) -> str:
    return " ".join(words)


@dataclass
class Spot:
    """A damaged stretch: `damaged[start:end]` stands for `clean[clean_start:clean_end]`."""

    start: int
    end: int
    clean_start: int
    clean_end: int


@dataclass
class Damaged:
    """A text with the places where its bytes fell out of step."""

    clean: str
    text: str = ""
    spots: list[Spot] = field(default_factory=list)


def frame_shift(
    clean: str, *, traditional: bool = True, glossed: dict[str, str] = READINGS
) -> Damaged:
    """What a site shows of `clean` after all steps; `Damaged.clean` is a perfect repair."""
    clean = "".join(c for c in clean if c == "\n" or _in_gbk(c))
    source = traditionalise(clean) if traditional else clean
    restored = _simplified(source) if traditional else clean
    damaged = Damaged(restored if len(restored) == len(clean) else clean)
    place = 0
    for line in source.split("\n"):
        _shift_line(line, place, damaged, glossed)
        damaged.text += "\n"
        place += len(line) + 1
    damaged.text = damaged.text[:-1]
    return damaged


def _in_gbk(char: str) -> bool:
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return not unicodedata.category(char).startswith("C")


@dataclass
class _Byte:
    value: int
    owner: int
    is_lead: bool
    of_gloss: bool = False


def _shift_line(line: str, place: int, damaged: Damaged, glossed: dict[str, str]) -> None:
    stream: list[_Byte] = []
    for offset, char in enumerate(line):
        for i, value in enumerate(char.encode("gbk")):
            stream.append(_Byte(value, place + offset, i == 0))
    stream = _gloss_bytes(stream, glossed)
    tail = place + len(line)
    stream += [_Byte(value, tail, True, True) for value in b"</p>"]
    for piece in _cut(stream):
        _decode(piece, damaged)
    if damaged.text.endswith("</p>"):
        damaged.text = damaged.text[: -len("</p>")]


def _gloss_bytes(stream: list[_Byte], glossed: dict[str, str]) -> list[_Byte]:
    for char, reading in glossed.items():
        pair = char.encode("gbk")
        raw = bytes(byte.value for byte in stream)
        if pair not in raw:
            continue
        glossed: list[_Byte] = []
        position = 0
        while (found := raw.find(pair, position)) >= 0:
            glossed += stream[position : found + 2]
            owner = stream[found + 1].owner
            glossed += [_Byte(v, owner, True, True) for v in f"({reading})".encode("gbk")]
            position = found + 2
        stream = glossed + stream[position:]
    return stream


def _cut(stream: list[_Byte]) -> list[list[_Byte]]:
    raw = bytes(byte.value for byte in stream)
    pieces, position = [], 0
    for match in _CUT.finditer(raw):
        pieces += [stream[position : match.start()], stream[match.start() : match.end()]]
        position = match.end()
    return [*pieces, stream[position:]]


def _decode(piece: list[_Byte], damaged: Damaged) -> None:
    i = 0
    while i < len(piece):
        size, shown = _character(piece, i)
        used = piece[i : i + size]
        in_step = "?" != shown and used[0].is_lead and len({byte.owner for byte in used}) == 1
        in_step = in_step and (size == 2 or used[0].value < 0x80)
        _show(shown, used, in_step or any(byte.of_gloss for byte in used), damaged)
        i += size


def _character(piece: list[_Byte], i: int) -> tuple[int, str]:
    first = piece[i].value
    if first < 0x80:
        return 1, chr(first)
    if i + 1 == len(piece):
        return 1, "?"
    try:
        return 2, bytes([first, piece[i + 1].value]).decode("gbk")
    except UnicodeDecodeError:
        return 2, "?"


def _show(shown: str, used: list[_Byte], in_step: bool, damaged: Damaged) -> None:
    start = len(damaged.text)
    damaged.text += shown.translate(HALF)
    if in_step and shown != "?":
        return
    first, last = used[0].owner, used[-1].owner + 1
    spots = damaged.spots
    if spots and first <= spots[-1].clean_end:
        spots[-1].end, spots[-1].clean_end = start + len(shown), max(last, spots[-1].clean_end)
    else:
        spots.append(Spot(start, start + len(shown), first, last))


@dataclass
class Outcome:
    """How the spots of a damaged text came out."""

    spots: int = 0
    exact: int = 0
    silent: int = 0
    silent_exact: int = 0
    wrong: list[tuple[str, str, bool]] = field(default_factory=list)


def judged(damaged: Damaged, draft: Draft) -> Outcome:
    """Compares each spot, from its last sound neighbour to its next, with the clean text."""
    places = _places(draft)
    outcome = Outcome()
    for spot in damaged.spots:
        got = draft.text[_before(places, spot.start) : _after(places, spot.end, draft)]
        want = damaged.clean[spot.clean_start : spot.clean_end]
        marks = [
            m
            for m in draft.marks
            if m.kind == "frame_shift" and m.origin_start < spot.end and m.origin_end > spot.start
        ]
        sound = _bare(got) == _bare(want)
        silent = bool(marks) and not any(mark.alternatives for mark in marks)
        outcome.spots += 1
        outcome.exact += sound
        outcome.silent += silent
        outcome.silent_exact += silent and sound
        if not sound:
            outcome.wrong.append((want, got, silent))
    return outcome


def _before(places: dict[int, int], start: int) -> int:
    while start and start - 1 not in places:
        start -= 1
    return places[start - 1] + 1 if start else 0


def _after(places: dict[int, int], end: int, draft: Draft) -> int:
    while end < len(draft.original) and end not in places:
        end += 1
    return places.get(end, len(draft.text))


def _bare(text: str) -> str:
    return text.translate(HALF).strip()


def _places(draft: Draft) -> dict[int, int]:
    """For characters of the original that stand in the repaired text: where."""
    places = {}
    for piece in draft.map.pieces:
        if piece.exact:
            for i in range(piece.end - piece.start):
                places[piece.origin_start + i] = piece.start + i
    return places
