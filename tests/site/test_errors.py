"""Refusals: one tree, every code once and documented, every sentence fit for both languages."""

import re

import pytest
from django.conf import settings as site
from django.test import Client
from django.utils.translation import gettext, override

import luodi.reader.errors
import luodi.site.cli
from luodi.errors import DomainError, LuodiError
from luodi.plans.errors import InvalidCorrection, OutOfOrder, PlanNotFound
from luodi.plans.views import public
from luodi.site.cli import refusal
from tests.conftest import ROOT

BASES = {LuodiError, DomainError, luodi.reader.errors.ReaderError}
PLACEHOLDER = re.compile(r"%\(\w+\)s")


def tree(base: type[LuodiError] = LuodiError) -> list[type[LuodiError]]:
    return [base, *(error for child in base.__subclasses__() for error in tree(child))]


REFUSALS = [error for error in tree() if error not in BASES]


@pytest.mark.check
def test_every_code_belongs_to_one_error_and_is_documented() -> None:
    reference = "".join(
        path.read_text("utf-8") for path in (ROOT / "docs/reference").glob("*errors.md")
    )
    codes = [error.code for error in REFUSALS]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if f"`{code}`" not in reference] == []


@pytest.mark.parametrize("error", REFUSALS, ids=lambda error: error.code)
def test_a_sentence_keeps_its_placeholders_in_chinese(error: type[LuodiError]) -> None:
    marks = {mark: mark for mark in PLACEHOLDER.findall(error.message)}
    raised = error(**{mark[2:-2]: mark for mark in marks})
    with override("zh-hans"):
        chinese = raised.sentence(gettext)
    assert chinese.endswith("。")
    assert chinese != str(raised)
    assert set(PLACEHOLDER.findall(chinese)) == set(marks)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "There is no plan"), ("zh-hans", "没有编号")]
)
def test_the_command_line_speaks_the_chosen_language_without_django(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setenv("LUODI_LANGUAGE", language)
    assert said in refusal(PlanNotFound(number=7))


@pytest.mark.django_db
def test_a_fault_shows_a_page_that_needs_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(public.queries, "totals", fault)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "系统出错" in response.content.decode()
    assert not site.DEBUG


def test_a_refusal_says_slugs_in_words_of_the_language() -> None:
    error = OutOfOrder(item="甲", verdict="reopen", state="unconfirmed")
    with override("zh-hans"):
        assert "“重新打开”" in error.sentence(gettext)
        assert "“待核对”" in error.sentence(gettext)
        assert "下限" in InvalidCorrection(field="low", fault="'x'").sentence(gettext)
    assert error.data["verdict"] == "reopen"
