"""Each error of the reader has its own code, says what to do, and stands in the reference."""

import re
from pathlib import Path

import pytest

from luodi.reader.errors import ReaderError

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "reader-errors.md"
ERRORS = [ReaderError, *ReaderError.__subclasses__()]


def test_codes_are_slugs_and_no_two_errors_share_one() -> None:
    codes = [error.code for error in ERRORS]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in codes)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_an_error_stands_in_the_reference(error: type[ReaderError]) -> None:
    assert f"| `{error.code}` |" in REFERENCE.read_text(encoding="utf-8")


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_a_message_is_whole_sentences_about_a_named_file(error: type[ReaderError]) -> None:
    placeholders = re.findall(r"%\((\w+)\)s", error.message)
    assert "name" in placeholders
    assert error.message.endswith(".")
    sentence = str(error(**dict.fromkeys(placeholders, "x")))
    assert "%" not in sentence
