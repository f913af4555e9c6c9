"""What the simulator breaks, repair puts right, flags or keeps; measured over whole plans."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luodi.reader.offsets import Draft
from luodi.reader.repair.repairing import repair
from tests.reader.damage import (
    READINGS,
    Outcome,
    frame_shift,
    gloss,
    gloss_some,
    halve_punctuation,
    judged,
    traditionalise,
)

TEXTS = [p.read_text("utf-8") for p in sorted((Path(__file__).parent / "texts").glob("*.txt"))]
SENTENCES = [line for text in TEXTS for line in text.split("\n") if len(line) > 20]
# OpenCC's own round trip changes these; the simulator cannot ask for them back.
OWN_LINE = st.sampled_from([s for s in SENTENCES if "著" not in s and "于" not in s])


def repaired(text: str) -> Draft:
    draft = Draft(text)
    repair(draft)
    return draft


def outcome_over(texts: list[str], glossed: dict[str, str]) -> Outcome:
    total = Outcome()
    for text in texts:
        damaged = frame_shift(text, glossed=glossed)
        one = judged(damaged, repaired(damaged.text))
        total.spots += one.spots
        total.exact += one.exact
        total.silent += one.silent
        total.silent_exact += one.silent_exact
        total.wrong += one.wrong
    return total


@pytest.mark.parametrize("text", TEXTS)
def test_a_clean_plan_comes_back_unchanged(text: str) -> None:
    draft = repaired(text)
    assert draft.text == text
    assert draft.marks == []


@given(OWN_LINE)
@settings(max_examples=30, deadline=None)
def test_traditional_characters_with_glosses_are_undone(line: str) -> None:
    assert repaired(gloss(traditionalise(line))).text == line


@given(OWN_LINE, st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_glosses_on_simplified_text_are_removed(line: str, seed: int) -> None:
    assert repaired(gloss_some(line, Random(seed), share=0.3)).text == line


@pytest.mark.parametrize("text", TEXTS)
def test_full_width_marks_are_restored(text: str) -> None:
    mail = "haiyang@example.com"
    assert repaired(halve_punctuation(text)).text.replace(mail, "") == text.replace(mail, "")


def test_nearly_all_frame_shifts_of_our_own_plans_are_repaired() -> None:
    total = outcome_over(TEXTS, READINGS)
    assert total.spots >= 15
    assert total.exact >= 0.85 * total.spots, total.wrong
    assert total.silent_exact >= 0.97 * total.silent, total.wrong


@given(OWN_LINE, st.sets(st.sampled_from(sorted(READINGS)), max_size=60))
@settings(max_examples=40, deadline=None)
def test_every_span_of_a_repaired_text_leads_back_to_the_page(line: str, glossed: set[str]) -> None:
    damaged = frame_shift(line, glossed={char: READINGS[char] for char in glossed})
    draft = repaired(damaged.text)
    assert draft.map.origin(0, len(draft.text))[1] <= len(damaged.text)
    ends = [draft.map.origin(i, i + 1) for i in range(len(draft.text))]
    assert all(0 <= a <= b <= len(damaged.text) for a, b in ends)
    assert [a for a, _ in ends] == sorted(a for a, _ in ends)
    for mark in draft.marks:
        assert 0 <= mark.start <= mark.end <= len(draft.text)


@pytest.mark.shared
@pytest.mark.slow
def test_at_least_92_of_100_frame_shifts_of_real_plans_are_exact(shared: Path) -> None:
    golds = [p.read_text("utf-8") for p in sorted((shared / "reader" / "gold").glob("*.txt"))]
    total = outcome_over(golds + TEXTS, READINGS)
    assert total.exact >= 0.92 * total.spots, total.wrong
    assert total.silent_exact >= 0.97 * total.silent, total.wrong


@pytest.mark.slow
@pytest.mark.shared
def test_unflagged_repairs_are_exact_however_the_page_was_glossed(shared: Path) -> None:
    golds = [p.read_text("utf-8") for p in sorted((shared / "reader" / "gold").glob("*.txt"))]
    chars = sorted(READINGS)
    for seed in range(3):
        some = Random(seed).sample(chars, 50)
        total = outcome_over(golds + TEXTS, {char: READINGS[char] for char in some})
        assert total.silent_exact >= 0.97 * total.silent, total.wrong
