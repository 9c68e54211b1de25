"""Tables of choices."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0005_survey_turns"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChoiceTable",
            fields=[
                (
                    "id",
                    models.CharField(editable=False, max_length=34, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("columns", models.JSONField(verbose_name="columns")),
                ("rows", models.JSONField(verbose_name="rows")),
                ("row_count", models.PositiveIntegerField(verbose_name="number of rows")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="created"),
                ),
                ("created_by", models.UUIDField(null=True, verbose_name="created by")),
            ],
            options={
                "verbose_name": "table of choices",
                "verbose_name_plural": "tables of choices",
                "ordering": ["-created_at"],
            },
        ),
    ]
