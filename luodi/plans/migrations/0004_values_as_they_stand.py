"""Columns for what decisions, bindings and publications come to at present."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0003_signing_in"), ("plans", "0003_decisions_are_never_changed")]
    operations = [
        migrations.AddField(
            model_name="instrument",
            name="read",
            field=models.JSONField(default=dict, verbose_name="values as read"),
        ),
        migrations.AddField(
            model_name="instrument",
            name="state",
            field=models.CharField(
                choices=[
                    ("unconfirmed", "unconfirmed"),
                    ("confirmed", "confirmed"),
                    ("corrected", "corrected"),
                    ("rejected", "rejected"),
                ],
                db_index=True,
                default="unconfirmed",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="responsible",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duties",
                to="parties.unit",
                verbose_name="bound unit",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="read",
            field=models.JSONField(default=dict, verbose_name="values as read"),
        ),
        migrations.AddField(
            model_name="target",
            name="state",
            field=models.CharField(
                choices=[
                    ("unconfirmed", "unconfirmed"),
                    ("confirmed", "confirmed"),
                    ("corrected", "corrected"),
                    ("rejected", "rejected"),
                ],
                db_index=True,
                default="unconfirmed",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="read",
            field=models.JSONField(default=dict, verbose_name="values as read"),
        ),
        migrations.AddField(
            model_name="task",
            name="state",
            field=models.CharField(
                choices=[
                    ("unconfirmed", "unconfirmed"),
                    ("confirmed", "confirmed"),
                    ("corrected", "corrected"),
                    ("rejected", "rejected"),
                ],
                db_index=True,
                default="unconfirmed",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="current",
            field=models.BooleanField(default=True, verbose_name="current"),
        ),
        migrations.AddField(
            model_name="version",
            name="published_at",
            field=models.DateTimeField(null=True, verbose_name="published at"),
        ),
    ]
