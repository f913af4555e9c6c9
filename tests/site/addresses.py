"""What each address asks for, the sample rows in it, and what its form sends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

EVERYONE, SIGNED_IN = "public", "signed in"


@dataclass(frozen=True, slots=True)
class Of:
    """The number of a row of the world, where a body names one."""

    row: str


DAY = "2026-01-01"
TERMS = {
    "accept_within": 3,
    "reminders": "5",
    "red_after": 5,
    "circular_after": 9,
    "source": "通知",
}
NEVER = date(2999, 1, 1)
NEW_UNIT = {"name": "云溪市数据局", "region": "云溪市", "level": "city"}
CALENDAR_DAY = {"day": DAY, "working": "", "reason": "通知"}
SHARES = {"save": "1", "rows": "0", "aggregation": "sum", "years": "yearly", "seen": ""}
SHARES_IN = {"aggregation": "sum", "years": "yearly", "shares": [], "expected": None}
ALIGNED = {"alignments": [{"upper": 1, "lower": 2, "verdict": "confirm", "expected": None}]}
ANSWERED = {200, 201, 204, 302, 409, 422}
ADJUSTMENT_IN = {"kind": "target", "item": 1, "expected": 1, "way": "dynamic", "measure": "drop"}
ADJUSTMENT_IN["reason"] = "原因"
ACT_IN = {"act": "accept", "expected": 1}
BY_ACT = ANSWERED | {403}
PLANNING = {"unit": "planning unit", "year": "2026"}
EDITION_IN = {"expected": None, "lines": []}
PLAN_ACT_IN = {"act": "submit", "expected": 1}


@dataclass(frozen=True, slots=True)
class Row:
    asks: str
    sends: Mapping[str, Any]  # by method
    args: Mapping[str, str]  # by parameter of the address; a name in `world`, or the value itself
    answers: set[int]


def page(asks: str, post: Any = None, answers: set[int] = ANSWERED, **args: str) -> Row:
    """A page that is read, and its form if there is one."""
    return Row(asks, {"get": {}} | ({} if post is None else {"post": post}), args, answers)


def act(asks: str, post: Any = None, answers: set[int] = ANSWERED, **args: str) -> Row:
    """An address that a form only sends to."""
    return Row(asks, {"post": post or {}}, args, answers)


def call(asks: str, method: str = "get", body: Any = None, **args: str) -> Row:
    """An operation of the API."""
    return Row(asks, {method: body or {}}, args, ANSWERED)


ROWS: dict[str, Row] = {
    "plans:plan_list": page(EVERYONE),
    "plans:plan_detail": page(EVERYONE, plan="plan"),
    "plans:version_detail": page(EVERYONE, plan="plan", version="version"),
    "plans:plan_original": page(EVERYONE, plan="plan", version="version"),
    "plans:target_list": page(EVERYONE),
    "plans:task_list": page(EVERYONE),
    "plans:region_comparison": page(EVERYONE),
    "plans:task_detail": page(EVERYONE, task="task"),
    "plans:todo_list": page("enter"),
    # What a member of another unit, or no office, may not do is asked of the action.
    "plans:duty_act": act("enter", {"act": "accept", "expected": "1"}, BY_ACT, duty="duty"),
    "plans:supervision_list": page("supervise"),
    "plans:supervision_issue": page("supervise", {}, plan="plan in force"),
    "plans:work_own": page("enter"),
    "plans:planning_list": page("supervise"),
    "plans:work_unit": page("enter", unit="planning unit"),
    # Of a unit that is not one's own everybody reads what was approved; members alone write.
    "plans:work_plan": page("enter", unit="planning unit", year="2026"),
    "plans:work_plan_edit": page("enter", {}, BY_ACT, unit="planning unit", year="2026"),
    "plans:work_plan_step": act(
        "enter", {"act": "submit", "seen": ""}, BY_ACT, unit="planning unit", year="2026"
    ),
    "plans:work_plan_file": page("enter", unit="planning unit", year="2026", suffix="docx"),
    "plans:supervision_terms": page("supervise", TERMS, plan="plan in force"),
    "plans:overview_page": page("oversee"),
    "plans:overview_plans": page("oversee"),
    "plans:overview_units": page("oversee"),
    "plans:overview_list": page("oversee"),
    "plans:adjustment_list": page("enter"),
    # Who answers for the item, or made the request, is asked of the action.
    "plans:adjustment_request": page("enter", {}, BY_ACT, kind="target", item="promise"),
    "plans:adjustment_detail": page("enter", answers=ANSWERED | {404}, adjustment="adjustment"),
    "plans:adjustment_withdraw": act("enter", {}, BY_ACT | {404}, adjustment="adjustment"),
    "plans:adjustment_decide": page(
        "approve", {"outcome": "refuse", "words": "不同意"}, adjustment="adjustment"
    ),
    "plans:plan_adjustments": page(EVERYONE, plan="plan in force"),
    "plans:supervision_carry": page("supervise", {}, plan="plan in force"),
    "plans:task_calendar": page("enter", task="task"),
    # The secret in the address is the permission.
    "plans:calendar_feed": page(EVERYONE, secret="feed"),
    "plans:version_difference": page(EVERYONE, before="version", after="version"),
    "plans:review_list": page("enter"),
    "plans:import_page": page("import", {}),
    "plans:names": page("enter", version="version"),
    "plans:target_board": page("enter"),
    "plans:unit_tasks": page("enter"),
    "plans:consultation_list": page(EVERYONE),
    "plans:consultation_detail": page(EVERYONE, consultation="consultation"),
    "plans:consultation_comment": page(EVERYONE, {"text": "好"}, consultation="consultation"),
    "plans:consultation_receipt": page(EVERYONE, {"receipt": "2345"}, answers=ANSWERED | {404}),
    "plans:consultation_export": page(EVERYONE, consultation="consultation", suffix="csv"),
    "plans:handling_list": page("consult"),
    "plans:handling_open": page("consult", {"closes_on": "2999-01-01"}, version="version"),
    "plans:handling_detail": page("consult", consultation="consultation"),
    "plans:handling_extend": act("consult", {}, consultation="consultation"),
    "plans:handling_erase": act("consult", {}, consultation="consultation"),
    "plans:handling_comment": page("consult", comment="comment"),
    "plans:handling_decide": act("consult", {"outcome": "accepted"}, comment="comment"),
    "plans:handling_merge": act("consult", {"other": ""}, comment="comment"),
    "plans:handling_sender": act("consult", {}, comment="comment"),
    "plans:review": page("enter", version="version"),
    "plans:review_decide": act("confirm", {"verdict": "confirm"}, version="version"),
    "plans:review_add": act("confirm", {"quote": "标杆"}, version="version", kind="target"),
    "plans:items_export": page("enter", version="version", suffix="xlsx"),
    "plans:items_import": page("confirm", {}, version="version"),
    "plans:review_publish": page("publish", {"seen": ""}, version="version"),
    "plans:target_decomposition": page(EVERYONE, target="promise"),
    "plans:plan_coverage": page(EVERYONE, plan="plan"),
    "plans:decomposition_list": page("enter"),
    "plans:decomposition_edit": page("decompose", SHARES, target="promise"),
    "plans:decomposition_step": act("decompose", {"seen": ""}, target="promise"),
    "plans:decomposition_export": page("decompose", target="promise", suffix="xlsx"),
    "plans:decomposition_import": page("decompose", {}, target="promise"),
    "plans:decomposition_alignment": page("enter", plan="plan"),
    "plans:decomposition_align": act("decompose", {"upper": "1", "lower": "2"}, plan="plan"),
    "parties:sign_in": page(EVERYONE, {"login": "", "password": ""}),
    "parties:openid_start": page(EVERYONE, answers={404}),
    "parties:openid_back": page(EVERYONE, answers={404}),
    "parties:openid_code": page(EVERYONE, {"code": "1"}, answers={404}),
    "parties:sign_out": act(SIGNED_IN),
    "parties:account": page(SIGNED_IN),
    "parties:change_password": page(SIGNED_IN, {"current": "x", "new": "y", "again": "y"}),
    "parties:set_up_codes": page(SIGNED_IN, {"code": "1"}),
    "parties:preferences": page(SIGNED_IN, {"language": "en", "wants_email": "on"}),
    "parties:notice_list": page(SIGNED_IN),
    "parties:notice_read": act(SIGNED_IN),
    "parties:token_list": page("enter", {"name": "script"}),
    # Nobody of the cast has a token, and another's is not there for him.
    "parties:token_withdraw": act("enter", answers={404}, number="person"),
    "parties:feed_list": page("enter"),
    "parties:feed_make": act("enter"),
    # Nor has any a feed.
    "parties:feed_withdraw": act("enter", answers={404}, number="person"),
    "workspace": page(SIGNED_IN),
    "audit_list": page("read_audit"),
    "job_list": page("manage_jobs"),
    "job_retry": act("manage_jobs", answers={404}, number="person"),
    "calendar_now": page("enter"),
    "calendar_year": page("enter", year="2026"),
    "calendar_change": page("manage_calendar", CALENDAR_DAY),
    "parties:unit_list": page("enter"),
    "parties:unit_detail": page("enter", number="unit"),
    "parties:unit_export": page("enter", suffix="xlsx"),
    "parties:unit_import": page("manage_units", {}),
    "parties:unit_register": page("manage_units", NEW_UNIT),
    "parties:unit_names": page("manage_units", {"short_names": "科技局"}, number="unit"),
    "parties:unit_rename": page("manage_units", {"name": "新局", "on": DAY}, number="unit"),
    "parties:unit_succeed": page("manage_units", {"successor": "1", "on": DAY}, number="unit"),
    "parties:unit_end": page("manage_units", {"on": DAY}, number="unit"),
    "parties:person_list": page("manage_people", {"login": "new", "name": "新人"}),
    "parties:person_detail": page("manage_people", number="person"),
    "parties:person_change": act("manage_people", {"verb": "certify"}, number="person"),
    "api:openapi-json": page(EVERYONE),
    "api:openapi-view": page(EVERYONE),
    "api:api-root": page(EVERYONE, answers={404}),
    "api:list_units": call(EVERYONE),
    "api:get_unit": call(EVERYONE, unit="unit"),
    "api:resolve_unit": call(EVERYONE, body={"name": "科技局", "region": "云溪市", "on": DAY}),
    "api:register_unit": call("manage_units", "post", NEW_UNIT),
    "api:declare_short_names": call("manage_units", "put", {"short_names": ["科"]}, unit="unit"),
    "api:rename_unit": call("manage_units", "post", {"name": "新局", "on": DAY}, unit="unit"),
    "api:succeed_unit": call(
        "manage_units", "post", {"successor": Of("planning unit"), "on": DAY}, unit="unit"
    ),
    "api:end_unit": call("manage_units", "post", {"on": DAY}, unit="unit"),
    "api:list_audit_events": call("read_audit"),
    "api:get_calendar_year": call("enter", year="2026"),
    "api:change_calendar_days": call(
        "manage_calendar", "post", {"days": [CALENDAR_DAY | {"working": True}]}
    ),
    "api:list_plans": call(EVERYONE),
    "api:get_plan": call(EVERYONE, plan="plan"),
    "api:get_reading": call(EVERYONE, plan="plan"),
    "api:list_targets": call(EVERYONE),
    "api:list_tasks": call(EVERYONE),
    "api:get_task_standing": call(EVERYONE, task="task"),
    "api:list_duties_of_task": call("enter", task="task"),
    "api:get_duty": call("enter", duty="duty"),
    "api:act_on_duty": Row("enter", {"post": ACT_IN}, {"duty": "duty"}, BY_ACT),
    "api:list_todo": call("enter"),
    "api:issue_duties": call(
        "supervise", "post", {"due_on": "2100-01-01", "reason": "依据"}, plan="plan in force"
    ),
    "api:get_unit_work": call("enter", unit="planning unit"),
    "api:get_work_plan": call("enter", unit="planning unit", year="2026"),
    "api:save_work_plan": Row("enter", {"post": EDITION_IN}, PLANNING, BY_ACT),
    "api:act_on_work_plan": Row("enter", {"post": PLAN_ACT_IN}, PLANNING, BY_ACT),
    "api:get_overview": call("oversee"),
    "api:list_ledger_lines": call("oversee"),
    "api:list_plan_figures": call("oversee"),
    "api:list_unit_figures": call("oversee"),
    "api:get_ladder_terms": call("enter", plan="plan in force"),
    "api:set_ladder_terms": call(
        "supervise", "post", TERMS | {"reminders": [5]}, plan="plan in force"
    ),
    "api:list_adjustments_of_plan": call(EVERYONE, plan="plan in force"),
    "api:list_adjustments": call("enter"),
    "api:get_adjustment": Row("enter", {"get": {}}, {"adjustment": "adjustment"}, ANSWERED | {404}),
    "api:request_adjustment": Row("enter", {"post": ADJUSTMENT_IN}, {}, BY_ACT | {404}),
    "api:withdraw_adjustment": Row(
        "enter", {"post": {}}, {"adjustment": "adjustment"}, BY_ACT | {404}
    ),
    "api:approve_adjustment": call("approve", "post", {"words": "同意"}, adjustment="adjustment"),
    "api:refuse_adjustment": call("approve", "post", {"words": "否"}, adjustment="adjustment"),
    "api:list_replaced_duties": call("supervise", plan="plan in force"),
    "api:carry_duties_over": call(
        "supervise", "post", {"reason": "依据", "duties": []}, plan="plan in force"
    ),
    "api:import_plan": call("import", "post"),
    "api:compare_regions": call(EVERYONE),
    "api:list_items": call("enter", version="version"),
    "api:decide_items": call("confirm", "post", {"decisions": []}, version="version"),
    "api:add_item": call("confirm", "post", {"kind": "target"}, version="version"),
    "api:list_names": call("enter", version="version"),
    "api:bind_names": call("confirm", "post", {"bindings": []}, version="version"),
    "api:bind_proposed_names": call("confirm", "post", version="version"),
    "api:publish_version": call("publish", "post", {"expected": None}, version="version"),
    "api:list_consultations": call(EVERYONE),
    "api:get_consultation": call(EVERYONE, consultation="consultation"),
    "api:list_comments": call(EVERYONE, consultation="consultation"),
    "api:send_comment": call(EVERYONE, "post", {"text": "好"}, consultation="consultation"),
    "api:consult_on_version": call(
        "consult", "post", {"closes_on": "2999-01-01"}, version="version"
    ),
    "api:extend_consultation": call("consult", "post", {}, consultation="consultation"),
    "api:list_queue": call("consult", consultation="consultation"),
    "api:handle_comments": call("consult", "post", {"comments": []}),
    "api:merge_comment": call("consult", "post", {"into": Of("comment")}, comment="comment"),
    "api:get_decomposition": call(EVERYONE, target="promise"),
    "api:list_decomposition_steps": call("decompose", target="promise"),
    "api:decompose_target": call("decompose", "post", SHARES_IN, target="promise"),
    "api:enforce_decomposition": call("decompose", "post", {"expected": None}, target="promise"),
    "api:withdraw_decomposition": call("decompose", "post", {"expected": None}, target="promise"),
    "api:get_coverage": call(EVERYONE, plan="plan"),
    "api:get_alignment": call("enter", plan="plan"),
    "api:align_targets": call("decompose", "post", ALIGNED),
    "api:diff_versions": call(EVERYONE, before="version", after="version"),
}
