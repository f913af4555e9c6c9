"""An index that says which versions are current without their rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0008_kinds_of_instruments"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                fields=["current", "document", "published_at"], name="plans_version_current"
            ),
        ),
    ]
