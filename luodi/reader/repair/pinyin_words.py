"""Pinyin that a word filter put in place of Chinese words: zhengfu引导 → 政府引导.

Addresses, acronyms and English words stay; so does what fits no word in its sentence.
"""

import re
from typing import NamedTuple

from luodi.reader.language.characters import DocumentModel, plain
from luodi.reader.language.words import LONGEST, pinyin_index
from luodi.reader.offsets import Draft, Edit

_TOKEN = re.compile(
    r"(?<![A-Za-z0-9_@/\\-])(?<![A-Za-z][.:])[a-zü]{3,40}(?![A-Za-z_@/\\-])(?![.:][A-Za-z])"
)
_WIDE = "㐀-鿿，。、；：？！“”‘’《》（）…—,;:?!()"
_BESIDE_CHINESE = re.compile(rf"(?<=[{_WIDE}])[a-zü]|[a-zü](?=[{_WIDE}])")
_LATIN_BEFORE = re.compile(r"[A-Za-z][,.]? $")
_LATIN_AFTER = re.compile(r"[,.]? [A-Za-z]")
_INITIALS = "zh ch sh b p m f d t n l g k h j q x r z c s y w".split()
_FINALS = (
    "iang iong uang ang eng ing ong ian iao uai uan ai an ao ei en er ia ie in iu ou ua ue"
    " ui un uo üe a e i o u ü v"
).split()
_SYLLABLES = frozenset(i + f for i in ["", *_INITIALS] for f in _FINALS)
# English words and names of products that can be cut into syllables.
_ENGLISH = frozenset(
    """
    ai game demo data china panda mini media meta manage change range cache sea pie die
    ban pan ran man can fan men hang long song sun gun run fun nan dan pin ping bang gang
    lan wan wen mode made name page face base sale case lane line wine nine mine pine dine
    fine time dome home some come note code node rode hope gate date rate late lake make
    take cake bake gage guide lie tie tea pea bin bar ding tang tong ling king ring wing
    sing ming chat banana sofa camera cinema lima lena anna dana manga mango tango rang
    sang hung lung sung dung pang fang gong kong chi qi yi li wei hao you bing hai wang
    woman human batman mouse house cause pause dance chance genome gene machine engine
    online mobile tune tube cube huge age ade aide image
    """.split()
)
_SINGLE_WORD = 3.0
_WORD_SHARE = 0.35
_BEAM = 24
_RIGHT = 8
_SURE = 2.0
# Nats a character over which the words found do not fit the sentence.
_TOO_ODD = 9.0
_ALTERNATIVES = 3


class _Path(NamedTuple):
    cost: float
    text: str
    context: str


def restore_words(draft: Draft) -> None:
    """Puts the likeliest Chinese words in the place of pinyin; near ties are flagged."""
    text = draft.text
    found = [match for match in _TOKEN.finditer(text) if _is_candidate(text, match)]
    if not found:
        return
    model = DocumentModel(_TOKEN.sub("", text))
    edits = (_edit(text, match, model) for match in found)
    draft.apply(edit for edit in edits if edit)


def _is_candidate(text: str, match: re.Match[str]) -> bool:
    letters = match[0]
    start, end = match.span()
    beside = _BESIDE_CHINESE.match(text, start) or _BESIDE_CHINESE.match(text, end - 1)
    if not beside or letters in _ENGLISH or _is_phrase(text, start, end):
        return False
    return _syllables(letters) >= 2


def _is_phrase(text: str, start: int, end: int) -> bool:
    """A blank and another Latin word beside it: a name or an English phrase."""
    return bool(
        _LATIN_BEFORE.search(text, max(0, start - 3), start) or _LATIN_AFTER.match(text, end)
    )


def _syllables(letters: str) -> int:
    """The least number of syllables that the letters can be cut into; 0 when they cannot."""
    least = {0: 0}
    for end in range(1, len(letters) + 1):
        ways = [
            least[i]
            for i in range(max(0, end - 6), end)
            if i in least and letters[i:end] in _SYLLABLES
        ]
        if ways:
            least[end] = min(ways) + 1
    return least.get(len(letters), 0)


def _edit(text: str, match: re.Match[str], model: DocumentModel) -> Edit | None:
    start, end = match.span()
    left = plain("\n\n" + text[max(0, start - 2) : start])[-2:]
    tail = plain(text[end : end + _RIGHT]).partition("\n")[0]
    ranked = sorted(
        (path.cost + model.text_cost(path.context + tail), path.text)
        for path in _paths(match[0], left, model)
    )
    if not ranked:
        return None
    best_cost, best = ranked[0]
    if best_cost / (len(best) + len(tail)) > _TOO_ODD:
        return None
    others = [word for cost, word in ranked[1:] if cost - best_cost < _SURE]
    margin = ranked[1][0] - best_cost if len(ranked) > 1 else 20.0
    confidence = round(1 / (1 + 2.718 ** -min(margin, 20.0)), 3)
    return Edit(start, end, best, "pinyin_word", confidence, tuple(others[:_ALTERNATIVES]))


def _paths(letters: str, left: str, model: DocumentModel) -> list[_Path]:
    """The likeliest ways to read all the letters as words."""
    index = pinyin_index()
    reached: dict[int, list[_Path]] = {0: [_Path(0.0, "", left)]}
    for start in range(len(letters)):
        paths = sorted(reached.get(start, []))[:_BEAM]
        for end in range(start + 1, min(len(letters), start + LONGEST) + 1) if paths else ():
            for word in index.words(letters[start:end]):
                reached.setdefault(end, []).extend(
                    _extended(path, word.text, word.cost, model) for path in paths
                )
    return sorted(reached.get(len(letters), []))[:_BEAM]


def _extended(path: _Path, word: str, cost: float, model: DocumentModel) -> _Path:
    shown = path.context + word
    cost = path.cost + model.text_cost(shown) + _WORD_SHARE * cost
    return _Path(cost + (_SINGLE_WORD if len(word) == 1 else 0.0), path.text + word, shown[-2:])
