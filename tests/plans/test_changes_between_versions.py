"""What changed between two versions: pure rule, and a written pair of draft and issued plan."""

from itertools import product
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from luodi.plans.actions import import_file
from luodi.plans.queries import comparable_versions, version_difference
from luodi.plans.rules.difference import Promise, difference, mirrored
from tests.parties.cast import TEST

PAIR = Path(__file__).parent / "pair"
bound = st.none() | st.sampled_from([1.0, 2.0, 100.0, 0.01])
promises = st.builds(
    Promise,
    key=st.just(0),
    object=st.sampled_from(["标杆应用场景", "应用场景", "行业大模型", "大模型", "数据集", "企业"]),
    low=bound,
    high=bound,
    comparator=st.sampled_from(["eq", "ge"]),
    basis=st.sampled_from(["level", "increase"]),
    unit=st.sampled_from(["个", "家", "亿元", "万亿元", ""]),
    by=st.sampled_from([None, 2027, 2028]),
    quote=st.sampled_from(["打造10个", "建成10个"]),
)
plans = st.lists(promises, max_size=8)


def one(**values: object) -> Promise:
    usual: dict[str, object] = {
        "key": 0,
        "object": "标杆应用场景",
        "low": 10.0,
        "high": 10.0,
        "comparator": "eq",
        "basis": "level",
        "unit": "个",
        "by": 2027,
        "quote": "打造10个标杆应用场景",
    }
    return Promise(**(usual | values))  # type: ignore[arg-type]


def scattered(version: str, flags: tuple[bool, ...]) -> list[Promise]:
    """Targets that differ in their words only, with things between them that nothing is like."""
    return [
        one(quote=f"{version}{place}") if flag else one(object=f"{version}{place}{version}")
        for place, flag in enumerate(flags)
    ]


@given(plans)
def test_a_version_does_not_differ_from_itself(plan: list[Promise]) -> None:
    assert difference(plan, plan) == []


@given(plans, plans)
def test_read_backwards_every_change_is_its_mirror(a: list[Promise], b: list[Promise]) -> None:
    backwards = [mirrored(change) for change in difference(b, a)]
    assert sorted(map(repr, backwards)) == sorted(map(repr, difference(a, b)))


def test_a_tie_is_broken_alike_read_backwards() -> None:
    """Every way in which up to four equally good targets stand among others that fit nothing.

    Drawn at random, two of them at the same distance from a third hardly ever come up.
    """
    texts = [flags for length in range(5) for flags in product([False, True], repeat=length)]
    for a, b in product(texts, texts):
        before, after = scattered("前", a), scattered("后", b)
        backwards = [mirrored(change) for change in difference(after, before)]
        assert set(backwards) == set(difference(before, after))


@given(plans, plans)
def test_every_target_is_told_of_once_or_unchanged(a: list[Promise], b: list[Promise]) -> None:
    changes = difference(a, b)
    added = sum(change.before is None for change in changes)
    dropped = sum(change.after is None for change in changes)
    assert len(a) - dropped == len(b) - added
    assert all(change.kinds and (change.before or change.after) for change in changes)


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        ({"low": 12.0, "high": 12.0}, ("raised",)),
        ({"low": 8.0, "high": None, "comparator": "ge"}, ("lowered", "terms_changed")),
        ({"high": 12.0}, ("raised",)),
        ({"comparator": "ge", "high": None}, ("terms_changed",)),
        ({"unit": "家"}, ("unit_changed",)),
        ({"unit": "万个", "low": 0.001, "high": 0.001}, ("wording",)),
        ({"by": 2028}, ("deadline_moved",)),
        ({"by": None}, ("deadline_moved",)),
        ({"quote": "建设10个标杆应用场景"}, ("wording",)),
        ({"low": 20.0, "high": 20.0, "by": 2028}, ("raised", "deadline_moved")),
    ],
)
def test_a_change_has_its_name(values: dict[str, object], kinds: tuple[str, ...]) -> None:
    (change,) = difference([one()], [one(**values)])
    assert change.kinds == kinds


def test_another_thing_is_not_the_same_target() -> None:
    changes = difference([one()], [one(object="高质量数据集")])
    assert [change.kinds for change in changes] == [("added",), ("dropped",)]


def test_years_tell_two_targets_of_one_object_apart() -> None:
    before = [one(by=2026, low=5.0, high=5.0), one(by=2028)]
    after = [one(by=2028, low=20.0, high=20.0), one(by=2026, low=5.0, high=5.0)]
    (change,) = difference(before, after)
    assert change.kinds == ("raised",)
    assert change.after is after[0]


def test_values_tell_two_targets_of_one_object_and_year_apart() -> None:
    few, many = one(low=5.0, high=5.0), one(low=20.0, high=20.0)
    assert difference([few, many], [many, few]) == []


def test_of_two_targets_equally_near_the_earlier_is_the_same_one() -> None:
    after = scattered("后", (True, False, True))
    changes = difference(scattered("前", (False, True)), after)
    assert [change.after for change in changes if change.kinds == ("wording",)] == [after[0]]


@pytest.fixture
def pair(db: None) -> tuple[int, int]:
    draft, issued = (
        import_file(PAIR / f"{name}.txt", by=TEST).version for name in ("draft", "issued")
    )
    return draft.pk, issued.pk


def test_the_issued_plan_against_its_draft(pair: tuple[int, int]) -> None:
    found = version_difference(*pair)
    told = {
        (change.after or change.before).object: change.kinds  # type: ignore[union-attr]
        for change in found.changes
    }
    assert told == {
        "标杆应用场景": ("raised", "terms_changed", "deadline_moved"),
        "行业大模型": ("lowered",),
        "人工智能核心产业规模": ("wording",),
        "规上工业企业应用普及率": ("raised",),
        "智能算力规模": ("unit_changed",),
        "场景机会清单": ("added",),
        "人工智能产业园": ("dropped",),
    }
    assert found.unchanged == 2


def test_an_issued_plan_offers_its_draft_for_comparison(pair: tuple[int, int]) -> None:
    issued = version_difference(*pair).after
    assert [version.pk for version in comparable_versions(issued)] == [pair[0]]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_links_both_quotes(client: Client, pair: tuple[int, int], prefix: str) -> None:
    text = client.get(f"{prefix}/differences/{pair[0]}/{pair[1]}/").content.decode()
    for change in version_difference(*pair).changes:
        for target in filter(None, (change.before, change.after)):
            assert f"#target-in-text-{target.pk}" in text
    assert {"": "单位变更", "/en": "unit changed"}[prefix] in text


def test_the_page_of_the_issued_plan_leads_to_the_changes(
    client: Client, pair: tuple[int, int]
) -> None:
    plan = version_difference(*pair).after.document_id
    text = client.get(f"/plans/{plan}/").content.decode()
    assert f'href="/differences/{pair[0]}/{pair[1]}/"' in text


def test_the_api_tells_the_same(client: Client, pair: tuple[int, int]) -> None:
    body = client.get(f"/api/v1/differences/{pair[0]}/{pair[1]}").json()
    assert body["unchanged"] == 2
    assert body["changes"][0]["kinds"] == ["raised", "terms_changed", "deadline_moved"]
    assert body["changes"][-1]["after"] is None


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/differences/1/2/", "/api/v1/differences/1/2"])
def test_versions_that_are_not_there_are_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_same_version_twice_has_no_changes(client: Client, pair: tuple[int, int]) -> None:
    text = client.get(f"/differences/{pair[0]}/{pair[0]}/").content.decode()
    assert "两个版本的目标相同" in text
