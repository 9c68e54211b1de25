"""An organisation's empty schema gets its tables from ``structure.sql``: what migrations say, written down.

Working out what the migrations say takes seconds, saying it a tenth of one. The file is the migrations'
words, taken down by ``manage.py write_structure``; it is read only while it is of today's migrations, which
its first line tells by their fingerprint. While somebody works on a migration, schemas are made by migrating.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

FILE = Path(__file__).with_name("structure.sql")
HEAD = "-- Written by `make structure`, of the migrations "
PASSING = re.compile(
    r'"?(SAVEPOINT|RELEASE SAVEPOINT|SELECT|SHOW|RESET ROLE|SET ROLE|SET search_path)\b', re.IGNORECASE
)
"""How statements begin that belong to the moment: transactions, looking, and who speaks."""
MOMENT = re.compile(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^']*'::timestamptz")
APPLIED = 'INSERT INTO "django_migrations"'

type Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


class StructureTied(ValueError):
    """Migrations said something to one schema that can't be said to others: its name, or rows of its own."""


class Script:
    """What was said to an empty schema."""

    def __init__(self, schema: str) -> None:
        self.schema = schema
        self.statements: list[str] = []

    def __call__(self, execute: Execute, said: Any, values: Any, many: bool, context: dict[str, Any]) -> Any:
        """Note a statement and let it pass, as a wrapper of Django's database connections."""
        text = context["cursor"].mogrify(said, values) if values else str(said)
        if not PASSING.match(text.lstrip()):
            self._note(text, many)
        return execute(said, values, many, context)

    def _note(self, text: str, many: bool) -> None:
        if text.startswith(APPLIED):
            text = MOMENT.sub("now()", text).partition(" RETURNING ")[0]
        elif many or self.schema in text or text.lstrip().upper().startswith("INSERT"):
            raise StructureTied(text)
        self.statements.append(text.strip().rstrip(";"))

    def written(self, fingerprint: str) -> str:
        """The file of these statements."""
        return HEAD + fingerprint + "\n" + ";\n".join(self.statements) + ";\n"


def is_current(fingerprint: str) -> bool:
    """Whether the file is of these migrations."""
    with FILE.open() as file:
        return file.readline() == f"{HEAD}{fingerprint}\n"


def run_structure() -> None:
    """Say what the file says to the current, empty schema."""
    with connection.cursor() as cursor:
        cursor.execute(FILE.read_text())
