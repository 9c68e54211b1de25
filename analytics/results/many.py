"""The selected rows of surveys with column files: counted by codes, asked by SQL.

Columns that have no codes, such as numbers of many values, are counted by SQL that reads the columns which
it names. What is counted is kept for steady files: those of many rows, none of which is dead. Whoever asks
again after some answers came counts these alone. Counts by SQL are kept by the whole text of the statement,
which says how former choices are read and the zone of days: whatever would change them makes another one.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from itertools import batched, chain
from operator import add
from typing import Any

import duckdb

from analytics.results.choosing import Choosing
from analytics.results.coded_files import CodedCounts, coded_files
from analytics.results.counts import MOST_VALUES, Row
from analytics.results.engine import engine, quoted
from analytics.results.few import FewRows
from analytics.results.kept import kept
from analytics.results.selection import Selection
from analytics.results.snapshots import Snapshot
from analytics.results.sources import AnswersSql, answers_in_parts

LEAST_STEADY = 50_000
"""Files of fewer rows soon become part of others."""
AT_ONCE = 32
GROUPED_AT_ONCE = 12


class ManyRows:
    """Rows of a selection, of a ``condition`` with its parameters. To be used in one thread."""

    def __init__(
        self, snapshot: Snapshot, selection: Selection, condition: str, parameters: Mapping[str, Any]
    ) -> None:
        self._cursor: duckdb.DuckDBPyConnection = engine().cursor()
        self._snapshot, self._selection = snapshot, selection
        self._condition, self._parameters = condition, parameters
        self._steady, self._rest, self._whole = answers_in_parts(
            self._cursor, snapshot, least_steady=LEAST_STEADY
        )

    def ask(self, sql: str, **parameters: Any) -> list[Row]:
        """Return the rows that ``sql``, a query over ``selected``, gives."""
        return self._asked(self._whole, sql, parameters)

    def close(self) -> None:
        """Let go of the rows."""
        self._cursor.close()

    def by(self, *names: str) -> list[Row]:
        """As :meth:`Counts.by`."""
        if self._coded.has_as_given(*names):
            return self._coded.by(*names)
        listed = ", ".join(map(quoted, names))
        return self._added_up(f"SELECT {listed}, count(*) FROM selected GROUP BY ALL")  # noqa: S608

    def of_each(self, names: Iterable[str]) -> dict[str, Mapping[Any, int]]:
        """As :meth:`Counts.of_each`."""
        wanted = list(names)
        values = {name: self._coded.values(name) for name in wanted if self._coded.has_values(name)}
        others = (name for name in wanted if name not in values)
        for some in batched(others, GROUPED_AT_ONCE, strict=False):
            values |= self._grouped(some)
        return values

    def few(self, name: str) -> Mapping[Any, int] | None:
        """As :meth:`Counts.few`."""
        if self._coded.has_values(name):
            values = self._coded.values(name)
            return values if len(values) <= MOST_VALUES else None
        sql = (
            f"SELECT {quoted(name)} AS value, count(*) FROM selected WHERE {quoted(name)} IS NOT NULL"  # noqa: S608
            f" GROUP BY value LIMIT {MOST_VALUES + 1}"
        )
        found = list(self._of_parts(sql))
        summed = _summed(found, 1)
        if len(summed) > MOST_VALUES or any(len(rows) > MOST_VALUES for rows in found):
            return None
        return {value: n for (value,), (n,) in summed.items()}

    def filled(self, names: Iterable[str]) -> dict[str, int]:
        """As :meth:`Counts.filled`."""
        wanted = list(names)
        counts = {name: self._coded.filled(name) for name in wanted if self._coded.has(name)}
        others = (name for name in wanted if name not in counts)
        for some in batched(others, AT_ONCE, strict=False):
            counted = ", ".join(f"count({quoted(name)})" for name in some)
            (row,) = self._added_up(f"SELECT {counted} FROM selected", len(some))  # noqa: S608
            counts |= zip(some, row, strict=True)
        return counts

    def different(self, name: str) -> int:
        """As :meth:`Counts.different`."""
        if self._coded.has_hashes(name):
            return self._coded.different(name)
        return int(self.ask(f"SELECT count(DISTINCT {quoted(name)}) FROM selected")[0][0])  # noqa: S608

    def extent(self, name: str) -> Row:
        """How many rows have something in a column, and when the first and the last of them was changed."""
        if self._coded.has(name):
            return self._coded.extent(name)
        changed = "SELECT count(*), min(changed_at), max(changed_at) FROM selected"
        return self.ask(f"{changed} WHERE {quoted(name)} IS NOT NULL")[0]

    @cached_property
    def _coded(self) -> CodedCounts:
        """Counts by codes, of the columns that have such."""
        asked = self._selection, self._condition, self._parameters
        files = coded_files(
            self._snapshot, Choosing(self._snapshot, *asked, self._cursor), least_steady=LEAST_STEADY
        )
        with closing(FewRows(replace(self._snapshot, files=(), dead={}), *asked)) as tail:
            return CodedCounts(files, tail, self._snapshot)

    def _grouped(self, names: tuple[str, ...]) -> dict[str, dict[Any, int]]:
        """Counts by value of each column, in one pass."""
        columns = [quoted(name) for name in names]
        listed, sets = ", ".join(columns), ", ".join(f"({column})" for column in columns)
        found = self._added_up(
            f"SELECT GROUPING({listed}), {listed}, count(*) FROM selected GROUP BY GROUPING SETS ({sets})"  # noqa: S608
        )
        every = (1 << len(names)) - 1
        place_of = {every ^ (1 << (len(names) - 1 - place)): place for place in range(len(names))}
        values: dict[str, dict[Any, int]] = {name: {} for name in names}
        for which, *row, count in found:
            place = place_of[which]
            if row[place] is not None:
                values[names[place]][row[place]] = count
        return values

    def _added_up(self, sql: str, counts: int = 1) -> list[Row]:
        """The rows of a query, whose last columns are counts."""
        return [(*key, *sums) for key, sums in _summed(self._of_parts(sql), counts).items()]

    def _of_parts(self, sql: str) -> Iterator[list[Row]]:
        """What a query gives in steady files, and in the rest."""
        if self._steady:
            yield self._of_steady(sql)
        if self._rest or not self._steady:
            yield self._asked(self._rest, sql, {})

    def _of_steady(self, sql: str) -> list[Row]:
        asked = self._written(self._steady, sql), repr(sorted(self._parameters.items()))
        paths = tuple(file.path for file in self._snapshot.steady_files(LEAST_STEADY))
        return kept(paths, asked, lambda: self._asked(self._steady, sql, {}))

    def _asked(self, answers: AnswersSql, sql: str, parameters: Mapping[str, Any]) -> list[Row]:
        return self._cursor.execute(
            self._written(answers, sql), dict(self._parameters) | dict(parameters)
        ).fetchall()

    def _written(self, answers: AnswersSql, sql: str) -> str:
        return f"WITH selected AS NOT MATERIALIZED ({self._selected(answers, sql)}) {sql}"

    def _selected(self, answers: AnswersSql, sql: str) -> str:
        """SQL of the selected rows, with the columns that a query names."""
        relation = answers.sql(f"{sql} {self._condition}")
        return f"SELECT * FROM ({relation}) WHERE {self._condition}"  # noqa: S608


def _summed(parts: Iterable[list[Row]], counts: int) -> dict[Row, tuple[int, ...]]:
    """Rows of several parts added up: the last columns are so many counts, the others tell rows apart."""
    summed: dict[Row, tuple[int, ...]] = {}
    for row in chain.from_iterable(parts):
        key, found = row[:-counts], row[-counts:]
        known = summed.get(key)
        summed[key] = found if known is None else tuple(map(add, known, found))
    return summed
