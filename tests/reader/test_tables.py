"""Tables of indicators: every amount under a year is a target or, of the past, a fact."""

import docx
import pytest

from luodi.reader import read
from luodi.reader.document import Fact, PlanDocument, Target
from luodi.reader.extract.quantities import amount_in_cell
from tests.reader.written_files import docx_bytes, table_pdf

PLAN = """青川市人工智能产业发展行动计划（2026—2028年）
为加快人工智能产业发展，结合我市实际，制定本行动计划。
一、重点任务
（一）夯实算力底座。统筹建设智能算力中心，降低企业用算成本。（责任单位：市发展改革委）
附件1
青川市人工智能产业主要指标
"""
ROWS = [
    ["序号", "指标名称", "单位", "2025年", "2026年", "2028年", "属性"],
    ["1", "核心产业规模", "亿元", "21", "30", "≥50", "预期性"],
    ["2", "智能终端普及率", "%", "35", "45", "70以上", "预期性"],
    ["3", "标准机架", "万个", "0.8", "1.5", "3", "约束性"],
]
READ_FROM_ROWS = [
    ("核心产业规模", 30, 30, "亿元", 2026),
    ("核心产业规模", 50, None, "亿元", 2028),
    ("智能终端普及率", 45, 45, "%", 2026),
    ("智能终端普及率", 70, None, "%", 2028),
    ("标准机架", 15000, 15000, "个", 2026),
    ("标准机架", 30000, 30000, "个", 2028),
]


def drawn(rows: list[list[str]], between: str = "\t") -> PlanDocument:
    lines = "\n".join(between.join(row) for row in rows)
    return read((PLAN + lines + "\n").encode(), name="plan.txt")


def core(target: Target) -> tuple[str, float | None, float | None, str | None, int | None]:
    return target.object, target.low, target.high, target.unit, target.by


def word_table() -> bytes:
    document = docx.Document()
    for line in PLAN.splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return docx_bytes(document)


def web_table() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td><p>{c}</p></td>' for c in row)}</tr>" for row in ROWS)
    paragraphs = "".join(f"<p>{line}</p>" for line in PLAN.splitlines())
    return f"<html><body>{paragraphs}<table>{rows}</table></body></html>".encode()


@pytest.mark.parametrize("between", ["\t", " ", "  ", "　　", " | "], ids=repr)
def test_cells_may_be_parted_by_tabs_blanks_or_pipes(between: str) -> None:
    assert [core(target) for target in drawn(ROWS, between).targets] == READ_FROM_ROWS


@pytest.mark.parametrize(
    ("name", "write"),
    [("a.docx", word_table), ("a.html", web_table), ("a.pdf", lambda: table_pdf(PLAN, ROWS))],
)
def test_tables_of_word_web_and_pdf_are_read_alike(name, write) -> None:
    assert [core(target) for target in read(write(), name=name).targets] == READ_FROM_ROWS


def test_cells_that_stand_on_lines_of_their_own_are_put_back_into_rows() -> None:
    lines = "\n".join("\n".join(row) for row in ROWS)
    document = read((PLAN + lines + "\n二、后记\n").encode(), name="plan.txt")
    assert [core(target) for target in document.targets] == READ_FROM_ROWS
    assert document.text.endswith("约束性\n二、后记\n")


def test_a_row_that_lacks_a_line_is_not_put_together() -> None:
    lines = "\n".join("\n".join(row) for row in [*ROWS, ROWS[1][1:]])
    document = read((PLAN + lines + "\n").encode(), name="plan.txt")
    assert document.text.endswith("约束性\n核心产业规模\n亿元\n21\n30\n≥50\n预期性\n")


def test_a_quote_runs_from_the_name_to_its_amount_and_is_the_text() -> None:
    document = drawn(ROWS)
    assert document.targets[1].quote == "核心产业规模\t亿元\t21\t30\t≥50"
    for item in (*document.targets, *document.facts):
        assert document.text[item.start : item.end] == item.quote


def test_a_year_before_the_plan_holds_facts() -> None:
    facts = drawn(ROWS).facts
    assert [(f.object, f.value, f.unit, f.as_of) for f in facts[:2]] == [
        ("核心产业规模", 21, "亿元", "2025"),
        ("智能终端普及率", 35, "%", "2025"),
    ]


