"""Readings made by hand, so that these tests need no reader; spans are looked up in the text."""

from collections.abc import Sequence
from hashlib import sha256

from luodi.plans.actions import ImportResult, import_plan
from luodi.plans.models import Target as PlanTarget
from luodi.plans.models import Version
from luodi.plans.queries import ItemState, items_as_of
from luodi.reader.document import (
    Heading,
    Meta,
    Missing,
    Named,
    PlanDocument,
    Region,
    Repair,
    Responsible,
    Target,
    Task,
)
from luodi.reader.offsets import OffsetMap
from tests.parties.cast import TEST

SETTLED = {"confirmed", "corrected"}
TITLE = "示范市“人工智能+”行动实施方案（2025—2027年）"
TEXT = f"""{TITLE}
为落实省有关部署，结合本市实际，制定本方案。
一、总体要求
到2027年，打造10个标杆应用场景、5个高质量数据集，规上工业企业应用普及率达到70%以上。
二、重点任务
（一）夯实算力底座
发放算力券，可调度算力达到2000 PFLOPS，单位算力成本降低30%。（责任单位：市数据局、市工信局）
（二）开放应用场景。每年发布场景机会清单，落实xx个试点。
三、组织实施
（一）加强统筹
建立专班。（牵头单位：市数据局；配合单位：市财政局）
"""


def settled() -> list[ItemState]:
    """The confirmed and corrected targets of all versions, published or not."""
    found = [one for version in Version.objects.all() for one in items_as_of(version)]
    return [o for o in found if isinstance(o.item, PlanTarget) and o.state in SETTLED]


def imported(document: PlanDocument, *, sample: bool = False) -> ImportResult:
    return import_plan(document, by=TEST, sample=sample)


def span(text: str, quote: str) -> dict[str, int]:
    start = text.index(quote)
    return {"start": start, "end": start + len(quote)}


def target(text: str, quote: str, thing: str, **values: object) -> Target:
    usual: dict[str, object] = {
        "path": ("一、",),
        "by": 2027,
        "low": 10.0,
        "high": 10.0,
        "comparator": "eq",
        "basis": "level",
        "unit": "个",
        "confidence": 0.9,
    }
    return Target(quote=quote, object=thing, **span(text, quote), **(usual | values))  # type: ignore[arg-type]


def task(
    text: str, heading: str, last_words: str, *bodies: tuple[str, str], path: tuple[str, ...]
) -> Task:
    start = text.index(path[-1] + heading)
    end = text.index(last_words, start) + len(last_words)
    responsible = tuple(Responsible(name, role) for name, role in bodies)  # type: ignore[arg-type]
    return Task(path, heading, start, end, responsible)


def outline(text: str, headings: Sequence[tuple[int, str, str]]) -> tuple[Heading, ...]:
    return tuple(
        Heading(level, label, words, **span(text, label + words))
        for level, label, words in headings
    )


def reading(
    *, copy: int = 0, region: str = "示范市", title: str = TITLE, **values: object
) -> PlanDocument:
    """The plan of a fictional city. Each `copy` is another file of the same plan."""
    text = TEXT.replace(TITLE, title)
    usual: dict[str, object] = {
        "source": f"plan-{copy}.txt",
        "sha256": sha256(f"{title}{region}{copy}".encode()).hexdigest(),
        "format": "txt",
        "encoding": "utf-8",
        "text": text,
        "original": text,
        "offsets": OffsetMap.identity(len(text)),
        "meta": Meta(
            title=title,
            kind="plan",
            doc_number="示政办发〔2025〕9号",
            issuers=(f"{region}人民政府办公厅",),
            region=Region(region, "999900", "city"),
            issued_on="2025-05-20",
            period=(2025, 2027),
        ),
        "outline": outline(
            text,
            [
                (1, "一、", "总体要求"),
                (1, "二、", "重点任务"),
                (2, "（一）", "夯实算力底座"),
                (2, "（二）", "开放应用场景"),
                (1, "三、", "组织实施"),
                (2, "（一）", "加强统筹"),
            ],
        ),
        "targets": targets(text),
        "tasks": tasks(text),
        "instruments": (Named("算力券", "voucher", **span(text, "算力券")),),
        "repairs": (
            Repair("gloss", **span(text, "部署"), before="部(bù)署", after="部署"),
            Repair(
                "pinyin_word",
                **span(text, "专班"),
                before="zhuanban",
                after="专班",
                confidence=0.6,
                alternatives=("转班",),
            ),
        ),
        "missing": (Missing("blank", quote="xx个", **span(text, "xx个")),),
    }
    return PlanDocument(**(usual | values))  # type: ignore[arg-type]


def targets(text: str) -> tuple[Target, ...]:
    return (
        target(text, "打造10个标杆应用场景", "标杆应用场景"),
        target(text, "打造10个标杆应用场景、5个高质量数据集", "高质量数据集", low=5.0, high=5.0),
        target(
            text,
            "规上工业企业应用普及率达到70%以上",
            "规上工业企业应用普及率",
            low=70.0,
            high=None,
            comparator="ge",
            unit="%",
        ),
        target(
            text,
            "可调度算力达到2000 PFLOPS",
            "可调度算力",
            low=2000.0,
            high=2000.0,
            unit="PFLOPS",
            by=None,
        ),
        target(
            text,
            "单位算力成本降低30%",
            "单位算力成本",
            low=30.0,
            high=30.0,
            unit="%",
            basis="decrease",
            by=None,
        ),
    )


def tasks(text: str) -> tuple[Task, ...]:
    return (
        task(
            text,
            "夯实算力底座",
            "市工信局）",
            ("市数据局", "lead"),
            ("市工信局", "lead"),
            path=("二、", "（一）"),
        ),
        task(text, "开放应用场景", "试点。", path=("二、", "（二）")),
        task(
            text,
            "加强统筹",
            "市财政局）",
            ("市数据局", "lead"),
            ("市财政局", "support"),
            path=("三、", "（一）"),
        ),
    )
