from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0004_tokens_of_the_api"),
    ]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="totp_secret",
            field=models.CharField(blank=True, max_length=255, verbose_name="one-time code key"),
        ),
    ]
