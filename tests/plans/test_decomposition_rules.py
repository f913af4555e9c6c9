"""How shares add up: exactly, short, over, or not at all."""

from datetime import date
from decimal import Decimal, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.plans.errors import InvalidShare, RepeatedShare
from luodi.plans.rules.decomposition import (
    Goal,
    Outcome,
    Part,
    coverage,
    figure,
    figures,
    goal_of,
    outcome,
    printed,
    proposed,
)
from luodi.plans.rules.shares import ShareEntry, columns_of, ordered

huge = st.decimals(0, Decimal(10) ** 23, places=12, allow_nan=False)
amounts = st.lists(huge, min_size=1, max_size=30)


def goal(low: Any = 10, high: Any = None, comparator: str = "eq", **more: Any) -> Goal:
    ends = [None if end is None else Decimal(str(end)) for end in (low, high)]
    if comparator == "eq" and high is None:
        ends[1] = ends[0]
    return Goal(ends[0], ends[1], comparator, **more)


def parts(*values: Any, comparator: str = "eq", **more: Any) -> list[Part]:
    found = [Decimal(str(value)) for value in values]
    return [Part(f"第{n}区", value, value, comparator, **more) for n, value in enumerate(found)]


def added(whole: Goal, shares: list[Part], aggregation: str = "sum") -> Outcome:
    return outcome(whole, shares, aggregation=aggregation, years="cumulative")


def total(values: list[Decimal]) -> Decimal:
    with localcontext() as context:
        context.prec = 100
        return sum(values, Decimal())


@given(amounts)
def test_what_is_split_adds_up_again_however_long_its_numbers(values: list[Decimal]) -> None:
    whole = Goal(total(values), total(values), "eq")
    assert added(whole, parts(*values)) == Outcome(
        "exact", sound=True, floor=total(values), ceiling=total(values)
    )


@given(amounts, huge)
def test_the_gap_is_exactly_what_is_missing_or_too_much(
    values: list[Decimal], whole: Decimal
) -> None:
    found, summed = added(Goal(whole, whole, "eq"), parts(*values)), total(values)
    with localcontext() as context:
        context.prec = 100
        assert found.gap == abs(whole - summed)
    assert found.verdict == ("exact" if whole == summed else "short" if summed < whole else "over")
    assert found.sound is (whole == summed)


@given(amounts, huge)
def test_at_least_may_be_passed_and_at_most_may_not(values: list[Decimal], whole: Decimal) -> None:
    least = added(Goal(whole, None, "ge"), parts(*values, comparator="ge"))
    most = added(Goal(None, whole, "le"), parts(*values, comparator="le"))
    assert least.sound is (total(values) >= whole)
    assert most.sound is (total(values) <= whole)


@given(st.lists(huge, min_size=1, max_size=9), st.data())
def test_the_order_of_the_shares_does_not_matter(values: list[Decimal], data: Any) -> None:
    made = parts(*values)
    mixed = data.draw(st.permutations(made))
    assert added(goal(), made) == added(goal(), mixed)


@given(
    st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=9), st.decimals(0, 100, places=2)
)
def test_of_rates_each_meets_the_target(values: list[Decimal], whole: Decimal) -> None:
    found = added(Goal(whole, None, "ge", unit="%"), parts(*values, comparator="ge"), "each")
    assert found.sound is all(value >= whole for value in values)
    assert found.floor == min(values)


@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(1, 1000)), min_size=1, max_size=9),
    st.integers(0, 100),
)
def test_a_weighted_mean_is_held_against_the_target_without_rounding(
    pairs: list[tuple[int, int]], whole: int
) -> None:
    shares = [
        Part(str(n), Decimal(v), None, "ge", weight=Decimal(w)) for n, (v, w) in enumerate(pairs)
    ]
    found = added(goal(whole, comparator="ge", unit="%"), shares, "mean")
    reached = sum(v * w for v, w in pairs) >= whole * sum(w for _v, w in pairs)
    assert found.sound is reached
    if not reached:
        assert found.gap > 0


@pytest.mark.parametrize(
    ("whole", "shares", "way", "why"),
    [
        (
            goal(70, comparator="ge", unit="%"),
            parts(70, comparator="ge"),
            "sum",
            "rates_do_not_add",
        ),
        (goal(70, comparator="ge", object="覆盖率"), parts(70), "sum", "rates_do_not_add"),
        (goal(70, comparator="ge", unit="%"), parts(70), "mean", "weights_missing"),
        (goal(10), [], "sum", "nothing_given"),
        (goal(10), [Part("甲区")], "sum", "nothing_given"),
        (goal(10), parts(10, comparator="le"), "sum", "no_floor"),
        (goal(None, 10, "le"), parts(10, comparator="ge"), "sum", "no_ceiling"),
        (goal(10), [*parts(5), *parts(5, year=2026)], "sum", "whole_and_years"),
        (goal(10), [*parts(5, year=2026), *parts(4, year=2027)], "sum", "sinking"),
    ],
)
def test_some_shares_cannot_be_added(whole: Goal, shares: list[Part], way: str, why: str) -> None:
    assert added(whole, shares, way) == Outcome("cannot", why=why)


def test_a_range_holds_the_sum_of_ranges() -> None:
    shares = [Part("甲区", Decimal(1), Decimal(1)), Part("乙区", Decimal(1), Decimal(2))]
    assert added(goal(2, 3), shares).verdict == "exact"
    assert added(goal(3, 5), shares) == Outcome(
        "short", gap=Decimal(1), floor=Decimal(2), ceiling=Decimal(3)
    )
    assert added(goal(1, 2), shares).gap == 1


