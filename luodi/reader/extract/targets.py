"""Targets and facts: an amount is a commitment, a present or past figure, or neither."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Literal

from luodi.reader.document import Fact, Target
from luodi.reader.extract.deadlines import Calendar, Deadline, deadlines_in, inherited_years
from luodi.reader.extract.lines import Line
from luodi.reader.extract.outline import Section, section_at
from luodi.reader.extract.phrases import Phrase, phrase_of, with_subject
from luodi.reader.extract.quantities import Quantity, quantities_in
from luodi.reader.extract.tables import table_figures
from luodi.reader.extract.vocabulary import (
    DIVIDING_VERBS,
    FUTURE,
    PAST,
    PAST_IN_CLAUSE,
    PAYMENTS,
    SCOPE_NOUNS,
    SCOPE_VERBS,
    any_of,
)

# A sentence or a cell of a table; what runs on longer than any sentence does is cut.
_SENTENCE = re.compile(r"[^。！？!?\t]{1,1500}[。！？!?]?[”’]?")
# How far back a date is looked for, and among how many alike prints a commitment's twin.
_NEAR, _ALIKE = 400, 200
_PAST = re.compile(any_of(PAST))
_PAST_IN_CLAUSE = re.compile(any_of(PAST_IN_CLAUSE))
_FUTURE = re.compile(any_of(FUTURE))
_PAST_YEAR = re.compile(
    r"(?<![到至前底末》（(—\-])(?<!20\d\d)(20\d{2})年(?:度|底|末)?"
    r"(?!底?前|底?之前|至|到|—|-|起|版|[）)》])[，,]?[^，。]{0,40}$"
)
_SCOPE_VERB = re.compile(rf"{any_of(SCOPE_VERBS)}[全省市的了]*$")
_SCOPE_NOUN = re.compile(rf"^{any_of(SCOPE_NOUNS)}")
_PAYMENT = re.compile(any_of(PAYMENTS))
_CONDITION = re.compile(
    r"(?:^|[，,；;])(?:对(?!接|标|外)|凡|符合|经认定|针对|鼓励(?=.{0,20}的企业))[^，,；;]*$"
)
_QUALIFIER = re.compile(r"^的?(?:以上|以下|以内)?的(?:企业|项目|单位|机构|团队|产品|平台|园区)")
# 营业收入首次突破1亿元、5亿元的，给予奖励: what has to be reached to be paid.
_TERM = re.compile(r"(?:、[^，。；]{1,20})?的[，,]")
_COSTS = re.compile("成本|费用|价格?$|租金|电价")
# 突破 before a counted technology is the verb, not a bound.
_BREAKTHROUGH = re.compile(
    r"突破[\d百千一二三四五六七八九十]+[项个类种].*(?:技术|难题|瓶颈|装备|产品|器件|部件)$"
)
_PERIODS = re.compile(r"^(?:年|个月|月|日|天|周年|个工作日|届|周岁|岁)$")


# 由2024年的35%: where a change starts, and the year it is compared with.
_BASELINE = re.compile(r"(?:由|从)(?:20\d\d年(?:底|末)?的?)?(?:目前的?|现在的?)?$")
_COMPARED = re.compile(r"(?:由|从|较|比|相比|以)20\d\d年(?:底|末)?的?")
# 每新增1款…奖50万元: a rate of payment.
_RATE = re.compile(r"每(?:新增|引进|培育|建成|通过|获得|完成|落户|增加|满)?$")
_DUE_YEAR = re.compile(r"[到至]20\d\d年")
_SHORTENED = re.compile(r"(?:压缩|缩短|压减|控制|降低)[到至在]?$")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A line with the years due in it, the year it inherits and the plan's own year."""

    line: Line
    due: tuple[Deadline, ...]
    inherited: int | None
    since: int | None


@dataclass(frozen=True, slots=True)
class _Figure:
    """An amount in its sentence, which begins at `offset` of the paragraph, and how it is meant."""

    paragraph: _Paragraph
    offset: int
    quantity: Quantity
    phrase: Phrase
    meaning: Literal["target", "fact"]

    @property
    def start(self) -> int:
        return self.paragraph.line.start + self.offset + self.phrase.start

    @property
    def end(self) -> int:
        return self.paragraph.line.start + self.offset + self.phrase.end

    @property
    def quote(self) -> str:
        text = self.paragraph.line.text
        return text[self.offset + self.phrase.start : self.offset + self.phrase.end]


