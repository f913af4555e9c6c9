"""Which targets of different regions speak of the same thing: a head noun for each object.

One plan says 标杆应用场景, another 可复制推广的标杆场景项目: `head` calls both by the first.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from unicodedata import normalize

__all__ = ["Row", "head", "rows", "thing"]

T = TypeVar("T")
SIGNS = re.compile(r"\(.*?\)|[\s“”‘’「」『』《》\"'()\[\]]")
# What may stand before a thing without changing what it is: whose it is, how good, how new.
BEFORE = re.compile(
    r"^(?:.*的|全[国省市区县州]|[本我][省市区县州]|(?:(?:国家|[省市区县州])级?[、和及]?)+级|一批|若干|各类|新增|累计)"
)
# Words that say that something is counted, not what.
BEHIND = re.compile(r"(?:总?数量?|个数|家数)+$")
EXAMPLES = "标杆|示范|典型|样板"
# The genre's own nouns, the narrower first; each stands for every object that ends in it.
HEADS = (
    ("大模型", r"模型"),
    ("智能体", r"智能体(?:应用)?"),
    ("标杆应用场景", rf"(?:{EXAMPLES}).*场景(?:项目)?"),
    ("应用场景", r"场景(?:项目|应用)?"),
    ("典型案例", r"案例"),
    ("数据集", r"(?:数据集|语料库)"),
    ("规模以上企业", r"规模以上.*企业"),
    ("专精特新企业", r"(?:专精特新|小巨人).*企业"),
    ("独角兽企业", r"独角兽.*企业"),
    ("高新技术企业", r"高新技术企业"),
    ("龙头企业", r"(?:龙头|领军|骨干|链主|头部).*企业"),
    ("企业", r"(?:企业|公司|经营主体|市场主体)"),
    ("普及率", r"(?:普及率|覆盖率|渗透率|应用率)"),
    ("算力规模", r"(?:算力|智算)(?:中心)?(?:总?规模|总量|能力|供给)?"),
    ("基金规模", r"基金(?:群|总?规模|组建规模)?"),
    ("产业规模", r"产业(?:核心)?(?:总?规模|总?产值|营业收入|营收|增加值)"),
    ("产业集聚区", r"(?:集聚区|产业园区?|产业集群|示范区|先导区)"),
    ("智能工厂", r"(?:智能工厂|数字化车间|智能车间)"),
    ("平台", r"平台"),
    ("创新机构", r"(?:实验室|创新中心|研究院|研究中心)"),
    ("人才", r"(?:人才|工程师)"),
    ("标准", r"标准"),
    ("关键技术", r"技术(?:攻关)?"),
    ("产品", r"(?:产品|装备)"),
    ("成本", r"成本"),
    ("投资", r"投资额?"),
)
ENDS = tuple((name, re.compile(rf"{pattern}$")) for name, pattern in HEADS)


@dataclass(frozen=True, slots=True)
class Row(Generic[T]):
    """What each region promises of one head noun; `cells` follow the order of the regions."""

    head: str
    cells: tuple[tuple[T, ...], ...]


def thing(name: str) -> str:
    """An object without marks, attributes and counting words, with 规上 written out.

    >>> thing("具有国际一流水平的‘人工智能+政务’应用场景数量"), thing("规上工业企业")
    ('人工智能+政务应用场景', '规模以上工业企业')
    """
    plain = SIGNS.sub("", normalize("NFKC", name)).replace("规上", "规模以上")
    found = BEHIND.sub("", plain)
    while (shorter := BEFORE.sub("", found)) != found and len(shorter) > 1:
        found = shorter
    return found or plain or name


def head(name: str) -> str:
    """The noun by which objects are compared; an object of no known noun stands for itself.

    >>> head("可复制推广的标杆场景项目"), head("垂直领域行业模型"), head("开放停机坪")
    ('标杆应用场景', '大模型', '开放停机坪')
    """
    plain = thing(name)
    return next((noun for noun, end in ENDS if end.search(plain)), plain)


def rows(found: Iterable[tuple[str, str, T]], regions: Sequence[str]) -> list[Row[T]]:
    """Triples of region, object and item as rows, those that most regions share first."""
    by_head: dict[str, dict[str, list[T]]] = defaultdict(lambda: defaultdict(list))
    for region, name, item in found:
        by_head[head(name)][region].append(item)
    made = [
        Row(noun, tuple(tuple(cells.get(region, ())) for region in regions))
        for noun, cells in by_head.items()
    ]
    return sorted(made, key=lambda row: (row.cells.count(()), row.head))
