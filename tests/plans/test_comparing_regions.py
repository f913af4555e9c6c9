"""Targets of several regions stand in one row when they speak of the same thing."""

from dataclasses import replace

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from luodi.plans.models import Target
from luodi.plans.queries import MOST_REGIONS, comparison
from luodi.plans.rules.comparison import head, rows, thing
from tests.plans.factory import imported, reading, target

names = st.text(
    st.sampled_from("全市省级个“”（）的标杆应用场景大模型规上以企业数量率算力AI+ "), max_size=20
)


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("可复制推广的标杆应用场景", "标杆应用场景"),
        ("具有引领作用的‘人工智能+政务’典型场景", "标杆应用场景"),
        ("应用场景", "应用场景"),
        ("性能先进的垂直领域大模型", "大模型"),
        ("规上工业企业", "规模以上企业"),
        ("规模以上人工智能企业数量", "规模以上企业"),
        ("规上工业企业应用普及率", "普及率"),
        ("人工智能核心产业规模", "产业规模"),
        ("省级、国家级智能工厂", "智能工厂"),
        ("全市可调度算力", "算力规模"),
        ("智能算力总规模", "算力规模"),
        ("低空起降点", "低空起降点"),
    ],
)
def test_objects_are_compared_by_their_noun(name: str, noun: str) -> None:
    assert head(name) == noun


@given(names)
def test_a_name_made_plain_stays_as_it_is(name: str) -> None:
    assert thing(thing(name)) == thing(name)
    assert head(thing(name)) == head(name)


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), names, st.integers())))
def test_every_item_stands_once_in_the_column_of_its_region(
    found: list[tuple[str, str, int]],
) -> None:
    made = rows(found, "甲乙丙")
    for column, region in enumerate("甲乙丙"):
        placed = [item for row in made for item in row.cells[column]]
        assert sorted(placed) == sorted(item for name, _, item in found if name == region)
    assert len({row.head for row in made}) == len(made)
    empty = [row.cells.count(()) for row in made]
    assert empty == sorted(empty)


@pytest.fixture
def two_regions(db: None) -> None:
    imported(reading())
    other = reading(region="云岭县", title="云岭县方案")
    quote = "打造10个标杆应用场景"
    own = target(
        other.text, quote, "可复制推广的典型场景项目", low=30.0, high=None, comparator="ge"
    )
    imported(replace(other, targets=(own,)))


@pytest.mark.usefixtures("two_regions")
def test_what_all_regions_promise_comes_first() -> None:
    found = comparison()
    assert found.regions == ["云岭县", "示范市"]
    assert found.rows[0].head == "标杆应用场景"
    assert [[t.low for t in cell] for cell in found.rows[0].cells] == [[30.0], [10.0]]
    assert found.rows[1].cells[0] == ()


@pytest.mark.usefixtures("two_regions")
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_each_cell_leads_to_its_quote(client: Client, prefix: str) -> None:
    text = client.get(f"{prefix}/regions/").content.decode()
    for one in Target.objects.select_related("clause__version"):
        version = one.clause.version
        place = f"{prefix}/plans/{version.document_id}/versions/{version.pk}/"
        assert f'href="{place}#target-in-text-{one.pk}"' in text
    assert "≥ 30 个" in text


@pytest.mark.usefixtures("two_regions")
def test_only_chosen_regions_are_shown(client: Client) -> None:
    head_row = client.get("/regions/?region=云岭县").content.decode()
    head_row = head_row.partition("<thead>")[2].partition("</thead>")[0]
    assert "云岭县" in head_row
    assert "示范市" not in head_row


@pytest.mark.usefixtures("two_regions")
def test_the_api_gives_the_same_rows(client: Client) -> None:
    body = client.get("/api/v1/comparison?region=示范市&region=云岭县").json()
    assert body["regions"] == ["示范市", "云岭县"]
    first = body["rows"][0]
    assert first["head"] == "标杆应用场景"
    assert [[t["low"] for t in cell] for cell in first["cells"]] == [[10.0], [30.0]]


@pytest.mark.django_db
def test_no_more_regions_than_fit_side_by_side() -> None:
    for number in range(MOST_REGIONS + 2):
        imported(reading(region=f"第{number}区", title=f"第{number}区方案"))
    assert len(comparison().regions) == MOST_REGIONS
    assert len(comparison([f"第{n}区" for n in range(MOST_REGIONS + 2)]).regions) == MOST_REGIONS
