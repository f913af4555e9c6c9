"""Names bound to units, and versions put in force."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_fill_values_as_they_stand")]
    operations = [
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                condition=models.Q(("current", True)),
                fields=("document",),
                name="plans_version_one_current_per_document",
            ),
        ),
        migrations.CreateModel(
            name="Binding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField(verbose_name="printed name")),
                ("actor", models.CharField(max_length=200, verbose_name="actor")),
                ("at", models.DateTimeField(verbose_name="bound at")),
            ],
            options={
                "verbose_name": "binding",
                "verbose_name_plural": "bindings",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("actor", models.CharField(max_length=200, verbose_name="actor")),
                ("at", models.DateTimeField(verbose_name="published at")),
            ],
            options={
                "verbose_name": "publication",
                "verbose_name_plural": "publications",
                "ordering": ("id",),
            },
        ),
        migrations.AddField(
            model_name="binding",
            name="previous",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="next",
                to="plans.binding",
                verbose_name="binding before",
            ),
        ),
        migrations.AddField(
            model_name="binding",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bindings",
                to="parties.unit",
                verbose_name="bound unit",
            ),
        ),
        migrations.AddField(
            model_name="binding",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bindings",
                to="plans.version",
                verbose_name="version",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publications",
                to="plans.document",
                verbose_name="plan",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="previous",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="next",
                to="plans.publication",
                verbose_name="publication before",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publications",
                to="plans.version",
                verbose_name="version",
            ),
        ),
        migrations.AddConstraint(
            model_name="binding",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor", ""), _negated=True), name="plans_binding_has_an_actor"
            ),
        ),
        migrations.AddConstraint(
            model_name="binding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("previous", None)),
                fields=("version", "name"),
                name="plans_binding_one_first_per_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor", ""), _negated=True),
                name="plans_publication_has_an_actor",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(
                condition=models.Q(("previous", None)),
                fields=("document",),
                name="plans_publication_one_first_per_plan",
            ),
        ),
    ]
