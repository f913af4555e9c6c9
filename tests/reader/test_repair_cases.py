"""Single kinds of damage, one example each, and what must be left alone."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.reader.offsets import Draft
from luodi.reader.repair.losses import find_missing
from luodi.reader.repair.repairing import repair

PIECES = (
    "? ! ?! ?? \ufffd (lǐng) xué) 領 域 將 發 (fā) 。 《 》 “ ” 人 工 a AI "
    "zhengfu 2027 /p> < l 笔 秾 ？ ！ ， , "
    ": ; ( ) （ ） [ ] 昇騰 𠀀 \x00 ü é １ × xx 此处隐藏 W \\ ０ Ａ"
).split(" ")


def repaired(text: str) -> Draft:
    draft = Draft(text)
    repair(draft)
    return draft


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("總(zǒng)體要求,創(chuàng)新驅(qū)動(dòng)。", "总体要求，创新驱动。"),
        ("落实总(zǒng)书记（jì）指示", "落实总书记指示"),
        ("到2027年(含),投资1,000万元;10:30开会", "到2027年（含），投资1,000万元；10:30开会"),
        ("坚持zhengfu引导、市场主导", "坚持政府引导、市场主导"),
        ("建设gaoji别自动驾驶示范区", "建设高级别自动驾驶示范区"),
        ("发布会、guanfangwangzhan等形式", "发布会、官方网站等形式"),
        ("推动人 工 智 能产业发展", "推动人工智能产业发展"),
        ("发放 “算力券”，降低成本。", "发放“算力券”，降低成本。"),
    ],
)
def test_damage_is_undone(damaged: str, clean: str) -> None:
    assert repaired(damaged).text == clean


@pytest.mark.parametrize(
    "text",
    [
        "接入ChatGPT、DeepSeek等大模型，推广app和Wi-Fi，建设data中台。",
        "请发至 zhang_wei@example.com 或登录 https://www.example.com/zhengfu/a,b?x=1 查询。",
        "The plan (draft), see below: it is about AI.",
        "市发展和改革委员会 市工业和信息化局",
        "通 知",
        "什么样的场景可以优先开放？怎样开放？！",
        "洮（táo）河流域生态保护",
        "昇腾、昇思生态，书记任喆、李堃",
        "标准号GB/T 35273-2020，比例1:3，时间08:00:00",
    ],
)
def test_what_is_no_damage_stays(text: str) -> None:
    assert repaired(text).text == text


def test_a_true_question_mark_in_a_traditional_text_stays_one() -> None:
    damaged = "為何要聚焦人工智能,出臺三年行動計劃?省發(fā)展改革委負(fù)責(zé)人介紹。"
    assert (
        repaired(damaged).text == "为何要聚焦人工智能，出台三年行动计划？省发展改革委负责人介绍。"
    )


def test_a_run_that_swallowed_a_letter_and_a_tag_is_read_whole() -> None:
    damaged = "“推動(dòng)平臺(tái)建設(shè)。增強(qiáng)發(fā)展動(dòng)力?!笔“l(fā)展改革委介紹。"
    draft = repaired(damaged)
    assert draft.text == "“推动平台建设。增强发展动力。”省发展改革委介绍。"
    assert {mark.kind for mark in draft.marks} >= {"frame_shift", "gloss", "traditional"}


def test_a_doubtful_repair_carries_its_alternatives() -> None:
    draft = repaired("提升三維建?!???shù)化設(shè)計(jì)能力,發(fā)展工業(yè)軟件。")
    shifted = [mark for mark in draft.marks if mark.kind == "frame_shift"]
    assert not shifted or any(mark.alternatives for mark in shifted)


@pytest.mark.parametrize(
    "text",
    ["?" * 20_000, "(" * 20_000, "?!笔" * 200, "(lǐng)" * 5_000, "為?xué)" * 3_000, "a," * 20_000,
     "zhengfu引导" * 200, "人 " * 20_000, "an" * 20_000 + "中", "\ufffd!" * 10_000, "", "\n", "?"],
)  # fmt: skip
def test_odd_input_is_survived(text: str) -> None:
    repaired(text)


def test_dense_noise_is_left_alone_and_costs_little() -> None:
    noise = "?!笔" * 20_000
    start = time.process_time()
    draft = repaired(noise)
    assert time.process_time() - start < 5
    assert [mark for mark in draft.marks if mark.kind == "frame_shift"] == []


@given(st.lists(st.sampled_from([*PIECES, " ", "\n", "\t", "\u3000"]), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_no_mixture_of_damage_breaks_repair(text: str) -> None:
    draft = repaired(text)
    find_missing(draft.text)
    assert draft.map.origin(0, len(draft.text))[1] <= len(text)


def test_a_clean_text_loads_no_language_data() -> None:
    code = (
        "import sys; from luodi.reader.offsets import Draft;"
        "from luodi.reader.repair.repairing import repair;"
        "from luodi.reader.language import characters, readings, words;"
        "repair(Draft('到2027年，培育100家企业，建设AI平台（一期）。怎样做？'));"
        "loaded = [characters.character_model, readings.readings, words.pinyin_index];"
        "print(sum(f.cache_info().currsize for f in loaded), 'opencc' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "False"]
