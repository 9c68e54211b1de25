"""Results shared by links, what is shown there, and boards of tiles."""

import django.db.models.deletion
import django.utils.timezone
import tenants.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0006_open_answers"),
        ("surveys", "0014_comments"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedResults",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("words", models.TextField(blank=True, verbose_name="introduction")),
                ("language", models.CharField(blank=True, max_length=35, verbose_name="language")),
                ("questions", models.JSONField(default=list, verbose_name="questions")),
                ("shows_texts", models.BooleanField(default=False, verbose_name="texts are shown")),
                ("document", models.JSONField(default=dict, verbose_name="filter")),
                ("smallest", models.PositiveSmallIntegerField(default=5, verbose_name="smallest group")),
                ("password", models.CharField(blank=True, max_length=200, verbose_name="password")),
                ("sites", models.JSONField(default=list, verbose_name="sites")),
                ("until", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("turn", models.PositiveIntegerField(default=1, verbose_name="turn of the secret")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("made_by", models.UUIDField(null=True, verbose_name="made by")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed"),
                ),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked")),
            ],
            options={
                "verbose_name": "shared results",
                "verbose_name_plural": "shared results",
                "ordering": ["-made_at", "-id"],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ShownFigures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
                ("selection", models.CharField(max_length=32, verbose_name="selection")),
                ("document", models.JSONField(default=dict, verbose_name="figures")),
                ("stamp", models.CharField(blank=True, max_length=80, verbose_name="stamp")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="revision")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed"),
                ),
            ],
            options={
                "verbose_name": "figures shown",
                "verbose_name_plural": "figures shown",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("survey", "selection"), name="shown_figures_once_a_selection"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedViews",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="views",
                        to="analytics.sharedresults",
                        verbose_name="shared results",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="views")),
            ],
            options={
                "verbose_name": "views",
                "verbose_name_plural": "views",
                "constraints": [
                    models.UniqueConstraint(fields=("share", "day"), name="shared_views_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Board",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("owner", models.UUIDField(null=True, verbose_name="owner")),
                ("is_shared", models.BooleanField(default=True, verbose_name="shared with colleagues")),
                ("document", models.JSONField(default=dict, verbose_name="tiles")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed"),
                ),
            ],
            options={
                "verbose_name": "board",
                "verbose_name_plural": "boards",
                "ordering": ["name", "id"],
                "constraints": [],
            },
        ),
    ]
