"""The pages of a unit's work and of its work plan: who sees what, and what a form gives back."""

import re
from datetime import date
from io import BytesIO
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from luodi.official import pdf
from luodi.official.errors import NoChineseFont
from luodi.official.fonts import chosen_fonts
from luodi.parties.actions.people import join_unit
from luodi.parties.models import Unit
from luodi.parties.rules.roles import Role
from luodi.plans.actions import decompose, enforce
from luodi.plans.models import Duty, WorkPlanEvent
from luodi.plans.queries.decomposition import live_state, shared_out
from luodi.plans.rules.planning import PlanAct
from luodi.plans.rules.shares import ShareEntry
from luodi.plans.rules.supervision import Act
from tests.parties.cast import TEST, entered
from tests.plans.planned import START, YEAR, acted, last_event, line, saved, share_of
from tests.plans.supervised import OFFICE, Supervised, china, confirmed_plan, done, issued
from tests.plans.test_carrying import all_carried, new_version

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FAR_OFF = 1999
ROW = {
    "matter": "建成平台",
    "measure": "分批上线",
    "result": "上线运行",
    "phase": "q2",
    "due_on": "2026-06-30",
}


@pytest.fixture
def plan() -> Supervised:
    return confirmed_plan()


@pytest.fixture
def duties(plan: Supervised) -> list[Duty]:
    return issued(plan, now=START)


@pytest.fixture
def member(plan: Supervised, client: Client) -> Client:
    return let_in(client, Role.UNIT, unit=plan.lead)


def let_in(client: Client, *roles: Role, unit: Unit | None = None, login: str = "chief") -> Client:
    found = entered(client, *roles, login=login)
    if unit:
        join_unit(found.pk, unit.pk, since=date(2026, 1, 1), by=TEST)
    return client


def address(plan: Supervised, more: str = "") -> str:
    return f"/units/{plan.lead.pk}/work/{YEAR}/{more}"


def sent(plan: Supervised, *rows: dict[str, str], **more: str) -> dict[str, str]:
    numbered = {
        f"{name}-{place}": value for place, row in enumerate(rows, 1) for name, value in row.items()
    }
    return {"rows": str(len(rows)), "seen": str(last_event(plan) or ""), **numbered, **more}


