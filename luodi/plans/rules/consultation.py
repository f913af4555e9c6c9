"""When a draft may be commented on, what a comment must be, and what its sender is called."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from zoneinfo import ZoneInfo

from luodi.plans.errors import (
    CommentEmpty,
    CommentTooLong,
    CommentUnsigned,
    ConsentMissing,
    ContactMissing,
    DifferentTexts,
    TermRefused,
)

__all__ = [
    "MOST_BYTES",
    "MOST_CHARACTERS",
    "RECEIPT_LENGTH",
    "Phase",
    "check_comment",
    "check_same",
    "check_term",
    "closes_at",
    "masked",
    "normal_receipt",
    "phase",
    "receipt_of",
    "text_digest",
    "tidy",
]

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOST_CHARACTERS = 5000
LONGEST_NAME = 100
# No calendar reaches far beyond; nobody is asked for so long.
LATEST = date(3000, 1, 1)
# Enough for the longest comment in a form, where a character of Chinese takes nine bytes.
MOST_BYTES = 64 * 1024
# Without 0 and O, 1 and I and L: a receipt is copied by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RECEIPT_LENGTH = 12
NOBODY = {"无名氏", "佚名", "网友", "无", "anonymous", "nobody", "none"}
# 匿名, 匿名用户, （匿名）: no name begins so.
NAMELESS = "匿名"
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+?[\d\s()（）-]+")
# Marks that turn the direction of what follows: with them a text could look like another one.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


class Phase(StrEnum):
    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"


def closes_at(closes_on: date) -> datetime:
    """The first instant after the closing day, which ends at 24:00 in Asia/Shanghai.

    >>> closes_at(date(2024, 10, 17)).isoformat()
    '2024-10-18T00:00:00+08:00'
    """
    return datetime.combine(closes_on + timedelta(days=1), time.min, SHANGHAI)


def phase(opens_at: datetime, closes_on: date, *, now: datetime) -> Phase:
    """Open from the instant of opening to the last microsecond of the closing day."""
    if now < opens_at:
        return Phase.AHEAD
    return Phase.OPEN if now < closes_at(closes_on) else Phase.CLOSED


def check_term(closes_on: date, *, after: datetime, before: date | None = None) -> None:
    """Raises TermRefused unless the day ends after an instant and follows the day it replaces."""
    if closes_on > LATEST or closes_at(closes_on) <= after or (before and closes_on <= before):
        raise TermRefused(day=closes_on.isoformat())


def tidy(text: str) -> str:
    """A text as it is kept: plain lines, without control characters and turning marks.

    >>> tidy(" 第一行\\r\\n第二行\\x00 ")
    '第一行\\n第二行'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (c for c in lines if c == "\n" or (unicodedata.category(c) not in {"Cc", "Cs"}))
    return "".join(c for c in kept if c not in TURNING).strip()


def check_comment(text: str, *, name: str, contact: str, person: str, consent: bool) -> None:
    """Raises CommentEmpty, CommentTooLong, CommentUnsigned, ContactMissing or ConsentMissing.

    `person` is who signs or, for a body, whom to ask there; all are tidy.
    """
    if not any(unicodedata.category(sign)[0] in "LNPS" for sign in text):
        raise CommentEmpty
    if len(text) > MOST_CHARACTERS:
        raise CommentTooLong(length=len(text), most=MOST_CHARACTERS)
    if not (_is_name(name) and _is_name(person)):
        raise CommentUnsigned
    if not _is_contact(contact):
        raise ContactMissing
    if not consent:
        raise ConsentMissing


def masked(name: str) -> str:
    """How a person is shown to the public: always two stars, whatever the length of the name.

    >>> masked("张三"), masked("欧阳明日")
    ('张**', '欧**')
    """
    return f"{name[:1]}**"


def text_digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def receipt_of(choices: Iterable[int]) -> str:
    """A receipt number for people: twelve letters and digits in three groups.

    >>> receipt_of(range(12))
    '2345-6789-ABCD'
    """
    letters = "".join(ALPHABET[choice % len(ALPHABET)] for choice in choices)[:RECEIPT_LENGTH]
    return "-".join(letters[start : start + 4] for start in range(0, RECEIPT_LENGTH, 4))


def normal_receipt(typed: str) -> str:
    """A receipt number as it is digested, however it was typed.

    >>> normal_receipt(" 2345 6789-abcd")
    '23456789ABCD'
    """
    return re.sub(r"[^0-9A-Z]", "", typed.upper())


def check_same(digests: Iterable[str]) -> None:
    """Raises DifferentTexts: one reply answers several comments only where they say the same."""
    if len(set(digests)) > 1:
        raise DifferentTexts


def _is_name(name: str) -> bool:
    plain = unicodedata.normalize("NFKC", name).casefold()
    letters = "".join(character for character in plain if character.isalpha())
    nobody = letters in NOBODY or letters.startswith(NAMELESS)
    return bool(letters) and len(name) <= LONGEST_NAME and not nobody


def _is_contact(contact: str) -> bool:
    if len(contact) > LONGEST_NAME:
        return False
    digits = sum(character.isdigit() for character in contact)
    phone = PHONE.fullmatch(contact) and 7 <= digits <= 20
    return bool(phone or EMAIL.fullmatch(contact))
