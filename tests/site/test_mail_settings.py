"""E-mail is off unless a server is named; what cannot work stops the start with a name."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from luodi.site import settings

NAMES = ("LUODI_SMTP_HOST", "LUODI_SMTP_SECURITY", "LUODI_SMTP_USER", "LUODI_SMTP_PASSWORD")


def given(monkeypatch: pytest.MonkeyPatch, *values: str) -> dict[str, str]:
    for name, value in zip(NAMES, values, strict=True):
        monkeypatch.setenv(name, value)
    return settings.smtp(*NAMES)


def test_nothing_is_mailed_unless_a_server_is_named() -> None:
    assert settings.EMAIL_HOST == ""


def test_a_server_with_a_password_is_spoken_to_over_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    assert given(monkeypatch, "mail.example.cn", "tls", "luodi", "secret") == {
        "host": "mail.example.cn",
        "security": "tls",
        "user": "luodi",
        "password": "secret",
    }


@pytest.mark.parametrize(
    ("values", "named"),
    [
        (("mail.example.cn", "none", "luodi", "secret"), "LUODI_SMTP_SECURITY"),
        (("mail.example.cn", "tls", "luodi", ""), "LUODI_SMTP_PASSWORD"),
        (("mail.example.cn", "ssl", "", ""), "LUODI_SMTP_SECURITY"),
    ],
)
def test_what_cannot_work_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, values: tuple[str, ...], named: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=named):
        given(monkeypatch, *values)


@pytest.mark.parametrize("address", ["", "luodi", "a@b\nBcc: c@d", "<a@b>"])
def test_a_sender_must_be_an_address(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("LUODI_MAIL_FROM", address)
    with pytest.raises(ImproperlyConfigured, match="LUODI_MAIL_FROM"):
        settings.sender("LUODI_MAIL_FROM", "mail.example.cn")
