"""An organisation outside the tests' transactions: each worker makes one, and empties it for the next test.

To make one and drop it takes a good part of a second, to empty what a test has filled a few milliseconds.
"""

from functools import cache

from django.db import OperationalError, connection, transaction
from psycopg import sql

from tenants import queries
from tenants.domain import create_organisation, delete_folder
from tenants.files import organisation_folder
from tenants.models import Domain, DueWork, Organisation
from tenants.people.domain import add_member
from tenants.permissions import Role
from tenants.queries import forget_organisations, organisation_of
from tenants.scope import Scope, owner_scope, public_scope, tenant_scope

PASSWORD = "correct horse battery"
TABLES = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = %s::regnamespace AND relname <> 'django_migrations'
    ORDER BY relname
"""


def make_organisation(name: str) -> Organisation:
    """Make an organisation whose host is ``<name>.localhost`` and whose owner is ``owner@<name>.example``."""
    return create_organisation(
        schema=name,
        name=name.title(),
        host=f"{name}.localhost",
        owner_email=f"owner@{name}.example",
        owner_password=PASSWORD,
    )


def keep_organisation(scope: Scope) -> Scope:
    """Let this process know an organisation for a moment as it knows those it has just read; return it."""
    return queries._keep(f"schema:{scope.schema}", lambda: scope, scope.schema)


class House:
    """An organisation in which one test after the other finds nobody but its owner."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.row = make_organisation(name)
        self.empty()

    def open(self) -> Scope:
        """Let the owner in, and return its scope."""
        scope = organisation_of(self.row.schema_name)
        with tenant_scope(scope):
            add_member(email=f"owner@{self.name}.example", role=Role.OWNER, password=PASSWORD)
        return scope

    def empty(self) -> None:
        """Let nothing be left of what was done here."""
        with public_scope():
            self.row.save(force_update=True)
            Domain.objects.filter(tenant=self.row).exclude(domain=f"{self.name}.localhost").delete()
            _emptied(self.row.schema_name)
            DueWork.objects.filter(tenant=self.row.schema_name).delete()
        forget_organisations()
        delete_folder(organisation_folder(self.row.schema_name))


def _emptied(schema: str, tries: int = 5) -> None:
    """Empty it, though a process that lives longer than a test may be about something there."""
    try:
        with owner_scope(), transaction.atomic():
            _empty(schema)
    except OperationalError:  # a deadlock
        if not tries:
            raise
        _emptied(schema, tries - 1)


def _empty(schema: str) -> None:
    """Delete all rows, of tables that let none be deleted, too."""
    with connection.cursor() as cursor:
        tables = _tables(schema)
        asked = sql.SQL(", ").join(sql.SQL("EXISTS (SELECT FROM {})").format(table) for table in tables)
        cursor.execute(sql.SQL("SELECT {}").format(asked))
        row = cursor.fetchone() or ()
        filled = [table for table, is_filled in zip(tables, row, strict=True) if is_filled]
        for words in ("ALTER TABLE {} DISABLE TRIGGER USER", "DELETE FROM {}"):
            for table in filled:
                cursor.execute(sql.SQL(words).format(table))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in filled:
            cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(table))


@cache
def _tables(schema: str) -> tuple[sql.Identifier, ...]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [schema])
        return tuple(sql.Identifier(schema, name) for (name,) in cursor.fetchall())
