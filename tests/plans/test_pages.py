"""The public pages, in both languages: what they show, and their answers to odd requests."""

from dataclasses import replace

import pytest
from django.test import Client

from luodi.plans.models import Target
from tests.plans.factory import TITLE, imported, reading

pytestmark = pytest.mark.django_db
UNCONFIRMED = {"": "机器识读，尚未经人确认", "/en": "Read by machine, not yet confirmed"}


@pytest.fixture
def plan() -> int:
    return imported(reading()).version.document.pk


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("prefix", UNCONFIRMED)
@pytest.mark.parametrize("address", ["/", "/plans/{}/", "/targets/", "/tasks/", "/regions/"])
def test_every_page_says_that_nothing_is_confirmed(
    client: Client, plan: int, prefix: str, address: str
) -> None:
    assert UNCONFIRMED[prefix] in page(client, prefix + address.format(plan))


@pytest.mark.parametrize("address", ["/", "/targets/", "/tasks/", "/regions/"])
def test_an_empty_site_says_so(client: Client, address: str) -> None:
    assert "尚未读取" in page(client, address)


def test_the_list_of_plans_counts_targets_and_tasks_of_the_current_version(
    client: Client, plan: int
) -> None:
    imported(replace(reading(copy=1), targets=reading().targets[:2]))
    text = page(client, "/")
    assert '<td class="num">2</td>' in text
    assert '<td class="num">3</td>' in text


def test_a_target_in_the_text_and_in_the_list_link_to_each_other(client: Client, plan: int) -> None:
    text = page(client, f"/plans/{plan}/")
    for target in Target.objects.all():
        for place, link in (("target", "target-in-text"), ("target-in-text", "target")):
            assert f'id="{place}-{target.pk}"' in text
            assert f'href="#{link}-{target.pk}"' in text


def test_a_plan_shows_its_losses_and_uncertain_repairs(client: Client, plan: int) -> None:
    text = page(client, f"/plans/{plan}/")
    for words in ("xx个", "zhuanban", "转班", "留空未填", "以拼音代字", "夹注拼音 1"):
        assert words in text


def test_a_plan_without_losses_says_so(client: Client) -> None:
    clean = imported(replace(reading(), repairs=(), missing=())).version.document.pk
    assert "本文未发现缺失" in page(client, f"/plans/{clean}/")


def test_an_older_version_stays_readable(client: Client, plan: int) -> None:
    new = imported(reading(copy=1)).version
    assert "plan-0.txt" in page(client, f"/plans/{plan}/versions/{new.replaces_id}/")


def test_the_text_as_found_is_there(client: Client, plan: int) -> None:
    version = imported(reading()).version.pk
    response = client.get(f"/plans/{plan}/versions/{version}/original.txt")
    assert response.content.decode() == reading().original


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("region=云岭县", "云岭县方案", TITLE),
        ("by=2027", "标杆应用场景", "单位算力成本"),
        ("comparator=ge", "规上工业企业应用普及率", "标杆应用场景"),
        ("q=算力", "单位算力成本", "标杆应用场景"),
        ("q=PFLOPS", "可调度算力", "单位算力成本"),
    ],
)
def test_targets_are_filtered(
    client: Client, plan: int, query: str, shown: str, hidden: str
) -> None:
    imported(reading(region="云岭县", title="云岭县方案"))
    rows = page(client, f"/targets/?{query}").partition('id="targets"')[2]
    assert shown in rows
    assert hidden not in rows


def test_filters_that_match_nothing_say_so(client: Client, plan: int) -> None:
    assert "没有符合条件的内容" in page(client, "/targets/?q=火星")


@pytest.mark.parametrize(
    "query", ["by=soon", "region=nowhere", "page=last", "page=999", "comparator=x"]
)
def test_an_odd_filter_is_as_good_as_none(client: Client, plan: int, query: str) -> None:
    assert "标杆应用场景" in page(client, f"/targets/?{query}")


def test_htmx_gets_the_rows_alone(client: Client, plan: int) -> None:
    response = client.get("/targets/", headers={"HX-Request": "true"})
    assert response.content.decode().lstrip().startswith('<section class="card" id="targets">')
    assert "HX-Request" in response["Vary"]


def test_tasks_stand_under_each_of_their_units_and_those_of_nobody_last(
    client: Client, plan: int
) -> None:
    text = page(client, "/tasks/")
    order = [
        text.index(f">{name}</a></strong>")
        for name in ("市数据局", "市工信局", "市财政局", "未明确")
    ]
    assert order[-1] == max(order)
    assert text.count("夯实算力底座") == 2


def test_one_name_in_two_regions_is_two_units(client: Client, plan: int) -> None:
    imported(reading(region="云岭县", title="云岭县方案"))
    assert page(client, "/tasks/").count(">市数据局</a></strong>") == 2


@pytest.mark.parametrize("address", ["/plans/99/", "/nowhere/", "/en/plans/99/"])
def test_what_is_not_there_is_a_whole_page(client: Client, address: str) -> None:
    assert 'class="brand"' in page(client, address, 404)


def test_the_newest_plan_comes_first_in_every_list(client: Client, plan: int) -> None:
    imported(reading(region="云岭县", title="云岭县方案"))
    for address in ("/", "/targets/"):
        rows = page(client, address).partition("<tbody>")[2]
        assert 0 < rows.index("云岭县方案") < rows.index(TITLE)
