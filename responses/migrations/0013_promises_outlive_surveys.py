"""What a survey promised those who answered outlives it."""

import django.db.models.deletion
from django.db import migrations, models

_OF_SURVEYS_THAT_ARE_GONE = (
    "DELETE FROM responses_anonymity WHERE survey_id NOT IN (SELECT id FROM surveys_survey)"
)


class Migration(migrations.Migration):
    dependencies = [("responses", "0012_contact_fields"), ("surveys", "0015_library_words")]

    operations = [
        migrations.AlterField(
            model_name="anonymity",
            name="survey",
            field=models.OneToOneField(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                primary_key=True,
                related_name="+",
                serialize=False,
                to="surveys.survey",
                verbose_name="survey",
            ),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, _OF_SURVEYS_THAT_ARE_GONE),
    ]
