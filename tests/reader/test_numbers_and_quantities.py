"""Numbers, units and the words that bound them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.reader.extract.numbers import parse_number
from luodi.reader.extract.quantities import quantities_in

DIGITS = "零一二三四五六七八九"


def in_han(value: int) -> str:
    """A number below 10,000 as plans write it: 三百二十, 一千零五."""
    if value < 10:
        return DIGITS[value]
    for scale, sign in ((1000, "千"), (100, "百"), (10, "十")):
        if value >= scale:
            head, rest = divmod(value, scale)
            first = "" if scale == 10 and head == 1 else DIGITS[head]
            gap = "零" if rest and rest < scale // 10 else ""
            return first + sign + gap + (in_han(rest) if rest else "")
    raise AssertionError


@given(st.integers(1, 9999))
def test_every_chinese_number_reads_as_its_value(value: int):
    assert parse_number(in_han(value)) == value


@given(st.decimals(0, 9999, places=2), st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)]))
def test_decimals_with_a_scale_are_exact(value, scale):
    sign, factor = scale
    assert parse_number(f"{value}{sign}") == float(value * factor)


@pytest.mark.parametrize("text", ["", "三个", "abc", "1.2.3", "，"])
def test_what_is_no_number_is_none(text: str):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high", "comparator", "unit"),
    [
        ("攻克100项以上关键技术", 100, 100, "ge", "项"),
        ("建成3—5个集聚区", 3, 5, "eq", "个"),
        ("建成3至5个集聚区", 3, 5, "eq", "个"),
        ("产值达到30亿元", 30, 30, "eq", "亿元"),
        ("规模超过1.5万亿元", 1.5, 1.5, "gt", "万亿元"),
        ("近十家", 10, 10, "approx", "家"),
        ("基站19.63万个", 196300, 196300, "eq", "个"),
        ("百分之七十五点五以上", 75.5, 75.5, "ge", "%"),
        ("三百家企业", 300, 300, "eq", "家"),
        ("不少于1,000家", 1000, 1000, "ge", "家"),
        ("时延控制在3毫秒以内", 3, 3, "le", "毫秒"),
        ("智能算力达到10EFLOPS", 10, 10, "eq", "EFLOPS"),
        ("10余家", 10, 10, "gt", "家"),
        ("20多万人", 200000, 200000, "gt", "人"),
        ("提升10个百分点", 10, 10, "eq", "个百分点"),
        ("设备10万台（套）以上", 100000, 100000, "ge", "台（套）"),
        ("电能利用效率不高于1.25，", 1.25, 1.25, "le", None),
        ("约50%左右", 50, 50, "approx", "%"),
        ("不到5%", 5, 5, "lt", "%"),
    ],
)
def test_a_quantity_has_bounds_and_a_unit(text, low, high, comparator, unit):
    (quantity,) = quantities_in(text)
    assert (quantity.low, quantity.high) == (low, high)
    assert (quantity.comparator, quantity.unit) == (comparator, unit)


@pytest.mark.parametrize(
    "label",
    [
        "5G基站",
        "到2027年",
        "2024年3月",
        "14+1个分地区方案",
        "“2+3+N”产业体系",
        "全国第12位",
        "前10名企业",
        "L4级自动驾驶",
        "“三个作用”",
        "十大行业",
        "两类企业",
        "亿级以上企业",
        "12345热线",
        "“创新百人计划”",
    ],
)
def test_labels_ranks_and_dates_are_no_quantities(label: str):
    assert list(quantities_in(label)) == []


@given(st.text(alphabet="0123456789.一二三百万亿个家%元以上超过—“”（）,，", max_size=60))
def test_any_text_gives_quantities_inside_it(text: str):
    for quantity in quantities_in(text):
        assert 0 <= quantity.start <= quantity.number_start < quantity.end <= len(text)
        assert quantity.low <= quantity.high


def test_large_chinese_numbers_keep_their_head():
    (quantity,) = quantities_in("培训不少于一万二千人次")
    assert (quantity.low, quantity.unit) == (12000, "人次")
    (quantity,) = quantities_in("举办两百场活动")
    assert quantity.low == 200


def test_a_bare_myriad_counts_and_a_working_day_bounds():
    (quantity,) = quantities_in("应用落地超万个")
    assert (quantity.low, quantity.comparator) == (10000, "gt")
    (quantity,) = quantities_in("压缩至1个工作日内")
    assert (quantity.bounds, quantity.comparator) == ((None, 1), "le")
    assert not list(quantities_in("万家灯火"))
