"""The pages on which a target is shared out and read."""

from datetime import date
from io import BytesIO
from json import dumps, loads
from re import findall
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from luodi.parties.actions.units import register_unit
from luodi.parties.rules.roles import Role
from luodi.plans.actions import align, decompose, enforce
from luodi.plans.models import Decomposition, Share, Target
from luodi.plans.rules.shares import ShareEntry
from tests.parties.cast import TEST, entered
from tests.plans.adjusted import approved, asked
from tests.plans.sharing import halves, in_force, state, target_of
from tests.plans.test_alignment import plan_of, rule

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def target() -> Target:
    return target_of(in_force())


@pytest.fixture
def office(client: Client) -> Client:
    entered(client, Role.OFFICE)
    return client


def address(target: Target, more: str = "") -> str:
    return f"/decompositions/{target.pk}/{more}"


def sent(*rows: dict[str, str], **more: str) -> dict[str, str]:
    """What the form sends: rows of holder and cells, by column."""
    usual = {"aggregation": "sum", "years": "cumulative", "seen": "", "rows": str(len(rows))}
    for number, row in enumerate(rows):
        for name, value in row.items():
            key = name if name in {"holder", "weight", "due", "comparator"} else ""
            usual[f"{key}-{number}" if key else f"cell-{number}-{name}"] = value
    return usual | more


HALVES = ({}, {"holder": "望澜区", "all": "5"}, {"holder": "溪口县", "all": "5"})


def test_the_table_has_a_row_for_districts_with_units_and_a_column_for_each_year(
    office: Client, target: Target
) -> None:
    register_unit("科学技术局", region="望澜区", level="county", by=TEST)
    shown = office.get(address(target)).content.decode()
    assert 'name="holder-1" value="望澜区"' in shown
    assert all(f'name="cell-1-{column}"' in shown for column in ("all", "2025", "2026", "2027"))
    assert "示范市" in shown
    assert shown.count('name="holder-') == 4


def test_a_check_says_sum_and_gap_and_stores_nothing(office: Client, target: Target) -> None:
    rows = ({}, {"holder": "望澜区", "all": "4"}, {"holder": "溪口县", "all": "3.5"})
    shown = office.post(address(target), sent(*rows, check="1")).content.decode()
    assert "各份额合计比目标少 2.5 个。" in shown
    assert "<strong>7.5</strong>" in shown
    assert not Decomposition.objects.exists()


def test_a_save_stores_the_draft_and_the_page_shows_it(office: Client, target: Target) -> None:
    answer = office.post(address(target), sent(*HALVES, save="1"))
    assert answer.status_code == 302
    assert [share.low for share in Share.objects.all()] == ["5", "5"]
    shown = office.get(address(target)).content.decode()
    assert "各份额相加与目标完全一致。" in shown
    assert 'value="望澜区"' in shown


def test_wrong_cells_come_back_as_typed_with_what_to_do(office: Client, target: Target) -> None:
    rows = (
        {},
        {"holder": "望澜区", "all": "-5"},
        {"holder": "某处", "all": "5"},
        {"holder": "溪口县", "all": "5", "due": "soon"},
        {"holder": "青屿市", "all": "5"},
        {"holder": "青屿市", "all": "6"},
        {"holder": "", "all": "6"},
    )
    answer = office.post(address(target), sent(*rows, save="1"))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert shown.count('class="tag bad" id="wrong-') == 5
    assert 'value="-5"' in shown
    assert not Decomposition.objects.exists()


def test_more_rows_are_had_without_losing_what_was_typed(office: Client, target: Target) -> None:
    shown = office.post(address(target), sent(*HALVES, more="1")).content.decode()
    assert shown.count('name="holder-') == 5
    assert 'value="溪口县"' in shown


def test_of_two_saves_on_one_sight_the_second_is_told(office: Client, target: Target) -> None:
    assert office.post(address(target), sent(*HALVES, save="1")).status_code == 302
    answer = office.post(address(target), sent(*HALVES, save="1"))
    assert answer.status_code == 409
    assert "已有他人" in answer.content.decode()
    assert Decomposition.objects.count() == 1


