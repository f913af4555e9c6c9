"""What a plan says of itself: title, kind, number, issuers, region, dates, what it rests on."""

import re
from collections.abc import Sequence

from luodi.reader.document import DocumentKind, Meta, Region
from luodi.reader.extract.lines import Line
from luodi.reader.extract.numbers import parse_number
from luodi.reader.extract.outline import Section
from luodi.reader.extract.regions import NATIONAL_BODIES, region_at_start, region_most_named
from luodi.reader.extract.titles import Title, title_of

_Y = r"(?:20\d{2}|二[〇○零]\s*[〇○零一二三四五六七八九]{2})"
_TWO_DIGITS = r"(\d{1,2}|[一二三四五六七八九十]+)"
_DAY = rf"({_Y})\s*年\s*{_TWO_DIGITS}\s*月\s*{_TWO_DIGITS}\s*日"
_DATE_LINE = re.compile(
    rf"^(?:发布日期|成文日期|印发日期|发文日期|日期)?[：:]?\s*{_DAY}\s*(?:印发|发布)?$"
)
# A body and its date on one line.
_SIGNED = re.compile(
    rf"([\u4e00-\u9fff]{{2,24}}(?:厅|局|委员会|办公室|政府|管委会|部|委))\s*{_DAY}(?=\s*$|发布|印发|[，。])"
)
_DATE_FIELD = re.compile(
    r"(?:成文日期|发文日期|印发日期|发布日期|发布时间|成文时间)\s*[：:]?\s*(20\d{2})\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})"
)
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,14}[〔\[［【（(]\s*(?:19|20)\d{2}\s*[〕\]］】）)]\s*第?\s*\d{1,5}\s*号"
)
_BODY_END = re.compile(
    r"(?:厅|局|委员会|办公室|办公厅|政府|管委会|部|院|委|办|中心|总局|法院|检察院|分行|监管局|专班|领导小组|联席会议|集团|公司|协会|联合会|大学|署|协|会|社)$"
)
_NEWS = re.compile(
    r"(?:日前|近日|昨日|今日|今天|[近今昨]日|月\d{1,2}日)[^。]{0,30}"
    r"(?:印发|发布|出台|公布|举行|召开|开幕|获悉)|记者|研究员|据(?:介绍|悉|了解|报道)|新闻发布会|本报讯"
    r"|新华社|责编|责任编辑|[（(]?来源[：:]"
)
_AND = re.compile(r"、|(?<=[厅局委部办院])(?:和|与|会同|联合)(?=[省市县区中国])")
_NEWS_ISSUER = re.compile(
    r"(?:^|[。，；\n])(?:\d{1,2}月\d{1,2}日，?|近日，?|日前，?|记者从[^，]{2,20}获悉，)?([\u4e00-\u9fff、]{2,40}?)(?:近日|日前|于近日|在近期)?(?:联合|正式|共同)?(?:印发|发布|出台|制定|公布)了?《"
)
_ANY_DAY = re.compile(rf"(?:({_Y})\s*年)?\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日")
# What makes a day the last one for comments: the words before it, or the words after it.
_UNTIL = re.compile(r"(?:截[止至][^，。]{0,8}|[至到—－~-]\s*|止[：:为]?\s*)$")
_UP_TO = re.compile(
    r"\s*(?:（[^）]{1,6}）)?[^，。；\d]{0,4}(?:\d{1,2}[:：时点]\d{0,2}分?)?(?:之|以)?(?:前|止|截止)"
)
_CONSULTS = re.compile(r"征求意见|公开征集意见|意见建议|修改意见|反馈")
_BASED = re.compile(
    r"(?:根据|按照|依据|落实|贯彻|贯彻落实|结合|对照|遵照|深入实施|对接)[^。；]{0,20}?(?:《[^》]{1,120}》(?:（[^）]{0,40}）)?[、和及与]*){1,20}"
)


