"""A text opens in any encoding Chinese publishers use, and its characters lead back to bytes."""

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luodi.reader.errors import (
    BinaryFile,
    EmptyFile,
    FileMissing,
    FileTooLarge,
    LineTooLong,
    NotChinese,
    ReaderError,
    TooLittleText,
    UnreadableFile,
)
from luodi.reader.sources.opening import open_source

SIMPLIFIED = (
    "青川市“人工智能+”行动计划（2026—2028年）\n一、总体要求\n"
    "到2028年，打造10个标杆场景，培育企业100家以上。\n"
)
TRADITIONAL = (
    "青川市人工智能行動計劃\n一、總體要求\n"
    "到2028年,打造10個標杆場景,培育企業100家以上,推進產業發展。\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_plan_opens_in_each_encoding_without_a_byte_order_mark(encoding: str) -> None:
    source = open_source(SIMPLIFIED.encode(encoding))
    assert (source.text, source.encoding) == (SIMPLIFIED, encoding)


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-8", "utf-16-le"])
def test_a_traditional_text_opens_in_the_encodings_that_carry_it(encoding: str) -> None:
    assert open_source(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_settles_the_encoding_and_is_no_text(mark: bytes, encoding: str) -> None:
    source = open_source(mark + SIMPLIFIED.encode(encoding))
    assert (source.text, source.encoding) == (SIMPLIFIED, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-be", "gb18030"])
@given(data=st.data())
def test_a_span_of_text_leads_back_to_its_bytes(encoding: str, data: st.DataObject) -> None:
    source = open_source(SIMPLIFIED.encode(encoding))
    start = data.draw(st.integers(0, len(SIMPLIFIED)))
    end = data.draw(st.integers(start, len(SIMPLIFIED)))
    span = source.byte_span(start, end)
    assert span is not None
    assert source.data[slice(*span)].decode(encoding) == SIMPLIFIED[start:end]


def test_spans_lead_back_past_a_byte_order_mark_and_past_a_broken_byte() -> None:
    data = codecs.BOM_UTF8 + (SIMPLIFIED * 9).encode() + b"\xe4\xb8" + SIMPLIFIED.encode()
    source = open_source(data)
    start = source.text.rindex("标杆")
    span = source.byte_span(start, start + 2)
    assert span is not None
    assert data[slice(*span)].decode() == "标杆"
    assert source.text.count("\ufffd") == 1


def test_line_ends_are_kept_as_they_stand() -> None:
    assert open_source(SIMPLIFIED.replace("\n", "\r\n").encode()).text.count("\r\n") == 3


def test_a_path_a_string_and_an_open_file_give_the_same(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "计划.txt"
    path.write_bytes(SIMPLIFIED.encode())
    with path.open("rb") as file:
        opened = open_source(file, name="计划.txt")
    assert open_source(path) == open_source(str(path)) == opened
    assert opened.name == "计划.txt"
    assert len(opened.sha256) == 64


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"\n \r\n", EmptyFile),
        (bytes(range(256)) * 40, BinaryFile),
        (b"\x7fELF" + bytes(4000), BinaryFile),
        ("到2028年，建成算力中心。".encode(), TooLittleText),
        (b"The city will open one hundred scenarios by 2028. " * 20, NotChinese),
        ("一行到底没有换行的文本".encode() * 320_000, LineTooLong),
        (SIMPLIFIED.encode() * 400_000, FileTooLarge),
    ],
)
def test_what_is_no_plan_is_refused_with_its_own_error(
    data: bytes, error: type[ReaderError]
) -> None:
    with pytest.raises(error) as caught:
        open_source(data, name="file.txt")
    assert "file.txt" in str(caught.value)


def test_a_path_that_leads_nowhere_or_to_a_folder_says_so(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(FileMissing):
        open_source(tmp_path / "nothing.txt")
    with pytest.raises(UnreadableFile):
        open_source(tmp_path)
    with pytest.raises(UnreadableFile):
        open_source("a\0b")


def test_two_hundred_megabytes_are_refused_without_being_read() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            buffer[:] = b"\xe4" * len(buffer)
            self.given += len(buffer)
            return len(buffer)

    endless = Endless()
    with pytest.raises(FileTooLarge):
        open_source(io.BufferedReader(endless), name="endless.txt")
    assert endless.given < 60_000_000