def figures_of(
    lines: Sequence[Line], sections: Sequence[Section], calendar: Calendar, *, report: bool
) -> tuple[tuple[Target, ...], tuple[Fact, ...]]:
    """Targets and facts of the text, with the years of the plan's own calendar.

    A `report` (news, interpretation) tells facts unless it says otherwise; a plan makes promises.
    A commitment printed twice is recorded once, from the plan's own body.
    """
    years = inherited_years(lines, sections, calendar)
    body_start = sections[0].start if sections else 0
    tables = table_figures(lines, sections, calendar.since)
    targets, facts = tables.targets, tables.facts
    for line in lines:
        if line.start in tables.lines:
            continue
        due = tuple(deadlines_in(line.text, calendar))
        paragraph = _Paragraph(line, due, years.get(line.start), calendar.since)
        for figure in _figures_in(paragraph, sections, report=report):
            if figure.meaning == "target":
                targets.append(_target(figure, sections))
            else:
                facts.append(_fact(figure))
    return _once(targets, body_start), tuple(sorted(dict.fromkeys(facts), key=lambda f: f.start))


def _figures_in(
    paragraph: _Paragraph, sections: Sequence[Section], *, report: bool
) -> Iterator[_Figure]:
    for match in _SENTENCE.finditer(paragraph.line.text):
        sentence, offset = match[0], match.start()
        quantities = [q for q in quantities_in(sentence) if not _in_title(sentence, q)]
        promises = not report or (bool(paragraph.due) and paragraph.due[0].start < offset)
        previous: Phrase | None = None
        for quantity, following in zip_longest(quantities, quantities[1:]):
            if _in_heading(offset + quantity.number_start, paragraph.line, sections):
                continue
            phrase = phrase_of(sentence, quantity, quantities, previous)
            if _lacks_subject(phrase, previous, quantity, sentence):
                phrase = with_subject(phrase, paragraph.line.text, offset, quantity)
            meaning = _meaning(sentence, quantity, phrase, paragraph.since, promises=promises)
            if following and _qualifies(sentence, quantity, following):
                continue
            if meaning is not None:
                previous = phrase
                yield _Figure(paragraph, offset, quantity, phrase, meaning)


def _lacks_subject(
    phrase: Phrase, previous: Phrase | None, quantity: Quantity, sentence: str
) -> bool:
    """Whether a phrase has no object, or has that of the amount before for want of its own."""
    if previous is None or phrase.object != previous.object:
        return not phrase.object
    return phrase.measured and phrase.object not in sentence[phrase.start : quantity.start]


def _in_heading(place: int, line: Line, sections: Sequence[Section]) -> bool:
    """A title's number is a name; a heading that is its item's whole sentence makes promises."""
    section = section_at(line.start + place, sections)
    if section is None or line.start + place >= section.heading.end:
        return False
    whole = section.leaf and line.text[section.heading.end - line.start :] == "。"
    return "，" not in section.heading.heading and not whole


def _qualifies(sentence: str, quantity: Quantity, following: Quantity) -> bool:
    """Whether an amount only describes what the next one counts: 年营收超1亿元|企业100家."""
    between = sentence[quantity.end : following.start]
    described = re.fullmatch(r"[^，,、；;。和及到至]{1,16}", between)
    return quantity.unit is not None and "元" in quantity.unit and bool(described)


def _in_title(sentence: str, quantity: Quantity) -> bool:
    before = sentence[: quantity.number_start]
    return before.count("《") > before.count("》")


def _meaning(
    sentence: str, quantity: Quantity, phrase: Phrase, since: int | None, *, promises: bool
) -> Literal["target", "fact"] | None:
    before = sentence[: quantity.start]
    if not phrase.object or phrase.object.endswith("的") or _is_period(before, quantity):
        return None
    if _BASELINE.search(before) or _RATE.search(before) or _TERM.match(sentence, quantity.end):
        return None
    tense = _tense(before, since, promises=promises)
    if tense == "past":
        return "fact"
    clause = before[phrase.clause_start :]
    if _is_scope(clause, quantity, phrase) or _is_payment(sentence, before, quantity, phrase):
        return None
    if quantity.unit in ("元", "万元", "亿元", "%") and _QUALIFIER.match(sentence[quantity.end :]):
        return None
    if phrase.verb is None and not phrase.measured and not _FUTURE.search(before):
        return "target" if quantity.comparator == "ge" and tense == "future" else None
    return "target" if tense == "future" else None


def _is_period(before: str, quantity: Quantity) -> bool:
    """A span of time is an amount only where it is what shall grow shorter."""
    return bool(_PERIODS.match(quantity.unit or "")) and not _SHORTENED.search(before)


def _tense(before: str, since: int | None, *, promises: bool) -> Literal["past", "future"]:
    """What the last word of time before the amount says, else its paragraph or genre."""
    clause = max(before.rfind("，"), before.rfind("；"), before.rfind(";"), before.rfind(",")) + 1
    past = [m.end() for m in _PAST.finditer(before)]
    past += [m.end() for m in _PAST_IN_CLAUSE.finditer(before, clause) if _holds(m, before)]
    past_year = _PAST_YEAR.search(_COMPARED.sub("", before))
    if past_year and (since is None or int(past_year[1]) < since):
        past.append(past_year.end(1))
    future = [m.end() for m in _FUTURE.finditer(before)]
    if not past and not future:
        return "future" if promises else "past"
    return "past" if max(past, default=-1) > max(future, default=-1) else "future"


