"""The bin keeps the rows that belong to a response, and says of one that it comes back before it leaves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("responses", "0010_handling")]

    operations = [
        migrations.AddField(
            model_name="binnedresponse",
            name="beside",
            field=models.JSONField(
                db_default=models.Value({}, models.JSONField()), default=dict, verbose_name="rows beside"
            ),
        ),
        migrations.AddField(
            model_name="binnedresponse",
            name="is_back",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="comes back"
            ),
        ),
    ]
