"""By what rules responses are marked."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0007_shared_results_and_boards"),
        ("surveys", "0014_comments"),
    ]

    operations = [
        migrations.CreateModel(
            name="QualityRules",
            fields=[
                (
                    "survey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
                ("document", models.JSONField(verbose_name="rules")),
                ("saved_by", models.UUIDField(null=True, verbose_name="saved by")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed"),
                ),
                ("judged_at", models.DateTimeField(null=True, verbose_name="judged")),
                ("marked", models.PositiveIntegerField(default=0, verbose_name="marked")),
            ],
            options={
                "verbose_name": "rules of quality",
                "verbose_name_plural": "rules of quality",
            },
        ),
    ]
