"""How long the editions that schedules make are kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0005_organisation_approval"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="editions_kept",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="days editions are kept"
            ),
        ),
    ]
