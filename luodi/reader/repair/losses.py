"""What a copying site took away for good. It is reported with its place, never guessed."""

import re

from luodi.reader.document import Missing

__all__ = ["find_missing"]

_HAN = "㐀-鿿"
# What follows a blank for a figure.
_UNIT = "[个项家万亿元年月日号种类条次人名座台套批区县市省州%％]"
_TITLE = "(?:总书记|主席)"
_AFTER_TITLE = "(?=新时代|关于|在|对|重要|系列|视察|考察)"
_KINDS = {
    # 此处隐藏4474字: document libraries cut the text and say so.
    "hidden_passage": (
        r"[（(【\[]?此处(?:隐藏|省略|删减|略去)\s{0,3}\d{0,9}\s{0,3}个?字?[^\n，。）)】\]]{0,8}[）)】\]]?"
    ),
    "omitted": r"[（(【\[](?:以?下?略|此处略|内容略|部分?略|省略|从略)[）)】\]]",
    "blank": (
        rf"(?<![A-Za-z0-9])[xX]{{2,}}(?=\s?{_UNIT}|[{_HAN}])"
        rf"|[×＊]{{2,}}|(?<=[{_HAN}])\*{{2,}}(?=[{_HAN}])|[□■]{{2,}}"
        rf"|×(?=[年月日个家项亿万元]|(?<=[{_HAN}]×)[{_HAN}])"
        rf"|(?<=[{_HAN}])_{{3,}}|＿{{2,}}|(?<=[{_HAN}])[○〇]{{2,}}(?=[{_HAN}])"
    ),
    # 1省, 某省: the region's name is masked.
    "hidden_region": (
        rf"(?<![{_HAN}\d])某{{1,2}}[省市区县州](?!些|种)|(?<=[{_HAN}])1[省市](?=[{_HAN}])"
    ),
    # 以总书记新时代…: a title right after a preposition lost its name.
    "hidden_name": (
        rf"(?<=[以按据和对]){_TITLE}{_AFTER_TITLE}|(?<=落实|贯彻|学习){_TITLE}{_AFTER_TITLE}"
    ),
    "undecodable": "\ufffd+",
}
# Most characters begin none of them: one look at the first character saves trying every kind.
_FIRST = r"[此（(【\[xX×＊*□■_＿○〇某1总主\ufffd]"
_MISSING = re.compile(
    f"(?={_FIRST})(?:" + "|".join(f"(?P<{kind}>{p})" for kind, p in _KINDS.items()) + ")"
)


def find_missing(text: str) -> list[Missing]:
    """Blanks, hidden passages, masked names and undecodable characters, in their order."""
    found = _MISSING.finditer(text)
    return [Missing(m.lastgroup or "", m.start(), m.end(), m[0]) for m in found]
