"""Open answers: their words to be searched, tags, quotes.

Triggers, so that it holds whoever writes: what belongs to a response goes with it; words of an answer that
somebody corrects go at once; a tag that is put on or taken off is a change of its response, so results read
it again; and responses that come to a survey with saved searches ask to be tagged.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import tenants.ids

MAKE = """
CREATE FUNCTION analytics_forget_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DELETE FROM %I.analytics_answerwords WHERE response IN (SELECT id FROM removed)',
                   TG_TABLE_SCHEMA);
    EXECUTE format('DELETE FROM %I.analytics_tagging WHERE response IN (SELECT id FROM removed)',
                   TG_TABLE_SCHEMA);
    EXECUTE format('DELETE FROM %I.analytics_pickedquote WHERE response IN (SELECT id FROM removed)',
                   TG_TABLE_SCHEMA);
    RETURN NULL;
END
$$;
CREATE TRIGGER forget_texts AFTER DELETE ON responses_response
    REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION analytics_forget_texts();

CREATE FUNCTION analytics_forget_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DELETE FROM %I.analytics_answerwords WHERE response = $1', TG_TABLE_SCHEMA) USING NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER forget_words AFTER UPDATE OF answers ON responses_response
    FOR EACH ROW WHEN (OLD.status <> 'started' AND OLD.answers IS DISTINCT FROM NEW.answers)
    EXECUTE FUNCTION analytics_forget_words();

CREATE FUNCTION analytics_touch_tagged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'UPDATE %I.responses_response SET position = 0 WHERE id IN (SELECT response FROM changed)',
        TG_TABLE_SCHEMA
    );
    RETURN NULL;
END
$$;
CREATE TRIGGER touch_tagged AFTER INSERT ON analytics_tagging REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION analytics_touch_tagged();
CREATE TRIGGER touch_retagged AFTER UPDATE ON analytics_tagging REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION analytics_touch_tagged();
CREATE TRIGGER touch_untagged AFTER DELETE ON analytics_tagging REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION analytics_touch_tagged();

CREATE FUNCTION analytics_ask_to_tag() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE has_rules boolean;
BEGIN
    EXECUTE format('SELECT has_rules FROM %I.analytics_textstate WHERE survey_id = $1', TG_TABLE_SCHEMA)
        INTO has_rules USING NEW.survey_id;
    IF has_rules AND pg_try_advisory_xact_lock(hashtextextended(NEW.survey_id::text, 7)) THEN
        INSERT INTO public.tenants_duework (tenant, kind, key, due_at, attempts, sends, problem)
        VALUES (TG_TABLE_SCHEMA, 'analytics.read_texts', NEW.survey_id::text, now() + interval '1 second', 0, 0, '')
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER ask_to_tag AFTER INSERT OR UPDATE OF answers, status ON responses_response
    FOR EACH ROW WHEN (NEW.status <> 'started') EXECUTE FUNCTION analytics_ask_to_tag();
