"""Up to where all is settled, and one moment to read at."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection, transaction

_HORIZON = """
SELECT pg_snapshot_xmin(now.seen)::text::bigint, pg_snapshot_xmax(now.seen)::text::bigint,
       system_identifier::text
FROM (SELECT pg_current_snapshot() AS seen) AS now, pg_control_system()
"""
_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


class Horizon(NamedTuple):
    """``position``: every transaction below it has ended, so nothing can come to be there any more.
    ``next``: no transaction as high as this one has begun. ``cluster``: the PostgreSQL whose transactions
    these are."""

    position: int
    next: int
    cluster: str


def read_horizon() -> Horizon:
    """Return the horizon of this moment. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_HORIZON)
        return Horizon(*cursor.fetchone())


@contextmanager
def one_moment() -> Iterator[None]:
    """Let all queries inside see the same moment; amidst a transaction they see what that sees."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_ONE_MOMENT)
        yield
