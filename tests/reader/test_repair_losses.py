"""What is lost for good is reported with its place, and nothing is made up."""

import pytest

from luodi.reader.repair.losses import find_missing


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("到2027年，培育xx个企业。", "blank", "xx"),
        ("新增××家企业。", "blank", "××"),
        ("20××年×月×日", "blank", "××"),
        ("建设□□个平台。", "blank", "□□"),
        ("此处隐藏4474字，正文从略。", "hidden_passage", "此处隐藏4474字"),
        ("附件（略）", "omitted", "（略）"),
        ("以总书记新时代中国特色社会主义思想为指导", "hidden_name", "总书记"),
        ("关键词1省人工智能产业", "hidden_region", "1省"),
        ("某省印发方案。", "hidden_region", "某省"),
        ("数据\ufffd素", "undecodable", "\ufffd"),
    ],
)
def test_a_loss_is_reported_with_its_place(text: str, kind: str, quote: str) -> None:
    first = find_missing(text)[0]
    assert (first.kind, first.quote) == (kind, quote)
    assert text[first.start : first.end] == quote


@pytest.mark.parametrize(
    "text",
    ["习近平总书记对我省作出重要指示", "建设100个项目", "坚持1+N+X体系", "1.省级统筹", "见附件3"],
)
def test_a_whole_text_misses_nothing(text: str) -> None:
    assert find_missing(text) == []
