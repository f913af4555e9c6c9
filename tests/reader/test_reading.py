"""Spans of a reading: they point at what they quote and lead back to the file."""

from pathlib import Path

import pytest

from luodi.reader import PlanDocument, read

GOLD = Path(__file__).parent / "plans"
EXAMPLES = Path(__file__).parents[2] / "luodi/plans/examples"
NAMES = sorted(path.stem for path in GOLD.glob("*.json"))


def plan_file(name: str) -> Path:
    (found, *_) = [*GOLD.glob(f"{name}.txt"), *EXAMPLES.glob(f"{name}.txt")]
    return found


@pytest.fixture(scope="module", params=NAMES)
def document(request: pytest.FixtureRequest) -> PlanDocument:
    return read(plan_file(request.param))


def test_every_span_points_at_its_quote(document: PlanDocument) -> None:
    for quoted in (*document.targets, *document.facts, *document.missing):
        assert document.text[quoted.start : quoted.end] == quoted.quote
    for named in (*document.instruments, *document.sectors, *document.systems):
        assert document.text[named.start : named.end]
    for named in (*document.instruments, *document.systems):
        assert document.text[named.start : named.end] == named.name
    for task in document.tasks:
        assert task.heading in document.text[task.start : task.end]
    for repair in document.repairs:
        assert document.text[repair.start : repair.end] == repair.after


def test_every_span_leads_back_to_the_bytes_of_the_file(document: PlanDocument) -> None:
    assert document.file is not None
    for target in document.targets:
        span = document.byte_span(target.start, target.end)
        assert span is not None
        assert document.file.data[slice(*span)].decode(document.encoding or "") == target.quote


def test_reading_twice_gives_the_same(document: PlanDocument) -> None:
    assert read(plan_file(Path(document.source).stem)).to_dict() == document.to_dict()


def test_a_title_without_its_body_is_reported():
    title = "云溪市“人工智能+”行动方案（2026—2028年）"
    page = f"{title}\n点击下载附件查看全文，请使用阅读软件打开本文件。\n"
    assert [m.kind for m in read(page.encode(), name="a.txt").missing] == ["body"]


def test_a_plan_without_dates_takes_the_years_of_its_goals_for_the_future():
    plan = (
        "石溪县人工智能赋能县域发展工作方案\n为推进人工智能与特色产业融合，制定本方案。\n"
        "一、工作目标\n2026年，建成数据集5个；2028年，茶产业产值达到30亿元。\n"
        "二、重点任务\n（一）建设智慧茶园。推广虫情监测。（责任单位：县农业农村局）\n"
    )
    document = read(plan.encode(), name="plan.txt")
    assert [(target.by, target.low) for target in document.targets] == [(2026, 5), (2028, 30)]
    assert document.facts == ()


def test_line_ends_of_another_system_are_no_repairs():
    plan = "示例市行动计划\n一、目标\n到2027年，打造10个以上标杆场景。\n" * 3
    document = read(plan.replace("\n", "\r\n").encode(), name="plan.txt")
    assert document.text == read(plan.encode(), name="plan.txt").text
    assert document.repairs == ()
