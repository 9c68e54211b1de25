"""Codes to go on with elsewhere, and mails that respondents ask for."""

import django.db.models.deletion
import django.utils.timezone
import tenants.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("responses", "0003_answers_aside_and_quotas"),
    ]

    operations = [
        migrations.CreateModel(
            name="RespondentLetter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("copy", "Copy of the answers"), ("resume", "Link to go on")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="written"),
                ),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="claimed")),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="responses.response",
                        verbose_name="response",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter to a respondent",
                "verbose_name_plural": "letters to respondents",
            },
        ),
        migrations.CreateModel(
            name="ResumeCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_hash", models.CharField(max_length=64, unique=True, verbose_name="hash of the code")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="created"),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resume_codes",
                        to="responses.response",
                        verbose_name="response",
                    ),
                ),
            ],
            options={
                "verbose_name": "code to go on with",
                "verbose_name_plural": "codes to go on with",
            },
        ),
    ]
