"""Views of results saved by name, and benchmarks that figures are held against."""

import django.db.models.deletion
import django.utils.timezone
import tenants.ids
from django.db import migrations, models

SURVEY = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "+", "to": "surveys.survey"}


def _identity() -> "models.UUIDField[object, object]":
    return models.UUIDField(default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("analytics", "0004_reports"), ("surveys", "0014_comments")]

    operations = [
        migrations.CreateModel(
            name="ResultsView",
            fields=[
                ("id", _identity()),
                ("owner", models.UUIDField(blank=True, null=True, verbose_name="owner")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("document", models.JSONField(verbose_name="view")),
                ("is_default", models.BooleanField(default=False, verbose_name="default")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed"),
                ),
                ("survey", models.ForeignKey(verbose_name="survey", **SURVEY)),
            ],
            options={
                "verbose_name": "view of results",
                "verbose_name_plural": "views of results",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("survey", "owner", "name"),
                        name="results_view_name_once",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("survey", "owner"),
                        name="results_view_default_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Benchmark",
            fields=[
                ("id", _identity()),
                ("question", models.CharField(max_length=100, verbose_name="question")),
                ("measure", models.CharField(max_length=20, verbose_name="figure")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("value", models.FloatField(verbose_name="value")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed"),
                ),
                ("survey", models.ForeignKey(verbose_name="survey", **SURVEY)),
            ],
            options={
                "verbose_name": "benchmark",
                "verbose_name_plural": "benchmarks",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("survey", "question", "measure", "name"), name="benchmark_once"
                    )
                ],
            },
        ),
    ]
