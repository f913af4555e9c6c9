"""Numbers as plans print them: 1,000 · 19.63万 · 三百 · 百分之七十 · 二〇二六."""

import re
from decimal import Decimal

_DIGITS = {"零": 0, "〇": 0, "○": 0, "Ｏ": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
_DIGITS |= {"五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

HAN_NUMBER = "[零〇一二两三四五六七八九十百千万亿]+"


def parse_number(text: str) -> float | None:
    """The value of an Arabic or Chinese number with its scale; None where it is not one.

    >>> parse_number("19.63万"), parse_number("三百二十"), parse_number("二〇二六")
    (196300.0, 320.0, 2026.0)
    """
    text = text.replace(",", "").replace("，", "").strip()
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([十百千]?)(万?)(亿?)", text)
    if match:
        scale = _SCALES.get(match[2], 1) * (10**4 if match[3] else 1) * (10**8 if match[4] else 1)
        return float(Decimal(match[1]) * scale)
    if not text or any(c not in _DIGITS and c not in _SCALES and c not in _MYRIADS for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return float("".join(str(_DIGITS[c]) for c in text))
    return _han(text)


def _han(text: str) -> float:
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _SCALES:
            section += (digit or 1) * _SCALES[c]
            digit = 0
        else:
            total = (total + section + digit or 1) * _MYRIADS[c]
            section = digit = 0
    return float(total + section + digit)


def parse_ordinal(text: str) -> int | None:
    """The value of a heading's number (一, 十二, 3); None where it is not one."""
    value = parse_number(text)
    return int(value) if value is not None else None
