"""Reports, every edition that was made of them, and the letters that these went out with."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import tenants.ids


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0003_exports"),
        ("surveys", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("language", models.CharField(default="en", max_length=20, verbose_name="language")),
                ("document", models.JSONField(default=dict, verbose_name="blocks")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                ("changed_by", models.EmailField(blank=True, max_length=254, verbose_name="changed by")),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="made"
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed"),
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
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("language", models.CharField(default="en", max_length=20, verbose_name="language")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision of the report")),
                ("occasion", models.CharField(blank=True, max_length=200, verbose_name="occasion")),
                ("by", models.EmailField(blank=True, max_length=254, verbose_name="by")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=40, verbose_name="problem")),
                ("content", models.JSONField(null=True, verbose_name="content")),
                ("quoted", models.JSONField(default=list, verbose_name="responses quoted")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="blocks made")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="blocks in all")),
                ("size", models.PositiveIntegerField(default=0, verbose_name="size of the PDF")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("claim", models.UUIDField(editable=False, null=True, verbose_name="held by")),
                ("held_until", models.DateTimeField(editable=False, null=True, verbose_name="held until")),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked for"),
                ),
                ("made_at", models.DateTimeField(null=True, verbose_name="made")),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editions",
                        to="analytics.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition of a report",
                "verbose_name_plural": "editions of reports",
                "ordering": ["-asked_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ReportRevision",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("before", models.PositiveIntegerField(null=True, verbose_name="revision before")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("language", models.CharField(max_length=20, verbose_name="language")),
                ("document", models.JSONField(verbose_name="blocks")),
                ("saved_by", models.EmailField(blank=True, max_length=254, verbose_name="saved by")),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="saved")),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="analytics.report",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "revision of a report",
                "verbose_name_plural": "revisions of reports",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="EditionLetter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="to")),
                ("note", models.CharField(blank=True, max_length=1000, verbose_name="note")),
                ("by", models.EmailField(blank=True, max_length=254, verbose_name="by")),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="written"),
                ),
                ("claimed_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent")),
                ("problem", models.CharField(blank=True, max_length=40, verbose_name="problem")),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="analytics.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter with a report",
                "verbose_name_plural": "letters with reports",
                "ordering": ["written_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "email"), name="edition_letter_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["report", "-asked_at"], name="edition_of_report"),
        ),
        migrations.AddConstraint(
            model_name="reportrevision",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="report_revision_once"),
        ),
    ]
