"""Files of responses that somebody asked for: how far each is, and until when it is kept."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import tenants.ids


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0002_saved_segments"),
        ("surveys", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Failed"),
                            ("cancelled", "Cancelled"),
                            ("expired", "Expired"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("format", models.CharField(max_length=12, verbose_name="format")),
                ("wanted", models.JSONField(default=dict, verbose_name="what was asked for")),
                (
                    "language",
                    models.CharField(
                        default="en", max_length=20, verbose_name="language of the words around"
                    ),
                ),
                ("by", models.EmailField(blank=True, max_length=254, verbose_name="by")),
                ("problem", models.CharField(blank=True, max_length=40, verbose_name="problem")),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="rows written")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="rows in all")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="size")),
                ("file_name", models.CharField(blank=True, max_length=200, verbose_name="name of the file")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("claim", models.UUIDField(editable=False, null=True, verbose_name="held by")),
                ("held_until", models.DateTimeField(editable=False, null=True, verbose_name="held until")),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked for"),
                ),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished")),
                ("expires_at", models.DateTimeField(null=True, verbose_name="kept until")),
                (
                    "survey",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of responses",
                "verbose_name_plural": "files of responses",
                "ordering": ["-asked_at", "-id"],
                "indexes": [models.Index(fields=["survey", "-asked_at"], name="export_of_survey")],
            },
        ),
    ]
