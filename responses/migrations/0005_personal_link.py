"""Links for one person each; at most one response comes of each."""

import django.db.models.deletion
import django.utils.timezone
import tenants.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("responses", "0004_resume_codes_and_letters"),
        ("surveys", "0006_choice_table"),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonalLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("label", models.CharField(blank=True, max_length=200, verbose_name="label")),
                (
                    "response",
                    models.UUIDField(editable=False, null=True, unique=True, verbose_name="response"),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="personal_links",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "personal link",
                "verbose_name_plural": "personal links",
                "ordering": ["number"],
            },
        ),
        migrations.AddConstraint(
            model_name="personallink",
            constraint=models.UniqueConstraint(fields=("survey", "number"), name="personal_link_number_once"),
        ),
        migrations.AddConstraint(
            model_name="personallink",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("label", ""), _negated=True), ("revoked_at", None)),
                fields=("survey", "label"),
                name="personal_link_label_once",
            ),
        ),
    ]
