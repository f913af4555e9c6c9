"""Instruments, sectors and systems named in a plan, with spans that point at their names."""

import pytest

from luodi.reader.extract.fields import sectors_of, systems_of
from luodi.reader.extract.instruments import instruments_of
from luodi.reader.extract.lines import lines_of
from luodi.reader.extract.outline import headings_of, sections_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("每年发放算力券、模型券。", ["算力券", "模型券"]),
        ("采取“揭榜挂帅”、赛马等方式。", ["揭榜挂帅", "赛马"]),
        (
            "建立全市场景机会清单，发布人工智能重点产品目录。",
            ["场景机会清单", "人工智能重点产品目录"],
        ),
        ("设立总规模20亿元的产业发展基金。", ["产业发展基金"]),
        ("加大知识价值和商业价值信用贷款力度。", ["知识价值和商业价值信用贷款"]),
        ("依托“溪智英才计划”引进人才。", ["溪智英才计划"]),
        ("实施“春苗计划”，建设“国际人才港”。", ["春苗计划"]),
        ("用好服务券（算力券、模型券）。", ["服务券", "算力券", "模型券"]),
        ("给予最高10万元运营补贴。", ["运营补贴"]),
        ("完善激励机制，建立创新产品激励机制。", ["创新产品激励机制"]),
        ("落实一计划一政策一基金。", []),
        ("发行科创贷，推广数据知识产权质押融资。", ["科创贷", "数据知识产权质押融资"]),
        ("落实《云溪市专项资金管理办法》。", []),
        ("推动场景清单化管理。", []),
    ],
)
def test_instruments_are_named_as_printed(text: str, names: list[str]):
    found = instruments_of(text)
    assert [n.name for n in found] == names
    assert all(text[n.start : n.end] == n.name for n in found)


def test_an_instrument_named_twice_is_listed_once():
    assert len(instruments_of("发放算力券。用好算力券。")) == 1


def test_sectors_come_from_headings_and_from_ai_plus():
    text = "一、目标\n做。\n二、任务\n（一）智慧医疗。建设。\n（二）人工智能+农业。建设。"
    sections = sections_of(headings_of(lines_of(text)), len(text))
    assert [(s.name, s.kind) for s in sectors_of(text, sections)] == [
        ("医疗健康", "Q"),
        ("农业", "A"),
    ]


def test_systems_are_platforms_and_scenes():
    text = "建设城市大脑和工业大模型中试平台。打造智能导诊、智能辅助诊断等应用场景。"
    found = systems_of(text)
    assert {(s.name, s.kind) for s in found} >= {
        ("城市大脑", "platform"),
        ("智能导诊", "scene"),
        ("智能辅助诊断", "scene"),
    }
    assert all(text[s.start : s.end] == s.name for s in found)