def _holds(cue: re.Match[str], before: str) -> bool:
    """Whether 依托, 拥有 and the like still speak of the amount: no verb or deadline overrules."""
    if cue[0] == "拥有":
        return not _DUE_YEAR.search(before, 0, cue.start())
    if cue[0] in ("依托", "立足", "现有"):
        return not any(verb in before[cue.end() :] for verb in DIVIDING_VERBS)
    return True


def _is_scope(clause: str, quantity: Quantity, phrase: Phrase) -> bool:
    serves = clause.endswith("为") and phrase.verb is None
    if (_SCOPE_VERB.search(clause) and not serves) or _SCOPE_NOUN.match(phrase.object):
        return True
    listed = clause.removesuffix("等").split("、")
    if len(listed) > 1 and len(listed) == quantity.low:
        return True
    if phrase.verb and re.match(r"聚焦|围绕|针对|面向|涵盖|包括|依托", phrase.verb):
        return True
    return False


def _is_payment(sentence: str, before: str, quantity: Quantity, phrase: Phrase) -> bool:
    unit = quantity.unit or ""
    ceiling = "元" in unit and quantity.comparator in ("le", "lt")
    if ceiling and not _COSTS.search(phrase.object):
        return True
    money = "元" in unit or unit in ("%", "倍", "个百分点")
    near = sentence[max(0, quantity.start - 40) : quantity.end + 14]
    if _CONDITION.search(before) and (money or _PAYMENT.search(sentence, quantity.end)):
        return True
    return money and bool(_PAYMENT.search(near))


def _target(figure: _Figure, sections: Sequence[Section]) -> Target:
    quantity, phrase = figure.quantity, figure.phrase
    comparator = quantity.comparator
    low, high = quantity.bounds
    if comparator == "gt" and _BREAKTHROUGH.search(figure.quote) and not phrase.measured:
        comparator, high = "eq", quantity.high
    section = section_at(figure.start, sections)
    return Target(
        quote=figure.quote,
        start=figure.start,
        end=figure.end,
        path=section.path if section else (),
        by=_by(figure),
        low=low,
        high=high,
        comparator=comparator,
        basis=phrase.basis,
        unit=quantity.unit,
        object=phrase.object,
        confidence=_confidence(figure),
    )


def _by(figure: _Figure) -> int | None:
    """The year before the amount in its paragraph, else right after it, else inherited."""
    place = figure.offset + figure.quantity.start
    due = figure.paragraph.due
    following = bisect_left(due, place, key=lambda deadline: deadline.start)
    before = due[following - 1] if following else None
    # A yearly duty is bound to a year only by its own sentence.
    if before and (figure.phrase.basis != "per_year" or before.start >= figure.offset):
        return before.by
    if following < len(due) and due[following].start < place + 12:
        between = figure.paragraph.line.text[place : due[following].start]
        if not re.search(r"[。；;]", between):
            return due[following].by
    return figure.paragraph.inherited


def _confidence(figure: _Figure) -> float:
    """A rough share of how often such a reading stands: a verb and a clear object add to it."""
    sure = 0.6
    sure += 0.2 if figure.phrase.verb or figure.phrase.measured else 0
    sure += 0.1 if len(figure.phrase.object) >= 3 else 0
    sure += 0.05 if figure.quantity.comparator != "eq" else 0
    return round(sure, 2)


def _fact(figure: _Figure) -> Fact:
    quantity = figure.quantity
    place = figure.offset + quantity.start
    as_of = _as_of(figure.paragraph.line.text[max(0, place - _NEAR) : place])
    object_ = figure.phrase.object
    return Fact(figure.quote, figure.start, figure.end, as_of, quantity.low, quantity.unit, object_)


def _as_of(before: str) -> str | None:
    """The last date named before a figure, as far as it is printed."""
    dates = list(re.finditer(r"(20\d{2})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?", before))
    if not dates:
        return None
    year, month, day = dates[-1].groups()
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _once(targets: list[Target], body_start: int) -> tuple[Target, ...]:
    """One target a commitment: the print in the plan's body wins, then the one with a year."""
    kept: dict[tuple[object, ...], list[Target]] = {}
    for target in sorted(targets, key=lambda t: (t.start < body_start, t.by is None, t.start)):
        amount = (target.low, target.high, target.unit, target.comparator, target.basis)
        alike = kept.setdefault(amount, [])
        if not any(_same(target, other) for other in alike[-_ALIKE:]):
            alike.append(target)
    return tuple(sorted(chain(*kept.values()), key=lambda t: (t.start, t.end)))


def _same(target: Target, other: Target) -> bool:
    """Whether two prints of one amount are one commitment."""
    if target.by != other.by and None not in (target.by, other.by):
        return False
    return target.object in other.object or other.object in target.object
