"""Every item has its version; lists are counted from indexes alone."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def version(*, indexed: bool) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        db_index=indexed,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="plans.version",
        verbose_name="version",
    )


def state() -> "models.CharField[Any, Any]":
    return models.CharField(
        choices=[
            ("unconfirmed", "unconfirmed"),
            ("confirmed", "confirmed"),
            ("corrected", "corrected"),
            ("rejected", "rejected"),
        ],
        default="unconfirmed",
        max_length=12,
        verbose_name="state",
    )


class Migration(migrations.Migration):
    dependencies = [("plans", "0015_fill_versions_of_items")]

    operations = [
        *(
            migrations.AlterField(name, "version", version(indexed=name == "responsible"))
            for name in ("target", "task", "instrument", "responsible")
        ),
        migrations.AlterField(
            "responsible",
            "unit",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duties",
                to="parties.unit",
                verbose_name="bound unit",
            ),
        ),
        # No index of their own for states: it leads away from the order of the lists.
        *(
            migrations.AlterField(name, "state", state())
            for name in ("target", "task", "instrument")
        ),
        migrations.AddIndex("task", models.Index(fields=["state"], name="plans_task_state")),
        migrations.AddIndex(
            "target",
            models.Index(fields=["version", "state", "by", "start"], name="plans_target_counted"),
        ),
        migrations.AddIndex(
            "task", models.Index(fields=["version", "state"], name="plans_task_counted")
        ),
        migrations.AddIndex(
            "instrument", models.Index(fields=["version", "state"], name="plans_instrument_counted")
        ),
        migrations.AddIndex(
            "responsible",
            models.Index(
                fields=["unit", "version", "name", "task"], name="plans_responsible_by_unit"
            ),
        ),
    ]
