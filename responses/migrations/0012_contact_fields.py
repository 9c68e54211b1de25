"""What personal links say of people, kept with their responses."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("responses", "0011_beside_the_binned"),
        ("surveys", "0015_library_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="personallink",
            name="fields",
            field=models.JSONField(
                blank=True,
                db_default=models.Value({}, models.JSONField()),
                default=dict,
                verbose_name="fields",
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="contact",
            field=models.JSONField(
                blank=True,
                db_default=models.Value({}, models.JSONField()),
                default=dict,
                verbose_name="contact",
            ),
        ),
        migrations.CreateModel(
            name="ContactField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
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
                "verbose_name": "field of contacts",
                "verbose_name_plural": "fields of contacts",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "name"), name="contact_field_once")
                ],
            },
        ),
    ]
