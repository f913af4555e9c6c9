"""Which encoding a Chinese text file is in: mark, then strict decoding, then plausible Chinese.

A detector trained on many languages was measured and is worse here (docs/decisions/0011):
the question is only which of five encodings gives characters that Chinese readers use.
"""

import codecs
import re
from functools import cache

from luodi.reader.errors import BinaryFile, UnknownEncoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 40_000
_MAX_BAD_SHARE = 0.01
_MIN_PLAUSIBLE = 0.8
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f]")


def decode_text(data: bytes, *, name: str) -> tuple[str, str]:
    """(text, encoding). Single bad bytes become U+FFFD; raises BinaryFile or UnknownEncoding."""
    encoding = detect_encoding(data)
    if encoding is None:
        raise (BinaryFile if _looks_binary(data) else UnknownEncoding)(name=name)
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    if _control_share(text[:_SAMPLE]) > 0.01 or "\0" in text:
        raise BinaryFile(name=name)
    return text, encoding


def detect_encoding(data: bytes) -> str | None:
    """The codec's name, or None where no encoding gives a text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" not in data and _bad_share(data, "utf-8") == 0:
        return "utf-8"
    best = max(_LEGACY, key=lambda encoding: _plausibility(data, encoding))
    damaged_utf8 = 0 if b"\0" in data else _plausibility(data, "utf-8")
    if damaged_utf8 >= max(_plausibility(data, best), _MIN_PLAUSIBLE):
        return "utf-8"
    return best if _plausibility(data, best) >= _MIN_PLAUSIBLE else None


def _bad_share(data: bytes, encoding: str) -> float:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        text = data[:_SAMPLE].decode(encoding, errors="replace")
        return max(text.count("\ufffd"), 1) / max(len(text), 1)
    return 0.0


def _plausibility(data: bytes, encoding: str) -> float:
    """Share of characters beyond ASCII that Chinese readers use; 0 where bytes do not decode."""
    if _bad_share(data, encoding) > _MAX_BAD_SHARE:
        return 0.0
    text = data[:_SAMPLE].decode(encoding, errors="replace")
    beyond = [char for char in text if char > "\x7f"]
    if not beyond or _control_share(text) > 0.01:
        return 0.0
    common = _common_characters()
    return sum(char in common for char in beyond) / len(beyond)


@cache
def _common_characters() -> frozenset[str]:
    """First levels of GB 2312 and Big5 (3,755 and 5,401 characters), marks and toned letters."""
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    rows = [
        (range(0xA1, 0xA4), "gb2312"),
        (range(0xB0, 0xD8), "gb2312"),
        (range(0xA4, 0xC7), "big5"),
    ]
    chars = {
        bytes((lead, trail)).decode(codec, errors="ignore")
        for leads, codec in rows
        for lead in leads
        for trail in trails
    }
    return frozenset(chars - {""}) | frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ—–·…\u00a0\u3000〔〕“”‘’")


def _control_share(text: str) -> float:
    return len(_CONTROLS.findall(text)) / max(len(text), 1)


def _looks_binary(data: bytes) -> bool:
    return _control_share(data[:_SAMPLE].decode("latin-1")) > 0.02
