"""The cache table, and the policies by which each organisation's role sees its own shared rows.

A role is named ``r_<6 hex>_<schema>``; the policies read the schema from character 10 on. The
public role sees all rows; the owner is not bound by policies.
"""

from django.db import migrations

SCHEMA = "substr(current_user::text, 10)"
OWN_ROWS = {
    "tenants_duework": "tenant = {schema}",
    "tenants_organisation": "schema_name = {schema}",
    "tenants_domain": "tenant_id IN (SELECT id FROM tenants_organisation WHERE schema_name = {schema})",
    "canvass_cache": "starts_with(cache_key, {schema} || ':')",
}

MAKE_CACHE = """
CREATE UNLOGGED TABLE canvass_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX canvass_cache_expires ON canvass_cache (expires);
"""


def policy(table: str, rule: str) -> migrations.RunSQL:
    """Return the operation that lets a role see and write the rows that the rule picks."""
    allowed = f"({SCHEMA} = 'public' OR {rule.format(schema=SCHEMA)})"
    return migrations.RunSQL(
        sql=f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own_rows ON {table} USING {allowed} WITH CHECK {allowed};
        """,
        reverse_sql=f"DROP POLICY own_rows ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


class Migration(migrations.Migration):
    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.RunSQL(sql=MAKE_CACHE, reverse_sql="DROP TABLE canvass_cache"),
        *(policy(table, rule) for table, rule in OWN_ROWS.items()),
    ]
