"""The engine under the results: shut in, shared, and empty between questions."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from uuid import UUID

import duckdb
import pytest

from analytics.results import (
    Selection,
)
from analytics.results.asking import SelectedRows, engine
from tests.analytics.made import results_of, row, snapshot_of_rows


def test_the_engine_reads_no_files() -> None:
    with closing(SelectedRows(snapshot_of_rows([row({})]), Selection())) as rows:
        with pytest.raises(duckdb.Error):
            rows.ask("SELECT * FROM read_text('/etc/hostname')")
        with pytest.raises(duckdb.Error):
            rows.ask("SET threads = 8")


def test_questions_of_many_threads_do_not_meet() -> None:
    people = {
        letter: [row({"q_00000008": letter}, id=UUID(int=n)) for n in range(50)] for letter in "abcdefgh"
    }

    def distinct(letter: str) -> list[tuple[str, int]]:
        rows = SelectedRows(snapshot_of_rows(people[letter]), Selection())
        with closing(rows):
            return rows.ask('SELECT "text:q_00000008", count(*) FROM selected GROUP BY ALL')

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(distinct, people))

    assert found == [[(letter, 50)] for letter in people]


def test_a_closed_selection_leaves_nothing_behind() -> None:
    results_of([row({})]).summaries()

    assert engine().execute("SELECT count(*) FROM duckdb_tables()").fetchone() == (0,)
