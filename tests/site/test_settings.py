"""Settings come from the environment, refuse what is not understood, and are all documented."""

import re
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from luodi.site import settings
from tests.conftest import ROOT

NAME = "LUODI_TRIED"


@pytest.mark.check
def test_every_setting_is_in_the_reference_and_the_reference_names_no_other() -> None:
    read = set(re.findall(r'"(LUODI_[A-Z_]+)"', Path(settings.__file__).read_text("utf-8")))
    table = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    assert read == set(re.findall(r"^\| `(LUODI_[A-Z_]+)`", table, re.M))


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("no", False), ("", True), ("ON", True)])
def test_a_flag_is_read(monkeypatch: pytest.MonkeyPatch, value: str, meant: bool) -> None:
    monkeypatch.setenv(NAME, value)
    assert settings.flag(NAME, True) is meant


def test_a_flag_that_is_neither_yes_nor_no_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(NAME, "maybe")
    with pytest.raises(ImproperlyConfigured, match=NAME):
        settings.flag(NAME, False)


def test_an_unknown_language_is_refused_with_those_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(NAME, "fr")
    with pytest.raises(ImproperlyConfigured, match="zh-hans, en"):
        settings.choice(NAME, "zh-hans", ["zh-hans", "en"])


def test_words_are_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "a.example, b.example,")
    assert settings.words(NAME, "") == ["a.example", "b.example"]


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    key = settings.secret_key(NAME, tmp_path)
    assert len(key) >= 50
    assert settings.secret_key(NAME, tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_a_given_key_goes_before_the_kept_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(NAME, "given")
    assert settings.secret_key(NAME, tmp_path) == "given"


def test_an_empty_key_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    with pytest.raises(ImproperlyConfigured, match="is empty"):
        settings.secret_key(NAME, tmp_path)


def test_a_data_folder_that_cannot_be_made_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(NAME, str(tmp_path / "file" / "folder"))
    with pytest.raises(ImproperlyConfigured, match=NAME):
        settings.data_folder(NAME)


def test_without_an_address_the_database_is_a_file_in_the_data_folder(tmp_path: Path) -> None:
    chosen = settings.database(NAME, tmp_path)
    assert chosen["NAME"] == tmp_path / "luodi.sqlite3"
    assert chosen["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_postgresql_address_is_taken_apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(NAME, "postgresql://who:p%40ss@db.example:6432/plans?sslmode=require")
    chosen = settings.database(NAME, tmp_path)
    parts = [chosen[part] for part in ("NAME", "USER", "PASSWORD", "HOST", "PORT")]
    assert parts == ["plans", "who", "p@ss", "db.example", "6432"]
    assert chosen["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("address", ["mysql://a/b", "postgresql://host", "plans", "postgresql://["])
def test_another_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    monkeypatch.setenv(NAME, address)
    with pytest.raises(ImproperlyConfigured, match="must look like postgresql://"):
        settings.database(NAME, tmp_path)