def test_a_year_beside_years_called_goals_is_where_things_start() -> None:
    document = drawn([["指标", "2026年", "2028年目标值"], ["标杆场景（个）", "5", "20"]])
    assert [core(target) for target in document.targets] == [("标杆场景", 20, 20, "个", 2028)]
    assert [type(fact) for fact in document.facts] == [Fact]


def test_a_header_of_two_lines_parts_its_goals_into_years() -> None:
    header = [["指标", "单位", "目标值", "备注"], ["2026年", "2028年"]]
    document = drawn([*header, ["标杆场景", "个", "5", "20", ""]])
    assert [core(target) for target in document.targets] == [
        ("标杆场景", 5, 5, "个", 2026),
        ("标杆场景", 20, 20, "个", 2028),
    ]


def test_a_row_below_a_cell_that_reaches_down_keeps_its_columns() -> None:
    header = ["类别", "指标名称", "单位", "2028年目标值", "属性"]
    rows = [["产业", "核心企业", "家", "60", "预期性"], ["", "骨干企业", "家", "9", "预期性"]]
    assert [core(t) for t in drawn([header, *rows]).targets] == [
        ("核心企业", 60, 60, "家", 2028),
        ("骨干企业", 9, 9, "家", 2028),
    ]


def test_the_caption_gives_the_year_and_unit_that_no_column_states() -> None:
    caption = [["2028年主要指标（单位：亿元）"]]
    document = drawn([*caption, ["序号", "指标名称", "目标值"], ["1", "核心产业规模", "50"]])
    assert [core(target) for target in document.targets] == [("核心产业规模", 50, 50, "亿元", 2028)]


def test_an_empty_cell_promises_nothing() -> None:
    rows = [ROWS[0], ["1", "核心企业", "家", "12", "", "—", "预期性"]]
    assert drawn(rows).targets == ()


def test_where_blanks_part_cells_a_row_that_lacks_one_is_not_guessed_at() -> None:
    short = ["4", "核心企业", "家", "12", "30", "预期性"]
    assert "核心企业" not in {t.object for t in drawn([*ROWS, short], " ").targets}


def test_a_name_with_a_blank_in_it_is_one_name() -> None:
    split = ["4", "规模以上 核心企业", "家", "12", "30", "40", "预期性"]
    assert drawn([*ROWS, split], " ").targets[-1].object == "规模以上核心企业"


def test_growth_in_a_name_is_the_basis() -> None:
    rows = [["指标", "单位", "2028年"], ["产业年均增长", "%", "20"], ["用电成本下降", "%", "10"]]
    assert [target.basis for target in drawn(rows).targets] == ["increase", "decrease"]


def test_a_table_without_indicators_is_no_table_of_targets() -> None:
    rows = [["序号", "场景名称", "建设单位"], ["1", "智能巡检", "市交通运输局"]]
    assert drawn(rows).targets == ()


def test_an_annex_is_no_part_of_the_last_section() -> None:
    document = drawn(ROWS)
    assert {target.path for target in document.targets} == {()}
    assert document.tasks[-1].end <= document.text.index("附件1")


@pytest.mark.parametrize(
    ("cell", "unit", "low", "high", "read_unit"),
    [
        ("1,200", "家", 1200, 1200, "家"),
        ("3—5", "个", 3, 5, "个"),
        ("〔20〕", "项", 20, 20, "项"),
        ("100亿元", None, 100, 100, "亿元"),
        ("5", "万亿元", 5, 5, "万亿元"),
        ("1.25以下", None, None, 1.25, None),
    ],
)
def test_a_cell_holds_one_amount(cell, unit, low, high, read_unit) -> None:
    amount = amount_in_cell(cell, unit)
    assert amount is not None
    assert (*amount.bounds, amount.unit) == (low, high, read_unit)


@pytest.mark.parametrize("cell", ["—", "", "全国前列", "达到国内先进水平", "2026年12月"])
def test_words_in_a_cell_are_no_amount(cell: str) -> None:
    assert amount_in_cell(cell, "个") is None
