"""A web page becomes the lines of its article: a block a line, cells of a table row joined by tabs.

What stands outside the article is dropped, but for its title and what names the document.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from luodi.reader.errors import BrokenFile
from luodi.reader.sources.lines import opens_with_label

_DROPPED = frozenset(
    "script style noscript nav footer iframe form button select input textarea svg object embed"
    " audio video canvas template aside rt rp head map".split()
)
_BLOCKS = frozenset(
    "html body div p h1 h2 h3 h4 h5 h6 ul ol li table tbody thead tfoot tr td th section article"
    " main header center blockquote pre dl dt dd figure figcaption hr fieldset address caption"
    " form".split()
)
_FURNITURE_NAME = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|breadcrumbs?|crumbs?|foot|footer|share|bdshare|print|copyright"
    r"|sidebar|related|recommend|pagination|pager|toolbar|tools?|search|login|banner|qrcode|ewm"
    r"|dqwz|weizhi|position|location|fenxiang|xgwz|xglj|link|links|friendlink|copy|ad|ads|comment"
    r"|logo|topbar|head|header)"
    r"(?:$|[-_ \d])",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"\s*[【\[]?(?:发文字号|文\s*号|文件编号|发文机关|发文单位|发布机构|成文日期|发文日期|印发日期"
    r"|公开日期|发布日期|发布时间|信息来源|稿件来源|来\s*源|责任编辑|责编)[】\]]?"
    r"\s*[:：]?"
)
_HAN = re.compile("[\u3400-\u9fff]")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_BREAK_IN_HAN = re.compile(r"(?<=[^\x00-\x7f])[ \t]*[\r\n][ \t\r\n]*(?=[^\x00-\x7f])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NESTING = re.compile(
    r"<(/?)(?:div|span|font|b|i|u|a|em|strong|big|small|code|nobr|s|tt|strike|table|section|article|ul|ol|dl"
    r"|blockquote|center|form|svg|math|template|select|object|button|h[1-6])\b",
    re.IGNORECASE,
)
_MAX_DEPTH = 2_000
_MAX_REOPENED = 20_000_000
_SITE = re.compile(r"(?:网站?|门户|平台|首页|人民政府|委员会|[局厅])$")
_SITE_NAME = re.compile(
    r"(?:\s*[_|｜]\s*[^_|｜]{2,24}|\s*[—-]+\s*[^_|｜—-]{2,20}(?:网站?|门户|平台|政府|委员会|[局厅]))+$"
)
_MIN_TITLE = 8
_ARTICLE_SHARE = 0.8
_LONG_CELL = 400
_MAX_ATTRIBUTION = 80


def html_text(markup: str, *, name: str) -> str:
    """The article of a page, line by line; empty where the page has none."""
    if _nests_too_deep(markup):
        raise BrokenFile(name=name, format="HTML")
    tree = LexborHTMLParser(markup)
    body = tree.body
    if body is None:
        return ""
    weights = _weigh(body)
    article = _article(body, weights)
    inside = list(_lines(article, weights))
    above = [line for line in _outer_lines(body, article, weights) if line not in inside[:8]]
    title = _title(tree)
    joined = "".join(inside[:6]) + "".join(above)
    if title and _squeezed(title) not in _squeezed(joined):
        above.insert(0, title)
    return "\n".join(above + inside)


class _Weights:
    """Han characters a node holds outside links and furniture, by node."""

    def __init__(self) -> None:
        self.of: dict[int, int] = {}
        self.dropped: set[int] = set()


def _weigh(body: LexborNode) -> _Weights:
    weights = _Weights()
    total = len(_HAN.findall(body.text(deep=True)))
    for node, closing in _walk(body, set()):
        key = node.mem_id
        if node.tag == "-text":
            weights.of[key] = len(_HAN.findall(node.text_content or ""))
        elif closing:
            weights.of[key] = _weight_of(node, weights, total)
        if closing and node.tag != "body" and _is_dropped(node, weights.of[key], total):
            weights.dropped.add(key)
            weights.of[key] = 0
    return weights


def _weight_of(node: LexborNode, weights: _Weights, total: int) -> int:
    if node.tag == "a":
        return 0
    return sum(weights.of.get(child.mem_id, 0) for child in _children(node))


def _is_dropped(node: LexborNode, weight: int, total: int) -> bool:
    """Whether a node is furniture by tag, style or name; a name never drops most of the page."""
    if node.tag in _DROPPED and not (node.tag == "form" and weight > total / 3):
        return True
    attributes = node.attributes
    if _HIDDEN.search(attributes.get("style") or ""):
        return True
    if weight > total / 5 or node.tag not in _BLOCKS | {"span"}:
        return False
    if node.tag.startswith("h") and node.tag[1:].isdigit():
        return False
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return _FURNITURE_NAME.search(named) is not None and node.css_first("h1") is None


def _article(body: LexborNode, weights: _Weights) -> LexborNode:
    """The deepest block that still holds most of the page's own words."""
    article = body
    while True:
        blocks = [child for child in _children(article) if child.tag in _BLOCKS]
        heavy = max(blocks, key=lambda child: weights.of.get(child.mem_id, 0), default=None)
        if heavy is None or heavy.tag in {"p", "li", "pre"}:
            return article
        if weights.of.get(heavy.mem_id, 0) < _ARTICLE_SHARE * weights.of[article.mem_id]:
            return article
        if weights.of[article.mem_id] == 0:
            return article
        article = heavy


