"""Blanks that a converter put between characters: 人 工 智 能, 加强 “算力券”."""

import re
from collections.abc import Iterator

from luodi.reader.language.characters import character_model
from luodi.reader.offsets import Draft, Edit

_HAN = "㐀-鿿"
_ONE = rf"[{_HAN}0-9A-Za-z，。、；：“”《》（）—]"
# Three and more single characters; two are a padded title (通 知) or name (王 伟). With four the
# first and the last may touch a word.
_LETTERSPACED = re.compile(
    rf"(?<!\S)(?:{_ONE} ){{2,}}{_ONE}(?!\S)|([{_HAN}] (?:{_ONE} ){{2,}}{_ONE})(?!\s)"
)
_STRAY = re.compile(
    rf"(?<=[{_HAN}]) (?=[“《（，。、；：”》）])"
    rf"|(?<=[，、；：“《（]) (?=[{_HAN}“《])"
    rf"|(?<=[{_HAN}]) (?=[{_HAN}])"
)
_BETWEEN_HAN = re.compile(f"[{_HAN}] [{_HAN}]")
_ANY_HAN = re.compile(f"[{_HAN}]")
_SENTENCE = re.compile("[，。；]")
_BODY = re.compile("[局委厅办院部会府司处室站队校行心协团社盟]$")
_LABEL = re.compile(r"\s*[（(]?[一二三四五六七八九十百\d]{1,4}[）)、.．]\s?$")
_LEAST_HAN = 3
# Nats under which two characters all but follow from the two before them.
_SAME_WORD = 4.0
# Nats a character under which letter-spaced characters are words.
_A_WORD = 5.0


def close_gaps(draft: Draft) -> None:
    """Removes blanks inside letter-spaced words and stray ones inside sentences.

    Lines without a sentence mark (titles, signatures, two issuers side by side) keep theirs.
    """
    text = draft.text
    if " " not in text:
        return
    draft.apply(_edits(text, sorted(set(_letterspaced(text)))))
    text = draft.text
    draft.apply(_edits(text, sorted(_stray(text))))


def _edits(text: str, blanks: list[int]) -> list[Edit]:
    return [Edit(i, i + 1, "", "spacing") for i in blanks]


def _letterspaced(text: str) -> Iterator[int]:
    for match in _LETTERSPACED.finditer(text):
        if len(_ANY_HAN.findall(match[0])) >= _LEAST_HAN and (
            match[1] is None or _is_likely(match)
        ):
            yield from (i for i in range(*match.span()) if text[i] == " ")


def _is_likely(match: re.Match[str]) -> bool:
    """The characters make words together, unlike those of a name between two offices."""
    letters = "\n\n" + match[0].replace(" ", "")
    cost = character_model().cost
    total = sum(cost(letters[i : i + 3]) for i in range(1, len(letters) - 2))
    return total < _A_WORD * (len(letters) - 3)


def _stray(text: str) -> Iterator[int]:
    line_start, line_end, is_sentence = 0, -1, False
    for match in _STRAY.finditer(text):
        i = match.start()
        if i >= line_end:
            line_start = text.rfind("\n", 0, i) + 1
            line_end = text.find("\n", i)
            line_end = len(text) if line_end < 0 else line_end
            is_sentence = _SENTENCE.search(text, line_start, line_end) is not None
        before = text[max(line_start, i - 8) : i]
        if is_sentence and not _BODY.search(before) and not _LABEL.fullmatch(before):
            if not _BETWEEN_HAN.match(text, i - 1) or _is_inside_word(text, i):
                yield i


def _is_inside_word(text: str, i: int) -> bool:
    """Two words may be set apart on purpose (a slogan, a name); one word may not."""
    around = text[max(0, i - 2) : i].rjust(2, "\n") + text[i + 1 : i + 3].ljust(2, "\n")
    cost = character_model().cost
    return cost(around[:3]) + cost(around[1:4]) < _SAME_WORD
