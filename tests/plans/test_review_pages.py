"""The page on which a reviewer decides, as a browser without a script uses it."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from luodi.parties.rules.roles import Role
from luodi.plans.actions import Ruling, decide, publish
from luodi.plans.models import Decision, Instrument, Publication, Target, Task, Version
from luodi.plans.queries import review_page, unconfirmed_items
from tests.parties.cast import TEST, entered
from tests.plans.factory import TEXT, imported, reading, span

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CORRECTION = {
    "values-object": "标杆应用场景",
    "values-low": "12",
    "values-unit": "个",
    "values-comparator": "ge",
    "values-basis": "level",
    "values-by": "2027",
}
ADDITION = {name.replace("values", "new-target"): value for name, value in CORRECTION.items()}


@pytest.fixture
def version() -> Version:
    return imported(reading()).version


@pytest.fixture
def reviewer(client: Client) -> Client:
    entered(client, Role.REVIEWER)
    return client


def first() -> Target:
    return Target.objects.earliest("start", "id")


def post(client: Client, version: Version, **data: Any) -> Any:
    query = "?show=unconfirmed"
    return client.post(f"/review/{version.pk}/decide/{query}", data)


def words(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_the_first_unconfirmed_item_is_before_the_eye(reviewer: Client, version: Version) -> None:
    page = reviewer.get(f"/review/{version.pk}/").content.decode()
    assert page.count('id="here"') == 1
    assert "已核对 0 / 9 条" in page
    assert '<mark class="target chosen" id="here">' in page


def test_every_item_has_an_address(reviewer: Client, version: Version) -> None:
    for one in unconfirmed_items(version):
        kind = type(one.item).__name__.lower()
        page = reviewer.get(f"/review/{version.pk}/?show=all&item={kind}-{one.item.pk}")
        assert page.context["page"].chosen.state.item == one.item
        assert page.content.decode().count('id="here"') == 1


@pytest.mark.parametrize("item", ["target-0", "target-x", "plan-1", "task-" + "9" * 40, "-", "½"])
def test_an_unknown_item_falls_back_on_the_first(
    reviewer: Client, version: Version, item: str
) -> None:
    page = reviewer.get(f"/review/{version.pk}/?show=nothing&item={item}&add=plan&start=1&end=x")
    assert page.context["page"].chosen.number == 1


def test_a_confirmation_leads_on_to_the_next_item(reviewer: Client, version: Version) -> None:
    page = review_page(version)
    answer = post(
        reviewer, version, verdict="confirm", pick=f"target-{first().pk}:", onward=page.onward
    )
    assert answer.status_code == 302
    place = urlsplit(answer.headers["Location"])
    assert parse_qs(place.query) == {"show": ["unconfirmed"], "item": [page.onward]}
    assert place.fragment == "here"
    assert Decision.objects.get().verdict == "confirm"
    assert first().state == "confirmed"


def test_a_whole_plan_is_reviewed_by_following_the_page(reviewer: Client, version: Version) -> None:
    address = f"/review/{version.pk}/"
    for _ in range(9):
        page = reviewer.get(address).context["page"]
        pick = f"{page.chosen.key}:"
        answer = post(reviewer, version, verdict="confirm", pick=pick, onward=page.onward or "")
        address = answer.headers["Location"].partition("#")[0]
    assert unconfirmed_items(version) == []
    assert "各条均已核对" in words(reviewer.get(f"/review/{version.pk}/"))


def test_values_are_corrected_in_a_form(reviewer: Client, version: Version) -> None:
    pick = f"target-{first().pk}:"
    assert post(reviewer, version, verdict="correct", pick=pick, **CORRECTION).status_code == 302
    assert (first().low, first().high, first().comparator) == (12.0, None, "ge")
    task = Task.objects.earliest("start")
    bodies = {"values-heading": "夯实底座", "values-lead": "市数据局、市大数据中心"}
    bodies["values-support"] = "市财政局"
    post(reviewer, version, verdict="correct", pick=f"task-{task.pk}:", **bodies)
    assert list(task.responsible.values_list("name", "role")) == [
        ("市数据局", "lead"),
        ("市大数据中心", "lead"),
        ("市财政局", "support"),
    ]
    instrument = Instrument.objects.get()
    named = {"values-name": "算力券", "values-kind": "fund"}
    post(reviewer, version, verdict="correct", pick=f"instrument-{instrument.pk}:", **named)
    assert Instrument.objects.get().kind == "fund"


@pytest.mark.parametrize(
    ("name", "value"),
    [("low", "many"), ("low", ""), ("by", "27"), ("object", ""), ("comparator", "around")],
)
def test_a_faulty_correction_comes_back_with_what_was_typed(
    reviewer: Client, version: Version, name: str, value: str
) -> None:
    data = CORRECTION | {f"values-{name}": value, "values-unit": "间"}
    item = f"target-{first().pk}"
    address = f"/review/{version.pk}/decide/?show=unconfirmed&item={item}"
    page = reviewer.post(address, data | {"verdict": "correct", "pick": f"{item}:"})
    assert page.status_code == 422
    assert 'value="间"' in page.content.decode()
    assert 'role="alert"' in page.content.decode()
    assert not Decision.objects.exists()


def test_a_rejection_says_why(reviewer: Client, version: Version) -> None:
    pick = f"target-{first().pk}:"
    assert post(reviewer, version, verdict="reject", pick=pick).status_code == 422
    post(reviewer, version, verdict="reject", pick=pick, reason="重复识读")
    assert Decision.objects.get().reason == "重复识读"
    page = reviewer.get(f"/review/{version.pk}/?show=rejected")
    assert "重复识读" in words(page)
    assert "测试 chief" in words(page)


def test_ticked_items_are_decided_together(reviewer: Client, version: Version) -> None:
    picks = [f"target-{one.pk}:" for one in Target.objects.all()]
    post(reviewer, version, verdict="confirm", pick=picks[:3])
    assert Target.objects.filter(state="confirmed").count() == 3
    listed = [f"target-{one.pk}:" for one in Target.objects.filter(state="unconfirmed")]
    post(reviewer, version, verdict="confirm", everything="1", listed=" ".join(listed))
    assert not Target.objects.filter(state="unconfirmed").exists()


def test_ticking_nothing_is_said(reviewer: Client, version: Version) -> None:
    page = post(reviewer, version, verdict="confirm")
    assert page.status_code == 422
    assert "未勾选任何条目" in words(page)


def test_what_somebody_else_decided_meanwhile_is_said(reviewer: Client, version: Version) -> None:
    decide([Ruling(first(), "confirm", None)], by=TEST)
    page = post(reviewer, version, verdict="reject", pick=f"target-{first().pk}:", reason="因")
    assert page.status_code == 409
    assert first().state == "confirmed"


def test_items_of_another_version_are_not_decided(reviewer: Client, version: Version) -> None:
    other = imported(reading(copy=1)).version
    page = post(reviewer, other, verdict="confirm", pick=f"target-{first().pk}:")
    assert page.status_code == 404
    assert not Decision.objects.exists()


@pytest.mark.parametrize("pick", ["", ":", "target-1:x", "target-1:" + "9" * 30, "x", "target-½:"])
@pytest.mark.parametrize("verdict", ["confirm", "correct", "add", "praise", ""])
def test_nonsense_is_refused(reviewer: Client, version: Version, verdict: str, pick: str) -> None:
    assert post(reviewer, version, verdict=verdict, pick=pick).status_code in {404, 422}
    assert not Decision.objects.exists()


def test_selected_words_become_a_target(reviewer: Client, version: Version) -> None:
    where = span(TEXT, "落实xx个试点")
    form = reviewer.get(
        f"/review/{version.pk}/?add=target&start={where['start']}&end={where['end']}"
    )
    assert form.context["place"].initial == {"quote": "落实xx个试点", "start": where["start"]}
    answer = reviewer.post(
        f"/review/{version.pk}/add/target/", ADDITION | form.context["place"].initial
    )
    assert answer.status_code == 302
    added = Target.objects.latest("pk")
    assert (added.quote, added.start, added.state) == (
        "落实xx个试点",
        where["start"],
        "confirmed",
    )
    assert reviewer.get(answer.headers["Location"]).context["page"].chosen.state.item == added


def test_copied_words_become_an_item_where_they_stand_alone(
    reviewer: Client, version: Version
) -> None:
    address = f"/review/{version.pk}/add/instrument/"
    named = {"new-instrument-name": "专班", "new-instrument-kind": "other"}
    assert reviewer.post(address, named | {"quote": "建立专班"}).status_code == 302
    for quote, sentence in (("市数据局", "2 次"), ("没有的话", "原文中没有"), (" ", "")):
        page = reviewer.post(address, named | {"quote": quote})
        assert page.status_code == 422
        assert sentence in words(page)
    assert Instrument.objects.count() == 2


def test_items_as_in_the_version_before_are_listed_apart(
    reviewer: Client, version: Version
) -> None:
    kept = Target.objects.order_by("start", "id")[:2]
    decide([Ruling(one, "confirm", None) for one in kept], by=TEST)
    newer = imported(reading(copy=1)).version
    page = reviewer.get(f"/review/{newer.pk}/?show=familiar").context["page"]
    assert [one.state.item.quote for one in page.items] == [one.quote for one in kept]
    assert page.counts["familiar"] == 2


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICE, Role.REVIEWER}))
def test_who_may_not_confirm_reads_only(client: Client, version: Version, role: Role) -> None:
    person = entered(client, role)
    person.totp_secret = "x"
    person.save()
    page = client.get(f"/review/{version.pk}/")
    assert page.status_code == 200
    assert "<button" not in page.content.decode().partition("<main")[2]
    for what in ("decide", "add/target"):
        answer = client.post(f"/review/{version.pk}/{what}/", {"verdict": "confirm"})
        assert answer.status_code == 403


def test_nobody_comes_in_without_signing_in(client: Client, version: Version) -> None:
    for method, what in (
        ("get", ""),
        ("post", "decide/"),
        ("post", "add/task/"),
        ("get", "publish/"),
    ):
        answer = getattr(client, method)(f"/review/{version.pk}/{what}")
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/sign-in/")


def test_a_publisher_puts_the_version_in_force(client: Client, version: Version) -> None:
    person = entered(client, Role.PUBLISHER)
    person.totp_secret = "x"
    person.save()
    address = f"/review/{version.pk}/publish/"
    assert "尚待核对条目 9" in words(client.get(address))
    assert client.post(address, {"seen": ""}).status_code == 409
    decide([Ruling(one.item, "confirm", None) for one in unconfirmed_items(version)], by=TEST)
    assert client.post(address, {"seen": ""}).status_code == 302
    assert Publication.objects.get().version == version
    assert "本版本已经生效" in words(client.get(address))


def test_publishing_asks_for_the_password_again(client: Client, version: Version) -> None:
    person = entered(client, Role.PUBLISHER, minutes=20)
    person.totp_secret = "x"
    person.save()
    decide([Ruling(one.item, "confirm", None) for one in unconfirmed_items(version)], by=TEST)
    answer = client.post(f"/review/{version.pk}/publish/", {"seen": ""})
    assert answer.headers["Location"].startswith("/sign-in/")
    assert not Publication.objects.exists()


def test_an_unknown_version_is_not_found(reviewer: Client) -> None:
    assert reviewer.get("/review/999/").status_code == 404


def test_the_statements_do_not_grow_with_the_items(
    version: Version, django_assert_max_num_queries: Any
) -> None:
    publish_all(version)
    newer = imported(reading(copy=1)).version
    with django_assert_max_num_queries(19):
        review_page(newer)


def publish_all(version: Version) -> None:
    decide([Ruling(one.item, "confirm", None) for one in unconfirmed_items(version)], by=TEST)
    publish(version, by=TEST, expected=None)


def test_a_form_of_an_earlier_sign_in_is_refused_in_a_sentence(version: Version) -> None:
    client = Client(enforce_csrf_checks=True)
    entered(client, Role.REVIEWER)
    page = post(client, version, verdict="confirm", pick=f"target-{first().pk}:")
    assert page.status_code == 403
    assert "重新打开本页" in words(page)


def test_more_items_than_a_thousand_fit_into_one_form(reviewer: Client, version: Version) -> None:
    picks = [f"target-{first().pk}:"] + [f"target-{10**6 + n}:" for n in range(1500)]
    page = post(reviewer, version, verdict="confirm", pick=picks)
    assert page.status_code == 404
    assert "target-1000000" in words(page)
