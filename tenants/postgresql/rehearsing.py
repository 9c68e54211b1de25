"""Making a schema's tables again by the statements that made them the first time.

Working out what migrations say to the database takes ten times as long as saying it. So a process that has
migrated one empty schema keeps what was said, and says it to the next empty schema at once. It is never kept
beyond the process: a stored script that is run as the owner would be a door.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

PASSING = (
    *("SAVEPOINT", "RELEASE SAVEPOINT", "SELECT", "SHOW"),
    *("RESET ROLE", "SET ROLE", "SET SEARCH_PATH"),
)
"""How statements begin that belong to the moment: transactions, looking, and who speaks."""
OWN = "INSERT INTO django_migrations"

type Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class Script:
    """What was said to an empty schema; good for others if it names no schema and stores no rows."""

    def __init__(self, schema: str) -> None:
        self.schema = schema
        self.statements: list[str] = []
        self.is_good = True

    def __call__(self, execute: Execute, said: Any, values: Any, many: bool, context: dict[str, Any]) -> Any:
        """Note a statement and let it pass, as a wrapper of Django's database connections."""
        text = context["cursor"].mogrify(said, values) if values else str(said)
        words = text.lstrip().replace('"', "")
        if not words.upper().startswith(PASSING):
            stores = words.upper().startswith("INSERT ") and not words.startswith(OWN)
            self.is_good &= not (many or stores or self.schema in text)
            self.statements.append(text)
        return execute(said, values, many, context)


_kept: dict[str, list[str]] = {}


@contextmanager
def noted(schema: str, fingerprint: str) -> Iterator[None]:
    """Keep what is said to an empty schema inside, for others of the same fingerprint."""
    script = Script(schema)
    with connection.execute_wrapper(script):
        yield
    if script.is_good:
        _kept.clear()
        _kept[fingerprint] = script.statements


def said_again(fingerprint: str) -> bool:
    """Say to the current, empty schema what was kept; return whether anything was."""
    statements = _kept.get(fingerprint)
    if statements is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(";\n".join([*statements, "UPDATE django_migrations SET applied = now()"]))
    return True
