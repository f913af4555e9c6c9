"""What an amount is about: its verb, the thing counted or measured, the span to quote."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from luodi.reader.document import Basis
from luodi.reader.extract.quantities import Quantity
from luodi.reader.extract.subjects import subject_before
from luodi.reader.extract.vocabulary import (
    ACTORS,
    ADVERBS,
    AMOUNT_VERBS,
    DEEDS,
    DIVIDING_VERBS,
    FALLS,
    MEASURES,
    OPENINGS,
    REACH_ADVERBS,
    REACHES,
    RISES,
    SIZE_WORDS,
    VAGUE_COUNTS,
    VERBS,
    any_of,
)

_VERB = any_of(VERBS)
_GOVERNING = re.compile(rf"{any_of(ADVERBS)}*{_VERB}(?:出|成|了|起|和{_VERB})?")
_MEETINGS = " ".join((RISES, FALLS, REACHES))
# The tail of "产值达到30亿元": how a measured thing meets its amount.
_REACH = re.compile(
    rf"(?P<each>分别|均|都|各)?{any_of(REACH_ADVERBS)}*"
    rf"(?P<verb>{any_of(_MEETINGS)})?(?P<to>到|至|为|在)?(?:了|约|于)?$"
)
_UP, _DOWN = frozenset(RISES.split()), frozenset(FALLS.split())
_RATIO_UNITS = frozenset(("%", "倍", "个百分点", "百分点", "‰"))
_LEAD_IN = re.compile(
    rf"^(?:{any_of(OPENINGS)}|(?:力争)?(?:到|至)?20\d{{2}}年(?:年?[底末])?前?|“?十[三四五六]五”?(?:期间|时期|末))"
)
_MEASURE_NOUN = re.compile(rf"{any_of(MEASURES)}$")
# 覆盖率|由2024年的35%: where a change starts is no part of what changes.
_STARTING_FROM = re.compile(r"(?:(?:由|从|较|比)20\d\d年|(?:由|从)(?:目前的?|现在的?)?\d).*$")
_BARE_VERBS = frozenset(("安排", "投入", "给予", "提供", "统筹", "统筹安排"))
_BOUNDARY = re.compile(r"[，,；;。：:！!？?\n）)(（】\]|]")
_CLAUSE_MARK = re.compile(r"[，,；;。：:！!？?\n]|（其中")
_AND = "(?:、|，|和|并|以及|及)"
_JOINED = re.compile(
    r"(?:、|，|以及|和|及|与|或|并|并且|其中)+(?:约|近|超|超过|不少于|不低于|至少|各|新增|其中)?$"
)
_VAGUE = re.compile(rf"(?:、|和|及|以及|与)(?={any_of(VAGUE_COUNTS)})")
_ANOTHER = re.compile(
    rf"{_AND}(?={_VERB}(?:出|成)?[\d一二三四五六七八九十百]|(?:形成|打造|培育)一)"
)
_JOINED_VERB = re.compile(rf"{_AND}{_VERB}?(?:出|成)?$")
_CLOSING = {"“": "”", "‘": "’"}
# 零售额|翻一番、达8亿元: how much a thing grows is no part of its name.
_MULTIPLIED = re.compile(
    r"(?:(?:较|比|在)?20\d\d年(?:的?基础上)?)?(?:实现)?(?:翻[一两]?番|翻倍|倍增)[、和并]?$"
)
_SIZE_WORDS = re.compile(rf"^(?:的?{any_of(SIZE_WORDS)})+$")
_PREDICATE = re.compile(rf"^(.*?{any_of(ACTORS)})(?:在[^，。]{{1,12}})?{any_of(DEEDS)}")
_GOES = re.compile(r"[到赴进入]|深入|参加|开展|用于|参与|走出")
_WORKS = re.compile(r"^(.{2,}?)(?:建设|工作|的?落地|的?培育|的?实施)$")
_WORK_VERBS = re.compile(r"^(?:累计)?(?:开展|推进|推动|实施|完成|加快|启动|组织)")
_PER_YEAR = re.compile(r"每年|年均|每年度|逐年|按年|每个?年度")


@dataclass(frozen=True, slots=True)
class Phrase:
    """`start:end` is the quote in the sentence; `subjects` still wait for their amounts.

    `whole` is what an object such as 占GDP比重 is a share of.
    """

    start: int
    end: int
    clause_start: int
    verb: str | None
    object: str
    measured: bool
    basis: Basis
    subjects: tuple[str, ...] = field(default=())
    whole: str = ""


def phrase_of(
    sentence: str, quantity: Quantity, quantities: Sequence[Quantity], previous: Phrase | None
) -> Phrase:
    """The phrase around one amount; `previous` is that of the amount before it in the sentence."""
    clause_start = _clause_start(sentence, quantity)
    counted = _counted(sentence, quantity, quantities)
    before = sentence[clause_start : quantity.start]
    gap = sentence[previous.end : quantity.start] if previous else ""
    goes_on = previous is not None and bool(
        re.fullmatch(r"[、，,]?(?:和|及|以及|与|并|其中)?", gap)
    )
    if counted:
        leans = goes_on or _shares_verb(before, clause_start, previous)
        return _counted_phrase(
            sentence, quantity, clause_start, before, counted, previous if leans else None
        )
    if goes_on and previous and previous.subjects and len(gap) <= 2:
        return _next_subject(quantity, previous)
    if previous and clause_start < previous.end <= quantity.start:
        return _measured_after(sentence, quantity, previous)
    phrase = _measured_phrase(sentence, quantity, clause_start, before, previous)
    if previous and _lists_on(sentence, phrase, quantity, previous):
        return replace(phrase, start=previous.start, verb=previous.verb)
    return phrase


def _lists_on(sentence: str, phrase: Phrase, quantity: Quantity, previous: Phrase) -> bool:
    """Whether a clause is one more member of the list before it: 培育A5家、B3家，C100家."""
    alike = not sentence.endswith(previous.object, 0, previous.end)
    counted = quantity.unit not in _RATIO_UNITS and "元" not in (quantity.unit or "元")
    bare = phrase.verb is None and phrase.start == phrase.clause_start
    named = not _MEASURE_NOUN.search(phrase.object) and not _GOVERNING.match(phrase.object)
    joined = sentence[previous.end : phrase.clause_start] == "，"
    return alike and counted and bare and named and joined


def with_subject(phrase: Phrase, text: str, offset: int, quantity: Quantity) -> Phrase:
    """A phrase without an object takes the subject of the clause before it, if its own is bare.

    `offset` is where the sentence starts in `text`. What is paid names nothing it would measure,
    so money needs a subject that is measured.
    """
    clause = offset + phrase.clause_start
    before = text[clause : offset + quantity.start]
    reach = _reach(before)
    bare = _lead_in(before[: reach.start()]) == reach.start()
    meets = reach["verb"] or quantity.comparator != "eq" or quantity.start < quantity.number_start
    if not (bare and meets) or (subject := subject_before(text, clause)) is None:
        return phrase
    if quantity.unit and "元" in quantity.unit and not subject.measured:
        return phrase
    return replace(phrase, start=subject.start - offset, object=subject.noun, measured=True)


def _shares_verb(before: str, clause_start: int, previous: Phrase | None) -> bool:
    """Whether the amount leans on the verb before: in its clause, or at the head of its own."""
    if previous is None or previous.measured:
        return previous is not None and previous.end > clause_start
    return previous.end > clause_start or not before


def _clause_start(sentence: str, quantity: Quantity) -> int:
    marks = [m.end() for m in _CLAUSE_MARK.finditer(sentence, 0, quantity.number_start)]
    start = marks[-1] if marks else 0
    while start < quantity.start and sentence[start] in " 　“‘”’（(、":
        closing = _CLOSING.get(sentence[start])
        if closing and closing in sentence[start : quantity.number_start]:
            break
        start += 1
    return start


def _counted(sentence: str, quantity: Quantity, quantities: Sequence[Quantity]) -> str:
    """The noun phrase right after the amount, as printed; empty where none stands there."""
    following = [q.start for q in quantities if q.start > quantity.start]
    stop = following[0] if following else len(sentence)
    rest = sentence[quantity.end : stop]
    skipped = len(rest) - len(rest.removeprefix("/年").lstrip("的 \xa0\u3000"))
    rest = rest[skipped:]
    cut = _cut_place(rest)
    rest = rest[:cut]
    if following and cut == len(rest) and stop == following[0]:
        rest = _JOINED.sub("", rest) if _JOINED.search(rest) else rest
        again = _JOINED_VERB.search(rest)
        rest = rest[: again.start()] if again else rest
    rest = rest.rstrip("、和及与以并等 ")
    if (
        _SIZE_WORDS.match(rest)
        or _GOES.match(rest)
        or len(rest) < 2
        or rest.startswith(("；", "、"))
    ):
        return ""
    predicate = _PREDICATE.match(rest)
    return predicate[1] if predicate else rest


def _cut_place(rest: str) -> int:
    """Where the noun phrase ends: a mark outside quotes, a vague or a second coordinated object."""
    cut = len(rest)
    for pattern in (_BOUNDARY, _VAGUE, _ANOTHER):
        match = pattern.search(rest)
        if match and match.start() < cut:
            cut = match.start()
    closing = next(
        (i for i, c in enumerate(rest[:cut]) if c in "”’" and not _opened(rest[:i], c)), None
    )
    return cut if closing is None else closing


def _opened(before: str, closing: str) -> bool:
    opening = "“" if closing == "”" else "‘"
    return before.count(opening) > before.count(closing)


def _counted_phrase(
    sentence: str,
    quantity: Quantity,
    clause_start: int,
    before: str,
    noun: str,
    previous: Phrase | None,
) -> Phrase:
    end = sentence.index(noun, quantity.end) + len(noun)
    own = _last_verb(
        before[previous.end - clause_start :]
        if previous and previous.end > clause_start
        else before
    )
    basis = _basis_of(sentence, clause_start, quantity, None)
    if own is None and previous is not None:
        verb, start = previous.verb, previous.start
        if previous.basis == "per_year":
            basis = "per_year"
    elif own is None:
        verb, start = None, clause_start + _lead_in(before)
    else:
        shift = previous.end if previous and previous.end > clause_start else clause_start
        verb, start = own[0], shift + own[1]
    if verb and _WORK_VERBS.match(verb):
        works = _WORKS.match(noun)
        noun = works[1] if works else noun
    return Phrase(
        start,
        end,
        clause_start,
        verb,
        noun.strip("“”") if noun.count("“") != noun.count("”") else noun,
        False,
        basis,
    )


def _last_verb(before: str) -> tuple[str, int] | None:
    """The last governing verb, with the verbs that lead straight into it."""
    runs: list[tuple[int, int]] = []
    for match in _GOVERNING.finditer(before):
        if len(match[0]) == 1 and match.end() != len(before):
            continue
        if runs and runs[-1][1] == match.start():
            runs[-1] = (runs[-1][0], match.end())
        else:
            runs.append((match.start(), match.end()))
    if not runs:
        return None
    start, end = runs[-1]
    return before[start:end], start


def _lead_in(before: str) -> int:
    """How much of the start of a clause is time and adverbs."""
    place = 0
    while match := _LEAD_IN.match(before[place:]):
        place += match.end()
    return place


def _measured_phrase(
    sentence: str, quantity: Quantity, clause_start: int, before: str, previous: Phrase | None
) -> Phrase:
    at = sentence[quantity.start : quantity.number_start]
    reach = _reach(before)
    subject = before[: reach.start()]
    verb = reach["verb"] or ("达到" if at else None)
    basis = _basis_of(sentence, clause_start, quantity, reach)
    lead = _lead_in(subject)
    noun = _STARTING_FROM.sub("", _MULTIPLIED.sub("", subject[lead:])).rstrip("的总约、 ")
    noun = "" if noun in _BARE_VERBS else noun
    start = clause_start + lead
    governing = _split_verb(noun)
    if governing:
        start += governing[1]
        noun = noun[governing[1] + len(governing[0]) :]
        verb = governing[0]
    if not noun and previous is not None:
        whole = previous.whole or previous.object
        return Phrase(start, quantity.end, clause_start, verb or previous.verb, whole, True, basis)
    subjects = tuple(re.split(r"、|以及|和", noun)) if reach["each"] and verb else ()
    first = subjects[0] if subjects else noun
    measured = verb is not None
    whole = previous.object if previous and first.startswith("占") else ""
    return Phrase(
        start, quantity.end, clause_start, verb, first, measured, basis, subjects[1:], whole
    )


def _measured_after(sentence: str, quantity: Quantity, previous: Phrase) -> Phrase:
    """A thing after another of its clause (A120家、B40家); without a verb of its own it shares the
    one before, and the quote with it."""
    between = sentence[previous.end : quantity.start]
    start = quantity.start - len(between.lstrip("、，,和及以与并 "))
    phrase = _measured_phrase(sentence, quantity, start, sentence[start : quantity.start], previous)
    if phrase.verb is not None or previous.verb is None:
        return replace(phrase, clause_start=previous.clause_start)
    return replace(
        phrase, start=previous.start, clause_start=previous.clause_start, verb=previous.verb
    )


def _reach(before: str) -> re.Match[str]:
    """The words between a measured thing and its amount; they may be none."""
    return cast("re.Match[str]", _REACH.search(before))


def _split_verb(noun: str) -> tuple[str, int] | None:
    """A governing verb with its object (完成|投资); verbs inside a noun do not divide it."""
    found = None
    measured = bool(_MEASURE_NOUN.search(noun))
    for match in _GOVERNING.finditer(noun):
        if match.end() > len(noun) - 2 or (
            match.start() > 0 and (measured or _is_nominal(match[0]))
        ):
            continue
        if match.start() == 0 and measured and match[0] not in AMOUNT_VERBS:
            continue
        found = match[0], match.start()
    return found


def _is_nominal(verb: str) -> bool:
    return not any(verb.endswith(dividing) for dividing in DIVIDING_VERBS)


def _next_subject(quantity: Quantity, previous: Phrase) -> Phrase:
    return Phrase(
        previous.start,
        quantity.end,
        previous.clause_start,
        previous.verb,
        previous.subjects[0],
        True,
        previous.basis,
        previous.subjects[1:],
    )


def _basis_of(
    sentence: str, clause_start: int, quantity: Quantity, reach: re.Match[str] | None
) -> Basis:
    at = sentence[quantity.start : quantity.number_start]
    to = bool(re.search(r"[到至为]$", at)) or bool(reach and reach["to"]) or at.startswith("达")
    verb = reach["verb"] if reach else None
    if (not to and quantity.unit in _RATIO_UNITS) or (not to and verb in _UP | _DOWN):
        if verb in _UP:
            return "increase"
        if verb in _DOWN:
            return "decrease"
    yearly = _PER_YEAR.search(sentence, clause_start, quantity.number_start)
    return "per_year" if yearly or sentence.startswith("/年", quantity.end) else "level"
