"""Tidying takes a text out of its page: furniture goes, broken lines close, clean text stays."""

from pathlib import Path

import pytest

from luodi.reader.offsets import Draft
from luodi.reader.sources.layout import tidy
from luodi.reader.sources.lines import width_of
from luodi.reader.sources.opening import open_source

BODY = (
    "青川市“人工智能+”行动计划（2026—2028年）\n"
    "一、总体要求\n"
    "（一）发展目标。到2028年，打造10个标杆场景，培育企业100家以上。\n"
    "二、重点任务\n"
    "1.建设算力中心。统筹布局智能算力，支持企业参与建设。（责任单位：市发展改革委、市科技局）\n"
    "青川市人民政府办公室\n"
    "2026年3月1日\n"
)


def tidied(text: str) -> str:
    source = open_source(text.encode())
    draft = Draft(source.text)
    tidy(draft, source)
    return draft.text


def test_a_clean_text_stays_as_it_is() -> None:
    assert tidied(BODY) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "分享",
        "【打印本页】 【关闭窗口】",
        "字号：大 中 小",
        "分享到：微信 微博",
        "扫一扫在手机打开当前页",
        "扫描二维码 关注我们",
        "上一篇：关于召开全市数字经济会议的通知",
        "下一篇：没有了",
        "本文链接：http://www.example.org/a/b.html",
        "本文关键词：行动计划",
        "文件链接：《行动计划》政策解读",
        "当前位置：首页 > 政务公开 > 规划计划",
        "首页 > 政务公开 > 规划计划",
        "某ICP备05001234号-1 网站标识码：1234567890",
        "版权所有：青川市人民政府",
        "浏览次数：1234次",
        "— 3 —",
        "- 12 -",
        "第3页",
        "第 3 页 共 12 页",
    ],
)
def test_a_line_of_site_furniture_goes(line: str) -> None:
    assert tidied(BODY + line + "\n") == BODY
    assert tidied(line + "\n" + BODY) == BODY
    assert tidied(BODY + line) == BODY


@pytest.mark.parametrize("line", ["（来源：青川日报）", "责编：某某", "发布时间：2026-03-02"])
def test_a_line_of_attribution_stays(line: str) -> None:
    assert tidied(BODY + line + "\n") == BODY + line + "\n"


def test_furniture_is_recorded_and_offsets_lead_past_it() -> None:
    source = open_source(("分享\n" + BODY).encode())
    draft = Draft(source.text)
    tidy(draft, source)
    assert [mark.kind for mark in draft.marks] == ["furniture"]
    assert draft.map.origin(0, 3) == (3, 6)


def test_a_headline_that_the_next_lines_repeat_is_dropped() -> None:
    title = "青川市人民政府办公室关于印发人工智能行动计划的通知"
    rest = f"《{title}》\n青政办发〔2026〕1号\n" + BODY
    assert tidied(f"青政办发〔2026〕1号《{title}》\n" + rest) == rest
    assert tidied(f"{title}_青川市人民政府门户网站\n{title}\n" + BODY) == f"{title}\n" + BODY


def test_windows_line_ends_become_plain_ones() -> None:
    assert tidied(BODY.replace("\n", "\r\n")) == BODY


def test_lines_broken_inside_a_bracket_or_after_a_comma_are_joined() -> None:
    broken = BODY.replace("市发展改革委、", "市发展\n改革委、").replace("算力，支", "算力，\n支")
    assert tidied(broken) == BODY
    assert "AIGC（AI Generated Content）" in tidied(
        BODY + "研发AIGC（AI\nGenerated\nContent）技术。"
    )


def test_hard_wrapped_paragraphs_are_joined_and_their_headings_stay() -> None:
    paragraph = (
        "加快推进全市人工智能基础设施建设完善公共服务平台体系支持企业开展技术攻关" * 6 + "。"
    )
    wrapped = "\n".join(paragraph[start : start + 30] for start in range(0, len(paragraph), 30))
    assert tidied(f"{BODY}三、保障措施\n{wrapped}\n（一）加强领导\n{wrapped}\n") == (
        f"{BODY}三、保障措施\n{paragraph}\n（一）加强领导\n{paragraph}\n"
    )


