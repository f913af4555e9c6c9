"""A target's sector is what its plan names, and none where the plan names none or several."""

from dataclasses import replace

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from luodi.plans.queries import UNDIVIDED, comparison
from luodi.plans.rules.sectors import SECTOR_NAMES, sector_of
from tests.plans.factory import imported, reading, target

words = st.text(st.sampled_from("人工智能+制造教育医疗领域行业的个场景、与"), max_size=20)


@pytest.mark.parametrize(
    ("quote", "headings", "sector"),
    [
        ("打造10个标杆应用场景", ["重点任务", "推动人工智能+制造"], "制造业"),
        ("打造10个人工智能+医疗场景", ["推动人工智能+制造"], "医疗健康"),
        ("在教育领域建设3个数据集", [], "教育"),
        ("打造10个标杆应用场景", ["智慧交通", "主要目标"], "交通物流"),
        ("打造10个标杆应用场景", ["教育医疗融合"], ""),
        ("覆盖教育领域、医疗行业", ["推动人工智能+制造"], ""),
        ("打造10个标杆应用场景", ["主要目标"], ""),
        ("采购20台医疗设备", ["主要目标"], ""),
    ],
)
def test_the_nearest_words_that_name_a_sector_count(
    quote: str, headings: list[str], sector: str
) -> None:
    assert sector_of(quote, headings) == sector


@given(words, st.lists(words, max_size=3))
def test_a_sector_is_one_of_the_classification_or_none(quote: str, headings: list[str]) -> None:
    assert sector_of(quote, headings) in {*SECTOR_NAMES, ""}


@pytest.fixture
def two_sectors(db: None) -> None:
    plan = reading()
    quote = "打造10个标杆应用场景"
    text = plan.text.replace("一、总体要求", "一、教育领域")
    outline = tuple(
        replace(one, heading="教育领域") if one.heading == "总体要求" else one
        for one in plan.outline
    )
    own = target(text, quote, "标杆应用场景")
    other = target(text, "单位算力成本降低30%", "单位算力成本", path=("二、", "（一）"))
    imported(replace(plan, text=text, original=text, outline=outline, targets=(own, other)))


@pytest.mark.usefixtures("two_sectors")
def test_rows_stand_under_their_sectors_and_the_rest_last() -> None:
    found = comparison(by_sector=True)
    assert [group.sector for group in found.groups] == ["教育", UNDIVIDED]
    assert [row.head for row in found.rows] == ["标杆应用场景", "成本"]


@pytest.mark.usefixtures("two_sectors")
@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("sector=教育", "标杆应用场景", "单位算力成本"),
        ("sector=none", "单位算力成本", "标杆应用场景"),
        ("sector=none&group=sector", "未分领域", "标杆应用场景"),
    ],
)
def test_a_sector_is_chosen(client: Client, query: str, shown: str, hidden: str) -> None:
    rows = client.get(f"/regions/?{query}").content.decode().partition("<tbody>")[2]
    assert shown in rows
    assert hidden not in rows


@pytest.mark.usefixtures("two_sectors")
@pytest.mark.parametrize("query", ["sector=航天", "group=x"])
def test_an_odd_sector_is_as_good_as_none(client: Client, query: str) -> None:
    assert "标杆应用场景" in client.get(f"/regions/?{query}").content.decode()
