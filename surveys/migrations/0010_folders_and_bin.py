"""Where surveys are kept: folders, tags, owners, the archive and the bin. Creators own what they made."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import tenants.ids
from django.conf import settings
from django.db import migrations, models

STATUSES = [
    ("draft", "Draft"),
    ("open", "Open"),
    ("paused", "Paused"),
    ("closed", "Closed"),
    ("archived", "Archived"),
    ("binned", "In the bin"),
]


def folders() -> migrations.CreateModel:
    return migrations.CreateModel(
        name="Folder",
        fields=[
            (
                "id",
                models.UUIDField(
                    default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                ),
            ),
            ("name", models.CharField(max_length=80, verbose_name="name")),
            (
                "created_at",
                models.DateTimeField(
                    default=django.utils.timezone.now, editable=False, verbose_name="created"
                ),
            ),
            (
                "parent",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="folders",
                    to="surveys.folder",
                    verbose_name="within",
                ),
            ),
        ],
        options={
            "verbose_name": "folder",
            "verbose_name_plural": "folders",
            "ordering": ["name", "pk"],
            "constraints": [
                models.UniqueConstraint(
                    models.F("parent"),
                    django.db.models.functions.text.Lower("name"),
                    name="folder_name_once",
                    nulls_distinct=False,
                )
            ],
        },
    )


def columns() -> list[tuple[str, models.Field]]:
    return [
        (
            "folder",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="surveys",
                to="surveys.folder",
                verbose_name="folder",
            ),
        ),
        ("tags", models.JSONField(blank=True, default=list, verbose_name="tags")),
        (
            "owner",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        (
            "languages",
            models.JSONField(
                blank=True,
                default=list,
                help_text="Those of the draft, the base language first.",
                verbose_name="languages",
            ),
        ),
        ("archived_at", models.DateTimeField(blank=True, null=True, verbose_name="archived")),
        (
            "archived_from",
            models.CharField(blank=True, default="", max_length=20, verbose_name="archived from"),
        ),
        ("binned_at", models.DateTimeField(blank=True, null=True, verbose_name="put in the bin")),
        (
            "binned_from",
            models.CharField(blank=True, default="", max_length=20, verbose_name="put in the bin from"),
        ),
        ("binned_by", models.UUIDField(blank=True, null=True, verbose_name="put in the bin by")),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0009_library_item"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        folders(),
        *(migrations.AddField(model_name="survey", name=name, field=field) for name, field in columns()),
        migrations.AlterField(
            model_name="survey",
            name="status",
            field=models.CharField(choices=STATUSES, default="draft", max_length=20, verbose_name="status"),
        ),
    ]
