"""Every change of a draft as a row, with the way back."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0006_choice_table"),
    ]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "survey_id",
                        "number",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("author", models.UUIDField(null=True, verbose_name="made by")),
                ("code", models.CharField(max_length=40, verbose_name="what was done")),
                ("subject", models.CharField(blank=True, max_length=20, verbose_name="what it was done to")),
                ("details", models.JSONField(default=dict, verbose_name="details")),
                ("patch", models.JSONField(verbose_name="patch")),
                ("takes_back", models.PositiveIntegerField(null=True, verbose_name="takes back")),
                ("taken_back_by", models.PositiveIntegerField(null=True, verbose_name="taken back by")),
                (
                    "survey",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ["survey", "-number"],
            },
        ),
    ]
