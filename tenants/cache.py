"""The cache's keys carry the schema of the organisation that owns them.

With the database as cache the table lies in the shared schema, and row-level security shows each
organisation's role only the rows whose key starts with its schema.
"""

from tenants.scope import schema


def make_key(key: str, key_prefix: str, version: int) -> str:
    """Return ``<schema>:<prefix>:<version>:<key>``."""
    return f"{schema()}:{key_prefix}:{version}:{key}"
