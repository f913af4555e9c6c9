"""Sectors a plan addresses and the AI applications and platforms it names."""

import re
from collections.abc import Iterator, Sequence

from luodi.reader.document import Named
from luodi.reader.extract.names import inside_title, name_at_end
from luodi.reader.extract.outline import Section
from luodi.reader.extract.vocabulary import any_of

# Sector, letter of GB/T 4754—2017, words that plans use for it.
SECTORS: list[tuple[str, str, str]] = [
    ("农业", "A", "农业农村 农业 农村 乡村 种业 畜牧 渔业 林业"),
    ("采矿业", "B", "矿山 采矿 煤炭 矿业"),
    ("制造业", "C", "制造业 制造 工业 新型工业化 钢铁 化工 装备 汽车 石化 纺织 医药"),
    ("能源", "D", "能源 电力 电网 储能"),
    ("建筑", "E", "建筑 建造 住建"),
    ("商贸消费", "F", "消费 商贸 商务 电商 零售"),
    ("交通物流", "G", "交通 物流 港口 航运 轨道 低空"),
    ("信息服务", "I", "软件 信息服务 信息技术 通信"),
    ("金融", "J", "金融 银行 保险"),
    ("科研", "M", "科学 科研 研发 科技创新"),
    ("生态环境", "N", "生态环境 生态 环保 水利 气象 防灾减灾 应急"),
    ("教育", "P", "教育 教学 校园"),
    ("医疗健康", "Q", "医疗 卫生健康 健康 中医药 养老"),
    ("文化旅游", "R", "文旅 文化 旅游 体育 文博"),
    ("政务治理", "S", "政务 治理 城市管理 公共安全 司法 法治 监管"),
    ("海洋", "*", "海洋"),
]
_SECTOR_OF = {word: (name, letter) for name, letter, words in SECTORS for word in words.split()}
_WORDS = any_of(" ".join(_SECTOR_OF))
_SECTOR_WORD = re.compile(_WORDS)
_AFTER_AI = re.compile(rf"(?:人工智能|AI)\s*[+＋]\s*({_WORDS})")
_AS_FIELD = re.compile(rf"{_WORDS}(?=业|行业|领域|产业)")
_SYSTEM_ENDINGS = """
大模型 智能体 操作系统 管理系统 调度系统 监测系统 监控系统 系统 公共服务平台 开放平台 创新平台
服务平台 平台 大脑 机器人 算力网 数据集 知识库
"""
_SYSTEM = re.compile(rf"{any_of(_SYSTEM_ENDINGS)}(?=[，,。、；：（）”’等的建开和与及]|$)", re.M)
_SCENES = re.compile(r"等(?:典型|重点|创新|智能|智慧|人工智能|新型)?(?:应用)?场景")
_PLAIN = "公共 有关 相关 重点 创新 国家级? 省级 市级 服务 开放 一 各 新型 数字 智能 交流 信息"
_GENERIC = re.compile(rf"^{any_of(_PLAIN)}*{any_of(_SYSTEM_ENDINGS)}$")
# Verbs that open a name found by its end.
_OPENINGS = "建设 推进 谋划 布局 拓展 聚焦 研发 搭建 打造 升级 完善 探索 运营"
_OPENING_VERBS = re.compile(rf"^(?:.{{1,6}}领域)?{any_of(_OPENINGS)}+")


def sectors_of(text: str, sections: Sequence[Section]) -> tuple[Named, ...]:
    """Each sector once, where 人工智能+X, X领域 or a heading names it; `kind` is its letter."""
    first: dict[str, Named] = {}
    spans = [(m.start(), m[1], m.end()) for m in _AFTER_AI.finditer(text)]
    spans += [(m.start(), m[0], m.end()) for m in _AS_FIELD.finditer(text)]
    for section in sections:
        heading = section.heading
        for m in _SECTOR_WORD.finditer(text, heading.start, heading.end):
            spans.append((m.start(), m[0], m.end()))
    for start, word, end in sorted(spans):
        name, letter = _SECTOR_OF[word]
        first.setdefault(name, Named(name, letter, start, end))
    return tuple(first.values())


def sectors_in(words: str, *, heading: bool = False) -> list[str]:
    """The names of the sectors that 人工智能+X or X领域 names, or in a heading X alone.

    >>> sectors_in("推进智慧医疗与养老", heading=True), sectors_in("建设3个医疗场景")
    (['医疗健康'], [])
    """
    found = [*_AFTER_AI.findall(words), *_AS_FIELD.findall(words)]
    if heading:
        found += _SECTOR_WORD.findall(words)
    return list(dict.fromkeys(_SECTOR_OF[word][0] for word in found))


def systems_of(text: str) -> tuple[Named, ...]:
    """Applications and platforms named, each once: 城市大脑 (platform), 智能导诊 (scene)."""
    first: dict[str, Named] = {}
    for named in sorted(_systems(text), key=lambda n: n.start):
        first.setdefault(named.name, named)
    return tuple(first.values())


def _systems(text: str) -> Iterator[Named]:
    for match in _SYSTEM.finditer(text):
        left = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 24)
        name = _named(text[left : match.end()], keep=len(match[0]))
        if len(name) >= 4 and not _GENERIC.match(name) and not inside_title(text, match.start()):
            yield Named(name, "platform", match.end() - len(name), match.end())
    for match in _SCENES.finditer(text):
        yield from _scenes(text, match.start())


def _scenes(text: str, end: int) -> Iterator[Named]:
    """The members of the list that ends at `end`, back to the nearest mark."""
    listed = re.split(r"[，。；：\n]", text[max(0, end - 80) : end])[-1]
    place = end - len(listed)
    parts = listed.split("、")
    for index, part in enumerate(parts):
        name = _named(part, keep=2) if index == 0 else part
        if 3 <= len(name) <= 16 and not inside_title(text, place) and len(parts) > 1:
            stop = place + len(part)
            yield Named(name, "scene", stop - len(name), stop)
        place += len(part) + 1


def _named(phrase: str, *, keep: int) -> str:
    name = name_at_end(phrase, keep=keep)
    opening = _OPENING_VERBS.match(name)
    return name[opening.end() :] if opening else name
