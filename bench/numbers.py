"""How many figures, written in the ways plans write them, each tool reads right."""

import re

from rich.console import Console
from rich.table import Table

from bench.peers import cn2an_text
from luodi.reader.extract.quantities import quantities_in

# Phrase, lower and upper figure, comparator.
FIGURES: tuple[tuple[str, float, float, str], ...] = (
    ("培育三百家以上企业", 300, 300, "ge"),
    ("打造60个以上标杆场景", 60, 60, "ge"),
    ("覆盖率达到百分之八十五", 85, 85, "eq"),
    ("累计开放数据1.5万项", 15_000, 15_000, "eq"),
    ("建成5G基站19.63万个", 196_300, 196_300, "eq"),
    ("攻克关键技术五十项以上", 50, 50, "ge"),
    ("形成2—3个行业大模型", 2, 3, "eq"),
    ("建设三至五个产业集聚区", 3, 5, "eq"),
    ("时延控制在3毫秒以内", 3, 3, "le"),
    ("基金规模达到二十亿元", 20, 20, "eq"),
    ("产业规模突破1.5万亿元", 1.5, 1.5, "gt"),
    ("培训不少于一万二千人次", 12_000, 12_000, "ge"),
    ("能耗降低10%左右", 10, 10, "approx"),
    ("新增企业四十余家", 40, 40, "gt"),
    ("投资超过2.5亿元", 2.5, 2.5, "gt"),
    ("举办两百场活动", 200, 200, "eq"),
)


def measure(console: Console) -> None:
    table = Table(title=f"Figures read right, of {len(FIGURES)} ways to write one")
    for header in ("tool", "value", "value and comparator"):
        table.add_column(header, justify="left" if header == "tool" else "right")
    own = [_reading(phrase) for phrase, *_ in FIGURES]
    values = sum(
        found is not None and found[:2] == (low, high)
        for found, (_, low, high, _) in zip(own, FIGURES, strict=True)
    )
    whole = sum(found == tuple(wanted) for found, (_, *wanted) in zip(own, FIGURES, strict=True))
    table.add_row("luodi", str(values), str(whole))
    peer = sum(_has_value(phrase, low, high) for phrase, low, high, _ in FIGURES)
    table.add_row("cn2an", str(peer), "reads none")
    console.print(table)
    console.print()


def _reading(phrase: str) -> tuple[float, float, str] | None:
    """Of the last figure in the phrase."""
    found = list(quantities_in(phrase))
    return (found[-1].low, found[-1].high, found[-1].comparator) if found else None


def _has_value(phrase: str, low: float, high: float) -> bool:
    """Whether both figures stand in digits in what the peer gives back, 亿 and 万亿 aside."""
    digits = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", cn2an_text(phrase))]
    scaled = {number * scale for number in digits for scale in (1, 1e-8, 1e-12)}
    return {low, high} <= scaled
