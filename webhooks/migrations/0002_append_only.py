"""The event log is append-only: a trigger refuses whatever would rewrite what happened.

Two doors: the mark that subscribers were told is set once, and ``webhooks.domain.forget_events``
deletes what is past its time, by saying so in its transaction (``canvass.forgetting``).
"""

from django.db import migrations

MAKE = """
CREATE FUNCTION webhooks_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.relayed_at IS NULL THEN
            OLD.relayed_at := NEW.relayed_at;
        END IF;
        IF NEW IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'DELETE' AND current_setting('canvass.forgetting', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON webhooks_event
    FOR EACH ROW EXECUTE FUNCTION webhooks_event_is_append_only();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON webhooks_event
    FOR EACH STATEMENT EXECUTE FUNCTION webhooks_event_is_append_only();
"""
DROP = """
DROP TRIGGER never_truncated ON webhooks_event;
DROP TRIGGER append_only ON webhooks_event;
DROP FUNCTION webhooks_event_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_initial")]

    operations = [migrations.RunSQL(sql=MAKE, reverse_sql=DROP)]
