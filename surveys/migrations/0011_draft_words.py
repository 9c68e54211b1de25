"""The words of drafts, to be searched."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0010_folders_and_bin")]

    operations = [
        migrations.CreateModel(
            name="DraftWords",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "survey_id",
                        "part",
                        "language",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("part", models.CharField(blank=True, max_length=40, verbose_name="part")),
                ("language", models.CharField(max_length=35, verbose_name="language")),
                ("words", models.TextField(verbose_name="words")),
                ("config", models.CharField(max_length=20, verbose_name="configuration")),
                ("vector", django.contrib.postgres.search.SearchVectorField(verbose_name="vector")),
                (
                    "survey",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "words of a draft",
                "verbose_name_plural": "words of drafts",
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="draft_words")],
            },
        ),
    ]
