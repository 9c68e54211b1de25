"""Published versions never change, and go only together with their survey.

Updates are refused at once. A deletion is judged at the end of the transaction, because the survey's
own row goes after those of its versions. The judging function runs with its owner's rights and names
the schema itself: at the end of the transaction another role and search path may be active.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION surveys_version_refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER version_immutable BEFORE UPDATE ON surveys_surveyversion
    FOR EACH ROW EXECUTE FUNCTION surveys_version_refuse_update();

CREATE FUNCTION surveys_version_check_delete() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    survey_stays boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.surveys_survey WHERE id = $1)', TG_TABLE_SCHEMA)
        INTO survey_stays USING OLD.survey_id;
    IF survey_stays THEN
        RAISE EXCEPTION 'a published version goes only together with its survey'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER version_goes_with_survey AFTER DELETE ON surveys_surveyversion
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION surveys_version_check_delete();
"""

BACKWARD = """
DROP TRIGGER version_goes_with_survey ON surveys_surveyversion;
DROP TRIGGER version_immutable ON surveys_surveyversion;
DROP FUNCTION surveys_version_check_delete();
DROP FUNCTION surveys_version_refuse_update();
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [migrations.RunSQL(sql=FORWARD, reverse_sql=BACKWARD)]
