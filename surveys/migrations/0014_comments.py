"""Comments on surveys, colleagues named in them, and links to previews for reviewers."""

import django.db.models.deletion
import django.utils.timezone
import tenants.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0013_translations"),
    ]

    operations = [
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="for whom")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("made_by", models.UUIDField(null=True, verbose_name="made by")),
                ("expires_at", models.DateTimeField(verbose_name="expires")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preview_links",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "preview link",
                "verbose_name_plural": "preview links",
                "ordering": ["-made_at"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=20, verbose_name="about")),
                (
                    "subject_words",
                    models.CharField(blank=True, max_length=200, verbose_name="what it said"),
                ),
                ("words", models.TextField(verbose_name="words")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="said")),
                ("author", models.UUIDField(null=True, verbose_name="said by")),
                ("guest", models.CharField(blank=True, max_length=80, verbose_name="name of a reviewer")),
                ("resolved_at", models.DateTimeField(null=True, verbose_name="resolved")),
                ("resolved_by", models.UUIDField(null=True, verbose_name="resolved by")),
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to="surveys.previewlink",
                        verbose_name="preview link",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="surveys.comment",
                        verbose_name="replies to",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["survey", "subject"], name="comments_of_subject")],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "comment_id",
                        "person",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person", models.UUIDField(verbose_name="person")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="seen")),
                (
                    "comment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="surveys.comment",
                        verbose_name="comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "mention",
                "verbose_name_plural": "mentions",
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen_at__isnull", True)),
                        fields=["person"],
                        name="mentions_unseen",
                    )
                ],
            },
        ),
    ]
