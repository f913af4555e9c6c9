"""Every command and option of `luodi` stands in docs/reference/cli.md, and nothing else does."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from luodi.site.cli import app
from tests.conftest import ROOT

pytestmark = pytest.mark.check

REFERENCE = (ROOT / "docs/reference/cli.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## luodi (\S+)\n(.*?)(?=^## |\Z)", REFERENCE, re.M | re.S))


def commands() -> Iterator[tuple[str, list[str]]]:
    """Each command with its long options, those of Django's own administration left to Django."""
    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        options = [flag for p in command.params for flag in p.opts if flag.startswith("--")]
        yield name, [flag for flag in options if flag != "--help"]


def test_each_command_has_a_section_and_each_section_a_command() -> None:
    assert SECTIONS.keys() == dict(commands()).keys()


@pytest.mark.parametrize(("name", "options"), list(commands()))
def test_each_option_is_explained(name: str, options: list[str]) -> None:
    assert not [flag for flag in options if flag not in SECTIONS[name]]


@pytest.mark.parametrize(("language", "words"), [("en", "is empty"), ("zh-hans", "空文件")])
def test_reading_complains_in_the_language_of_the_site(
    tmp_path: Path, language: str, words: str
) -> None:
    (tmp_path / "empty.txt").touch()
    command = [sys.executable, "-m", "luodi.site.cli", "read", str(tmp_path / "empty.txt")]
    environment = {**os.environ, "LUODI_LANGUAGE": language}
    ran = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment)
    complaint = ran.stderr.decode("utf-8").strip()
    assert ran.returncode == 1
    assert words in complaint
    assert complaint.endswith("[empty_file]")
