"""The kinds of instruments by name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0007_bindings_and_publications_are_never_changed"),
    ]

    operations = [
        migrations.AlterField(
            model_name="instrument",
            name="kind",
            field=models.TextField(
                choices=[
                    ("award", "competitive award"),
                    ("procurement", "procurement"),
                    ("per_case", "case by case"),
                    ("finance", "finance"),
                    ("regulation", "regulation"),
                    ("voucher", "voucher"),
                    ("fund", "fund"),
                    ("list", "list"),
                    ("catalogue", "catalogue"),
                    ("other", "other instrument"),
                ],
                verbose_name="kind",
            ),
        ),
    ]
