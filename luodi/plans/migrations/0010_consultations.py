"""Consultation on a draft: its terms, comments, handlings, merges and senders."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0009_index_of_current_versions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opens_at", models.DateTimeField(verbose_name="opens at")),
                ("actor", models.CharField(max_length=200, verbose_name="actor")),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultation",
                        to="plans.version",
                        verbose_name="version",
                    ),
                ),
            ],
            options={
                "verbose_name": "consultation",
                "verbose_name_plural": "consultations",
                "ordering": ("-opens_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "individual"), ("body", "organisation")],
                        max_length=8,
                        verbose_name="signed by",
                    ),
                ),
                (
                    "signature",
                    models.CharField(blank=True, max_length=200, verbose_name="signature"),
                ),
                ("text", models.TextField(verbose_name="comment text")),
                ("digest", models.CharField(db_index=True, max_length=64, verbose_name="digest")),
                ("receipt", models.CharField(max_length=64, unique=True, verbose_name="receipt")),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                (
                    "clause",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="plans.clause",
                        verbose_name="clause",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="plans.consultation",
                        verbose_name="consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="ConsultationTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closes_on", models.DateField(verbose_name="closing day")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("actor", models.CharField(max_length=200, verbose_name="actor")),
                ("at", models.DateTimeField(verbose_name="decided at")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="plans.consultation",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="plans.consultationterm",
                        verbose_name="term before",
                    ),
                ),
            ],
            options={
                "verbose_name": "consultation term",
                "verbose_name_plural": "consultation terms",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Handling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("accepted", "accepted"),
                            ("partly", "partly accepted"),
                            ("declined", "not accepted"),
                            ("elsewhere", "not on this draft"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("reply", models.TextField(verbose_name="reply")),
                ("withheld", models.BooleanField(default=False, verbose_name="text withheld")),
                ("actor", models.CharField(max_length=200, verbose_name="actor")),
                ("at", models.DateTimeField(verbose_name="handled at")),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handlings",
                        to="plans.comment",
                        verbose_name="comment",
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="plans.handling",
                        verbose_name="handling before",
                    ),
                ),
            ],
            options={
                "verbose_name": "handling",
                "verbose_name_plural": "handlings",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("actor", models.CharField(max_length=200, verbose_name="actor")),
                ("at", models.DateTimeField(verbose_name="merged at")),
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merge",
                        to="plans.comment",
                        verbose_name="comment",
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="plans.comment",
                        verbose_name="merged into",
                    ),
                ),
            ],
            options={
                "verbose_name": "merge",
                "verbose_name_plural": "merges",
            },
        ),
        migrations.CreateModel(
            name="Sender",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.TextField(verbose_name="sealed particulars")),
                (
                    "fingerprint",
                    models.CharField(db_index=True, max_length=64, verbose_name="fingerprint"),
                ),
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sender",
                        to="plans.comment",
                        verbose_name="comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "sender",
                "verbose_name_plural": "senders",
            },
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor", ""), _negated=True),
                name="plans_consultation_has_an_actor",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="plans_comment_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="consultationterm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("previous", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="plans_term_extended_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultationterm",
            constraint=models.UniqueConstraint(
                condition=models.Q(("previous", None)),
                fields=("consultation",),
                name="plans_term_one_first_per_consultation",
            ),
        ),
        migrations.AddConstraint(
            model_name="handling",
            constraint=models.CheckConstraint(
                condition=models.Q(("reply", ""), _negated=True), name="plans_handling_has_a_reply"
            ),
        ),
        migrations.AddConstraint(
            model_name="handling",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor", ""), _negated=True), name="plans_handling_has_an_actor"
            ),
        ),
        migrations.AddConstraint(
            model_name="handling",
            constraint=models.UniqueConstraint(
                condition=models.Q(("previous", None)),
                fields=("comment",),
                name="plans_handling_one_first_per_comment",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("comment", models.F("into")), _negated=True),
                name="plans_merge_of_two_comments",
            ),
        ),
    ]
