"""Tags and quotes of responses in the bin.

Triggers, so that it holds whoever writes: what goes into the bin takes them along, what comes back (``is_back``)
brings them back as far as their tags are still there, and what is erased takes them with it.
"""

from django.db import migrations, models

MAKE = """
CREATE FUNCTION analytics_bin_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format($sql$
        INSERT INTO %1$I.analytics_binnedtexts (response, taggings, quotes)
        SELECT binned.id,
               coalesce((SELECT jsonb_agg(to_jsonb(tagging) ORDER BY tagging.id)
                         FROM %1$I.analytics_tagging AS tagging WHERE tagging.response = binned.id), '[]'),
               coalesce((SELECT jsonb_agg(to_jsonb(quote) ORDER BY quote.place, quote.id)
                         FROM %1$I.analytics_pickedquote AS quote WHERE quote.response = binned.id), '[]')
        FROM binned
        WHERE EXISTS (SELECT 1 FROM %1$I.analytics_tagging AS tagging WHERE tagging.response = binned.id)
           OR EXISTS (SELECT 1 FROM %1$I.analytics_pickedquote AS quote WHERE quote.response = binned.id)
    $sql$, TG_TABLE_SCHEMA);
    RETURN NULL;
END
$$;
CREATE TRIGGER bin_texts AFTER INSERT ON responses_binnedresponse
    REFERENCING NEW TABLE AS binned
    FOR EACH STATEMENT EXECUTE FUNCTION analytics_bin_texts();

CREATE FUNCTION analytics_texts_left_bin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format($sql$
        INSERT INTO %1$I.analytics_tagging (survey, response, tag_id, is_on, rule_id, by, at)
        SELECT was.survey, was.response, was.tag_id, was.is_on, rule.id, was.by, was.at
        FROM left_bin JOIN %1$I.analytics_binnedtexts AS kept ON kept.response = left_bin.id
        CROSS JOIN jsonb_populate_recordset(NULL::%1$I.analytics_tagging, kept.taggings) AS was
        JOIN %1$I.analytics_answertag AS tag ON tag.id = was.tag_id
        LEFT JOIN %1$I.analytics_tagrule AS rule ON rule.id = was.rule_id
        WHERE left_bin.is_back AND (was.rule_id IS NULL OR rule.id IS NOT NULL OR NOT was.is_on)
        ON CONFLICT (tag_id, response) DO NOTHING
    $sql$, TG_TABLE_SCHEMA);
    EXECUTE format($sql$
        INSERT INTO %1$I.analytics_pickedquote
        SELECT quote.* FROM left_bin JOIN %1$I.analytics_binnedtexts AS kept ON kept.response = left_bin.id
        CROSS JOIN jsonb_populate_recordset(NULL::%1$I.analytics_pickedquote, kept.quotes) AS quote
        WHERE left_bin.is_back
    $sql$, TG_TABLE_SCHEMA);
    EXECUTE format('DELETE FROM %I.analytics_binnedtexts WHERE response IN (SELECT id FROM left_bin)',
                   TG_TABLE_SCHEMA);
    RETURN NULL;
END
$$;
CREATE TRIGGER texts_left_bin AFTER DELETE ON responses_binnedresponse
    REFERENCING OLD TABLE AS left_bin
    FOR EACH STATEMENT EXECUTE FUNCTION analytics_texts_left_bin();
"""
DROP = """
DROP TRIGGER texts_left_bin ON responses_binnedresponse;
DROP TRIGGER bin_texts ON responses_binnedresponse;
DROP FUNCTION analytics_texts_left_bin();
DROP FUNCTION analytics_bin_texts();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0010_series"),
        ("responses", "0011_beside_the_binned"),
    ]

    operations = [
        migrations.CreateModel(
            name="BinnedTexts",
            fields=[
                (
                    "response",
                    models.UUIDField(
                        editable=False, primary_key=True, serialize=False, verbose_name="response"
                    ),
                ),
                ("taggings", models.JSONField(default=list, verbose_name="tags on answers")),
                ("quotes", models.JSONField(default=list, verbose_name="quotes")),
            ],
            options={
                "verbose_name": "tags and quotes in the bin",
                "verbose_name_plural": "tags and quotes in the bin",
            },
        ),
        migrations.RunSQL(MAKE, DROP),
    ]