def _outer_lines(body: LexborNode, article: LexborNode, weights: _Weights) -> Iterator[str]:
    """Lines before and after the article that name the document or its source."""
    if body.mem_id == article.mem_id:
        return
    skipped = _Weights()
    skipped.of = weights.of
    skipped.dropped = weights.dropped | {article.mem_id}
    for line in _lines(body, skipped):
        if len(line) <= _MAX_ATTRIBUTION and _ATTRIBUTION.match(line):
            yield line


def _nests_too_deep(markup: str) -> bool:
    """Whether a page leaves so many tags open that a parser's work would grow with their square."""
    depth = deepest = paragraphs = 0
    for tag in _NESTING.finditer(markup):
        depth = max(depth + (-1 if tag[1] else 1), 0)
        deepest = max(deepest, depth)
    if deepest > 100:
        paragraphs = markup.count("<")
    return deepest > _MAX_DEPTH or deepest * paragraphs > _MAX_REOPENED


def _title(tree: LexborHTMLParser) -> str:
    """The title as the page names it, without the name of the site; empty where it has none."""
    heading = tree.css_first("h1")
    candidates = [_clean(heading.text(deep=True)) if heading is not None else ""]
    for name in ('meta[name="ArticleTitle"]', 'meta[property="og:title"]'):
        meta = tree.css_first(name)
        candidates.append(_clean(meta.attributes.get("content") or "") if meta is not None else "")
    named = tree.css_first("title")
    if named is not None:
        candidates.append(_SITE_NAME.sub("", _clean(named.text(deep=True))))
    for title in candidates:
        if len(_HAN.findall(title)) >= _MIN_TITLE and not _SITE.search(title):
            return title
    return ""


def _lines(root: LexborNode, weights: _Weights) -> Iterator[str]:
    """The lines of a node: a block each, a table row each, and one more at every <br>."""
    parts: list[str] = []
    skipped = set(weights.dropped)
    for node, closing in _walk(root, skipped):
        if node.tag == "-text":
            parts.append(node.text_content or "")
        elif node.tag == "br":
            parts.append("\v")
        elif node.tag == "tr" and _is_data_row(node, weights):
            yield from _flush(parts)
            cells = [
                _clean(_plain(cell, weights))
                for cell in _children(node)
                if cell.tag in ("td", "th")
            ]
            yield "\t".join(cells).strip()
            skipped.add(node.mem_id)
        elif node.tag in _BLOCKS:
            yield from _flush(parts)
            if node.tag == "li" and not closing:
                parts.append(_list_label(node, weights))
    yield from _flush(parts)


def _flush(parts: list[str]) -> Iterator[str]:
    for line in "".join(parts).split("\v"):
        cleaned = _clean(line)
        if cleaned:
            yield cleaned
    parts.clear()


def _list_label(item: LexborNode, weights: _Weights) -> str:
    """The number a browser draws before an item of an ordered list, unless the item has its own."""
    parent = item.parent
    if parent is None or parent.tag != "ol" or (parent.attributes.get("type") or "1") != "1":
        return ""
    if opens_with_label(_plain(item, weights)):
        return ""
    start = parent.attributes.get("start") or "1"
    place = int(start) if start.isdecimal() and len(start) < 4 else 1
    previous = item.prev
    while previous is not None:
        place += previous.tag == "li"
        previous = previous.prev
    return f"{place}."


def _is_data_row(row: LexborNode, weights: _Weights) -> bool:
    """Whether a row holds figures and names; a row of a page's frame holds whole paragraphs."""
    cells = [cell for cell in _children(row) if cell.tag in ("td", "th")]
    filled = [
        cell
        for cell in cells
        if cell.mem_id not in weights.dropped and _plain(cell, weights).strip()
    ]
    if len(filled) < 2 or row.css_first("table") is not None:
        return False
    return all(weights.of.get(cell.mem_id, 0) <= _LONG_CELL for cell in filled)


def _plain(node: LexborNode, weights: _Weights) -> str:
    found = (child for child, _ in _walk(node, weights.dropped))
    return "".join(child.text_content or "" for child in found if child.tag == "-text")


def _clean(text: str) -> str:
    """White space as a browser shows it, but no space for a line end of the markup between Han."""
    return _SPACE.sub(" ", _BREAK_IN_HAN.sub("", text)).strip(" \u3000\u200b\ufeff")


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _walk(root: LexborNode, skipped: set[int]) -> Iterator[tuple[LexborNode, bool]]:
    """(node, closing) in document order, without recursion: pages nest thousands of levels deep.

    A node that the caller puts into `skipped` when it opens is not entered.
    """
    stack = [(root, False)]
    while stack:
        node, closing = stack.pop()
        if node.mem_id in skipped and not closing:
            continue
        yield node, closing
        if node.mem_id in skipped and not closing:
            continue
        if closing or node.child is None:
            if not closing and node.tag not in ("-text", "br"):
                yield node, True
            continue
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(list(_children(node))))
