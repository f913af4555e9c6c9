"""The provider is set whole or not at all, and over HTTPS unless it runs on this machine."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from luodi.site import settings

NAMES = ("TRIED_ISSUER", "TRIED_ID", "TRIED_SECRET")


def read(monkeypatch: pytest.MonkeyPatch, *values: str) -> dict[str, str]:
    for name, value in zip(NAMES, values, strict=True):
        monkeypatch.setenv(name, value)
    return settings.openid(*NAMES)


def test_it_is_off_unless_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, "", "", "") == {}


@pytest.mark.parametrize(
    "issuer", ["https://id.example.cn/realms/city", "http://127.0.0.1:8080", "http://[::1]:80/"]
)
def test_all_three_make_a_provider(monkeypatch: pytest.MonkeyPatch, issuer: str) -> None:
    expected = {"issuer": issuer, "client_id": "luodi", "client_secret": "x"}
    assert read(monkeypatch, issuer, "luodi", "x") == expected


def test_a_missing_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="TRIED_ID, TRIED_SECRET"):
        read(monkeypatch, "https://id.example.cn", "", "")


@pytest.mark.parametrize(
    "issuer", ["http://id.example.cn", "id.example.cn", "https://", "ftp://127.0.0.1/"]
)
def test_an_issuer_that_anybody_could_be_is_refused(
    monkeypatch: pytest.MonkeyPatch, issuer: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match="TRIED_ISSUER must be"):
        read(monkeypatch, issuer, "luodi", "x")
