"""The pure rules: anchors, clauses, bounds, and the cutting of a text into marked tokens."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.plans.errors import MisplacedQuote
from luodi.plans.rules import (
    Span,
    bounds,
    check_anchors,
    clause_at,
    clause_spans,
    document_key,
    full_date,
    passages,
    tokens,
)
from luodi.reader.document import Meta, Region
from tests.plans.factory import TITLE, reading, span

WORDS = "甲乙丙丁戊己庚辛壬癸"


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    edges = draw(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), max_size=6))
    return [Span(min(e), max(e), "target", n, n) for n, e in enumerate(edges)]


@settings(max_examples=200)
@given(spans())
def test_marked_text_says_what_the_text_says_and_nests_its_marks(marks: list[Span]) -> None:
    held: dict[int, str] = {mark.key: "" for mark in marks}
    stack: list[int] = []
    said = ""
    for token in tokens(WORDS, 0, len(WORDS), marks):
        if token.opens:
            stack.append(token.opens.key)
        elif token.closes:
            assert stack.pop() == token.closes.key
        else:
            said += token.text
            for key in stack:
                held[key] += token.text
    assert not stack
    assert said == WORDS
    assert held == {m.key: WORDS[m.start : m.end] for m in marks}


@settings(max_examples=100)
@given(spans())
def test_each_mark_has_one_beginning_and_one_end_of_its_own(marks: list[Span]) -> None:
    found = list(tokens(WORDS, 0, len(WORDS), marks))
    inside = sorted(m.key for m in marks if m.start < 10 or m.start == m.end)
    assert sorted(t.opens.key for t in found if t.opens and t.whole) == inside
    assert sorted(t.closes.key for t in found if t.closes and t.whole) == inside


def test_passages_print_every_line_of_the_text_once() -> None:
    document = reading()
    headings = [Span(h.start, h.end, "heading", n, n) for n, h in enumerate(document.outline)]
    printed = passages(document.text, clause_spans(document), headings, [])
    lines = ["".join(t.text for t in p.tokens) for part in printed for p in part.paragraphs]
    assert lines == [line for line in document.text.splitlines() if line.strip()]


def test_a_heading_on_its_own_line_is_told_from_one_that_runs_into_its_paragraph() -> None:
    document = reading()
    headings = [Span(h.start, h.end, "heading", n, n) for n, h in enumerate(document.outline)]
    printed = passages(document.text, clause_spans(document), headings, [])
    assert [part.paragraphs[0].heading for part in printed] == [
        False,
        True,
        True,
        True,
        False,
        True,
        True,
    ]


def test_clauses_hold_what_stands_under_them_and_carry_their_path() -> None:
    clauses = clause_spans(reading())
    assert [clause.path for clause in clauses] == [
        (),
        ("一、",),
        ("二、",),
        ("二、", "（一）"),
        ("二、", "（二）"),
        ("三、",),
        ("三、", "（一）"),
    ]
    assert clauses[2].end == clauses[4].end == clauses[5].start


def test_a_position_belongs_to_the_innermost_clause() -> None:
    document = reading()
    clauses = clause_spans(document)
    assert clauses[clause_at(clauses, document.text.index("算力券"))].heading == "夯实算力底座"
    assert clause_at(clauses, 0) == 0


def test_a_quote_that_the_text_does_not_hold_is_refused() -> None:
    document = reading()
    moved = replace(document.targets[0], start=0, end=3)
    with pytest.raises(MisplacedQuote) as refusal:
        check_anchors(replace(document, targets=(moved,)))
    assert "打造10个标杆应用场景" in str(refusal.value)


def test_a_task_that_ends_after_the_text_is_refused() -> None:
    document = reading()
    long = replace(document.tasks[0], end=len(document.text) + 1)
    with pytest.raises(MisplacedQuote):
        check_anchors(replace(document, tasks=(long,)))


@pytest.mark.parametrize(
    ("low", "high", "comparator", "printed"),
    [
        (10, 10, "eq", "10"),
        (2, 3, "eq", "2–3"),
        (1000, None, "ge", "≥ 1,000"),
        (None, 2.5, "le", "≤ 2.5"),
        (0.1, None, "gt", "> 0.1"),
        (None, 20, "lt", "< 20"),
        (5, 5, "approx", "≈ 5"),
    ],
)
def test_bounds_are_printed_as_a_person_writes_them(
    low: float | None, high: float | None, comparator: str, printed: str
) -> None:
    assert bounds(low, high, comparator) == printed


def test_two_files_are_one_plan_by_title_region_and_issuers() -> None:
    meta = Meta(title=TITLE, kind="plan", region=Region("示范市", None, None), issuers=("甲", "乙"))
    assert document_key(meta, "1") == document_key(replace(meta, issuers=("乙", "甲")), "2")
    assert document_key(meta, "1") == document_key(replace(meta, kind="draft"), "2")
    assert document_key(meta, "1") != document_key(
        replace(meta, region=Region("云岭县", None, None)), "1"
    )


def test_a_report_of_a_plan_is_not_a_version_of_it() -> None:
    assert document_key(Meta(title=TITLE, kind="news"), "file") == "file"
    assert document_key(Meta(kind="plan"), "file") == "file"


@pytest.mark.parametrize("value", [None, "", "2026", "2026-03", "2026-13-01"])
def test_part_of_a_date_is_no_date(value: str | None) -> None:
    assert full_date(value) is None


def test_the_factory_points_where_it_says() -> None:
    document = reading()
    check_anchors(document)
    assert document.text[slice(*span(document.text, "算力券").values())] == "算力券"