def meta_of(text: str, lines: Sequence[Line], sections: Sequence[Section]) -> Meta:
    """The document's own particulars; whatever it does not print stays empty."""
    numbered = bool(sections)
    body_start = sections[0].start if numbered else len(text)
    title = title_of(lines, body_start)
    frame = [line for line in lines if line.start < body_start] if numbered else list(lines)
    kind = _kind(text, title, numbered)
    issuers = _issuers(text, frame, lines, title, kind)
    issued_on = None if kind == "news" else _issued_on(frame, lines)
    return Meta(
        title=title.text if title else None,
        kind=kind,
        doc_number=_doc_number(frame) if kind != "news" else None,
        issuers=issuers,
        region=_region(text, title, issuers),
        issued_on=issued_on,
        period=_period(title.text if title else "", text),
        consultation_closes=_closes(_around(frame, lines), issued_on),
        based_on=_based_on(text, title),
    )


def _kind(text: str, title: Title | None, numbered: bool) -> DocumentKind:
    name = title.printed if title else ""
    head = text[:1500] if numbered else text[:1500] + text[-200:]
    if (title and title.draft) or re.search(
        r"公开征求|征求[^。]{0,40}意见的(?:公告|通知|函)", head
    ):
        return "draft"
    if re.search(r"解读|一图读懂|问答|图解", text[:80]):
        return "interpretation"
    if _NEWS.search(head) and not (numbered and title and title.heads_body):
        return "news"
    if re.search(r"措施|政策|办法|细则|规定|条例", name[-14:]):
        return "measures"
    if re.search(r"计划|方案|规划|意见|行动|纲要|要点|清单|蓝图", name):
        return "plan"
    return "notice" if name.endswith(("通知", "公告", "通告")) else "other"


def _doc_number(frame: Sequence[Line]) -> str | None:
    """The number at the head; one in brackets behind a 《title》 is another document's."""
    for line in frame:
        for match in _NUMBER.finditer(line.text):
            before = line.text[: match.start()]
            if not re.search(r"[》”][（(]?[^）)]*$", before) and before.count("《") == before.count(
                "》"
            ):
                number = re.sub(r"\s", "", match[0])
                return re.sub(r"[\[［【（(](\d{4})[\]］】）)]", r"〔\1〕", number)
    return None


def _date(year: str, month: str, day: str) -> str:
    values = [
        int(parse_number(re.sub(r"\s|○", lambda m: "" if m[0].isspace() else "〇", v)) or 0)
        for v in (year, month, day)
    ]
    return f"{values[0]:04d}-{values[1]:02d}-{values[2]:02d}"


def _issued_on(frame: Sequence[Line], lines: Sequence[Line]) -> str | None:
    """The date under the signature, else a date field, else a dated line at the very end."""
    for line in [*frame, *lines[-4:]]:
        match = _DATE_LINE.match(line.text)
        if match:
            return _date(*match.groups())
    for line in [*frame, *lines[-4:]]:
        signed = _SIGNED.match(line.text)
        if signed:
            return _date(*signed.groups()[1:])
    for line in frame:
        match = _DATE_FIELD.search(line.text)
        if match:
            return _date(*match.groups())
    return None


def _issuers(
    text: str, frame: Sequence[Line], lines: Sequence[Line], title: Title | None, kind: DocumentKind
) -> tuple[str, ...]:
    if kind == "news":
        match = _NEWS_ISSUER.search(text[:3000])
        names = _AND.split(_plain_body(match[1])) if match else []
        return tuple(names) if all(_is_body(name) for name in names) else ()
    signed = _signature(frame) or _signature(lines[-12:])
    headed = _header_bodies(frame)
    best = max((headed, signed, _signed_with_date([*frame, *lines[-4:]])), key=len)
    if best:
        return tuple(dict.fromkeys(best))
    if title and title.issuer:
        return tuple(part for part in re.split(r"、|\s", title.issuer) if part)
    return ()


