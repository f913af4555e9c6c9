"""Pinyin glosses that a copying site put behind characters: 總(zǒng)書記."""

import re

from luodi.reader.language.readings import readings
from luodi.reader.offsets import Draft, Edit

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿɑɡ\u0300\u0301\u0304\u030c"
_GLOSS = re.compile(rf"(?<=[㐀-鿿])[(（]([{LETTERS}]{{1,8}})[)）]")
# A rare character glossed once, in a text without other glosses, is the issuer's own help.
_FEW = 3
_FIRST_LEVEL_2 = 0xD8


def remove_glosses(draft: Draft) -> None:
    """Deletes every bracket that holds nothing but a reading of the character before it."""
    text = draft.text
    found = list(_GLOSS.finditer(text))
    if not found:
        return
    fits = readings().fits
    edits = []
    for match in found:
        start, end = match.span()
        fit = fits(text[start - 1], match[1])
        if fit:
            edits.append(Edit(start, end, "", "gloss", fit))
    if len(edits) < _FEW and all(_is_rare(text[edit.start - 1]) for edit in edits):
        return
    draft.apply(edits)


def _is_rare(char: str) -> bool:
    """Outside the 3,755 everyday characters of GB 2312, though simplified."""
    try:
        return char.encode("gb2312")[0] >= _FIRST_LEVEL_2
    except UnicodeEncodeError:
        return False
