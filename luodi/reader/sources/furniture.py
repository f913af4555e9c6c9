"""Lines that a site or a printer put round a plan: share buttons, links, licences, page numbers.

Rules go by the shape of a line. A line of attribution (来源, 责编, 发布时间) stays.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from luodi.reader.offsets import Edit
from luodi.reader.sources.lines import Line

_COLON = r"\s*[:：]\s*"
_SIZES = r"(?:[【\[（(]?\s*(?:特?大|中|小|默认|超大|A\+?|A-|\+|-|－)\s*[】\]）)]?[\s|｜/]*){2,5}"
_BUTTON = (
    r"(?:我要)?(?:分享|打印|收藏|关闭|返回|复制|转发|纠错|点赞|举报|评论|下载|朗读|语音播报|无障碍(?:阅读|浏览)?|长者(?:模式|版)|适老化|简体|繁體|繁体)"
    r"(?:本页|此页|本文|页面|窗口|顶部|首页|列表|上级|上一页|链接|全文|到|至|文章|文件)?"
)
_TARGETS = r"(?:微信|微博|新浪微博|腾讯微博|QQ|QQ空间|QQ好友|朋友圈|人人网|豆瓣|钉钉|抖音|头条)"
_SEGMENT = (
    rf"(?:{_BUTTON}|字\s*[号体](?:大小)?{_COLON}?{_SIZES}|字[号体]|"
    rf"(?:浏览|阅读|点击|访问|查看)(?:次数|量|数|率|人次)?{_COLON}\d[\d,，]*\s*次?|"
    rf"分享(?:到|至){_COLON}?(?:{_TARGETS}[\s、|]*)*|{_TARGETS}|扫一扫|手机版|大 中 小|T\|T)"
)
_SEGMENTS = re.compile(
    rf"[\s【\[|｜>«»]*(?:{_SEGMENT}[】\]\s|｜、/【\[]*)+$", re.ASCII | re.IGNORECASE
)
_SEGMENT_IN_LINE = re.compile(
    rf"(?:^|[\s|｜【\[])+(?:{_SEGMENT})[】\]]*(?=$|[\s|｜【\[])", re.ASCII | re.IGNORECASE
)
_ATTRIBUTION = re.compile(r"(?:发布|发表|更新)(?:时间|日期)|来\s*源|作\s*者|责任?编")
_WHOLE = re.compile(
    r"\s*(?:"
    r"(?:请?(?:用微信|使用微信|微信|手机)?“?)?扫(?:一扫|描|码).{0,30}|"
    r".{0,12}(?:长按|识别).{0,6}二维码.{0,20}|"
    r".{0,12}(?:二维码|公众号)\s*(?:关注我们|扫一扫)?|关注(?:我们|微信公众号|官方微信).{0,12}|"
    rf"(?:上|下)一(?:篇|条|页|则){_COLON}?.{{0,80}}|"
    rf"(?:本文|文章|原文|文件|当前|页面|政策解读|解读)(?:链接|网址|地址|关键[词字]|标签|URL){_COLON}?.{{0,120}}|"
    rf"(?:关键词|标签|TAGS?){_COLON}.{{0,80}}|"
    rf"(?:相关|推荐|热门|延伸|猜你喜欢|最新)(?:链接|阅读|新闻|稿件|文章|推荐|政策|资讯|解读|内容){_COLON}?(?:.{{0,3}}|《.{{0,80}})|"
    r".{0,40}ICP\s*[备证]\s*(?:案号)?\s*[:：]?\s*[A-Z\d].{0,60}|.{0,30}公网安备.{0,40}|.{0,40}版权所有.{0,60}|"
    r"(?:Copyright|©|&copy;).{0,100}|网站标识码.{0,40}|(?:网站地图|联系我们|关于我们|隐私声明|使用帮助)(?:[\s|｜]+.{0,40})?|"
    rf"(?:您?(?:现在)?(?:当前)?的?(?:所在)?位置|当前位置){_COLON}.{{0,100}}|"
    r"(?:网站)?首页\s*[>›»/＞].{0,100}|"
    r"(?:主办|承办|技术支持)(?:单位)?\s*[:：].{0,30}(?:承办|技术支持|网站|信息中心|维护).{0,40}|"
    r"(?:https?:)?//[\w./?=&%#:+~-]{4,}|"
    r"【?(?:声明|免责声明|版权声明)】?\s*[:：].{0,200}(?:转载|版权|侵权|本站).{0,100}"
    r")\s*",
    re.IGNORECASE,
)
_WHOLE_HINT = re.compile(
    r"扫|二维码|公众号|关注|一[篇条页则]|链接|网址|地址|关键[词字]|标签|tags?|相关|推荐|热门|延伸|最新|猜你|备|版权|copyright|©|&copy;"
    r"|网站|我们|声明|帮助|位置|首页|主办|承办|技术|//",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"\s*(?:[—–―─\-－·•~～]{1,2}\s*\d{1,3}\s*[—–―─\-－·•~～]{1,2}|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?"
    r"|\d{1,3}\s*/\s*\d{1,3}|Page\s*\d{1,3}(?:\s*of\s*\d{1,3})?)\s*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\s*(\d{1,3})\s*")
_LONGEST = 240
_MAX_ATTRIBUTION = 120


def furniture_edits(lines: list[Line]) -> Iterator[Edit]:
    """Edits that take out site furniture and page numbers, whole lines with their line ends."""
    pages = _bare_page_numbers(lines)
    for line in lines:
        if not line.text or len(line.text) > _LONGEST:
            continue
        if line.start in pages or is_furniture(line.text):
            yield whole_line(line, lines[-1].end)
        elif len(line.text) <= _MAX_ATTRIBUTION and _ATTRIBUTION.search(line.text):
            for hit in _SEGMENT_IN_LINE.finditer(line.text):
                yield Edit(line.start + hit.start(), line.start + hit.end(), "", "furniture")


def whole_line(line: Line, text_end: int) -> Edit:
    """The edit that drops a line with its line end."""
    return Edit(line.start, min(line.end + 1, text_end), "", "furniture")


def is_furniture(text: str) -> bool:
    if _PAGE_NUMBER.fullmatch(text):
        return True
    if len(text) <= 80 and not text.isspace() and _SEGMENTS.match(text):
        return True
    return bool(_WHOLE_HINT.search(text)) and _WHOLE.fullmatch(text) is not None


def _bare_page_numbers(lines: list[Line]) -> set[int]:
    """Starts of lines that are a number alone, where at least three of them count up one by one."""
    bare = [
        (line.start, int(hit[1])) for line in lines if (hit := _BARE_NUMBER.fullmatch(line.text))
    ]
    starts = [start for start, _ in bare]
    numbers = [number for _, number in bare]
    counts_up = all(b == a + 1 for a, b in pairwise(numbers))
    return set(starts) if len(bare) >= 3 and counts_up else set()


_SITE_SUFFIX = re.compile(
    r"[_|｜—-]{1,2}[^_|｜—-]{2,24}(?:网站?|政府|门户|平台|公开|文件|法规库?)$"
)
_BETWEEN = re.compile(r"[\s《》〈〉“”\"'（）()\[\]【】〔〕—\-–:：,，。]")


def doubled_headline(lines: list[Line]) -> Edit | None:
    """The edit that drops a page's headline where the lines after it print the same title again."""
    filled = [line for line in lines if not line.is_blank][:6]
    for place, headline in enumerate(filled[:3]):
        bare = _bare(_SITE_SUFFIX.sub("", headline.text.strip()))
        if len(bare) < 8:
            continue
        following = [_bare(line.text) for line in filled[place + 1 : place + 4]]
        if _same_title(bare, following):
            return whole_line(headline, lines[-1].end)
    return None


def _same_title(headline: str, following: list[str]) -> bool:
    """Whether the next one, two or three lines, in any order of two, spell the headline."""
    for count in range(1, len(following) + 1):
        parts = following[:count]
        if headline in ("".join(parts), "".join(reversed(parts))):
            return True
    return False


def _bare(text: str) -> str:
    return _BETWEEN.sub("", text)
