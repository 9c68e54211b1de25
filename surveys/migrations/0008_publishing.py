"""Former choices and what became of them, reviews of drafts, and hints that were read."""

import django.db.models.deletion
import django.utils.timezone
import tenants.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0007_revision"),
    ]

    operations = [
        migrations.AddField(
            model_name="surveyversion",
            name="mappings",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="Words of surveys.meanings.",
                verbose_name="former choices",
            ),
        ),
        migrations.CreateModel(
            name="DismissedHint",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "survey_id", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=80, verbose_name="hint")),
                ("by", models.UUIDField(null=True, verbose_name="dismissed by")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="dismissed")),
                (
                    "survey",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dismissed_hints",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "dismissed hint",
                "verbose_name_plural": "dismissed hints",
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("revision", models.PositiveIntegerField(verbose_name="revision of the draft")),
                ("asked_by", models.UUIDField(null=True, verbose_name="asked by")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("words", models.TextField(blank=True, verbose_name="what to look at")),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("approved", "Approved"),
                            ("sent_back", "Sent back"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="decision",
                    ),
                ),
                ("decided_by", models.UUIDField(null=True, verbose_name="decided by")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                ("reply", models.TextField(blank=True, verbose_name="reply")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "review",
                "verbose_name_plural": "reviews",
                "ordering": ["-asked_at"],
            },
        ),
    ]
