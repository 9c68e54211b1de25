"""Files that come through the API, before the response that holds them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("responses", "0005_personal_link")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="partner",
            field=models.UUIDField(
                blank=True, editable=False, null=True, verbose_name="sent through the API by"
            ),
        ),
    ]
