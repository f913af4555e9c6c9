"""Administrative areas by name: official full name, code of GB/T 2260, level."""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from luodi.reader.document import Region

_ENDINGS = re.compile(r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|[省市])$")
# Areas that issue plans but have no code of their own.
_ZONE = re.compile(
    r"[\u4e00-\u9fff]{0,10}?(?:新区|开发区|高新区|经开区|高新技术产业开发区|经济技术开发区|自贸区|示范区|合作区)"
)
# How often a text must name a place before it is taken to be about it.
_OFTEN = 3
# An area the code list does not know, by its form: a new one, or one of a made-up world.
_UNKNOWN = re.compile(
    r"(?![全本我各])[\u4e00-\u9fff]{2,4}?(?:省|市|县|区)(?!域|间|场|级|长|民|委|直|属)"
)
_LEVELS = {"省": "province", "市": "city", "县": "county", "区": "county"}
NATIONAL_BODIES = re.compile(
    r"^(?:国务院|中共中央|国家|中华人民共和国|工业和信息化部|科学技术部|科技部|教育部|财政部|人力资源|自然资源部|生态环境部|住房|交通运输部|"
    r"水利部|农业农村部|商务部|文化和旅游部|应急管理部|中国人民银行|国务院国资委|公安部|民政部|司法部|全国)"
)


@cache
def _table() -> dict[str, tuple[Region, ...]]:
    """Every printed form of a name to the regions that bear it."""
    found: dict[str, list[Region]] = {}
    text = resources.files("luodi.reader.extract").joinpath("regions.tsv").read_text("utf-8")
    for row in text.splitlines():
        code, name = row.split("\t")
        level = "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"
        region = Region(name, code, level)
        short = _ENDINGS.sub("", name) if level != "county" else name
        for form in {name, short}:
            if len(form) >= 2:
                found.setdefault(form, []).append(region)
    return {form: tuple(regions) for form, regions in found.items()}


@cache
def _longest() -> int:
    return max(map(len, _table()))


def region_at_start(text: str) -> Region | None:
    """The area a title or a body's name begins with: the innermost of 浙江省|杭州市|西湖区.

    >>> region_at_start("沈阳市人民政府办公厅").adcode
    '210100'
    """
    text = re.sub(r"^(?:中共|关于|《|印发)+", "", text)
    whole = text
    within: Region | None = None
    while hit := _longest_match(text, within):
        form, within = hit
        text = text[len(form) :]
        if text[:1] in "市省" and not form.endswith(("市", "省", "区", "县")):
            text = text[1:]
    if within is None and (unknown := _UNKNOWN.match(text)):
        return Region(unknown[0], None, _LEVELS[unknown[0][-1]])
    zone = _ZONE.match(text)
    if within is not None and zone and within.level != "county":
        return Region(whole[: len(whole) - len(text)] + zone[0], None, "county")
    return within


def _longest_match(text: str, within: Region | None) -> tuple[str, Region] | None:
    for length in range(min(_longest(), len(text)), 1, -1):
        regions = [r for r in _table().get(text[:length], ()) if _inside(r, within)]
        if regions and not (length == 2 and within is None and _is_other_word(text, regions)):
            return text[:length], regions[0]
    return None


def _inside(region: Region, within: Region | None) -> bool:
    if within is None:
        return True
    if within.adcode is None or region.adcode is None or region.adcode == within.adcode:
        return False
    prefix = within.adcode.rstrip("0")
    prefix = within.adcode[:2] if within.level == "province" else within.adcode[:4]
    return region.adcode.startswith(prefix) and within.level != "county"


def _is_other_word(text: str, regions: Sequence[Region]) -> bool:
    """Below province level, short names that are also words open too many sentences."""
    return all(region.level != "province" for region in regions) and not re.match(
        r".{2}(?:市|省|日前|印发|发布|出台|加快|关于|推动|促进|建设|人工智能|将)", text
    )


def region_most_named(text: str) -> Region | None:
    """The province or city a text speaks of most, for texts whose title names none."""
    best: tuple[int, Region] | None = None
    for region in _governing():
        count = text.count(_ENDINGS.sub("", region.name))
        if count >= _OFTEN and (best is None or count > best[0]):
            best = count, region
    return best[1] if best else None


@cache
def _governing() -> tuple[Region, ...]:
    """Provinces, then cities: what wins where both are named equally often."""
    regions = {r for found in _table().values() for r in found if r.level != "county"}
    return tuple(sorted(regions, key=lambda r: (r.level != "province", r.adcode or "")))