"""
DROP = """
DROP TRIGGER ask_to_tag ON responses_response;
DROP TRIGGER forget_words ON responses_response;
DROP TRIGGER forget_texts ON responses_response;
DROP TRIGGER touch_tagged ON analytics_tagging;
DROP TRIGGER touch_retagged ON analytics_tagging;
DROP TRIGGER touch_untagged ON analytics_tagging;
DROP FUNCTION analytics_ask_to_tag();
DROP FUNCTION analytics_forget_words();
DROP FUNCTION analytics_forget_texts();
DROP FUNCTION analytics_touch_tagged();
"""
SURVEY = {"on_delete": django.db.models.deletion.CASCADE, "related_name": "+", "to": "surveys.survey"}
COLOURS = [
    ("1", "Teal"),
    ("2", "Amber"),
    ("3", "Indigo"),
    ("4", "Red"),
    ("5", "Blue"),
    ("6", "Pink"),
    ("7", "Green"),
    ("8", "Grey"),
]


def key() -> models.UUIDField:
    return models.UUIDField(default=tenants.ids.uuid7, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [
        ("analytics", "0005_results_views"),
        ("responses", "0008_anonymity"),
        ("surveys", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="TextState",
            fields=[
                (
                    "survey",
                    models.OneToOneField(primary_key=True, serialize=False, verbose_name="survey", **SURVEY),
                ),
                ("revision", models.PositiveBigIntegerField(default=0, verbose_name="revision")),
                ("codebook", models.PositiveIntegerField(default=0, verbose_name="revision of the codebook")),
                ("watermark", models.BigIntegerField(default=0, verbose_name="watermark")),
                ("cluster", models.CharField(blank=True, max_length=40, verbose_name="database cluster")),
                ("has_rules", models.BooleanField(default=False, verbose_name="tags by rules")),
                ("stop_words", models.JSONField(blank=True, default=list, verbose_name="words left out")),
            ],
            options={
                "verbose_name": "analysis of open answers",
                "verbose_name_plural": "analyses of open answers",
            },
        ),
        migrations.CreateModel(
            name="AnswerWords",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("survey", models.UUIDField(verbose_name="survey")),
                ("response", models.UUIDField(verbose_name="response")),
                ("field", models.CharField(max_length=200, verbose_name="column")),
                ("digest", models.BigIntegerField(verbose_name="digest")),
                ("vector", django.contrib.postgres.search.SearchVectorField(verbose_name="words")),
            ],
            options={
                "verbose_name": "words of an answer",
                "verbose_name_plural": "words of answers",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="answer_words"),
                    models.Index(fields=["survey", "field"], name="answer_words_of"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("response", "field"), name="answer_words_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerTag",
            fields=[
                ("id", key()),
                ("field", models.CharField(max_length=200, verbose_name="column")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                ("description", models.CharField(blank=True, max_length=500, verbose_name="description")),
                (
                    "colour",
                    models.CharField(choices=COLOURS, default="1", max_length=2, verbose_name="colour"),
                ),
                ("place", models.PositiveSmallIntegerField(default=0, verbose_name="place")),
                ("made_by", models.EmailField(blank=True, max_length=254, verbose_name="made by")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="children",
                        to="analytics.answertag",
                        verbose_name="group",
                    ),
                ),
                ("survey", models.ForeignKey(verbose_name="survey", **SURVEY)),
            ],
            options={
                "verbose_name": "tag of answers",
                "verbose_name_plural": "tags of answers",
                "ordering": ["place", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "field", "name"), name="answer_tag_name_once"),
                    models.UniqueConstraint(fields=("survey", "field", "code"), name="answer_tag_code_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TagRule",
            fields=[
                ("id", key()),
                ("search", models.CharField(max_length=300, verbose_name="search")),
                ("made_by", models.EmailField(blank=True, max_length=254, verbose_name="made by")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="analytics.answertag",
                        verbose_name="tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of a tag",
                "verbose_name_plural": "rules of tags",
                "ordering": ["made_at", "id"],
                "constraints": [models.UniqueConstraint(fields=("tag", "search"), name="tag_rule_once")],
            },
        ),
        migrations.CreateModel(
            name="Tagging",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("survey", models.UUIDField(verbose_name="survey")),
                ("response", models.UUIDField(verbose_name="response")),
                ("is_on", models.BooleanField(default=True, verbose_name="on")),
                ("by", models.EmailField(blank=True, max_length=254, verbose_name="by")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="analytics.tagrule",
                        verbose_name="by rule",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
                        to="analytics.answertag",
                        verbose_name="tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "tag on an answer",
                "verbose_name_plural": "tags on answers",
                "indexes": [models.Index(fields=["response"], name="tagging_of_response")],
                "constraints": [models.UniqueConstraint(fields=("tag", "response"), name="tagging_once")],
            },
        ),
        migrations.CreateModel(
            name="PickedQuote",
            fields=[
                ("id", key()),
                ("response", models.UUIDField(db_index=True, verbose_name="response")),
                ("field", models.CharField(max_length=200, verbose_name="column")),
                ("text", models.TextField(verbose_name="as shown")),
                ("facts", models.JSONField(blank=True, default=list, verbose_name="facts below it")),
                ("place", models.PositiveSmallIntegerField(default=0, verbose_name="place")),
                ("picked_by", models.EmailField(blank=True, max_length=254, verbose_name="picked by")),
                ("picked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="picked")),
                ("survey", models.ForeignKey(verbose_name="survey", **SURVEY)),
            ],
            options={
                "verbose_name": "quote",
                "verbose_name_plural": "quotes",
                "ordering": ["place", "id"],
            },
        ),
        migrations.RunSQL(sql=MAKE, reverse_sql=DROP),
    ]