def _plain_body(name: str) -> str:
    return re.sub(r"^(?:经[^，]*，|由|从)", "", name)


def _is_body(name: str) -> bool:
    return (
        3 <= len(name) <= 32
        and bool(_BODY_END.search(name))
        and not re.search(r"[，。：:；《》]|各.{0,4}(?:区|县|市)", name)
    )


# How the second half of a body's name begins, when a line broke it: …信息化 | 委员会办公室.
_SECOND_HALF = re.compile(
    r"委员会|办公|管理|监督|信息化|和|与|及|局|厅|部|工作|发展|改革|服务|保障"
)


def _signature(frame: Sequence[Line]) -> list[str]:
    """The bodies on the lines right above the date; a name broken in two is put together."""
    for index, line in enumerate(frame):
        if not _DATE_LINE.match(line.text):
            continue
        names: list[str] = []
        tail = ""
        for above in reversed(frame[max(0, index - 14) : index]):
            parts = above.text.split()
            if any(re.search(r"[，。：:；《》]", part) for part in parts):
                break
            if tail and parts:
                parts[-1] += tail
                tail = ""
            if parts and _SECOND_HALF.match(parts[0]):
                tail = parts.pop(0)
            names = [part for part in parts if _is_body(part)] + names
            if not parts and not tail:
                break
        return names
    return []


def _signed_with_date(lines: Sequence[Line]) -> list[str]:
    return next(([match[1]] for line in lines if (match := _SIGNED.match(line.text))), [])


def _header_bodies(frame: Sequence[Line]) -> list[str]:
    """Bodies listed one a line in the head, above the salutation."""
    names: list[str] = []
    for line in frame:
        if line.text.endswith(("：", ":")):
            break
        if _is_body(line.text) and (region_at_start(line.text) or NATIONAL_BODIES.match(line.text)):
            names.append(line.text)
        elif names:
            break
    return names


def _region(text: str, title: Title | None, issuers: tuple[str, ...]) -> Region | None:
    for name in [title.text if title else "", title.issuer if title else "", *issuers]:
        region = region_at_start(name or "")
        if region:
            return region
    if any(NATIONAL_BODIES.match(name) for name in issuers):
        return Region("中华人民共和国", "100000", "national")
    return region_most_named(text[:20_000])


def _period(title: str, text: str) -> tuple[int, int] | None:
    match = re.search(r"(20\d{2})\s*年?\s*(?:[—–\-－~～至到]|——)\s*(20\d{2})\s*年", title)
    if not match:
        match = re.search(
            r"(?:规划期|实施期限?|计划期|行动期|有效期|执行期限?|实施时间)[^。]{0,12}?(20\d{2})年(?:\d+月(?:\d+日)?)?\s*(?:起?[—–\-－~～至到]|——)\s*(20\d{2})年",
            text,
        )
    return (int(match[1]), int(match[2])) if match else None


def _around(frame: Sequence[Line], lines: Sequence[Line]) -> str:
    """The words around a draft: what stands before its body, and its last lines."""
    return "\n".join(line.text for line in [*frame, *lines[-3:]])[:8000]


def _closes(head: str, issued_on: str | None) -> str | None:
    """The last day for comments, from the notice around a draft; a year may be left out."""
    if not _CONSULTS.search(head):
        return None
    for sentence in re.split(r"[。\n]", head):
        if not re.search(r"意见|反馈|截止|时间|期限", sentence):
            continue
        year = (issued_on or "")[:4]
        for match in _ANY_DAY.finditer(sentence):
            year = match[1] or year
            before, after = sentence[: match.start()], sentence[match.end() :]
            if year and (_UNTIL.search(before) or _UP_TO.match(after)):
                return _date(year, match[2], match[3])
    return None


def _based_on(text: str, title: Title | None) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in _BASED.finditer(text):
        for name in re.findall(r"《([^》]+)》", match[0]):
            if title is None or name not in title.text:
                found.setdefault(name)
    return tuple(found)
