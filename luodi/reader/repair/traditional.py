"""Traditional characters back to the simplified ones that the issuer printed."""

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from luodi.reader.offsets import Draft, Edit

if TYPE_CHECKING:
    from opencc import OpenCC

# A name or two in variant characters does not make a text traditional.
_FEW = 3
_SHARE = 0.02
# Names of products that are written so in simplified print as well.
_KEPT = re.compile("昇(?=[腾騰思])")


def simplify(draft: Draft) -> None:
    """Replaces traditional characters where there are enough of them to be damage."""
    text = draft.text
    found = _traditional().findall(text)
    if not found or not _is_damage(len(found), len(text)):
        return
    draft.apply(Edit(i, j, after, "traditional") for i, j, after in _changes(draft))


def simplified(text: str) -> str:
    """The text with every traditional character replaced; its length does not change."""
    return "".join(_same_length(line) for line in text.splitlines(keepends=True))


def has_traditional(text: str) -> bool:
    return _traditional().search(text) is not None


def _is_damage(found: int, length: int) -> bool:
    return found >= _FEW or found >= _SHARE * length


@cache
def _traditional() -> re.Pattern[str]:
    table = files("luodi.reader.language").joinpath("data/traditional.txt")
    return re.compile(f"[{table.read_text(encoding='utf-8').strip()}]")


@cache
def _converter() -> "OpenCC":
    # Imported here: most plans are simplified and should not wait for it.
    from opencc import OpenCC

    return OpenCC("t2s")


def _changes(draft: Draft) -> list[tuple[int, int, str]]:
    """Runs of changed characters, cut at earlier repairs so that offsets stay exact."""
    text = draft.text
    cuts = {mark.start for mark in draft.marks} | {mark.end for mark in draft.marks}
    after = simplified(text)
    kept = {match.start() for match in _KEPT.finditer(text)}
    changes: list[tuple[int, int, str]] = []
    for i, (old, new) in enumerate(zip(text, after, strict=True)):
        if old == new or i in kept:
            continue
        if changes and changes[-1][1] == i and i not in cuts:
            start, _, begun = changes.pop()
            changes.append((start, i + 1, begun + new))
        else:
            changes.append((i, i + 1, new))
    return changes


def _same_length(line: str) -> str:
    after: str = _converter().convert(line)
    if len(after) == len(line):
        return after
    # Phrases of the dictionary that change length are no damage of ours.
    return "".join(_one(char) for char in line)


def _one(char: str) -> str:
    after: str = _converter().convert(char)
    return after if len(after) == 1 else char