def test_a_draft_with_a_gap_is_put_in_force_with_a_reason_which_the_public_reads(
    office: Client, target: Target, client: Client
) -> None:
    draft = halves(target, ("望澜区", "6"), ("溪口县", ""))
    step = {"step": "enforce", "seen": str(draft.pk)}
    assert office.post(address(target, "step/"), step).status_code == 409
    answer = office.post(address(target, "step/"), step | {"reason": "市级统筹预留4个"})
    assert answer.status_code == 302
    shown = Client().get(f"/targets/{target.pk}/decomposition/").content.decode()
    assert "各份额合计比目标少 4 个。" in shown
    assert "市级统筹预留4个" in shown
    assert "尚无份额：" in shown
    assert "溪口县" in shown
    covered = Client().get(f"/plans/{target.clause.version.document_id}/coverage/")
    assert "溪口县" in covered.content.decode()
    last = state(target).last
    assert last
    taken = {"step": "withdraw", "seen": str(last.pk), "reason": "重新分解"}
    assert office.post(address(target, "step/"), taken).status_code == 302
    assert (
        "没有已生效的份额" in Client().get(f"/targets/{target.pk}/decomposition/").content.decode()
    )


def test_a_corrected_target_says_was_and_is_on_every_page(office: Client, target: Target) -> None:
    enforce(target, by=TEST, expected=halves(target).pk)
    approved(asked(target))
    for page in (address(target), f"/targets/{target.pk}/decomposition/"):
        shown = office.get(page).content.decode()
        assert "原为 10 个，现为 12 个" in shown
        assert "对照现行目标：" in shown
        assert "各份额合计比目标少 2 个。" in shown


def test_a_past_instant_is_read_by_its_address(office: Client, target: Target) -> None:
    step = enforce(target, by=TEST, expected=halves(target).pk)
    page = f"/targets/{target.pk}/decomposition/"
    assert "望澜区" in office.get(page, {"as_of": step.at.isoformat()}).content.decode()
    before = target.clause.version.read_at.isoformat()
    assert "望澜区" not in office.get(page, {"as_of": before}).content.decode()
    assert office.get(page, {"as_of": "yesterday"}).status_code == 422
    assert office.get(page, {"as_of": "2026-13-45T00:00"}).status_code == 422


def test_the_list_leads_to_the_targets_of_a_plan(office: Client, target: Target) -> None:
    assert "示范市" in office.get("/decompositions/").content.decode()
    plan = target.clause.version.document_id
    shown = office.get("/decompositions/", {"plan": str(plan)}).content.decode()
    assert address(target) in shown
    assert office.get("/decompositions/", {"plan": "999"}).status_code == 404


def exported(office: Client, target: Target, suffix: str) -> Any:
    answer = office.get(address(target, f"shares.{suffix}"))
    assert answer.status_code == 200
    return answer.content


