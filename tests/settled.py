"""Tests side by side share one PostgreSQL: what another's open transaction holds back is waited for."""

import time

from django.db import connection

MOST_SECONDS = 100
AMIDST = 3
"""Seconds to wait in a test that is a transaction itself: only what ends at that moment is felt there."""

_GOAL = """
SELECT coalesce(pg_current_xact_id_if_assigned(), pg_snapshot_xmax(pg_current_snapshot()))::text::bigint
"""
_STRANGERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname <> current_database() AND backend_xid::text::bigint < %s
"""


def settled() -> None:
    """Wait until no other database has a transaction at work that began before this moment.

    Numbers of transactions are PostgreSQL's as a whole: until they end, results must reckon with rows that
    come late. Transactions of the test's own database, which it may hold open on purpose, are not waited for.
    """
    is_amidst = connection.in_atomic_block
    deadline = time.monotonic() + (AMIDST if is_amidst else MOST_SECONDS)
    with connection.cursor() as cursor:
        cursor.execute(_GOAL)
        (goal,) = cursor.fetchone()
        while time.monotonic() < deadline:
            cursor.execute(_STRANGERS, [goal])
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.02)
    assert is_amidst, "A transaction of another database has not ended."
