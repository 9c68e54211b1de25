"""Flags, tags and marks of responses; the bin; corrected answers; notes."""

import django.db.models.deletion
import django.utils.timezone
import tenants.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("responses", "0009_device"),
        ("surveys", "0014_comments"),
    ]

    operations = [
        migrations.AddField(
            model_name="response",
            name="flag",
            field=models.CharField(
                blank=True,
                choices=[("", "No flag"), ("check", "To check"), ("fine", "Fine"), ("excluded", "Excluded")],
                db_default="",
                default="",
                max_length=10,
                verbose_name="flag",
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="marks",
            field=models.JSONField(
                db_default=models.Value({}, models.JSONField()),
                default=dict,
                editable=False,
                verbose_name="marks",
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="tags",
            field=models.JSONField(
                blank=True, db_default=models.Value([], models.JSONField()), default=list, verbose_name="tags"
            ),
        ),
        migrations.CreateModel(
            name="AnswerEdit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("response", models.UUIDField(verbose_name="response")),
                ("question", models.CharField(max_length=40, verbose_name="question")),
                ("before", models.JSONField(verbose_name="before")),
                ("after", models.JSONField(verbose_name="after")),
                ("follows", models.BooleanField(default=False, verbose_name="as a consequence")),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="why")),
                ("by", models.EmailField(blank=True, max_length=254, verbose_name="by")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
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
                "verbose_name": "corrected answer",
                "verbose_name_plural": "corrected answers",
                "ordering": ["at", "follows", "id"],
                "indexes": [models.Index(fields=["response", "at"], name="answer_edit_of_response")],
            },
        ),
        migrations.CreateModel(
            name="BinnedResponse",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("row", models.JSONField(verbose_name="row")),
                ("status", models.CharField(max_length=20, verbose_name="status")),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("link", models.UUIDField(editable=False, null=True, verbose_name="personal link")),
                ("by", models.EmailField(blank=True, max_length=254, verbose_name="by")),
                (
                    "binned_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="put into the bin"),
                ),
                ("erased_at", models.DateTimeField(verbose_name="erased on")),
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
                "verbose_name": "response in the bin",
                "verbose_name_plural": "responses in the bin",
                "ordering": ["-binned_at", "-id"],
                "indexes": [models.Index(fields=["survey", "-binned_at"], name="binned_of_survey")],
            },
        ),
        migrations.CreateModel(
            name="ResponseNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("response", models.UUIDField(verbose_name="response")),
                ("words", models.CharField(max_length=2000, verbose_name="note")),
                ("by", models.EmailField(blank=True, max_length=254, verbose_name="by")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
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
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["response", "at"], name="note_of_response")],
            },
        ),
    ]
