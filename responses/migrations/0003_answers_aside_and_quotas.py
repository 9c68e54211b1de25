"""Answers kept aside, endings and counted quotas of responses."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("responses", "0002_upload"),
        ("surveys", "0004_survey_look_and_access"),
    ]

    operations = [
        migrations.AddField(
            model_name="response",
            name="aside",
            field=models.JSONField(
                db_default=models.Value({}, models.JSONField()),
                default=dict,
                verbose_name="answers kept aside",
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="ending",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=20, verbose_name="ending"
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="quotas",
            field=models.JSONField(
                db_default=models.Value([], models.JSONField()), default=list, verbose_name="quotas"
            ),
        ),
        migrations.AlterField(
            model_name="response",
            name="status",
            field=models.CharField(
                choices=[
                    ("started", "Started"),
                    ("complete", "Complete"),
                    ("screened_out", "Screened out"),
                    ("over_quota", "Over quota"),
                ],
                default="started",
                max_length=20,
                verbose_name="status",
            ),
        ),
        migrations.CreateModel(
            name="QuotaCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quota", models.CharField(max_length=20, verbose_name="quota")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="count")),
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
                "verbose_name": "count of a quota",
                "verbose_name_plural": "counts of quotas",
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "quota"), name="quota_counted_once")
                ],
            },
        ),
    ]
