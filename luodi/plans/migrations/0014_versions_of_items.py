"""Items and the bodies of tasks say themselves which version they are of; empty for now."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def version() -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="plans.version",
        verbose_name="version",
    )


class Migration(migrations.Migration):
    dependencies = [("plans", "0013_decompositions_are_never_changed")]

    operations = [
        migrations.AddField(model_name=name, name="version", field=version())
        for name in ("target", "task", "instrument", "responsible")
    ]
