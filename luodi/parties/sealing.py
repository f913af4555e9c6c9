"""What must not be read from a copy of the database rests sealed in it: keys, and who commented.

The sealing key is derived from SECRET_KEY (HKDF, RFC 5869). What was sealed under an earlier
secret opens as long as that one stands in SECRET_KEY_FALLBACKS.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from luodi.errors import DomainError
from luodi.parties.errors import CodeKeyUnreadable

__all__ = ["seal", "unseal"]

# Stands in 0006_seal_code_keys too: whoever changes it must seal every key anew.
PURPOSE = b"luodi.parties one-time code key"


def seal(text: str, *, purpose: bytes = PURPOSE) -> str:
    """What is sealed for one purpose does not open for another."""
    return _seals(purpose).encrypt(text.encode()).decode()


def unseal(
    sealed: str, *, purpose: bytes = PURPOSE, refusal: type[DomainError] = CodeKeyUnreadable
) -> str:
    """Raises `refusal` for what no known secret has sealed."""
    try:
        return _seals(purpose).decrypt(sealed).decode()
    except InvalidToken as error:
        raise refusal from error


def _seals(purpose: bytes) -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(one, purpose))) for one in secrets])


def _derived(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
