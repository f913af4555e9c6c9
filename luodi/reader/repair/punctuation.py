"""Full-width marks where a clean-up put ASCII ones: 技术,是 → 技术，是.

A mark becomes full-width beside a Han character or a full-width mark, and between two acronyms
of a Chinese line. Numbers (1,000), times (10:30), addresses and English phrases keep theirs.
"""

import re
from collections.abc import Iterator

from luodi.reader.offsets import Draft, Edit

_FULL = dict(zip(",:;()!?", "，：；（）！？", strict=True))
_MARK = re.compile("[,:;!?]")
_BRACKET = re.compile("[()（）]")
_ASCII_MARK = re.compile("[,:;()!?]")
_WIDE = re.compile("[㐀-鿿　-〃〇〈-】〔-〟＀-｠“”‘’…—]")
_PROTECTED = re.compile(
    r"[a-zA-Z][a-zA-Z+.-]{1,15}://[^\s㐀-鿿，。；、（）《》“”]+"
    r"|www\.[^\s㐀-鿿，。；、（）《》“”]+"
    r"|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]+"
    r"|\d{1,3}(?:,\d{3})+(?!\d)|\d+(?::\d+)+"
    r"|[A-Za-z]{2,}(?:['’]?[ ,;:]+[A-Za-z]{2,}){4,}[.!?]?"
)
# How far a bracket may stand from its partner; more is an unclosed one.
_FAR = 300


def widen_punctuation(draft: Draft) -> None:
    """Restores full-width `,:;()!?` beside Chinese."""
    text = draft.text
    if not _ASCII_MARK.search(text):
        return
    kept = _kept_positions(text)
    wanted = [i for i in _marks(text) if i not in kept]
    wanted += (i for i in _brackets(text) if i not in kept and text[i] in "()")
    draft.apply(Edit(i, i + 1, _FULL[text[i]], "punctuation") for i in wanted)


def _kept_positions(text: str) -> set[int]:
    kept: set[int] = set()
    for match in _PROTECTED.finditer(text):
        inside = _ASCII_MARK.finditer(text, match.start(), _end_of_address(text, match))
        kept.update(mark.start() for mark in inside)
    return kept


def _end_of_address(text: str, match: re.Match[str]) -> int:
    """Marks that close an address belong to the sentence."""
    end = match.end()
    if "://" in match[0] or match[0].startswith("www."):
        while end > match.start() and text[end - 1] in ",;:!?)":
            end -= 1
    return end


def _marks(text: str) -> Iterator[int]:
    for match in _MARK.finditer(text):
        i = match.start()
        left, right = _neighbour(text, i, -1), _neighbour(text, i, 1)
        if _WIDE.match(left) or _WIDE.match(right):
            yield i
        elif left in ")]%+" or left.isalnum():
            # Between two acronyms or figures: the line decides.
            if (right.isalnum() or right in "(\n") and _chinese_nearby(text, i):
                yield i


def _neighbour(text: str, i: int, step: int) -> str:
    """The next character that is no blank; a line break stands for none."""
    j = i + step
    for _ in range(2):
        if 0 <= j < len(text) and text[j] in " \t":
            j += step
    return text[j] if 0 <= j < len(text) else "\n"


def _chinese_nearby(text: str, i: int) -> bool:
    """A Han character or full-width mark close by in the same line."""
    before = text[max(0, i - 24) : i].rpartition("\n")[2]
    after = text[i + 1 : i + 25].partition("\n")[0]
    return bool(_WIDE.search(before) or _WIDE.search(after))


def _brackets(text: str) -> Iterator[int]:
    """Positions of brackets to widen, decided in pairs; partners may stand some lines apart."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        i = match.start()
        if match[0] in "(（":
            opened.append(i)
            continue
        start = opened.pop() if opened else None
        if start is not None and i - start <= _FAR:
            if _pair_is_chinese(text, start, i):
                yield from (start, i)
        else:
            yield from _alone(text, i)
            if start is not None:
                yield from _alone(text, start)
    for i in opened:
        yield from _alone(text, i)


def _pair_is_chinese(text: str, start: int, end: int) -> bool:
    if text[start] == "（" or text[end] == "）":
        return True
    outside = _neighbour(text, start, -1) + _neighbour(text, end, 1)
    return bool(_WIDE.search(outside) or _WIDE.search(text, start + 1, end))


def _alone(text: str, i: int) -> Iterator[int]:
    if _WIDE.search(_neighbour(text, i, -1) + _neighbour(text, i, 1)):
        yield i
