"""A work plan as an official text. Its words are Chinese whatever the page's language: it goes out
as a document of a Chinese public body, and says nothing that is not stored in the edition.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils import timezone

from luodi.official.pieces import (
    Column,
    Heading,
    OfficialText,
    Paragraph,
    Signature,
    Table,
    day_in_words,
)
from luodi.plans.models import Clause, Responsible, WorkPlanLine
from luodi.plans.queries.confirmation import values_of
from luodi.plans.queries.decomposition import value_of
from luodi.plans.queries.planning import Edition, WorkPlanPage
from luodi.plans.rules.planning import PlanState

__all__ = ["official_plan", "source_of"]

Block = Heading | Paragraph | Table
DIGITS = "零一二三四五六七八九"
MARKS = {
    PlanState.DRAFT: "草稿",
    PlanState.SUBMITTED: "送审稿",
    PlanState.RETURNED: "草稿（退回修改）",
}
SUPERSEDED, SAMPLE = "历史版本", "示例数据"
PHASES = {
    "q1": "第一季度",
    "q2": "第二季度",
    "q3": "第三季度",
    "q4": "第四季度",
    "year": "全年",
}
TARGETS = (
    Column("序号", 8, centred=True),
    Column("指标", 27),
    Column("年度目标值", 18, centred=True),
    Column("计量单位", 15, centred=True),
    Column("来源条款", 32),
)
SUPPORTED = (
    Column("序号", 8, centred=True),
    Column("配合事项", 24),
    Column("工作举措", 30),
    Column("预期成果", 22),
    Column("完成时限", 16, centred=True),
)
TRACKED = (
    "本计划批准后，所列督办事项按督办程序办理：按期签收，如实报告进展，办结后申请销号；临近期限的予以提醒，"
    "逾期未办结的依次亮黄灯、红灯并列入通报。"
)
CHANGED = "任务、目标或者时限确需调整的，按程序报批后修订本计划，原计划留存备查。"


def official_plan(page: WorkPlanPage, edition: Edition) -> OfficialText:
    """The same edition and events give the same text."""
    lines = edition.lines
    supported = [line for line in lines if line.duty and line.duty.role == Responsible.Role.SUPPORT]
    tasks = [line for line in lines if line.share is None and line not in supported]
    shared = [line for line in lines if line.share]
    day, short = timezone.localdate(edition.decided.at), _one_plan(lines)
    return OfficialText(
        title=(f"{page.unit.name}{page.year}年度", "“人工智能+”工作计划"),
        blocks=(
            Paragraph(_preamble(lines)),
            Heading(1, "一、年度目标"),
            *_targets(shared, short=short),
            Heading(1, "二、重点任务和分阶段举措"),
            *_tasks([*shared, *tasks], short=short),
            Heading(1, "三、配合事项"),
            *_supported(supported),
            Heading(1, "四、跟踪落实"),
            Paragraph(_counted(tasks, supported, shared)),
            Paragraph(TRACKED),
            Paragraph(CHANGED),
        ),
        signature=Signature(page.unit.name, day),
        author=page.unit.name,
        created=edition.event.at,
        modified=edition.decided.at,
        marks=tuple(_marks(edition)),
    )


def source_of(line: WorkPlanLine) -> Clause | None:
    """The clause that a line comes from; none of the unit's own matters."""
    if line.duty:
        return line.duty.task.clause
    return line.share.decomposition.target.clause if line.share else None


def _marks(edition: Edition) -> Iterable[str]:
    if mark := MARKS.get(edition.state):
        yield mark
    elif not edition.in_force:
        yield SUPERSEDED
    clauses = filter(None, map(source_of, edition.lines))
    if any(clause.version.document.sample for clause in clauses):
        yield SAMPLE


def _preamble(lines: Sequence[WorkPlanLine]) -> str:
    named: dict[str, list[str]] = {}
    clauses = filter(None, map(source_of, lines))
    for clause in sorted(clauses, key=lambda one: (one.version.document_id, one.position)):
        paths = named.setdefault(str(clause.version.document), [])
        if (path := _path(clause)) and path not in paths:
            paths.append(path)
    if not named:
        return "结合本单位职责和年度工作安排，制定本计划。"
    plans = "、".join(
        f"《{title}》" + (f"（{'；'.join(paths)}）" if paths else "")
        for title, paths in named.items()
    )
    return f"为落实{plans}，结合本单位职责，制定本计划。"


def _path(clause: Clause) -> str:
    return "".join(clause.path).rstrip("、.．")


