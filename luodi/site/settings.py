"""All settings, each read from the environment; docs/reference/settings.md is their table.

A value that is not understood is refused with the name of its variable: a typing error must not
start a site.
"""

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SMTP_PORTS = {"starttls": 587, "tls": 465, "none": 25}
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]


def text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def words(name: str, default: str) -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def choice(name: str, default: str, allowed: list[str]) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def data_folder(name: str) -> Path:
    """The folder of everything Luodi writes; made when it is not there."""
    checkout = Path(__file__).resolve().parents[2]
    in_checkout = (checkout / "pyproject.toml").is_file()
    usual = checkout / "var" if in_checkout else Path.home() / ".local/share/luodi"
    folder = Path(text(name, str(usual))).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}: cannot make the folder {folder}: {error.strerror}"
        ) from error
    return folder


def secret_key(name: str, folder: Path) -> str:
    """The key from the environment, else the one that the first start left in the data folder."""
    if given := text(name, ""):
        return given
    file = folder / "secret_key"
    if not file.exists():
        try:
            _leave_key(file)
        except OSError as error:
            raise ImproperlyConfigured(
                f"LUODI_DATA_DIR: cannot write in the folder {folder}: {error.strerror}"
            ) from error
    if key := file.read_text().strip():
        return key
    raise ImproperlyConfigured(f"{file} is empty: delete it, or set {name}.")


def _leave_key(file: Path) -> None:
    """Puts a fresh key in place whole, so that processes starting together read the same one."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(50))
    try:
        os.link(fresh, file)
    except FileExistsError:
        return
    finally:
        fresh.unlink()


def openid(issuer: str, client_id: str, client_secret: str) -> dict[str, str]:
    """The OpenID Connect provider that people may sign in through; empty unless it is set."""
    given = {name: text(name, "") for name in (issuer, client_id, client_secret)}
    if missing := [name for name, value in given.items() if not value]:
        if len(missing) < len(given):
            raise ImproperlyConfigured(f"{', '.join(missing)} must be set too, or none of them.")
        return {}
    parts = urlsplit(given[issuer])
    here = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if not (parts.scheme == "https" or (parts.scheme == "http" and here)) or not parts.hostname:
        raise ImproperlyConfigured(f"{issuer} must be an address that begins with https://.")
    return {
        "issuer": given[issuer],
        "client_id": given[client_id],
        "client_secret": given[client_secret],
    }


def database(name: str, folder: Path) -> dict[str, Any]:
    """SQLite in the data folder, or the PostgreSQL database of a postgresql:// address."""
    address = text(name, "")
    if not address:
        return sqlite(folder / "luodi.sqlite3")
    parts = postgresql(name, address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def postgresql(name: str, address: str) -> dict[str, Any]:
    """The parts of a libpq address, read by libpq itself."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    wanted = f"{name} must look like postgresql://user:password@host:5432/database."
    try:
        parts = dict(conninfo_to_dict(address))
    except ProgrammingError as error:
        raise ImproperlyConfigured(wanted) from error
    if not address.startswith(("postgresql://", "postgres://")) or not parts.get("dbname"):
        raise ImproperlyConfigured(wanted)
    return parts


def sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            # Writers take their lock at the start, so that two queue instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: what was said to be saved is on the disk, even when the power goes then.
            # Recursive: INSERT OR REPLACE, too, meets the triggers that refuse to delete.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;"
            ),
        },
    }


def smtp(host: str, security: str, user: str, password: str) -> dict[str, str]:
    """The server that takes e-mails; no host, no e-mails. A password goes over TLS only."""
    secured = choice(security, "starttls", list(SMTP_PORTS))
    given = {"host": text(host, ""), "user": text(user, ""), "password": text(password, "")}
    if bool(given["user"]) != bool(given["password"]):
        raise ImproperlyConfigured(f"{user} and {password} must be set both, or neither.")
    if given["user"] and secured == "none":
        raise ImproperlyConfigured(f"{security} must be starttls or tls where {user} is set.")
    return given | {"security": secured}


def sender(name: str, host: str) -> str:
    """The address in From, which must be known where e-mails are sent."""
    address = text(name, "")
    if host and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address):
        raise ImproperlyConfigured(f"{name} must be an e-mail address where e-mails are sent.")
    return address or "luodi@localhost"


DEBUG = flag("LUODI_DEBUG", False)
DATA_DIR = data_folder("LUODI_DATA_DIR")
SECRET_KEY = secret_key("LUODI_SECRET_KEY", DATA_DIR)
# Earlier keys: what they signed or sealed stays good while the site moves to a new one.
SECRET_KEY_FALLBACKS = words("LUODI_SECRET_KEY_FALLBACKS", "")
ALLOWED_HOSTS = words("LUODI_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
SECURE_SSL_REDIRECT = flag("LUODI_HTTPS", False)
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_SSL_REDIRECT else None
DATABASES = {"default": database("LUODI_DATABASE_URL", DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# How long who commented on a draft stays known after it has closed.
COMMENT_CONTACT_DAYS = number("LUODI_COMMENT_CONTACT_DAYS", 180)
# How many proxies stand in front: so many entries from the right of X-Forwarded-For are believed.
PROXIES = number("LUODI_PROXIES", 0)
# The largest plan file that the site takes in a browser or through REST, in megabytes.
LUODI_UPLOAD_MEGABYTES = number("LUODI_UPLOAD_MEGABYTES", 20)
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
AUTH_USER_MODEL = "parties.Person"
AUTHENTICATION_BACKENDS = ["luodi.parties.sessions.PersonBackend"]
# The library function costs memory too, so that guessing does not run cheaply on many cores.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
OPENID = openid("LUODI_OIDC_ISSUER", "LUODI_OIDC_CLIENT_ID", "LUODI_OIDC_CLIENT_SECRET")
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = choice("LUODI_LANGUAGE", "zh-hans", [code for code, _ in LANGUAGES])
LOCALE_PATHS = [Path(__file__).parent / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

ROOT_URLCONF = "luodi.site.urls"
WSGI_APPLICATION = "luodi.site.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "ninja",
    "luodi.audit",
    "luodi.schedule",
    "luodi.parties",
    "luodi.plans",
    "luodi.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "luodi.site.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "luodi.site.middleware.refused_methods",
    "luodi.site.middleware.DomainErrorPages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "luodi.site.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
# A plan of a thousand items is decided on in one form, a field for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
CSRF_FAILURE_VIEW = "luodi.site.errors.forged"
STATIC_URL = "/static/"
SMTP = smtp("LUODI_SMTP_HOST", "LUODI_SMTP_SECURITY", "LUODI_SMTP_USER", "LUODI_SMTP_PASSWORD")
EMAIL_HOST = SMTP["host"]
EMAIL_PORT = number("LUODI_SMTP_PORT", SMTP_PORTS[SMTP["security"]])
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = SMTP["user"], SMTP["password"]
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP["security"] == "starttls", SMTP["security"] == "tls"
# Well below the lease of a job, so that a slow server's e-mail is not begun twice.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = sender("LUODI_MAIL_FROM", EMAIL_HOST)
# The files are served from the packages themselves: a start needs no collectstatic step.
WHITENOISE_USE_FINDERS = True
