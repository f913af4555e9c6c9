"""Headings, the tasks under them, and the bodies that answer for a task."""

import pytest

from luodi.reader.extract.lines import lines_of
from luodi.reader.extract.outline import headings_of, sections_of
from luodi.reader.extract.responsible import responsible_in, split_names
from luodi.reader.extract.tasks import tasks_of


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(h.level, h.label, h.heading) for h, _ in headings_of(lines_of(text))]


def tasks(text: str) -> list[tuple[str, ...]]:
    return [t.path for t in tasks_of(text, sections_of(headings_of(lines_of(text)), len(text)))]


def bodies(item: str) -> list[tuple[str, str]]:
    return [(b.name, b.role) for b in responsible_in(item)]


PLAN = """某市行动方案
为推动发展，制定本方案。
一、总体要求
（一）指导思想。坚持创新驱动。
二、重点任务
（一）强化算力支撑
1.统筹算力布局。建设算力中心。
2．推广应用。开放场景。
（二）人工智能+制造。推动改造。
三、保障措施
（一）加强组织领导。"""


def test_four_forms_of_headings_are_read_in_one_form():
    assert outline(PLAN) == [
        (1, "一、", "总体要求"),
        (2, "（一）", "指导思想"),
        (1, "二、", "重点任务"),
        (2, "（一）", "强化算力支撑"),
        (3, "1.", "统筹算力布局"),
        (3, "2.", "推广应用"),
        (2, "（二）", "人工智能+制造"),
        (1, "三、", "保障措施"),
        (2, "（一）", "加强组织领导"),
    ]


def test_tasks_are_the_lowest_items_of_the_working_parts():
    assert tasks(PLAN) == [
        ("二、", "（一）", "1."),
        ("二、", "（一）", "2."),
        ("二、", "（二）"),
        ("三、", "（一）"),
    ]


def test_a_list_before_the_body_is_no_outline():
    text = (
        "公众可通过下列途径反馈：\n1.信函。\n2.电子邮件。\n一、总体目标\n目标。\n二、任务\n任务。"
    )
    assert [label for _, label, _ in outline(text)] == ["一、", "二、"]


def test_a_table_of_contents_is_not_read_twice():
    text = "一、总体要求\n二、重点任务\n三、保障措施\n一、总体要求\n正文。\n二、重点任务\n正文。"
    assert len(outline(text)) == 2


def test_articles_are_the_top_level_where_there_are_no_chapters():
    text = "第一条　扩大供给。开放场景。\n第二条　支持建设。给予支持。"
    assert outline(text) == [(1, "第一条", "扩大供给"), (1, "第二条", "支持建设")]


def test_a_number_out_of_sequence_is_no_heading():
    assert outline("一、目标\n到期。\n五、六年内完成。\n二、任务\n做。") == [
        (1, "一、", "目标"),
        (1, "二、", "任务"),
    ]


def test_an_annex_is_not_the_body():
    text = "一、目标\n到期。\n二、任务\n做。\n附件：名词解释\n一、算力\n二、算法"
    assert len(outline(text)) == 2


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("做。（责任单位：市科技局、市财政局）", [("市科技局", "lead"), ("市财政局", "lead")]),
        (
            "做。（牵头单位：市数据局；配合单位：市教育局、团市委）",
            [("市数据局", "lead"), ("市教育局", "support"), ("团市委", "support")],
        ),
        (
            "做。（市工信局牵头，市科技局、市财政局配合）",
            [("市工信局", "lead"), ("市科技局", "support"), ("市财政局", "support")],
        ),
        (
            "做。（责任单位：☆市数据局、市教育局）",
            [("市数据局", "lead"), ("市教育局", "support")],
        ),
        (
            "做。[责任部门:市科技局，各区、县（市）政府]",
            [("市科技局", "lead"), ("各区、县（市）政府", "lead")],
        ),
        ("做。\n责任单位：市委组织部（市人才办）", [("市委组织部（市人才办）", "lead")]),
        (
            "做。（省发展改革委、省经信厅按职责分工负责）",
            [("省发展改革委", "lead"), ("省经信厅", "lead")],
        ),
        (
            "做。（市科技局、市财政局等部门按职责分工负责）",
            [("市科技局", "lead"), ("市财政局", "lead")],
        ),
        (
            "做。（牵头单位：市数据局\n配合单位：市财政局）",
            [("市数据局", "lead"), ("市财政局", "support")],
        ),
        (
            "做。\n牵头单位：市数据局\n配合单位：市财政局、各区县",
            [("市数据局", "lead"), ("市财政局", "support"), ("各区县", "support")],
        ),
        ("做。责任单位：市科技局、市财政局。", [("市科技局", "lead"), ("市财政局", "lead")]),
        ("做。（市财政局牵头）保障资金。", [("市财政局", "lead")]),
        (
            "做。（省发展改革委、省科技厅按职责分工负责，列第一位者为牵头单位，下同）",
            [("省发展改革委", "lead"), ("省科技厅", "support")],
        ),
        (
            "做。（责任单位：省卫生健康委（牵头）、省数据局）",
            [("省卫生健康委", "lead"), ("省数据局", "support")],
        ),
        ("做。（责任单位：市数据局；完成时限：2026年12月）", [("市数据局", "lead")]),
        (
            "做。（责任单位：市数据局、市教育局，2026年底前完成）",
            [("市数据局", "lead"), ("市教育局", "lead")],
        ),
        ("做。\n责任单位：市数据局\n完成时限：2026年12月", [("市数据局", "lead")]),
        ("做。（责任领导：张某某；责任单位：市数据局）", [("市数据局", "lead")]),
        ("推进（试点）工作（第一阶段）。", []),
        ("市发展改革委统筹推进，市统计局负责监测。", []),
    ],
)
def test_bodies_are_read_as_printed_and_never_guessed(item, expected):
    assert bodies(item) == expected


def test_marks_inside_brackets_do_not_divide_names():
    assert split_names("省委金融办（省地方金融局、省金融协会）、省科技厅") == [
        "省委金融办（省地方金融局、省金融协会）",
        "省科技厅",
    ]