def _source(clause: Clause, *, short: bool) -> str:
    """Without the plan where the preamble names no other."""
    return (
        _path(clause) if short and clause.path else f"《{clause.version.document}》{_path(clause)}"
    )


def _one_plan(lines: Iterable[WorkPlanLine]) -> bool:
    return len({clause.version.document_id for clause in filter(None, map(source_of, lines))}) == 1


def _targets(lines: Sequence[WorkPlanLine], *, short: bool) -> list[Block]:
    if not lines:
        return [Paragraph("本年度未列入分解到本单位的目标。")]
    rows: list[tuple[str, ...]] = []
    for line in _once(lines):
        assert line.share  # noqa: S101 - only lines of shares come here
        decomposition = line.share.decomposition
        values = values_of(decomposition.target, decomposition.decision)
        value = value_of(line.share) or "未定"
        # A number for the whole time is not one of the year.
        value += "" if line.share.year else "（全周期）"
        clause = _source(decomposition.target.clause, short=short)
        rows.append((str(len(rows) + 1), values["object"], value, values["unit"] or "—", clause))
    return [Table(TARGETS, tuple(rows))]


def _once(lines: Sequence[WorkPlanLine]) -> list[WorkPlanLine]:
    """A share that is planned for in several phases is one target."""
    return list({line.share_id: line for line in reversed(lines)}.values())[::-1]


def _tasks(lines: Sequence[WorkPlanLine], *, short: bool) -> list[Block]:
    if not lines:
        return [Paragraph("本年度未列入牵头任务和自行安排的事项。")]
    blocks: list[Block] = []
    ordered = sorted(
        lines, key=lambda one: (one.first_on, -one.last_on.toordinal(), one.phase_name)
    )
    phases = groupby(ordered, key=lambda one: (one.phase, one.phase_name, one.last_on))
    for place, (_key, of_phase) in enumerate(phases, 1):
        own = sorted(of_phase, key=lambda one: one.position)
        blocks.append(Heading(2, f"（{_chinese(place)}）{_phase(own[0])}"))
        for number, line in enumerate(own, 1):
            blocks += [Heading(3, f"{number}. {line.matter}"), Paragraph(_done(line, short=short))]
    return blocks


def _phase(line: WorkPlanLine) -> str:
    if name := PHASES.get(line.phase):
        return name
    first, last = line.first_on, line.last_on
    return f"{line.phase_name}（{first.month}月{first.day}日至{last.month}月{last.day}日）"


def _done(line: WorkPlanLine, *, short: bool) -> str:
    said = f"工作举措：{_closed(line.measure)}预期成果：{_closed(line.result)}"
    said += f"完成时限：{day_in_words(line.due_on)}。"
    if line.late_note:
        said += f"时限说明：{_closed(line.late_note)}"
    clause = source_of(line)
    return said + (f"来源：{_source(clause, short=short)}。" if clause else "")


def _day(line: WorkPlanLine) -> str:
    """Narrow enough for a column; the year stands in the title."""
    return f"{line.due_on.month}月{line.due_on.day}日"


def _closed(words: str) -> str:
    """Several lines in one, ended as a sentence."""
    one = " ".join(words.split())
    return one if one.endswith(("。", "！", "？", ".", "；")) else one + "。"


def _supported(lines: Sequence[WorkPlanLine]) -> list[Block]:
    if not lines:
        return [Paragraph("本年度未列入配合事项。")]
    rows = [
        (str(place), one.matter, one.measure, one.result, _day(one))
        for place, one in enumerate(lines, 1)
    ]
    return [Table(SUPPORTED, tuple(rows))]


def _counted(
    tasks: Sequence[WorkPlanLine], supported: Sequence[WorkPlanLine], shared: Sequence[WorkPlanLine]
) -> str:
    led = sum(line.duty_id is not None for line in tasks)
    return (
        f"本计划共列入事项{len(tasks) + len(supported) + len(shared)}项，"
        f"其中分解目标{len(shared)}项、牵头任务{led}项、配合事项{len(supported)}项、"
        f"自行安排{len(tasks) - led}项。"
    )


def _chinese(number: int) -> str:
    """
    >>> _chinese(3), _chinese(10), _chinese(12), _chinese(21)
    ('三', '十', '十二', '二十一')
    """
    tens, ones = divmod(number, 10)
    said = "" if not tens else ("" if tens == 1 else DIGITS[tens]) + "十"
    return said + (DIGITS[ones] if ones else "")
