"""Questions kept for other surveys of the organisation."""

import django.utils.timezone
import tenants.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0008_publishing"),
    ]

    operations = [
        migrations.CreateModel(
            name="LibraryItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
                ("content", models.JSONField(verbose_name="questions")),
                (
                    "added_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="added"
                    ),
                ),
                ("added_by", models.UUIDField(null=True, verbose_name="added by")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
            ],
            options={
                "verbose_name": "question in the library",
                "verbose_name_plural": "questions in the library",
                "ordering": ["name", "pk"],
            },
        ),
    ]
