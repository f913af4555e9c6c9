"""Libraries that do a part of what the reader does, each called as its documentation says."""

import io
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout

import cn2an
import ftfy
import opencc

from luodi.reader.reading import read

with redirect_stdout(io.StringIO()):  # jionlp greets whoever imports it
    import jionlp

_simplify = opencc.OpenCC("t2s")


def luodi_text(text: str) -> str:
    return read(text.encode(), name="bench.txt").text


def ftfy_text(text: str) -> str:
    return ftfy.fix_text(text, uncurl_quotes=False)


def opencc_text(text: str) -> str:
    return _simplify.convert(text)


def jionlp_text(text: str) -> str:
    return jionlp.clean_text(text)


def cn2an_text(text: str) -> str:
    with warnings.catch_warnings():  # it warns of each number that it leaves as it is
        warnings.simplefilter("ignore")
        return cn2an.transform(text, "cn2an")


TOOLS: dict[str, tuple[Callable[[str], str], str]] = {
    "luodi": (luodi_text, "repairs, lays out and reads targets, tasks, units"),
    "ftfy": (ftfy_text, "undoes wrong encodings"),
    "OpenCC": (opencc_text, "traditional to simplified"),
    "jionlp": (jionlp_text, "clean_text: removes markup, brackets, duplicates"),
    "cn2an": (cn2an_text, "Chinese numerals to digits"),
}
