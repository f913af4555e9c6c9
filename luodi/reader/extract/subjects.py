"""A subject that stands a clause before its amount: 产业规模持续壮大，到2027年达到1000亿元."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from luodi.reader.extract.vocabulary import (
    COURSES,
    DEVELOPMENTS,
    MEASURES,
    OPENINGS,
    VERBS,
    any_of,
)

# How far back a subject is looked for, and over how many clauses that only name a time.
_NEAR, _MOST_CLAUSES = 80, 3
_CLAUSE = re.compile(r"[^，,；;。：:！!？?\n\t]+")
_LABEL = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[①-⑳]|[—–●•◆■★☆※·▲])+\s*"
)
_LEAD_IN = re.compile(
    rf"^(?:{any_of(OPENINGS)}|(?:力争|争取|确保|预计)?[到至]?20\d\d年(?:年?[底末])?前?|“?十[四五六]五”?(?:期间|时期|末))+"
)
_ADVERBS = "加快 着力 大力 积极 重点 持续 不断 进一步 全面 深入 稳步 有序"
_DEVELOPS = re.compile(
    rf"^(?P<noun>[^、]{{2,24}}?)(?:(?:较|比)(?:20\d\d年|上年|目前)|{any_of(COURSES)})*{any_of(DEVELOPMENTS)}$"
)
_DOES = re.compile(rf"^{any_of(_ADVERBS)}*{any_of(VERBS)}(?P<noun>[^、和与及]{{3,16}})$")
_MEASURED = re.compile(rf"{any_of(MEASURES)}$")
_HAS_AMOUNT = re.compile(r"\d|[一二三四五六七八九十百千]+[个家项%％倍]")


class Subject(NamedTuple):
    """What an amount is about, and where the clause that names it starts."""

    noun: str
    start: int
    measured: bool


def subject_before(text: str, end: int) -> Subject | None:
    """The subject of the clause before `end`: what grows there, or what is built.

    Clauses that only name a time are passed over; one with an amount of its own ends the search.
    """
    for start, clause in _clauses_back(text, end):
        label = _LABEL.match(clause)
        place = label.end() if label else 0
        lead = _LEAD_IN.match(clause[place:])
        place += lead.end() if lead else 0
        rest = clause[place:].rstrip()
        if not rest:
            continue
        match = _DEVELOPS.match(rest) or (None if _HAS_AMOUNT.search(rest) else _DOES.match(rest))
        if match is None:
            return None
        noun = match["noun"].removesuffix("的")
        return Subject(noun, start + place, bool(_MEASURED.search(noun)))
    return None


def _clauses_back(text: str, end: int) -> Iterator[tuple[int, str]]:
    clauses = list(_CLAUSE.finditer(text, max(0, end - _NEAR), end))
    for match in reversed(clauses[-_MOST_CLAUSES:]):
        # A clause that the window cuts off does not tell where its subject starts.
        if match.start() > max(0, end - _NEAR) or match.start() == 0:
            yield match.start(), match[0]
