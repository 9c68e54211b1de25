"""Who approves surveys before they are published."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0004_organisation_look"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="approval",
            field=models.CharField(
                choices=[
                    ("nobody", "Nobody"),
                    ("admins", "An admin or owner"),
                    ("colleagues", "Somebody else who may publish"),
                ],
                db_default="nobody",
                default="nobody",
                max_length=12,
                verbose_name="who approves surveys",
            ),
        ),
    ]