def test_more_than_is_not_as_many_as() -> None:
    assert not added(goal(10, comparator="gt"), parts(5, 5)).sound
    assert added(goal(10, comparator="gt"), parts(5, 5, comparator="gt")).sound
    assert not added(goal(None, 10, "lt"), parts(5, 5, comparator="le")).sound
    assert added(goal(None, 10, "lt"), parts(5, 5, comparator="lt")).sound


def test_a_year_is_a_level_or_an_amount_as_declared() -> None:
    levels = [Part("甲区", Decimal(n), Decimal(n), year=y) for n, y in ((3, 2026), (10, 2027))]
    assert outcome(goal(), levels, aggregation="sum", years="cumulative").verdict == "exact"
    assert outcome(goal(13), levels, aggregation="sum", years="yearly").verdict == "exact"
    rate = goal(10, comparator="ge", unit="%")
    found = outcome(rate, levels, aggregation="each", years="yearly")
    assert (found.verdict, found.why) == ("cannot", "years_do_not_add")
    assert outcome(rate, levels, aggregation="each", years="cumulative").sound


def test_a_yearly_target_is_kept_in_its_worst_year() -> None:
    shares = [Part("甲区", Decimal(n), None, "ge", y) for n, y in ((9, 2026), (10, 2027))]
    found = outcome(
        goal(10, comparator="ge", basis="per_year"), shares, aggregation="sum", years="yearly"
    )
    assert (found.verdict, found.gap, found.year) == ("short", 1, 2026)


def test_who_and_which_year_has_none_is_told() -> None:
    shares = [
        Part("甲区", Decimal(3), year=2025),
        Part("甲区", Decimal(3), year=2027),
        Part("乙区"),
        Part("丙区", Decimal(4), due=date(2028, 6, 30), year=2027),
    ]
    found = coverage(goal(by=2027), shares, first_year=2025)
    assert (found.holders, found.years, found.late) == (("乙区",), (2026,), ("丙区",))
    assert coverage(goal(by=2027), parts(1)).years == ()
    yearly = goal(by=2027, basis="per_year")
    assert coverage(yearly, parts(1), first_year=2026).years == (2026, 2027)


@pytest.mark.parametrize(
    ("whole", "way"),
    [
        (goal(), ("sum", "cumulative")),
        (goal(unit="%"), ("each", "cumulative")),
        (goal(object="规上工业企业应用普及率"), ("each", "cumulative")),
        (goal(basis="increase", unit="家"), ("sum", "yearly")),
        (goal(basis="decrease", unit="%"), ("each", "cumulative")),
        (goal(basis="per_year"), ("sum", "yearly")),
    ],
)
def test_a_way_of_adding_up_is_proposed(whole: Goal, way: tuple[str, str]) -> None:
    assert proposed(whole) == way


@pytest.mark.parametrize(
    "text", ["-5", "五", "1e9", "NaN", "3-2", "1,00", "1" * 25, "0.1234567890123", "2–3–4", "5%"]
)
def test_what_is_no_number_or_below_nought_is_refused(text: str) -> None:
    with pytest.raises(InvalidShare):
        figures(text)


@given(huge)
def test_no_digit_of_a_share_is_lost(value: Decimal) -> None:
    assert figure(f"{value:f}") == value
    row = columns_of(ShareEntry(f"{value:f}", region="甲区"))
    assert Decimal(row["low"]) == value
    assert row["low"] == f"{value:f}"
    assert Decimal(printed(value, value, "eq").replace(",", "")) == value


@pytest.mark.parametrize(
    "entry",
    [
        ShareEntry("1", comparator="around"),
        ShareEntry("1", year=3000),
        ShareEntry("1", unit=1, region="甲区"),
        ShareEntry("1", region="甲区", adcode="12"),
        ShareEntry("1", adcode="210000"),
        ShareEntry("1", region="区" * 101),
        ShareEntry("2–3", comparator="ge"),
        ShareEntry("1", weight="0"),
        ShareEntry("1", weight="2–3"),
    ],
)
def test_a_share_that_says_two_things_is_refused(entry: ShareEntry) -> None:
    with pytest.raises(InvalidShare):
        columns_of(entry)


def test_a_holder_has_one_share_a_year() -> None:
    row = ShareEntry("1", region="甲区", year=2026)
    with pytest.raises(RepeatedShare):
        ordered([row, ShareEntry("2", region="甲区", year=2026)])
    mixed = [row, ShareEntry("2", region="乙区"), ShareEntry("1", region="甲区", year=2025)]
    assert [(one.region, one.year) for one in ordered(mixed)] == [
        ("甲区", 2025),
        ("甲区", 2026),
        ("乙区", None),
    ]


def test_the_floats_of_a_target_are_taken_as_printed() -> None:
    values = {"low": 0.1, "high": 2e18, "comparator": "eq", "basis": "level"}
    found = goal_of({**values, "unit": "", "object": "x", "by": None})
    assert (found.low, found.high) == (Decimal("0.1"), Decimal(2) * Decimal(10) ** 18)


@pytest.mark.parametrize(("sign", "edge"), [("gt", "low"), ("lt", "high")])
def test_of_shares_by_themselves_every_one_must_be_beyond_what_may_not_be_reached(
    sign: str, edge: str
) -> None:
    whole = Goal(**{"low": None, "high": None, edge: Decimal(60)}, comparator=sign, unit="%")
    beyond = Part("甲区", **{edge: Decimal(60)}, comparator=sign)
    reached = Part("乙区", Decimal(60), Decimal(60))
    assert added(whole, [beyond], "each").sound
    assert not added(whole, [beyond, reached], "each").sound
