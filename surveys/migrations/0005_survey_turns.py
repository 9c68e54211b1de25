"""How many responses were dealt what is shown evenly."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0004_survey_look_and_access"),
    ]

    operations = [
        migrations.AddField(
            model_name="survey",
            name="turns",
            field=models.PositiveIntegerField(
                db_default=0,
                default=0,
                editable=False,
                help_text="How many responses were dealt what is shown evenly across respondents.",
                verbose_name="turns",
            ),
        ),
    ]
