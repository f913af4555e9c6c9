from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import migrations

PURPOSE = b"luodi.parties one-time code key"


def seals() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    keys = (HKDF(SHA256(), 32, None, PURPOSE).derive(secret.encode()) for secret in secrets)
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in keys])


def change_each(apps: Any, change: Callable[[bytes], bytes]) -> None:
    people = apps.get_model("parties", "Person").objects
    for person in people.exclude(totp_secret=""):
        person.totp_secret = change(person.totp_secret.encode()).decode()
        person.save(update_fields=["totp_secret"])


def seal(apps: Any, schema_editor: Any) -> None:
    change_each(apps, seals().encrypt)


def unseal(apps: Any, schema_editor: Any) -> None:
    change_each(apps, seals().decrypt)


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0005_room_for_sealed_keys"),
    ]

    operations = [migrations.RunPython(seal, unseal)]
