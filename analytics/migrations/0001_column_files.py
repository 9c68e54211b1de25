"""Columnar files of responses: what is in them, what was removed since, and when it is time to gather.

Two triggers on responses: a deletion is noted in its own transaction, whoever deletes, and asks for files without
the response within the hour; and about every 256th response that is written asks for its survey's new rows to be
gathered into files. The advisory locks keep writers from waiting for each other over the one row that asks.
"""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import tenants.ids

MAKE = """
CREATE FUNCTION analytics_note_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'INSERT INTO %I.analytics_removedrow (survey, response, position)'
        ' SELECT survey_id, id, pg_current_xact_id()::text::bigint FROM removed', TG_TABLE_SCHEMA
    );
    INSERT INTO public.tenants_duework (tenant, kind, key, due_at, attempts, sends, problem)
    SELECT TG_TABLE_SCHEMA, 'analytics.compact', survey_id::text, now() + interval '1 hour', 0, 0, ''
    FROM (SELECT DISTINCT survey_id FROM removed)
    WHERE pg_try_advisory_xact_lock(hashtextextended(survey_id::text, 6))
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER note_removed AFTER DELETE ON responses_response
    REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION analytics_note_removed();

CREATE FUNCTION analytics_ask_to_gather() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_try_advisory_xact_lock(hashtextextended(NEW.survey_id::text, 5)) THEN
        INSERT INTO public.tenants_duework (tenant, kind, key, due_at, attempts, sends, problem)
        VALUES (TG_TABLE_SCHEMA, 'analytics.gather', NEW.survey_id::text, now() + interval '5 seconds', 0, 0, '')
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER ask_to_gather AFTER INSERT OR UPDATE ON responses_response
    FOR EACH ROW WHEN (right(NEW.id::text, 2) = '00') EXECUTE FUNCTION analytics_ask_to_gather();
"""
DROP = """
DROP TRIGGER ask_to_gather ON responses_response;
DROP TRIGGER note_removed ON responses_response;
DROP FUNCTION analytics_ask_to_gather();
DROP FUNCTION analytics_note_removed();
"""

SURVEY = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "+", "to": "surveys.survey"}


class Migration(migrations.Migration):
    initial = True

    dependencies = [("responses", "0007_position"), ("surveys", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ReadModel",
            fields=[
                (
                    "survey",
                    models.OneToOneField(primary_key=True, serialize=False, verbose_name="survey", **SURVEY),
                ),
                ("watermark", models.BigIntegerField(default=0, verbose_name="watermark")),
                ("compacted_to", models.BigIntegerField(default=0, verbose_name="compacted to")),
                ("forgotten_to", models.BigIntegerField(default=0, verbose_name="forgotten to")),
                ("cluster", models.CharField(max_length=40, verbose_name="database cluster")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="changed"),
                ),
            ],
            options={"verbose_name": "read model", "verbose_name_plural": "read models"},
        ),
        migrations.CreateModel(
            name="ColumnFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("first", models.BigIntegerField(verbose_name="first position")),
                ("until", models.BigIntegerField(verbose_name="position after the last")),
                ("rows", models.PositiveIntegerField(verbose_name="rows")),
                ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="checksum")),
                ("columns", models.JSONField(verbose_name="columns")),
                ("replaces", models.JSONField(default=dict, verbose_name="rows replaced")),
                ("time_zone", models.CharField(max_length=60, verbose_name="time zone")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="retired")),
                ("survey", models.ForeignKey(verbose_name="survey", **SURVEY)),
            ],
            options={
                "verbose_name": "column file",
                "verbose_name_plural": "column files",
                "ordering": ["until", "id"],
            },
        ),
        migrations.CreateModel(
            name="RemovedRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("survey", models.UUIDField(verbose_name="survey")),
                ("response", models.UUIDField(verbose_name="response")),
                ("position", models.BigIntegerField(verbose_name="position")),
            ],
            options={
                "verbose_name": "removed row",
                "verbose_name_plural": "removed rows",
                "indexes": [models.Index(fields=["survey", "position"], name="removed_row_place")],
            },
        ),
        migrations.RunSQL(sql=MAKE, reverse_sql=DROP),
    ]
