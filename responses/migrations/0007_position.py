"""Which transaction wrote each response last: what reads on from a place needs to know.

A transaction that commits late has a number that was handed out before: whoever reads up to the lowest number
still at work, and goes on from there, misses nothing. No clock can promise that.
"""

from django.db import migrations, models

MAKE = """
CREATE FUNCTION responses_response_position() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.position := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END
$$;
CREATE TRIGGER response_position BEFORE INSERT OR UPDATE ON responses_response
    FOR EACH ROW EXECUTE FUNCTION responses_response_position();
"""
DROP = """
DROP TRIGGER response_position ON responses_response;
DROP FUNCTION responses_response_position();
"""


class Migration(migrations.Migration):
    dependencies = [("responses", "0006_uploads_of_partners")]

    operations = [
        migrations.AddField(
            model_name="response",
            name="position",
            field=models.BigIntegerField(db_default=0, default=0, editable=False, verbose_name="position"),
        ),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(fields=["survey", "position"], name="response_position"),
        ),
        migrations.RunSQL(sql=MAKE, reverse_sql=DROP),
    ]