def shown(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_member_is_led_to_the_work_of_his_unit(
    plan: Supervised, duties: list[Duty], member: Client
) -> None:
    assert "本单位工作" in shown(member, "/todo/")
    page = member.get("/own-work/", follow=True)
    assert page.redirect_chain == [(f"/units/{plan.lead.pk}/work/", 302)]
    told = page.content.decode()
    assert told.count("#duty-") == 2
    assert "2026-06-30" in told
    assert "列入通报" in told or "通报" in told


def test_who_has_no_unit_is_told_so(client: Client) -> None:
    let_in(client, Role.OFFICE)
    told = shown(client, "/own-work/")
    assert "尚未关联单位" in told
    assert "本单位工作</a>" not in told


def test_the_filters_choose_year_plan_role_and_standing(
    plan: Supervised, duties: list[Duty], member: Client
) -> None:
    done(duties[0], Act.CLOSE, OFFICE, china(3, 9))
    where = f"/units/{plan.lead.pk}/work/"
    for asked, number in (
        ("?status=closed", 1),
        ("?status=circular", 1),
        ("?role=support", 0),
        ("?role=lead&year=2026", 2),
        ("?year=2027", 0),
        (f"?plan={plan.plan.pk}", 2),
        (f"?plan={plan.plan.pk + 1}", 0),
        ("?year=x&plan=9999999999999999999999&page=7", 2),
    ):
        assert shown(member, where + asked).count("#duty-") == number, asked
    assert "没有符合条件的内容" in shown(member, where + "?role=support")


def test_shares_stand_under_their_year(plan: Supervised, member: Client) -> None:
    where = f"/units/{plan.lead.pk}/work/"
    assert "没有符合筛选条件的已生效分解目标" in shown(member, where)
    share_of(plan, "4")
    told = shown(member, where)
    assert "标杆应用场景" in told
    assert "2026</td>" in told


def test_the_page_costs_the_same_however_many_duties_there_are(
    plan: Supervised, duties: list[Duty], member: Client
) -> None:
    where = f"/units/{plan.lead.pk}/work/"
    shown(member, where)
    with CaptureQueriesContext(
        connection,
    ) as few:
        shown(member, where)
    other = confirmed_plan(title="第二个方案", units=(plan.lead, plan.support))
    issued(other, now=START)
    with CaptureQueriesContext(connection) as more:
        shown(member, where)
    assert len(more) == len(few) <= 24


def test_the_first_form_proposes_duties_and_shares_and_guesses_nothing(
    plan: Supervised, duties: list[Duty], member: Client
) -> None:
    share = share_of(plan)
    told = shown(member, address(plan, "edit/"))
    assert f'value="duty:{duties[0].pk}" selected' in told
    assert f'value="share:{share.pk}" selected' in told
    assert told.count('name="measure-') == 3
    assert re.search(r'name="measure-1"[^>]*></textarea>', told)
    assert told.count('value="2026-06-30"') == 2


def test_what_is_wrong_stands_on_top_leads_to_its_field_and_loses_no_word(
    plan: Supervised, member: Client
) -> None:
    rows = (ROW | {"due_on": "2027-01-05"}, ROW | {"matter": "另一事项", "phase": "", "result": ""})
    answer = member.post(address(plan, "edit/"), sent(plan, *rows))
    assert answer.status_code == 422
    told = answer.content.decode()
    assert 'href="#due_on-1"' in told
    assert 'id="due_on-1"' in told
    assert "须在 2026 年内" in told
    assert "事项 2 不完整" in told
    assert 'value="另一事项"' in told
    assert not WorkPlanEvent.objects.exists()


def test_an_edition_is_saved_submitted_and_approved_on_the_pages(
    plan: Supervised, duties: list[Duty], member: Client
) -> None:
    rows = (ROW | {"source": f"duty:{duties[0].pk}"}, {"matter": ""}, ROW | {"drop-3": "on"})
    assert member.post(address(plan, "edit/"), sent(plan, *rows)).status_code == 302
    told = shown(member, address(plan))
    assert "草稿，尚未报送" in told
    assert "未列入 1 项" in told
    step = address(plan, "step/")
    assert member.post(step, {"act": "submit", "seen": last_event(plan)}).status_code == 302
    office = let_in(Client(), Role.OFFICE, login="office")
    assert plan.lead.name in shown(office, "/work-plans/?state=submitted")
    assert plan.lead.name not in shown(office, "/work-plans/?state=draft").split("<table", 1)[-1]
    refused = office.post(step, {"act": "return", "seen": last_event(plan)})
    assert refused.status_code == 422
    assert "请写明需要修改的内容" in refused.content.decode()
    seen = last_event(plan)
    assert office.post(step, {"act": "approve", "seen": seen}).status_code == 302
    assert office.post(step, {"act": "approve", "seen": seen}).status_code == 409
    assert "已批准" in shown(member, address(plan))


def test_a_matter_follows_its_duty_under_a_new_version(
    plan: Supervised, duties: list[Duty], member: Client
) -> None:
    saved(plan, line(duty=duties[0].pk))
    left_out = "未列入 1 项"
    assert left_out in shown(member, address(plan))
    new_version(plan)
    found = all_carried(plan)
    after = next(one.after_id for one in found.carried if one.before_id == duties[0].pk)
    assert left_out in shown(member, address(plan))
    assert f'<option value="duty:{after}" selected>' in shown(member, address(plan, "edit/"))


def test_a_matter_whose_source_is_gone_is_not_made_the_units_own_unseen(
    plan: Supervised, member: Client
) -> None:
    share = share_of(plan)
    saved(plan, line(share=share.pk))
    target = share.decomposition.target
    seen = shared_out(target, live=live_state(target)).last
    entries = [ShareEntry("5", unit=plan.lead.pk, year=YEAR)]
    ways = {"aggregation": "sum", "years": "cumulative"}
    made = decompose(target, entries=entries, **ways, by=TEST, expected=seen.pk)
    enforce(target, by=TEST, expected=made.pk, reason="调整")
    assert f'<option value="share:{share.pk}" selected>' in shown(member, address(plan, "edit/"))
    kept = sent(plan, ROW | {"source": f"share:{share.pk}"})
    refused = member.post(address(plan, "edit/"), kept)
    assert refused.status_code == 422
    assert f'<option value="share:{share.pk}" selected>' in refused.content.decode()


def test_more_room_is_given_without_storing_anything(plan: Supervised, member: Client) -> None:
    given = sent(plan, ROW, more="1")
    told = member.post(address(plan, "edit/"), given).content.decode()
    assert told.count('name="matter-') == 2
    assert 'value="建成平台"' in told
    assert not WorkPlanEvent.objects.exists()


def test_others_neither_write_nor_see_the_draft(plan: Supervised, member: Client) -> None:
    saved(plan)
    other = let_in(Client(), Role.UNIT, unit=plan.support, login="other")
    assert other.get(address(plan)).status_code == 404
    assert other.get(address(plan, "edit/")).status_code == 404
    assert other.get(address(plan, "plan.docx")).status_code == 404
    office = let_in(Client(), Role.OFFICE, login="office")
    assert office.get(address(plan, "edit/")).status_code == 403
    assert "编制新版" not in shown(office, address(plan))


def test_a_plan_is_downloaded_with_its_chinese_name_and_stays_private(
    plan: Supervised, duties: list[Duty], member: Client
) -> None:
    saved(plan, line("建成平台", duty=duties[0].pk), now=china(3, 3))
    for suffix, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = member.get(address(plan, f"plan.{suffix}"))
        assert answer.status_code == 200
        assert answer.content.startswith(start)
        name = quote(f"{plan.lead.name}2026年度“人工智能+”工作计划.{suffix}", safe="+")
        told = answer["Content-Disposition"].replace("%2B", "+")
        assert told == f"attachment; filename*=utf-8''{name}"
        assert answer["Cache-Control"] == "private"
        assert member.get(address(plan, f"plan.{suffix}")).content == answer.content
    assert member.get(address(plan, "plan.doc")).status_code == 404


def words_of(client: Client, where: str) -> str:
    word = Document(BytesIO(client.get(where).content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    marks = [one.text for one in word.sections[0].header.paragraphs]
    return "\n".join([*marks, *(one.text for one in word.paragraphs), *cells])


def test_the_document_says_where_it_comes_from_and_how_it_stands(
    plan: Supervised, duties: list[Duty], member: Client
) -> None:
    share = share_of(plan)
    late = {"due_on": date(2026, 9, 1), "late_note": "招标延期", "phase": "q3"}
    days = {"first_on": date(2026, 2, 1), "last_on": date(2026, 2, 9)}
    rows = (
        line("达到年度目标", share=share.pk, phase="year", due_on=date(2026, 12, 31)),
        line("建成平台", duty=duties[0].pk, **late),
        line("组织培训", phase="named", phase_name="集中培训", **days),
    )
    first = saved(plan, *rows, now=china(3, 3))
    told = words_of(member, address(plan, "plan.docx"))
    assert told.startswith("草稿\n")
    for words in (
        "为落实《示范市“人工智能+”行动实施方案（2025—2027年）》（一；二、（一））",
        "（一）全年",
        "（二）集中培训（2月1日至2月9日）",
        "（三）第三季度",
        "时限说明：招标延期。",
        "标杆应用场景",
        "本年度未列入配合事项。",
        "分解目标1项、牵头任务1项、配合事项0项、自行安排1项",
        "2026年3月3日",
    ):
        assert words in told, words
    for act in (PlanAct.SUBMIT, PlanAct.APPROVE):
        acted(plan, act, now=china(4, 7))
    approved = words_of(member, address(plan, "plan.docx"))
    assert "草稿" not in approved
    assert approved.count("2026年4月7日") == 1
    saved(plan, line("新版事项"), now=china(5, 1))
    assert words_of(member, address(plan, "plan.docx")).startswith("草稿\n")
    assert words_of(member, address(plan, f"plan.docx?edition={first.pk}")) == approved
    assert words_of(member, address(plan, "plan.docx?as_of=2026-04-08")) == approved


def test_a_plan_drawn_from_sample_data_is_marked_so(plan: Supervised, member: Client) -> None:
    plan.plan.sample = True
    plan.plan.save()
    duty = issued(plan, now=START)[0]
    saved(plan, line(duty=duty.pk))
    assert words_of(member, address(plan, "plan.docx")).startswith("草稿 示例数据\n")


def test_without_a_chinese_font_the_page_says_so_and_offers_word(
    plan: Supervised, member: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(plan)
    # A machine without Chinese fonts: its list of families is what differs, nothing else.
    monkeypatch.setattr(pdf, "chosen_fonts", lambda families: chosen_fonts(["DejaVu Sans"]))
    answer = member.get(address(plan, "plan.pdf"))
    assert answer.status_code == NoChineseFont.status
    told = answer.content.decode()
    assert "没有安装中文字体" in told
    assert "plan.docx" in told


def test_an_empty_plan_is_nothing_to_print(plan: Supervised, member: Client) -> None:
    assert "尚未编制该年度工作计划" in shown(member, address(plan))
    assert member.get(address(plan, "plan.docx")).status_code == 404
    assert member.get(f"/units/{plan.lead.pk}/work/{FAR_OFF}/").status_code == 404
    assert member.get("/units/999999/work/2026/").status_code == 404


def test_a_plan_costs_the_same_however_many_matters_it_has(
    plan: Supervised, duties: list[Duty], member: Client
) -> None:
    share = share_of(plan)
    counts = []
    for lines in (
        [line(duty=duties[0].pk)],
        [line(duty=d.pk) for d in duties if d.unit == plan.lead] * 9,
    ):
        saved(plan, *lines, line(share=share.pk))
        with CaptureQueriesContext(connection) as made:
            shown(member, address(plan))
        counts.append(len(made))
    assert counts[0] == counts[1] <= 36
