"""The kind of device that a response began on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("responses", "0008_anonymity")]

    operations = [
        migrations.AddField(
            model_name="response",
            name="device",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=10, verbose_name="device"
            ),
        ),
    ]
