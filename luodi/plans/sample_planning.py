"""The sample world's work plan: one unit's year, with what is due by its end."""

from dataclasses import replace
from datetime import date

from django.utils import timezone

from luodi.parties.models import Unit
from luodi.parties.rules.roles import Actor
from luodi.plans.actions.decomposing import decompose, enforce
from luodi.plans.actions.planning import act_on_work_plan, save_work_plan
from luodi.plans.models import Target, Version
from luodi.plans.queries.planning import Sources, sources_of
from luodi.plans.rules.planning import PlanAct, PlanLine, phase_days
from luodi.plans.rules.shares import ShareEntry

__all__ = ["fill_sample_plan"]

UNIT = "云溪市数据局"
SHARED = "开放公共数据"
LED = (
    ("完成现状摸底，制定实施方案，明确责任分工和时间安排。", "印发实施方案"),
    ("组织项目立项和采购，启动平台建设，同步制定管理办法。", "平台主体建成，管理办法印发"),
    ("开展试运行，组织首批单位接入，按月调度运行情况。", "首批不少于20家单位接入"),
    ("组织验收和成效评估，总结推广可复制的做法。", "通过验收，形成年度评估报告"),
)
SUPPORTED = ("按照牵头单位安排提供数据和技术支撑，每季度反馈进展。", "按时完成配合事项")
OWN = "开展全市公共数据目录年度更新"


def fill_sample_plan(version: Version, by: Actor) -> None:
    """Only where the unit of the sample is registered; all of it by the given actor."""
    unit = Unit.objects.filter(name=UNIT).first()
    if unit is None:
        return
    today = timezone.localdate()
    _share(version, unit, today.year, by)
    member = replace(by, units=frozenset({unit.pk}))
    lines = _lines(sources_of(unit.pk, today.year), today.year)
    event = save_work_plan(unit.pk, today.year, lines=lines, expected=None, by=member)
    for act in (PlanAct.SUBMIT, PlanAct.APPROVE):
        seen = event.pk
        event = act_on_work_plan(unit.pk, today.year, act, expected=seen, by=member)


def _share(version: Version, unit: Unit, year: int, by: Actor) -> None:
    targets = Target.objects.filter(clause__version=version, quote__contains=SHARED)
    if target := targets.exclude(low=None).order_by("start").first():
        entries = [ShareEntry("5000", unit=unit.pk, year=year)]
        ways = {"aggregation": "sum", "years": "cumulative"}
        draft = decompose(target, entries=entries, **ways, by=by, expected=None)
        enforce(target, by=by, expected=draft.pk, reason="先行分解到年度，其余年度另行下达")


def _lines(sources: Sources, year: int) -> list[PlanLine]:
    # What ran out or runs out sooner is left unlisted, for the page to say so.
    last_days = date(year, 12, 20)
    open_ones = [page for page in sources.duties if page.standing.due_on >= last_days]
    lead = next((page for page in open_ones if page.duty.role == "lead"), None)
    supporting = [
        PlanLine(
            page.duty.task.heading,
            *SUPPORTED,
            phase="year",
            due_on=last_days,
            duty=page.duty.pk,
        )
        for page in open_ones
        if page.duty.role != "lead"
    ]
    lines: list[PlanLine] = []
    for one in sources.shares:
        words = f"{one.words}达到{one.value}{one.measured_in}"
        day = date(year, 12, 31)
        lines.append(PlanLine(words, *LED[2], phase="year", due_on=day, share=one.share.pk))
    for quarter, (measure, result) in enumerate(LED, 1):
        phase = f"q{quarter}"
        days = phase_days(phase, year)
        matter, number = (lead.duty.task.heading, lead.duty.pk) if lead else (OWN, None)
        ends = days[1] if days else None
        lines.append(PlanLine(matter, measure, result, phase=phase, due_on=ends, duty=number))
    own = (OWN, "组织各部门核对目录，补充新增数据资源。", "发布年度目录")
    lines.append(PlanLine(*own, phase="q3", due_on=date(year, 9, 15)))
    return lines + supporting
