"""Whatever bytes come in, the reader gives a document or one of its own errors."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luodi.reader.errors import ReaderError
from luodi.reader.offsets import Draft
from luodi.reader.reading import read
from luodi.reader.sources.layout import tidy
from luodi.reader.sources.opening import open_source
from tests.reader.written_files import (
    PLAN_LEVELS,
    PLAN_LINES,
    numbered_docx,
    plan_docx,
    plan_page,
    plan_pdf,
)

pytestmark = pytest.mark.slow
PLAN = "\n".join(PLAN_LINES)
PAGE = plan_page("".join(f"<p>{line}</p>" for line in PLAN_LINES))
REAL = {
    "utf-8": PLAN.encode(),
    "gb18030": PLAN.encode("gb18030"),
    "utf-16": PLAN.encode("utf-16"),
    "html": PAGE.encode(),
    "docx": plan_docx(),
    "pdf": plan_pdf(),
}
PARTS = {
    path: zipfile.ZipFile(BytesIO(numbered)).read(path)
    for numbered in [numbered_docx(PLAN_LEVELS, [(0, line) for line in PLAN_LINES])]
    for path in ("word/document.xml", "word/numbering.xml", "word/styles.xml")
}
# What the reader's rules look for, put together in any order.
PIECES = [
    *PLAN_LINES,
    *"\n \r\n 。 ， “ （ ） 》 《 ? ?! (fā) 發 zhengfu 一、 （一） 1. | **".split(" "),
    *"# &nbsp; <p> </p> <br 分享 — 3 — 2028年3月1日 责任单位： 10个 30%".split(" "),
    *"\t 　　 \x0c \u2028 \ufeff \u200b \U0001f600 \ufffd a".split(" "),
]

quiet = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def read_or_refuse(data: bytes, name: str = "file") -> None:
    try:
        document = read(data, name=name)
    except ReaderError as error:
        assert "%(" not in str(error)
        return
    for found in (*document.targets, *document.facts):
        assert document.text[found.start : found.end] == found.quote
    document.text.encode("utf-8")


def mutated(original: bytes) -> st.SearchStrategy[bytes]:
    """The bytes with a few spots overwritten, cut out or doubled."""
    spot = st.tuples(
        st.integers(0, len(original) - 1), st.integers(0, 40), st.binary(max_size=12), st.booleans()
    )

    def damage(spots: list[tuple[int, int, bytes, bool]]) -> bytes:
        data = bytearray(original)
        for start, length, fresh, doubled in spots:
            data[start : start + length] = data[start : start + length] * 2 if doubled else fresh
        return bytes(data)

    return st.lists(spot, min_size=1, max_size=6).map(damage)


@quiet
@given(st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@quiet
@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-16", "gb18030"]))
def test_any_text_is_read_or_refused(text: str, encoding: str) -> None:
    read_or_refuse((PLAN_LINES[2] + text).encode(encoding, "replace"))


@pytest.mark.parametrize("form", list(REAL))
@quiet
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(form: str, data: st.DataObject) -> None:
    read_or_refuse(data.draw(mutated(REAL[form])), name=f"file.{form}")


@pytest.mark.parametrize("path", list(PARTS))
@quiet
@given(data=st.data())
def test_a_word_document_with_a_damaged_part_is_read_or_refused(
    path: str, data: st.DataObject
) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, content in PARTS.items():
            archive.writestr(part, data.draw(mutated(content)) if part == path else content)
    read_or_refuse(out.getvalue())


@quiet
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_pieces_of_plans_in_any_order_are_read_and_tidied_for_good(pieces: list[str]) -> None:
    text = PLAN_LINES[2] + "".join(pieces)
    read_or_refuse(text.encode())
    try:
        source = open_source(text.encode())
    except ReaderError:
        return
    draft = Draft(source.text)
    tidy(draft, source)
    for mark in draft.marks:
        assert 0 <= mark.start <= mark.end <= len(draft.text)
        assert 0 <= mark.origin_start <= mark.origin_end <= len(source.text)
