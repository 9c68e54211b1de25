"""The smallest group that results of a survey speak of."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("responses", "0007_position"), ("surveys", "0009_library_item")]

    operations = [
        migrations.CreateModel(
            name="Anonymity",
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
                ("threshold", models.PositiveSmallIntegerField(verbose_name="smallest group")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed"),
                ),
            ],
            options={"verbose_name": "anonymity", "verbose_name_plural": "anonymity"},
        ),
    ]