def test_signatures_titles_and_address_lists_keep_their_lines() -> None:
    text = (
        "青川市以场景驱动人工智能产业高质量发展\n行动计划（2026—2028年）\n"
        "各区县（自治县）人民政府，市政府有关部门：\n"
        "青川市经济和信息化委员会 中共青川市委网络安全和信息化\n委员会办公室\n2026年3月1日\n"
    )
    assert tidied(text) == text


@pytest.mark.shared
@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
def test_repaired_texts_of_real_plans_stay_byte_for_byte(shared: Path, number: str) -> None:
    text = (shared / "reader" / "gold" / f"{number}.txt").read_text(encoding="utf-8")
    assert tidied(text) == text


def test_a_line_of_attribution_loses_only_its_buttons() -> None:
    line = "发布时间：2026-03-02 来源：青川日报 浏览次数：123 字号：大 中 小 【打印】 分享"
    assert tidied(BODY + line) == BODY + "发布时间：2026-03-02 来源：青川日报"


def test_leftovers_of_html_and_markdown_go() -> None:
    marked = BODY.replace("一、总体要求", "## **一、总体要求**").replace("。到", "。</span>到")
    assert tidied(marked.replace("培育企业", "<br/>培育企业")) == BODY
    assert tidied(BODY + "&ldquo;智慧先行&rdquo;&nbsp;[通知](http://example.org/a)") == (
        BODY + "“智慧先行” 通知"
    )


def test_pipes_of_a_table_become_tabs() -> None:
    assert tidied(BODY + "| 指标 | 2028年 |\n|---|---|\n| 场景 | 10个 |\n") == (
        BODY + "指标\t2028年\n场景\t10个\n"
    )


TITLE_LINE = "青川市推进人工智能应用情况"
PROSE = "推进全市人工智能应用，培育企业，开放场景，完善服务，" * 4 + "取得明显成效。"
SECTIONS = [
    "一、总体要求",
    "（一）指导思想。" + PROSE,
    "（二）发展目标。" + PROSE,
    "二、重点任务",
    "（一）加强供给。",
    "1.建设算力。" + PROSE,
    "2.开放数据。规模达到1.5亿元，占3.2%。" + PROSE,
    "三、保障措施",
    PROSE,
]


@pytest.mark.parametrize("glue", ["", "　　"])
def test_a_plan_that_came_as_one_line_is_cut_before_its_headings(glue: str) -> None:
    lines = SECTIONS if glue else SECTIONS[:-1]
    assert tidied(glue.join(lines)).split("\n") == lines


def test_a_paragraph_that_counts_its_points_stays_one_paragraph() -> None:
    text = f"本计划共三个部分：一、总体要求；二、重点任务；三、保障措施。{PROSE * 4}\n"
    assert tidied(text) == text


def wrapped(line: str, columns: int) -> list[str]:
    """A line cut as a mail program cuts it: at a width, wherever that falls."""
    parts = [""]
    for char in line:
        if width_of(parts[-1] + char) > columns:
            parts.append("")
        parts[-1] += char
    return parts


def test_wrapped_and_indented_text_gets_its_paragraphs_back_even_at_full_stops() -> None:
    lines = [line for line in SECTIONS if line] * 2
    cut = [part for line in lines for part in wrapped("　　" + line, 62)]
    assert [line.strip() for line in tidied("\n".join(cut)).split("\n")] == lines


def test_a_one_line_text_is_cut_at_the_indents_it_kept() -> None:
    lines = [TITLE_LINE, PROSE, PROSE * 2, PROSE, PROSE * 2]
    assert tidied("　　".join(lines)).split("\n") == lines


def test_headings_of_one_width_over_long_paragraphs_are_no_wrapped_lines():
    text = "云溪市加快推动“人工智能+科学”创新发展行动计划（2026—2028年）\n"
    for number in "一二三四五六七八":
        text += (
            f"（{number}）赋能重点领域科学研究\n" + "建立相互结合的新模型，探索新架构。" * 12 + "\n"
        )
    assert tidied(text) == text
