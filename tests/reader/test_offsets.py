"""A draft keeps the way back to the original, whatever is edited in whatever passes."""

from hypothesis import given
from hypothesis import strategies as st

from luodi.reader.offsets import Draft, Edit, OffsetMap


@st.composite
def passes(draw: st.DrawFn) -> tuple[str, list[list[tuple[int, int, str]]]]:
    """A text and passes of disjoint edits, each given as fractions of the text it will meet."""
    text = draw(st.text(alphabet="天地玄黄宇宙洪荒abc(", min_size=1, max_size=40))
    edit = st.tuples(st.integers(0, 40), st.integers(0, 4), st.text(alphabet="日月xy", max_size=4))
    return text, draw(st.lists(st.lists(edit, max_size=5), max_size=4))


def disjoint(edits: list[tuple[int, int, str]], length: int) -> list[Edit]:
    kept: list[Edit] = []
    for start, size, after in sorted(edits):
        end = min(start + size, length)
        if start <= length and (not kept or start > kept[-1].end):
            kept.append(Edit(start, end, after, "test"))
    return kept


@given(passes())
def test_text_and_map_agree_after_every_pass(drawn: tuple[str, list[list[tuple[int, int, str]]]]):
    original, rounds = drawn
    draft = Draft(original)
    for edits in rounds:
        expected = draft.text
        chosen = disjoint(edits, len(draft.text))
        for edit in reversed(chosen):
            expected = expected[: edit.start] + edit.after + expected[edit.end :]
        draft.apply(chosen)
        assert draft.text == expected
        assert sum(p.end - p.start for p in draft.map.pieces) == len(draft.text)


@given(passes())
def test_what_no_edit_touched_maps_back_to_itself(
    drawn: tuple[str, list[list[tuple[int, int, str]]]],
):
    original, rounds = drawn
    draft = Draft(original)
    for edits in rounds:
        draft.apply(disjoint(edits, len(draft.text)))
    for piece in draft.map.pieces:
        if piece.exact and not any(
            m.start < piece.end and piece.start < m.end for m in draft.marks
        ):
            assert (
                draft.text[piece.start : piece.end]
                == original[piece.origin_start : piece.origin_end]
            )


@given(passes())
def test_spans_map_to_ordered_spans_inside_the_original(
    drawn: tuple[str, list[list[tuple[int, int, str]]]],
):
    original, rounds = drawn
    draft = Draft(original)
    for edits in rounds:
        draft.apply(disjoint(edits, len(draft.text)))
    for start in range(len(draft.text)):
        first, last = draft.map.origin(start, start + 1)
        assert 0 <= first <= last <= len(original)
    for mark in draft.marks:
        assert 0 <= mark.start <= mark.end <= len(draft.text)
        assert 0 <= mark.origin_start <= mark.origin_end <= len(original)


def test_a_repair_records_what_stood_in_the_original():
    draft = Draft("產(chǎn)業(yè)變革")
    draft.apply([Edit(1, 7, "", "gloss"), Edit(8, 12, "", "gloss")])
    draft.apply([Edit(0, 1, "产", "traditional"), Edit(1, 2, "业", "traditional")])
    assert draft.text == "产业變革"
    marks = {(m.kind, draft.original[m.origin_start : m.origin_end]) for m in draft.marks}
    assert ("gloss", "(chǎn)") in marks
    assert ("traditional", "業") in marks


def test_overlapping_edits_are_refused():
    draft = Draft("天地玄黄")
    try:
        draft.apply([Edit(0, 2, "x", "test"), Edit(1, 3, "y", "test")])
    except ValueError as error:
        assert "overlap" in str(error)
    else:
        raise AssertionError("overlapping edits went through")
    assert draft.text == "天地玄黄"


def test_the_map_of_an_empty_text_is_empty():
    assert OffsetMap.identity(0).origin(0, 0) == (0, 0)
