"""Both languages are complete, and the words of the models are those of the glossary."""

import re
import subprocess
import sys

import pytest
from django.apps import apps
from django.utils.translation import override

from tests.conftest import ROOT

pytestmark = pytest.mark.check
ROWS = re.findall(
    r"^\| (.+?) \| (.+?) \| (.+?) \|", (ROOT / "docs/glossary.md").read_text("utf-8"), re.M
)
TERMS = {(chinese, english) for chinese, english, _ in ROWS}


def names() -> set[tuple[str, str]]:
    """The verbose names of the rooms' models and fields, Chinese beside English."""
    named: list[object] = []
    for room in ("audit", "parties", "plans", "schedule"):
        for model in apps.get_app_config(room).get_models():
            named.append(model._meta.verbose_name)
            named += [field.verbose_name for field in model._meta.fields if field.name != "id"]
    pairs = set()
    for name in named:
        with override("zh-hans"):
            chinese = str(name)
        with override("en"):
            pairs.add((chinese, str(name)))
    return pairs


def test_the_catalogue_is_complete_and_compiled() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "scripts/translate", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_name_of_a_model_or_field_stands_in_the_glossary() -> None:
    assert names() - TERMS == set()
