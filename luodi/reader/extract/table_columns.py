"""What the columns of a table of indicators hold, told by the words of its header."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from luodi.reader.extract.quantities import amount_in_cell, is_unit

Role = Literal["index", "name", "unit", "target", "base", "other"]

_GOAL = (
    r"(?:预期|计划|规划|发展|工作|年度|总体|建设)?(?:目标|指标|任务)(?:值|数|任务)?"
    r"|(?:预期|计划|规划)(?:值|数)?"
)
_TODAY = "现状|基期|基数|基准|实际|实绩|完成|基础|当前|目前|现有|已有"
_YEAR = re.compile(
    rf"(?:截?[到至])?(?P<year>20\d\d)年?(?:年?[底末度])?前?的?(?P<goal>{_GOAL})?"
    rf"(?P<today>(?:预计)?(?:{_TODAY})(?:值|数|情况|水平)?)?(?:[（(](?P<note>[^（）()]{{0,12}})[）)])?"
)
_TARGET = re.compile(
    r"(?:预期|计划|规划|发展|工作|年度|总体|建设)?(?:目标(?:值|数)?|指标值)(?:[（(](?P<note>[^（）()]{0,12})[）)])?"
    r"|(?:预期|计划|规划)值"
)
_BASE = re.compile(rf"(?:{_TODAY}|现)(?:值|数|情况|水平|年)?")
_NAME = re.compile(
    r"(?:(?:主要|具体|核心|重点|细化|考核|监测|评价|发展|关键|[一二三]级|二级)?指标(?:名称|内容|项目|项)?"
    r"|(?:项目|任务|目标|工作)?名称|(?:指标|主要|工作|建设|目标)?(?:项目|内容|事项)|(?:重点|主要|目标|工作)?任务)"
)
_UNIT = re.compile(r"(?:计量|指标)?单位")
_INDEX = re.compile(r"序号|编号|[Nn][Oo]\.?")
_OTHER = re.compile(
    r"(?:指标)?(?:属性|性质|类型|类别|分类|说明|解释|来源|口径)|领域|维度|板块|方向|备注|说明"
    r"|(?:责任|牵头|配合|负责|实施|主管|统计)(?:单位|部门|处室)|数据来源|完成(?:时限|时间)|年均.{0,8}|累计.{0,4}|增速|增幅"
)
_BLANKS = re.compile(r"\s+")
_NOTHING = re.compile(r"[—–\-－/／、*＊…]*")


class Cell(NamedTuple):
    """`text` without surrounding blanks, at `start:end` of the document."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column's role and, of a target or a base, the year in its header.

    `says_goal` tells a header that speaks of goals from one that only names a year.
    """

    role: Role
    year: int | None = None
    says_goal: bool = False


def column_of(header: str) -> Column | None:
    """The column under a header's words; None where they are none a table of indicators has."""
    words = _BLANKS.sub("", header)
    if _INDEX.fullmatch(words):
        return Column("index")
    if _UNIT.fullmatch(words):
        return Column("unit")
    if match := _YEAR.fullmatch(words):
        base = match["today"] or re.search(_TODAY, match["note"] or "")
        role: Role = "base" if base else "target"
        return Column(role, int(match["year"]), bool(match["goal"]))
    if _NAME.fullmatch(words):
        return Column("name")
    if match := _TARGET.fullmatch(words):
        year = re.search(r"20\d\d", match["note"] or "")
        return Column("target", int(year[0]) if year else None, True)
    if _BASE.fullmatch(words):
        return Column("base")
    return Column("other") if _OTHER.fullmatch(words) else None


def aligned(cells: Sequence[Cell], columns: Sequence[Column]) -> list[Cell | None]:
    """The cells of a row under their columns.

    A cell that reaches over several rows is missing from the later ones; so the row is put where
    most of its cells are what their columns hold.
    """
    spare = len(columns) - len(cells)
    if spare < 0:
        return list(_with_whole_name(cells, columns, 1 - spare))
    best = max(range(spare + 1), key=lambda shift: _fit(cells, columns[shift:]))
    return [None] * best + list(cells) + [None] * (spare - best)


def _with_whole_name(
    cells: Sequence[Cell], columns: Sequence[Column], words: int
) -> Sequence[Cell]:
    """The cells of a row whose blanks also part the words of its name."""
    place = [column.role for column in columns].index("name")
    parts = cells[place : place + words]
    name = Cell(" ".join(part.text for part in parts), parts[0].start, parts[-1].end)
    return [*cells[:place], name, *cells[place + words :]]


def fills(cell: Cell | None, column: Column) -> bool:
    """Whether a cell is there and holds what its column needs."""
    if column.role == "other":
        return True
    return cell is not None and _suits(cell.text, column.role) >= 0


def _fit(cells: Sequence[Cell], columns: Sequence[Column]) -> int:
    return sum(_suits(cell.text, column.role) for cell, column in zip(cells, columns, strict=False))


def _suits(text: str, role: Role) -> int:
    if _NOTHING.fullmatch(text):
        return 0
    holds_amount = amount_in_cell(text, None) is not None
    if role == "unit":
        return 2 if is_unit(text) else -2 if holds_amount else 0
    if role in ("target", "base", "index"):
        return 2 if holds_amount else -1
    if role == "name":
        return -2 if holds_amount else 0 if is_unit(text) else 1
    return 0
