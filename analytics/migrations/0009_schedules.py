"""Schedules of reports and of files, their readers, and what came of each occurrence."""

import django.db.models.deletion
import django.utils.timezone
import tenants.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0008_quality_rules"),
        ("surveys", "0014_comments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Schedule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("rule", models.JSONField(verbose_name="when")),
                ("wanted", models.JSONField(null=True, verbose_name="file")),
                ("folder", models.CharField(blank=True, max_length=100, verbose_name="folder")),
                ("kept", models.PositiveSmallIntegerField(default=10, verbose_name="files kept")),
                ("language", models.CharField(default="en", max_length=20, verbose_name="language")),
                ("owner", models.UUIDField(verbose_name="owner")),
                ("by", models.EmailField(blank=True, max_length=254, verbose_name="by")),
                ("next_at", models.DateTimeField(null=True, verbose_name="next")),
                ("reached", models.PositiveBigIntegerField(default=0, verbose_name="responses reached")),
                ("paused_at", models.DateTimeField(null=True, verbose_name="paused")),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="made"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="schedules",
                        to="analytics.report",
                        verbose_name="report",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "schedule",
                "verbose_name_plural": "schedules",
                "ordering": ["made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=60, verbose_name="key")),
                ("planned_at", models.DateTimeField(verbose_name="planned")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("making", "Being made"),
                            ("done", "Sent"),
                            ("failed", "Failed"),
                            ("skipped", "Skipped"),
                            ("missed", "Missed"),
                        ],
                        default="making",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("is_late", models.BooleanField(default=False, verbose_name="late")),
                ("place", models.CharField(blank=True, max_length=400, verbose_name="place")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="size")),
                ("problem", models.CharField(blank=True, max_length=40, verbose_name="problem")),
                (
                    "started_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="started"),
                ),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished")),
                (
                    "edition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="occurrences",
                        to="analytics.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "export",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="occurrences",
                        to="analytics.export",
                        verbose_name="file",
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occurrences",
                        to="analytics.schedule",
                        verbose_name="schedule",
                    ),
                ),
            ],
            options={
                "verbose_name": "occurrence of a schedule",
                "verbose_name_plural": "occurrences of schedules",
                "ordering": ["-planned_at", "-id"],
                "constraints": [models.UniqueConstraint(fields=("schedule", "key"), name="occurrence_once")],
            },
        ),
        migrations.CreateModel(
            name="ScheduleReader",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person", models.UUIDField(null=True, verbose_name="person")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="address")),
                ("named_by", models.EmailField(blank=True, max_length=254, verbose_name="named by")),
                ("left_at", models.DateTimeField(null=True, verbose_name="left")),
                (
                    "schedule",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readers",
                        to="analytics.schedule",
                        verbose_name="schedule",
                    ),
                ),
            ],
            options={
                "verbose_name": "reader of a report",
                "verbose_name_plural": "readers of reports",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("schedule", "person", "email"),
                        name="schedule_reader_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]
