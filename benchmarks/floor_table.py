"""The table that the floor writes to."""

import psycopg

from tenants.postgresql.embedded import ROLE


def make_table(socket_folder: str) -> None:
    """Make the table in the benchmark's database."""
    with psycopg.connect(dbname="canvass", user=ROLE, host=socket_folder, autocommit=True) as connection:
        connection.execute("CREATE TABLE benchmark_floor (id uuid PRIMARY KEY, answers jsonb NOT NULL)")
