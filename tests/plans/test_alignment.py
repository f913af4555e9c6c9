"""Targets of lower plans carry those of an upper one: proposed by rules, said by a person."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.audit.queries import check_chain
from luodi.errors import NotAllowed
from luodi.parties.rules.roles import Role
from luodi.plans.actions import AlignmentRuling, align
from luodi.plans.errors import (
    AlignmentRefused,
    AmountNotPromised,
    CarriedByOther,
    DecidedMeanwhile,
    InvalidShare,
    PlanNotFound,
)
from luodi.plans.models import Alignment, Target, Version
from luodi.plans.queries import alignment_page
from luodi.plans.queries.alignment import UpperRow
from luodi.plans.rules.alignment import Place, beneath, carried, in_base, proposals
from luodi.plans.rules.decomposition import Goal, Outcome
from tests.parties.cast import TEST, actor
from tests.plans.adjusted import approved, asked
from tests.plans.factory import TEXT, TITLE, reading, target
from tests.plans.sharing import in_force, target_of

PROVINCE, CITY = "澜江省", "云溪市"


def plan_of(region: str, title: str, **values: Any) -> Version:
    """A plan with the one target of benchmark scenarios, changed as told."""
    text = TEXT.replace(TITLE, title)
    only = target(text, "打造10个标杆应用场景", "标杆应用场景", **values)
    document = reading(region=region, title=title, targets=(only,))
    region_read = replace(document.meta.region, adcode=None)  # type: ignore[type-var]
    return in_force(replace(document, meta=replace(document.meta, region=region_read)))


def rule(upper: Target, lower: Target, verdict: str = "confirm", **more: Any) -> AlignmentRuling:
    last = Alignment.objects.filter(upper=upper, lower=lower, next=None).first()
    return AlignmentRuling(upper.pk, lower.pk, verdict, last.pk if last else None, **more)


def only_row(version: Version, instant: Any = None) -> UpperRow:
    (row,) = alignment_page(version.document_id, instant).rows
    return row


@pytest.fixture
def upper(db: None) -> Version:
    return plan_of(PROVINCE, "澜江省方案", low=30.0, high=None, comparator="ge")


@pytest.fixture
def lower(db: None) -> Version:
    return plan_of(CITY, "云溪市方案", low=20.0, high=None, comparator="ge")


def test_what_nobody_carries_is_told_and_the_same_thing_below_is_proposed(
    upper: Version, lower: Version
) -> None:
    row = only_row(upper)
    assert (row.links, row.outcome) == ([], None)
    assert [one.lower.item for one in row.candidates] == [target_of(lower)]
    assert only_row(lower).candidates == []


def test_a_confirmed_link_counts_and_the_sum_that_falls_short_is_told(
    upper: Version, lower: Version
) -> None:
    align([rule(target_of(upper), target_of(lower))], by=TEST)
    row = only_row(upper)
    assert row.candidates == []
    assert row.outcome
    assert (row.outcome.verdict, row.outcome.gap) == ("short", 10)
    other = plan_of("望澜市", "望澜市方案", low=10.0, high=None, comparator="ge")
    align([rule(target_of(upper), target_of(other))], by=TEST)
    whole = only_row(upper).outcome
    assert whole
    assert (whole.verdict, whole.sound) == ("exact", True)
    assert check_chain().broken is None


def test_part_of_a_lower_target_may_be_what_counts(upper: Version, lower: Version) -> None:
    align([rule(target_of(upper), target_of(lower), amount="12.5")], by=TEST)
    found = only_row(upper).outcome
    assert found
    assert found.gap == Decimal("17.5")
    with pytest.raises(InvalidShare):
        align([rule(target_of(upper), target_of(lower), amount="-1")], by=TEST)


def test_a_rejected_proposal_is_not_proposed_again(upper: Version, lower: Version) -> None:
    align([rule(target_of(upper), target_of(lower), "reject", reason="口径不同")], by=TEST)
    row = only_row(upper)
    assert (row.links, row.candidates) == ([], [])


def test_a_lower_target_under_two_upper_ones_is_told_as_counted_twice(
    upper: Version, lower: Version
) -> None:
    sector = plan_of(PROVINCE, "澜江省制造业专项方案", low=15.0, high=None, comparator="ge")
    both = [rule(target_of(one), target_of(lower)) for one in (upper, sector)]
    align(both, by=TEST)
    (link,) = only_row(upper).links
    assert link.uppers == 2
    assert alignment_page(upper.document_id).twice == 1


def test_an_upper_target_that_no_longer_stands_counts_nothing_twice(
    upper: Version, lower: Version
) -> None:
    sector = plan_of(PROVINCE, "澜江省制造业专项方案", low=15.0, high=None, comparator="ge")
    align([rule(target_of(one), target_of(lower)) for one in (upper, sector)], by=TEST)
    gone = target_of(sector)
    approved(asked(gone, measure="drop"))
    assert alignment_page(upper.document_id).twice == 0


def test_of_two_targets_only_one_carries_the_other(upper: Version) -> None:
    sector = plan_of(PROVINCE, "澜江省制造业专项方案", low=30.0, high=None, comparator="ge")
    pair = target_of(upper), target_of(sector)
    align([rule(*pair)], by=TEST)
    assert only_row(sector).candidates == []
    with pytest.raises(CarriedByOther):
        align([rule(*reversed(pair))], by=TEST)
    assert only_row(sector).outcome is None


def test_no_more_of_a_lower_target_counts_than_it_promises(upper: Version, lower: Version) -> None:
    pair = target_of(upper), target_of(lower)
    with pytest.raises(AmountNotPromised):
        align([rule(*pair, amount="20.5")], by=TEST)
    align([rule(*pair, amount="20")], by=TEST)
    approved(asked(pair[1], values={"low": 5.0}))
    found = only_row(upper).outcome
    assert found
    assert found.gap == 25


def test_a_target_of_another_basis_is_not_added() -> None:
    whole = Goal(Decimal(100), None, "ge", unit="家")
    grown = replace(whole, basis="increase")
    assert carried(whole, [(grown, None)]) == Outcome("cannot", why="other_basis")


def test_a_sector_plan_of_the_same_region_is_proposed_too(upper: Version) -> None:
    sector = plan_of(PROVINCE, "澜江省制造业专项方案", low=15.0, high=None, comparator="ge")
    assert [one.lower.item for one in only_row(upper).candidates] == [target_of(sector)]


def test_a_lower_target_that_is_due_later_is_told(upper: Version) -> None:
    late = plan_of(CITY, "云溪市方案", low=30.0, high=None, comparator="ge", by=2028)
    (candidate,) = only_row(upper).candidates
    assert candidate.late
    align([rule(target_of(upper), target_of(late))], by=TEST)
    assert alignment_page(upper.document_id).late == 1


def test_a_link_whose_lower_target_is_rejected_counts_no_more_and_stays_in_sight(
    upper: Version, lower: Version
) -> None:
    align([rule(target_of(upper), target_of(lower))], by=TEST)
    one = target_of(lower)
    approved(asked(one, measure="drop"))
    row = only_row(upper)
    (link,) = row.links
    assert (link.lower, row.outcome) == (None, None)
    with pytest.raises(AlignmentRefused):
        align([rule(target_of(upper), one)], by=TEST)
    align([rule(target_of(upper), one, "reject", reason="目标已驳回")], by=TEST)
    assert only_row(upper).links == []


def test_past_instants_read_as_they_did(upper: Version, lower: Version) -> None:
    (first,) = align([rule(target_of(upper), target_of(lower))], by=TEST)
    (second,) = align([rule(target_of(upper), target_of(lower), "reject")], by=TEST)
    assert [len(only_row(upper, one.at).links) for one in (first, second)] == [1, 0]
    assert [len(only_row(upper, one.at).candidates) for one in (first, second)] == [0, 0]
    published = lower.document.publications.get()
    assert len(only_row(upper, published.at).candidates) == 1


def test_wrong_rulings_are_refused_together(upper: Version, lower: Version) -> None:
    right = rule(target_of(upper), target_of(lower))
    wrong = [
        replace(right, lower=right.upper),
        replace(right, lower=999),
        replace(right, verdict="maybe"),
    ]
    for one in wrong:
        with pytest.raises(AlignmentRefused):
            align([right, one], by=TEST)
    with pytest.raises(DecidedMeanwhile):
        align([replace(right, expected=7)], by=TEST)
    with pytest.raises(NotAllowed):
        align([right], by=actor("reviewer", Role.REVIEWER))
    assert not Alignment.objects.exists()
    with pytest.raises(PlanNotFound):
        alignment_page(999)


def goal(low: str, unit: str, thing: str = "智能算力规模", **more: Any) -> Goal:
    return Goal(Decimal(low), None, "ge", unit=unit, object=thing, **more)


def test_units_are_converted_by_exact_factors_alone() -> None:
    assert in_base("万家") == (Decimal(10_000), "家")
    assert in_base("个") == (Decimal(1), "个")
    found = carried(
        goal("6", "EFLOPS"), [(goal("4000", "PFLOPS"), None), (goal("1.5", "EFLOPS"), None)]
    )
    assert (found.verdict, found.gap, found.floor) == ("short", Decimal("0.5"), Decimal("5.5"))
    whole = carried(goal("1", "万亿元"), [(goal("9999.99999999", "亿元"), None)])
    assert whole.gap == Decimal("0.000000000001")
    assert carried(goal("6", "EFLOPS"), [(goal("4000", "台"), None)]).why == "other_unit"


@given(st.integers(1, 10**15), st.integers(1, 10**15))
def test_a_sum_in_another_unit_is_the_same_sum(one: int, other: int) -> None:
    whole = goal(str(one + other), "亿元", "产业规模")
    parts = [(goal(str(one), "亿元"), None), (goal(f"{other}0000", "万元"), None)]
    assert carried(whole, parts).verdict == "exact"


def test_of_rates_each_lower_one_must_reach_the_upper() -> None:
    rate = goal("70", "%", "应用普及率")
    assert carried(rate, [(goal("70", "%"), None), (goal("90", "%"), None)]).sound
    assert carried(rate, [(goal("60", "%"), None), (goal("90", "%"), None)]).gap == 10


def test_targets_pair_by_head_noun_unit_and_basis() -> None:
    uppers = [(1, goal("100", "个", "省级示范场景")), (2, goal("10", "EFLOPS", "算力规模"))]
    lowers = [
        (3, goal("60", "个", "标杆应用场景")),
        (4, goal("600", "PFLOPS", "智能算力规模")),
        (5, goal("60", "%", "标杆应用场景")),
        (6, goal("60", "个", "标杆应用场景", basis="increase")),
    ]
    assert proposals(uppers, lowers) == [(1, 3), (2, 4)]


@pytest.mark.parametrize(
    ("lower", "upper", "may"),
    [
        (Place("沈阳市", "210100"), Place("辽宁省", "210000"), True),
        (Place("杭州市", "330100"), Place("辽宁省", "210000"), False),
        (Place("辽宁省", "210000"), Place("沈阳市", "210100"), False),
        (Place("辽宁省", "210000"), Place("辽宁省", "210000"), True),
        (Place("云溪市"), Place("澜江省"), True),
        (Place("澜江省"), Place("云溪市"), False),
        (Place("望澜区"), Place("重庆市"), True),
        (Place("云溪市"), Place(""), True),
    ],
)
def test_a_plan_is_carried_by_its_own_region_and_those_within_it(
    lower: Place, upper: Place, may: bool
) -> None:
    assert beneath(lower, upper) is may