def brought(office: Client, target: Target, content: bytes, name: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return office.post(address(target, "import/"), {"file": file})


@pytest.mark.parametrize("suffix", ["xlsx", "json"])
def test_a_table_goes_out_and_comes_back_without_losing_a_digit(
    office: Client, target: Target, suffix: str
) -> None:
    digits = "1234567890123456.123456789012"
    halves(target, ("望澜区", digits), ("溪口县", ""))
    content = exported(office, target, suffix)
    checked = brought(office, target, content, f"shares.{suffix}")
    assert "文件检查通过" in checked.content.decode()
    assert Decomposition.objects.count() == 1
    again = {"name": f"shares.{suffix}", "content": checked.context["content"]}
    assert office.post(address(target, "import/"), again).status_code == 200
    assert Decomposition.objects.count() == 2
    draft = state(target).draft
    assert draft
    assert [share.low for share in draft.shares] == [digits, ""]
    # The file was seen on a step that is not the last any more.
    assert office.post(address(target, "import/"), again).status_code == 409


def test_faulty_rows_are_told_by_number_and_nothing_is_stored(
    office: Client, target: Target
) -> None:
    halves(target)
    book = load_workbook(BytesIO(exported(office, target, "xlsx")))
    sheet = book["shares"]
    sheet.cell(4, 4, "-1")
    sheet.append(["某处", None, None, 3, "eq", None, None])
    sheet.append(["青屿市", None, 2026.0, 2.5, "eq", None, None])
    file = BytesIO()
    book.save(file)
    answer = brought(office, target, file.getvalue(), "shares.xlsx")
    assert answer.status_code == 422
    assert [number for number, _why in answer.context["faults"]] == [4, 5]
    assert Decomposition.objects.count() == 1


@pytest.mark.parametrize("year", ["明年", "2026.5", "²", "9" * 5000])
def test_what_is_no_year_in_a_file_is_told_by_its_row(
    office: Client, target: Target, year: str
) -> None:
    row = {"holder": "望澜区", "year": year, "value": "5"}
    table = {"target": target.pk, "aggregation": "sum", "years": "yearly", "shares": [row]}
    answer = brought(office, target, dumps(table).encode(), "shares.json")
    assert answer.status_code == 422
    assert "年份" in answer.content.decode()


def test_shares_of_one_holder_on_different_terms_come_back_as_they_were(
    office: Client, target: Target
) -> None:
    entries = [
        ShareEntry("1", "ge", region="望澜区", year=2025, due=date(2025, 6, 30)),
        ShareEntry("4", region="望澜区", year=2026),
        ShareEntry("2", "ge", year=2025),
        ShareEntry("5", year=2026, weight="3"),
    ]
    ways = {"aggregation": "sum", "years": "yearly", "by": TEST, "expected": None}
    first = decompose(target, entries=entries, **ways)
    page = office.get(address(target)).content.decode()
    inputs = dict(findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))
    chosen = dict(findall(r'<select[^>]* name="([^"]+)".*?value="(\w+)" selected', page))
    assert office.post(address(target), inputs | chosen | {"save": "1"}).status_code == 302
    columns = ("region", "year", "low", "high", "comparator", "weight", "due")
    kept = [list(one.shares.values_list(*columns)) for one in (first, state(target).draft.revision)]
    assert sorted(kept[1], key=str) == sorted(kept[0], key=str)


@pytest.mark.parametrize(
    ("name", "content"),
    [("shares.xlsx", b"no zip"), ("shares.json", b"[]"), ("shares.json", b'{"target": 999999}')],
)
def test_a_file_that_is_no_table_of_this_target_is_refused(
    office: Client, target: Target, name: str, content: bytes
) -> None:
    answer = brought(office, target, content, name)
    assert answer.status_code == 422
    assert "无法作为该目标的份额表读取" in answer.content.decode()


def test_a_file_of_another_target_or_way_is_refused(office: Client, target: Target) -> None:
    body = loads(exported(office, target, "json"))
    for change in ({"target": target.pk + 1}, {"aggregation": "mode"}, {"years": "weekly"}):
        content = dumps({**body, **change}).encode()
        assert brought(office, target, content, "shares.json").status_code == 422


def test_an_alignment_is_confirmed_and_taken_back_on_its_page(office: Client) -> None:
    upper = plan_of("澜江省", "澜江省方案", low=30.0, high=None, comparator="ge")
    lower = plan_of("云溪市", "云溪市方案", low=20.0, high=None, comparator="ge", by=2028)
    page = f"/alignment/{upper.document_id}/"
    shown = office.get(page).content.decode()
    assert "尚无其他计划承接该目标" in shown
    assert "晚于本计划" in shown
    pair = {"upper": str(target_of(upper).pk), "lower": str(target_of(lower).pk)}
    confirmed = office.post(f"{page}decide/", pair | {"verdict": "confirm", "seen": ""})
    assert confirmed.status_code == 302
    shown = office.get(page).content.decode()
    assert "其他计划承接的合计比目标少 10 个。" in shown
    assert office.post(f"{page}decide/", pair | {"verdict": "confirm"}).status_code == 409
    assert (
        office.post(f"{page}decide/", pair | {"verdict": "x", "seen": "9" * 30}).status_code == 422
    )


def test_a_past_alignment_shows_what_the_lower_target_said_then(office: Client) -> None:
    upper = plan_of("澜江省", "澜江省方案", low=30.0, high=None, comparator="ge")
    lower = target_of(plan_of("云溪市", "云溪市方案", low=20.0, high=None, comparator="ge"))
    (then,) = align([rule(target_of(upper), lower)], by=TEST)
    approved(asked(lower, values={"by": 2031, "unit": "项"}))
    page = f"/alignment/{upper.document_id}/"
    assert "2031" in office.get(page).content.decode()
    past = office.get(page, {"as_of": then.at.isoformat()}).content.decode()
    assert "2031" not in past
    assert '<span class="unit">项</span>' not in past
