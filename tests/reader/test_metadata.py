"""Title, kind, number, issuers, region and dates of a plan."""

import pytest

from luodi.reader.document import Meta
from luodi.reader.extract.lines import lines_of
from luodi.reader.extract.metadata import meta_of
from luodi.reader.extract.outline import headings_of, sections_of
from luodi.reader.extract.regions import region_at_start

NOTICE = """云溪市人民政府办公室关于印发云溪市“人工智能+”行动方案（2026—2028年）的通知
云政办发〔2026〕3号
各县（市、区）人民政府，市直各部门：
现将《云溪市“人工智能+”行动方案（2026—2028年）》印发给你们，请认真贯彻执行。
云溪市人民政府办公室
2026年1月12日
云溪市“人工智能+”行动方案（2026—2028年）
根据《国务院关于加快发展的意见》（国发〔2025〕1号）精神，制定本方案。
一、总体要求
坚持创新。
二、重点任务
建设平台。"""

DRAFT = """为加快发展，市数据局起草了《澜江市算力行动计划（征求意见稿）》，现公开征求意见。
如有意见，请于2026年5月20日17:00前反馈至邮箱。
澜江市数据局
2026年4月20日
澜江市算力行动计划
（征求意见稿）
一、目标
建设算力中心。"""

NEWS = """澜江出台算力行动计划
近日，澜江市政府办公室印发《澜江市算力行动计划》，提出到2027年建成3个中心。
记者了解到，该计划分三个方面。"""


def meta(text: str) -> Meta:
    lines = lines_of(text)
    return meta_of(text, lines, sections_of(headings_of(lines), len(text)))


def test_a_notice_that_carries_a_plan_is_the_plan():
    found = meta(NOTICE)
    assert found.title == "云溪市“人工智能+”行动方案（2026—2028年）"
    assert (found.kind, found.doc_number) == ("plan", "云政办发〔2026〕3号")
    assert found.issuers == ("云溪市人民政府办公室",)
    assert (found.issued_on, found.period) == ("2026-01-12", (2026, 2028))
    assert found.based_on == ("国务院关于加快发展的意见",)


def test_a_draft_tells_until_when_to_comment():
    found = meta(DRAFT)
    assert (found.title, found.kind) == ("澜江市算力行动计划", "draft")
    assert (found.issued_on, found.consultation_closes) == ("2026-04-20", "2026-05-20")


@pytest.mark.parametrize(
    ("sentence", "closes"),
    [
        ("征求意见时间为2026年5月1日至5月31日。", "2026-05-31"),
        ("意见反馈截止时间为2026年5月9日。", "2026-05-09"),
        ("请于5月20日前将修改意见反馈我局。", "2026-05-20"),
        ("请于2026年5月8日（星期五）下午5点前反馈意见。", "2026-05-08"),
        ("征求意见期限自2026年5月2日起至2026年6月2日止。", "2026-06-02"),
        ("本方案自2026年5月2日起施行。", None),
    ],
)
def test_the_last_day_for_comments_is_read_in_its_many_forms(sentence: str, closes: str | None):
    notice = DRAFT.replace("如有意见，请于2026年5月20日17:00前反馈至邮箱。", sentence)
    assert meta(notice).consultation_closes == closes


def test_a_press_report_names_the_plan_it_is_about():
    found = meta(NEWS)
    assert (found.title, found.kind) == ("澜江市算力行动计划", "news")
    assert found.issuers == ("澜江市政府办公室",)
    assert found.issued_on is None


def test_several_issuers_are_kept_in_their_order_even_when_broken_over_lines():
    text = (
        "通知\n各单位：\n现将《重庆市场景行动计划》印发给你们。\n"
        "重庆市经济和信息化委员会 中共重庆市委网络安全和信息化\n委员会办公室\n"
        "重庆市交通局 重庆市教育委员会\n二〇二六年三月五日\n重庆市场景行动计划\n一、目标\n做。"
    )
    found = meta(text)
    assert found.issuers == (
        "重庆市经济和信息化委员会",
        "中共重庆市委网络安全和信息化委员会办公室",
        "重庆市交通局",
        "重庆市教育委员会",
    )
    assert found.issued_on == "2026-03-05"


def test_a_text_that_says_nothing_of_itself_gets_nothing():
    found = meta("坚持创新驱动，推动高质量发展。")
    assert found == Meta()


@pytest.mark.parametrize(
    ("name", "adcode", "level"),
    [
        ("浙江省“人工智能+”行动计划", "330000", "province"),
        ("沈阳市人民政府办公厅", "210100", "city"),
        ("浙江省杭州市西湖区人民政府", "330106", "county"),
        ("内蒙古自治区行动方案", "150000", "province"),
        ("中共重庆市委网络安全和信息化委员会", "500000", "province"),
        ("云溪市行动方案", None, "city"),
    ],
)
def test_a_region_has_its_code_and_level(name, adcode, level):
    region = region_at_start(name)
    assert region is not None
    assert (region.adcode, region.level) == (adcode, level)


def test_a_body_without_a_place_has_no_region():
    assert region_at_start("省政府办公厅") is None
