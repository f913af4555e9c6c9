"""One readable page a plan, for people at a terminal."""

import io
import sys
from collections import Counter
from collections.abc import Iterable

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from luodi.reader.document import Meta, PlanDocument, Role, Target, Task

_WIDTH_OF_A_PIPE = 110
_SIGN = {"eq": "", "ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}
_BASIS = {"level": "", "increase": "↑ ", "decrease": "↓ ", "per_year": ""}


def page(document: PlanDocument) -> str:
    """The page as text; coloured when standard output is a terminal."""
    terminal = sys.stdout.isatty()
    console = Console(
        file=io.StringIO(),
        force_terminal=terminal,
        width=Console().width if terminal else _WIDTH_OF_A_PIPE,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in _parts(document):
        console.print(part)
    written: str = console.file.getvalue()  # type: ignore[attr-defined]
    # Tables pad each line to the full width; a pipe has no use for the blanks.
    return written if terminal else "\n".join(map(str.rstrip, written.split("\n")))


def _parts(document: PlanDocument) -> Iterable[RenderableType]:
    yield Text(document.meta.title or document.source, style="bold")
    yield Text(_caption(document), style="dim")
    yield from _lines_of(document.meta)
    yield ""
    yield _heading("目标 Targets", len(document.targets))
    if document.targets:
        yield _targets(document.targets)
    yield _heading("任务 Tasks", len(document.tasks))
    if document.tasks:
        yield _tasks(document.tasks)
    yield _heading("政策工具 Instruments", len(document.instruments))
    if document.instruments:
        yield Padding("、".join(named.name for named in document.instruments), (0, 0, 1, 2))
    yield _heading("修复 Repairs", len(document.repairs))
    yield from _repairs(document)
    yield _heading("缺失 Missing", len(document.missing))
    for missing in document.missing:
        yield Padding(f"{missing.kind} @ {missing.start}: {missing.quote}", (0, 0, 0, 2))
    yield ""


def _caption(document: PlanDocument) -> str:
    encoding = f", {document.encoding}" if document.encoding else ""
    return f"{document.source} ({document.format}{encoding}) · sha256 {document.sha256[:12]}"


def _lines_of(meta: Meta) -> Iterable[str]:
    region = f"{meta.region.name} {meta.region.adcode or ''}".strip() if meta.region else None
    period = f"{meta.period[0]}—{meta.period[1]}" if meta.period else None
    rows = (
        ("种类 Kind", meta.kind),
        ("地区 Region", region),
        ("发文 Issued by", "、".join(meta.issuers)),
        ("文号 Number", meta.doc_number),
        ("日期 Date", meta.issued_on),
        ("期限 Period", period),
        ("征求意见截止 Comments until", meta.consultation_closes),
    )
    return [f"{label}: {value}" for label, value in rows if value]


def _heading(label: str, number: int) -> Text:
    return Text(f"{label} ({number})", style="bold")


def _table(*columns: tuple[str, int | None]) -> Table:
    """A column without a ratio is as wide as what stands in it."""
    table = Table(box=box.SIMPLE, expand=True, pad_edge=False)
    for header, ratio in columns:
        table.add_column(header, ratio=ratio, overflow="fold", no_wrap=ratio is None)
    return table


def _targets(targets: Iterable[Target]) -> Table:
    table = _table(
        ("条款", None), ("对象 Object", 7), ("数值 Value", 4), ("年限", None), ("原文 Quote", 10)
    )
    for target in targets:
        year = str(target.by) if target.by else "—"
        table.add_row("".join(target.path), target.object, value(target), year, target.quote)
    return table


def value(target: Target) -> str:
    """The figure as one would write it: ≥ 60 个, 2–3 个, ↓ 30 %, ≥ 12 场/年."""
    ends = [f"{end:,.10g}" for end in (target.low, target.high) if end is not None]
    figure = "–".join(dict.fromkeys(ends))
    rhythm = "/年" if target.basis == "per_year" else ""
    sign = _BASIS[target.basis] + _SIGN[target.comparator]
    return f"{sign}{figure} {target.unit or ''}".rstrip() + rhythm


def _tasks(tasks: Iterable[Task]) -> Table:
    table = _table(("条款", None), ("任务 Task", 7), ("牵头 Lead", 7), ("配合 Support", 8))
    for task in tasks:
        table.add_row(
            "".join(task.path), task.heading, _bodies(task, "lead"), _bodies(task, "support")
        )
    return table


def _bodies(task: Task, role: Role) -> str:
    return "、".join(body.name for body in task.responsible if body.role == role) or "—"


def _repairs(document: PlanDocument) -> Iterable[RenderableType]:
    kinds = Counter(repair.kind for repair in document.repairs)
    if kinds:
        summary = " · ".join(f"{kind} {number}" for kind, number in kinds.most_common())
        yield Padding(summary, (0, 0, 0, 2))
    for repair in document.repairs:
        if repair.alternatives:
            others = " / ".join(repair.alternatives)
            line = f"? {repair.before} → {repair.after} ({repair.confidence:.2f}; or {others})"
            yield Padding(line, (0, 0, 0, 2))
