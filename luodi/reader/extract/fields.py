"""Sectors a plan addresses and the AI applications and platforms it names."""

import re
from collections.abc import Iterator, Sequence

from luodi.reader.document import Named
from luodi.reader.extract.names import inside_title, name_at_end
from luodi.reader.extract.outline import Section

# Sector, letter of GB/T 4754—2017, words that plans use for it.
SECTORS: list[tuple[str, str, str]] = [
    ("农业", "A", "农业农村|农业|农村|乡村|种业|畜牧|渔业|林业"),
    ("采矿业", "B", "矿山|采矿|煤炭|矿业"),
    ("制造业", "C", "制造业?|工业|新型工业化|钢铁|化工|装备|汽车|石化|纺织|医药"),
    ("能源", "D", "能源|电力|电网|储能"),
    ("建筑", "E", "建筑|建造|住建"),
    ("商贸消费", "F", "消费|商贸|商务|电商|零售"),
    ("交通物流", "G", "交通|物流|港口|航运|轨道|低空"),
    ("信息服务", "I", "软件|信息服务|信息技术|通信"),
    ("金融", "J", "金融|银行|保险"),
    ("科研", "M", "科学|科研|研发|科技创新"),
    ("生态环境", "N", "生态环境|生态|环保|水利|气象|防灾减灾|应急"),
    ("教育", "P", "教育|教学|校园"),
    ("医疗健康", "Q", "医疗|卫生健康|健康|中医药|养老"),
    ("文化旅游", "R", "文旅|文化|旅游|体育|文博"),
    ("政务治理", "S", "政务|治理|城市管理|公共安全|司法|法治|监管"),
    ("海洋", "*", "海洋"),
]
_CONTEXT = r"(?:人工智能|AI)\s*[+＋]\s*(?:{words})|(?:{words})(?:业|行业|领域|产业)"
_SYSTEM_ENDINGS = (
    r"大模型|智能体|操作系统|管理系统|调度系统|监测系统|监控系统|系统|公共服务平台|开放平台|创新平台|服务平台|"
    r"平台|大脑|机器人|算力网|数据集|知识库"
)
_SYSTEM = re.compile(rf"(?:{_SYSTEM_ENDINGS})(?=[，,。、；：（）”’等的建开和与及]|$)", re.M)
_SCENE_LIST = re.compile(
    r"([^，。；：\n]{4,80}?)等(?:典型|重点|创新|智能|智慧|人工智能|新型)?(?:应用)?场景"
)
_GENERIC = re.compile(
    r"^(?:公共|有关|相关|重点|创新|国家级?|省级|市级|服务|开放|一|各|新型|数字|智能|交流|信息)*(?:系统|平台|大脑|大模型|机器人|智能体|数据集|知识库|公共服务平台|开放平台|创新平台|服务平台)$"
)


def sectors_of(text: str, sections: Sequence[Section]) -> tuple[Named, ...]:
    """Each sector once, where 人工智能+X, an X领域 or a heading first names it; `kind` is its GB/T 4754 letter."""
    headings = [(s.heading.start, s.heading.end) for s in sections]
    found: list[Named] = []
    for name, letter, words in SECTORS:
        spans = [m.span() for m in re.finditer(_CONTEXT.format(words=words), text)]
        for start, end in headings:
            spans += [
                (start + m.start(), start + m.end()) for m in re.finditer(words, text[start:end])
            ]
        if spans:
            start, end = min(spans)
            found.append(Named(name, letter, start, end))
    return tuple(sorted(found, key=lambda n: n.start))


def systems_of(text: str) -> tuple[Named, ...]:
    """Applications and platforms named, each once: 城市大脑 (platform), 智能导诊 (scene)."""
    first: dict[str, Named] = {}
    for named in sorted(_systems(text), key=lambda n: n.start):
        first.setdefault(named.name, named)
    return tuple(first.values())


def _systems(text: str) -> Iterator[Named]:
    for match in _SYSTEM.finditer(text):
        left = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 24)
        name = name_at_end(text[left : match.end()], keep=len(match[0]))
        if len(name) >= 4 and not _GENERIC.match(name) and not inside_title(text, match.start()):
            yield Named(name, "platform", match.end() - len(name), match.end())
    for match in _SCENE_LIST.finditer(text):
        yield from _scenes(text, match)


def _scenes(text: str, match: re.Match[str]) -> Iterator[Named]:
    place = match.start(1)
    parts = match[1].split("、")
    for index, part in enumerate(parts):
        name = name_at_end(part, keep=2) if index == 0 else part
        if 3 <= len(name) <= 16 and not inside_title(text, place) and len(parts) > 1:
            end = place + len(part)
            yield Named(name, "scene", end - len(name), end)
        place += len(part) + 1
