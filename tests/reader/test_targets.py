"""Which amounts are commitments, and what is read out of each."""

import pytest

from luodi.reader.document import Fact, Target
from luodi.reader.extract.deadlines import Calendar
from luodi.reader.extract.lines import lines_of
from luodi.reader.extract.outline import headings_of, sections_of
from luodi.reader.extract.targets import figures_of


def figures(text: str, *, since: int | None = 2026, report: bool = False):
    lines = lines_of(text)
    sections = sections_of(headings_of(lines), len(text))
    return figures_of(lines, sections, Calendar.of(text, since), report=report)


def targets(text: str, **how) -> tuple[Target, ...]:
    return figures(text, **how)[0]


def facts(text: str, **how) -> tuple[Fact, ...]:
    return figures(text, **how)[1]


def one(text: str, **how) -> Target:
    (target,) = targets(text, **how)
    return target


def test_a_counted_thing_is_what_follows_the_number():
    target = one("到2028年，打造60个以上可推广的标杆场景。")
    assert target.object == "可推广的标杆场景"
    assert (target.low, target.high, target.comparator) == (60, None, "ge")
    assert (target.by, target.unit, target.basis) == (2028, "个", "level")
    assert target.quote == "打造60个以上可推广的标杆场景"


def test_a_measured_thing_is_what_comes_before_the_number():
    target = one("到2028年，全市人工智能核心产业产值达到300亿元。")
    assert target.object.endswith("人工智能核心产业产值")
    assert (target.low, target.unit) == (300, "亿元")


def test_one_verb_governs_several_numbers_and_quotes_run_from_it():
    found = targets("到2028年，培育20家龙头企业、100家骨干企业和3个产业集群。")
    assert [t.object for t in found] == ["龙头企业", "骨干企业", "产业集群"]
    assert found[2].quote == "培育20家龙头企业、100家骨干企业和3个产业集群"


def test_a_vague_count_ends_the_object():
    found = targets("形成20个行业模型和一批场景模型、100个左右典型案例。")
    assert [(t.object, t.comparator) for t in found] == [("行业模型", "eq"), ("典型案例", "approx")]


def test_subjects_told_respectively_take_their_own_numbers():
    found = targets("到2028年，数控化率、工具普及率分别达到70%、90%。")
    assert [(t.object, t.low) for t in found] == [("数控化率", 70), ("工具普及率", 90)]


@pytest.mark.parametrize(
    ("clause", "basis"),
    [
        ("生产效率提升20%以上", "increase"),
        ("单位产品能耗降低10%左右", "decrease"),
        ("平均办理时限压缩50%", "decrease"),
        ("数字化普及率提高到80%", "level"),
        ("物流费用占比下降到13%以内", "level"),
        ("营业收入年均增长15%以上", "increase"),
        ("每年选派特派员不少于200名到企业", "per_year"),
        ("每年举办不少于12场对接活动", "per_year"),
    ],
)
def test_the_basis_tells_change_from_level(clause: str, basis: str):
    assert one(f"{clause}。").basis == basis


@pytest.mark.parametrize(
    "clause",
    [
        "聚焦22个重点产业集群推进改造",
        "组织实施医疗、教育、工业等3个重点行业应用",
        "从总体要求、重点任务、保障措施3个方面明确举措",
        "对符合条件的项目给予最高500万元补助",
        "按不超过实际投入30%的比例给予补贴",
        "根据《规划（2021—2025年）》（云政发〔2021〕5号）部署",
        "以“2+3+N”体系为引领",
        "建设5G专网",
        "会期3天",
    ],
)
def test_scope_payments_labels_and_dates_are_no_targets(clause: str):
    assert targets(f"{clause}。") == ()


def test_an_enumeration_of_other_length_is_a_volume_of_works():
    target = one("开展站点、协调、管控等17项任务建设。")
    assert (target.low, target.object) == (17, "任务")


@pytest.mark.parametrize(
    "sentence",
    [
        "目前已培育4家瞪羚企业。",
        "截至2025年3月底，全市建成5G基站1.9万个。",
        "依托6个国家级、18个省级平台，打造集群。",
        "2024年，全市算力规模达到500PFLOPS。",
    ],
)
def test_present_and_past_figures_are_facts(sentence: str):
    assert targets(sentence) == ()
    assert facts(sentence)


def test_a_fact_keeps_its_date():
    (fact,) = facts("截至2025年3月底，全市建成充电桩1.9万个。")
    assert (fact.as_of, fact.value, fact.unit, fact.object) == ("2025-03", 19000, "个", "充电桩")


def test_the_future_after_the_past_is_a_target_again():
    found, past = figures("目前已建成4个平台，到2027年将建成10个平台。")
    assert [t.low for t in found] == [10]
    assert [f.value for f in past] == [4]


def test_a_press_report_tells_facts_unless_it_says_otherwise():
    text = "全市举办28场推广会。到2027年，全市将建设50个应用场景。"
    found, past = figures(text, since=None, report=True)
    assert [t.low for t in found] == [50]
    assert [f.value for f in past] == [28]


def test_a_year_governs_its_paragraph_and_the_goals_under_it():
    text = (
        "一、总体目标\n到2028年，打造10个基地。\n——培育20家企业。\n"
        "二、重点任务\n（一）平台。建设30个平台。"
    )
    assert [t.by for t in targets(text)] == [2028, 2028, None]


