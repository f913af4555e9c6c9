"""Keys that people are given rest sealed in the database: a copy of it alone makes no codes.

The sealing key is derived from SECRET_KEY (HKDF, RFC 5869). What was sealed under an earlier
secret opens as long as that one stands in SECRET_KEY_FALLBACKS.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from luodi.parties.errors import CodeKeyUnreadable

__all__ = ["seal", "unseal"]

# Stands in 0006_seal_code_keys too: whoever changes it must seal every key anew.
PURPOSE = b"luodi.parties one-time code key"


def seal(key: str) -> str:
    return _seals().encrypt(key.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises CodeKeyUnreadable for what no known secret has sealed."""
    try:
        return _seals().decrypt(sealed).decode()
    except InvalidToken as error:
        raise CodeKeyUnreadable from error


def _seals() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(secret))) for secret in secrets])


def _derived(secret: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
