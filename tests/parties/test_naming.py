"""A printed name becomes a unit when exactly one can be meant on the day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.parties.rules.naming import KnownUnit, Outcome, resolve

CITY, PROVINCE, DISTRICT = "云溪市", "兰江省", "望澜区"
TODAY = date(2026, 6, 1)
SCIENCE = KnownUnit(1, "云溪市科学技术局", ("科技局",), CITY)
MARKET = KnownUnit(2, "云溪市市场监督管理局", ("市场监管局",), CITY)
PLANNING = KnownUnit(3, "云溪市发展和改革委员会", ("发展改革委", "发改委"), CITY)
PROVINCIAL = KnownUnit(4, "兰江省科学技术厅", ("科技厅",), PROVINCE)
NATIONAL = KnownUnit(5, "国家发展和改革委员会", ("国家发展改革委",))
DISTRICTS = KnownUnit(6, "望澜区科学技术局", ("科技局",), DISTRICT)
ALL = [SCIENCE, MARKET, PLANNING, PROVINCIAL, NATIONAL, DISTRICTS]


def named(printed: str, region: str = CITY, on: date = TODAY, units: list[KnownUnit] = ALL):
    return resolve(printed, units, region=region, on=on)


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("云溪市科学技术局", 1),
        ("科技局", 1),
        ("市科技局", 1),
        ("云溪市科技局", 1),
        ("云溪科技局", 1),
        ("科学技术局", 1),
        ("市 科 技 局", 1),
        ("市场监管局", 2),
        ("市市场监管局", 2),
        ("市发改委", 3),
        ("发展改革委", 3),
        ("兰江省科技厅", 4),
        ("兰江省科学技术厅", 4),
        ("国家发展改革委", 5),
        ("望澜区科技局", 6),
    ],
)
def test_a_name_is_read_with_or_without_the_prefix_of_its_region(printed: str, unit: int) -> None:
    resolution = named(printed)
    assert (resolution.outcome, resolution.unit) == (Outcome.FOUND, unit)


def test_the_same_short_name_means_each_regions_own_unit() -> None:
    assert named("区科技局", DISTRICT).unit == 6
    assert named("科技局", DISTRICT).unit == 6


@pytest.mark.parametrize("printed", ["科技", "局", "", "市", "技术局", "财政局", "科技厅"])
def test_what_no_unit_declares_is_unknown(printed: str) -> None:
    assert named(printed).outcome is Outcome.UNKNOWN


def test_a_body_of_another_level_is_offered_but_never_chosen() -> None:
    resolution = named("省科技厅")
    assert (resolution.unit, resolution.candidates) == (None, (4,))


def test_without_a_region_only_full_names_are_read() -> None:
    assert named("云溪市科学技术局", "").unit == 1
    resolution = named("科技局", "")
    assert (resolution.unit, resolution.candidates) == (None, (1, 6))


def test_two_that_may_be_meant_make_none() -> None:
    twin = KnownUnit(9, "云溪市科技创新局", ("科技局",), CITY)
    resolution = named("市科技局", units=[*ALL, twin])
    assert resolution.outcome is Outcome.AMBIGUOUS
    assert (resolution.unit, resolution.candidates) == (None, (1, 9))


def test_a_declared_name_wins_over_a_cut_one() -> None:
    exact = KnownUnit(9, "云溪市场局", ("市科技局",), CITY)
    assert named("市科技局", units=[*ALL, exact]).unit == 9


REFORM = date(2025, 3, 1)
OLD = KnownUnit(1, "云溪市经济和信息化局", ("经信局",), CITY, None, REFORM, 2)
NEW = KnownUnit(2, "云溪市工业和信息化局", ("工信局",), CITY, REFORM)


@pytest.mark.parametrize(
    ("printed", "on", "unit"),
    [
        ("市经信局", date(2025, 2, 28), 1),
        ("市经信局", REFORM, 2),
        ("市工信局", TODAY, 2),
        ("市工信局", date(2025, 2, 28), None),
    ],
)
def test_a_unit_gives_way_to_its_successor_on_the_day(
    printed: str, on: date, unit: int | None
) -> None:
    assert named(printed, on=on, units=[OLD, NEW]).unit == unit


def test_a_unit_that_ended_without_successor_is_only_a_candidate() -> None:
    gone = KnownUnit(1, "云溪市科学技术局", ("科技局",), CITY, None, REFORM)
    resolution = named("市科技局", units=[gone])
    assert (resolution.outcome, resolution.unit) == (Outcome.DISSOLVED, None)
    assert resolution.candidates == (1,)


def test_units_that_became_one_are_that_one() -> None:
    other = KnownUnit(3, "云溪市大数据局", ("经信局",), CITY, None, REFORM, 2)
    assert named("经信局", units=[OLD, NEW, other]).unit == 2


bodies = st.sampled_from(["科技局", "市场监管局", "区块链办", "省级机关局", "云溪河道局", "数据局"])


@given(bodies, st.sampled_from(["", "市", "云溪", "云溪市"]), st.sampled_from(["", "市", "云溪市"]))
def test_every_prefix_of_the_region_means_the_same_body(body: str, ours: str, printed: str) -> None:
    unit = KnownUnit(1, ours + body, (), CITY)
    assert named(printed + body, units=[unit]).unit == 1


@given(st.permutations(ALL), st.sampled_from(["科技局", "省科技厅", "发改委", "没有的局"]))
def test_the_order_of_registration_does_not_matter(units: list[KnownUnit], printed: str) -> None:
    assert named(printed, units=units) == named(printed)


@given(st.lists(st.tuples(st.dates(), st.integers(0, 5)), min_size=1, max_size=6), st.dates())
def test_chains_and_even_circles_of_successors_end(ends: list[tuple[date, int]], on: date) -> None:
    units = [
        KnownUnit(n, f"云溪市第{n}局", (), CITY, None, end, successor)
        for n, (end, successor) in enumerate(ends)
    ]
    resolution = named("第0局", on=on, units=units)
    assert resolution.unit is None or ends[resolution.unit][0] > on