def test_the_nearest_year_before_the_number_wins():
    found = targets("到2026年，建成10个平台；到2028年，建成30个平台。")
    assert [t.by for t in found] == [2026, 2028]


def test_a_bare_year_of_the_plan_is_a_deadline():
    assert one("2027年新增卓越工程师200名。", since=2026).by == 2027


def test_years_within_a_span_count_from_its_first():
    found = targets("2026年起3年内推进行动。3年内培育10家企业。")
    assert [t.by for t in found] == [2028]


def test_a_commitment_printed_twice_is_recorded_once():
    text = "到2028年，打造60个标杆场景。\n一、目标\n到2028年，打造60个标杆场景。"
    target = one(text)
    assert target.path == ("一、",)


def test_headings_hold_no_targets():
    assert targets("一、建设3个中心\n二、培育20家企业") == ()


@pytest.mark.parametrize(
    "item",
    [
        "（一）到2027年，建成标杆场景60个以上，培育企业20家。",
        "（一）建成标杆场景60个。",
    ],
)
def test_an_item_that_is_one_sentence_makes_promises(item: str):
    found = targets(f"一、任务\n{item}\n（二）做好服务。")
    assert found[0].low == 60


@pytest.mark.parametrize(
    ("sentence", "thing", "low"),
    [
        ("到2027年，服务覆盖率由2024年的35%提升到80%以上。", "服务覆盖率", 80),
        ("到2027年，产业规模从2024年的300亿元增长到800亿元。", "产业规模", 800),
        ("占比由35%提高到60%。", "占比", 60),
        ("到2027年，万人发明专利拥有量达30件。", "万人发明专利拥有量", 30),
        ("到2027年，拥有发明专利30件。", "发明专利", 30),
        ("依托平台建成场景100个。", "场景", 100),
        ("社会物流总费用与地区生产总值的比率下降到13%。", "社会物流总费用与地区生产总值的比率", 13),
    ],
)
def test_where_a_change_starts_is_not_where_it_shall_arrive(sentence: str, thing: str, low: int):
    target = one(sentence)
    assert (target.object, target.low, target.basis) == (thing, low, "level")


def test_a_year_of_the_next_sentence_does_not_reach_back():
    found = targets("新增算力300P。到2026年培育企业20家。", since=2025)
    assert [t.by for t in found] == [None, 2026]


def test_a_rate_of_payment_is_no_target():
    assert targets("每新增1款备案模型再奖50万元。每年安排5000万元。") == ()


@pytest.mark.parametrize(
    ("text", "object_", "low"),
    [
        ("核心产业规模持续壮大，到2028年达到100亿元。", "核心产业规模", 100),
        ("到2028年，产业规模较2026年翻一番，达到100亿元以上。", "产业规模", 100),
        ("行业大模型加速涌现，到2028年不少于50个。", "行业大模型", 50),
        ("加快培育专精特新企业，到2028年达到300家。", "专精特新企业", 300),
        ("建设智算中心。到2028年，达到5000P。", "智算中心", 5000),
        ("（一）提升智能算力规模。到2028年，突破5000P。", "智能算力规模", 5000),
    ],
)
def test_a_subject_may_stand_a_clause_before_its_amount(text: str, object_: str, low: float):
    target = one(text)
    assert (target.object, target.low, target.by) == (object_, low, 2028)
    assert text[target.start : target.end] == target.quote
    assert object_ in target.quote


@pytest.mark.parametrize(
    "text",
    [
        "支持企业做大做强。到2028年，达到5000万元。",
        "优化营商环境，激发主体活力，达到国内先进水平。",
        "鼓励企业开放场景，给予补助，最高不超过50万元。",
    ],
)
def test_an_amount_takes_no_subject_that_cannot_have_it(text: str):
    assert targets(text) == ()


def test_an_amount_takes_its_own_clauses_subject_before_that_of_the_last_amount():
    found = targets("到2028年，相关规模超100亿元；企业应用率稳步提高，达到60%以上。")
    assert [target.object for target in found] == ["相关规模", "企业应用率"]


def test_growth_told_after_a_share_is_that_of_the_whole():
    found = targets("到2028年，数字经济增加值达到40亿元，占GDP的比重达到50%，年平均增长30%。")
    assert [t.object for t in found] == ["数字经济增加值", "占GDP的比重", "数字经济增加值"]


def test_a_list_goes_on_behind_a_comma():
    found = targets("培育上市企业5家以上、独角兽企业3家，“专精特新”企业100家。")
    assert [target.low for target in found] == [5, 3, 100]


def test_doubling_is_no_amount_and_no_part_of_a_name():
    assert targets("到2028年，产业规模翻一番。") == ()
    assert one("到2028年，网络零售额翻一番、达8亿元。").object == "网络零售额"


def test_what_must_be_reached_to_be_paid_is_no_target():
    assert targets("年营业收入首次突破1亿元、5亿元的，分别给予奖励。") == ()
    assert targets("发放模型券，每年总额不超过2000万元。") == ()


def test_an_amount_a_year_may_stand_behind_a_stroke():
    target = one("新增上云企业150家/年。")
    assert (target.basis, target.object) == ("per_year", "上云企业")
