"""What is known of translations, and translators' files that wait to be taken up."""

import django.db.models.deletion
import django.utils.timezone
import tenants.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0012_filing_begins"),
    ]

    operations = [
        migrations.CreateModel(
            name="TranslationFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("deliveries", models.JSONField(verbose_name="texts")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="read")),
                ("by", models.UUIDField(null=True, verbose_name="read by")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translation_files",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of translations",
                "verbose_name_plural": "files of translations",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="TranslationNote",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "survey_id",
                        "language",
                        "key",
                        "digest",
                        "source_language",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("language", models.CharField(max_length=35, verbose_name="language")),
                ("key", models.CharField(max_length=200, verbose_name="text")),
                ("digest", models.CharField(max_length=16, verbose_name="digest of the translation")),
                (
                    "source_language",
                    models.CharField(max_length=35, verbose_name="language of the original"),
                ),
                ("source", models.TextField(verbose_name="what the original said")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="noted")),
                (
                    "survey",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="translation_notes",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "note about a translation",
                "verbose_name_plural": "notes about translations",
            },
        ),
    ]
