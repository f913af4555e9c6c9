"""The plan's own title: in the sentence that issues it, at the head of its body, or on the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from luodi.reader.extract.lines import Line

_GENRES = (
    "计划|方案|措施|意见|规划|办法|行动|细则|指南|要点|清单|纲要|政策|条例|规定|通知|公告|蓝图|指引"
)
_TITLE_END = re.compile(rf"(?:{_GENRES})(?:[（(][^）)]{{2,24}}[）)])*$")
_ISSUES = re.compile(
    r"(?:现将|将|印发了?|制定了?|起草了?|编制了?|发布了?|出台了?|公布了?|形成了?|审议通过了?|拟定了?|研究起草了?|修订了?)[^。；《》]{0,24}《((?:[^《》]|《[^《》]{0,80}》){1,120})》"
)
_ISSUED = re.compile(
    r"《((?:[^《》]|《[^《》]{0,80}》){1,120})》(?:（以下简称[^）]*）)?(?:已经?|正式|日前|近日|于近日|[^。《》]{0,16})?(?:印发|发布|出台|公布|公开征求意见|审议通过)"
)
_RESTS_ON = re.compile(r"(?:根据|落实|贯彻|按照|依据|结合|对照|精神)[^。；]{0,16}$")
# 《若干措施》 and the like are short forms, not titles; a report names its plan in its first lines.
_SHORTEST, _LEAD = 8, 8
_DRAFT = re.compile(r"[（(]\s*(?:公开)?(?:征求意见|征集意见|讨论|送审|草案)[^）)]{0,6}[）)]")
_NOTICE = re.compile(
    r"^(.*?)关于(?:印发|公开征求|征求|发布|下发|转发|公布)?(.+?)(?:的(?:通知|公告|通告|函|决定)|意见的(?:公告|通知))$"
)


@dataclass(frozen=True, slots=True)
class Title:
    """`text` has no draft mark; `issuer` is named by the notice that carries the plan."""

    text: str
    printed: str
    draft: bool
    issuer: str | None
    heads_body: bool


def title_of(lines: Sequence[Line], body_start: int) -> Title | None:
    """The title, with where it was found; None where the text bears none."""
    head = [line for line in lines if line.start < body_start] or list(lines)
    # A text without a numbered body is about a plan: it names the plan at its very beginning.
    numbered = body_start < lines[-1].end if lines else False
    block = _block(head) if numbered else None
    named = _named(head[:40] if numbered else lines[:_LEAD])
    printed = named or block or _headline(head) or _first_title(head)
    if printed is None:
        return None
    carrier = next((m for line in head[:8] if (m := _NOTICE.match(_bare(line.text)))), None)
    plain = _without_notice(printed)
    text = _DRAFT.sub("", plain)
    draft = bool(_DRAFT.search("".join(line.text for line in head[:60]))) or plain != text
    heads_body = block is not None and _same(block, plain)
    issuer = carrier[1] if carrier and carrier[1] else None
    return Title(_full_width(text), plain, draft, issuer, heads_body)


def _bare(text: str) -> str:
    return text.strip("《》 ")


def _named(lines: Sequence[Line]) -> str | None:
    """The 《title》 that a sentence of the frame or the lead says is issued."""
    found: list[str] = []
    for line in lines:
        for match in _ISSUES.finditer(line.text):
            if not _RESTS_ON.search(line.text[: match.start()]):
                found.append(match[1])
        for match in _ISSUED.finditer(line.text):
            if not _RESTS_ON.search(line.text[: match.start()]):
                found.append(match[1])
    titles = [t for t in found if _TITLE_END.search(_DRAFT.sub("", t).strip())]
    return next((t for t in titles if len(t) >= _SHORTEST), None)


def _headline(head: Sequence[Line]) -> str | None:
    """A 《title》 inside the headline of a report or an interpretation."""
    for line in head[:3]:
        for match in re.finditer(r"《([^《》]{8,80})》", line.text):
            if _TITLE_END.search(match[1]) and len(line.text) < 80:
                return match[1]
    return None


def _block(head: Sequence[Line]) -> str | None:
    """The title over the body: the last short, unpunctuated lines that end like one."""
    for index in range(len(head) - 1, -1, -1):
        text = _DRAFT.sub("", head[index].text).strip()
        if not _title_like(text):
            continue
        joined, first = text, index
        while first > 0 and not _complete(joined) and _continues(head[first - 1].text):
            first -= 1
            joined = head[first].text + joined
        if _complete(joined):
            return joined
    return None


def _title_like(text: str) -> bool:
    return (
        len(text) <= 60
        and not re.search(r"[。；，！？：:]", text)
        and (
            bool(_TITLE_END.search(text)) or bool(re.fullmatch(r"[（(]\s*20\d{2}.*年.*[）)]", text))
        )
    )


def _complete(text: str) -> bool:
    from luodi.reader.extract.regions import region_at_start

    return bool(_TITLE_END.search(text)) and (region_at_start(text) is not None or len(text) >= 18)


def _continues(text: str) -> bool:
    return (
        4 <= len(text) <= 40
        and not re.search(r"[。；，！？：:、]$|\d日$", text)
        and "附件" not in text
    )


def _first_title(head: Sequence[Line]) -> str | None:
    return next(
        (_bare(line.text) for line in head[:6] if _TITLE_END.search(_bare(line.text))), None
    )


def _without_notice(title: str) -> str:
    """The plan's title inside 关于印发…的通知."""
    title = _bare(title)
    match = _NOTICE.match(title)
    if match and re.search(rf"(?:{_GENRES})(?:[（(][^）)]*[）)])*》?$", match[2]):
        return match[2].strip("《》 ")
    return title


def _same(block: str, title: str) -> bool:
    def plain(text: str) -> str:
        return re.sub(r"[\s《》（）()“”\"—–\-－]", "", text)

    return plain(block) == plain(title) or plain(title) in plain(block)


def _full_width(title: str) -> str:
    return title.replace("(", "（").replace(")", "）").replace(" ", "")
