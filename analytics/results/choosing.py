"""Which rows of column files a selection chooses, told by their numbers."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import duckdb
import numpy as np

from analytics.readmodel.codes import Codes
from analytics.readmodel.coding import Numbers
from analytics.readmodel.holding import OpenFile
from analytics.results.selection import Selection
from analytics.results.snapshots import Snapshot
from analytics.results.sources import ROW, AnswersSql, numbered


class Choosing:
    """Chooses rows of the files of a snapshot: by codes where the selection speaks of nothing but what is
    coded, else by its ``condition`` in SQL."""

    def __init__(
        self,
        snapshot: Snapshot,
        selection: Selection,
        condition: str,
        parameters: Mapping[str, Any],
        cursor: duckdb.DuckDBPyConnection,
    ) -> None:
        self._snapshot, self._selection, self._cursor = snapshot, selection, cursor
        self._condition, self._parameters = condition, parameters
        self._is_plain = not selection.where and selection.quality != "unmarked"
        self._tests = _tests(selection)

    def rows(self, file: OpenFile, codes: Codes) -> Numbers | None:
        """The numbers of the chosen rows of a file that aren't dead; ``None`` if all of them are."""
        if self._is_plain and set(self._tests) <= set(codes.columns) and self._has_days(file):
            chosen = self._by_codes(codes)
        else:
            chosen = self._by_sql(file)
        dead = self._snapshot.dead.get(file.id, ())
        if len(dead):
            chosen[np.asarray(dead)] = False
        return None if chosen.all() else np.flatnonzero(chosen)

    def asked(self, file: OpenFile) -> Hashable:
        """What is asked of a file, and something else wherever that could choose other rows which live."""
        if self._is_plain:
            return self._selection, self._time_zone
        return self._sql(file), repr(sorted(self._parameters.items()))

    def _sql(self, file: OpenFile) -> str:
        relation = AnswersSql([numbered(file)], self._snapshot.layout, time_zone=self._time_zone)
        written = relation.sql(self._condition, numbered=True)
        return f"SELECT {ROW.name} AS row FROM ({written}) WHERE {self._condition}"  # noqa: S608

    @property
    def _time_zone(self) -> str:
        return self._snapshot.stamp.time_zone

    def _has_days(self, file: OpenFile) -> bool:
        return "started_on" not in self._tests or file.time_zone == self._time_zone

    def _by_codes(self, codes: Codes) -> Numbers:
        chosen = np.ones(codes.rows, np.bool_)
        for name, test in self._tests.items():
            allowed = [False, *map(test, codes.columns[name].values)]
            chosen &= np.array(allowed)[codes.codes(name)]
        return chosen

    def _by_sql(self, file: OpenFile) -> Numbers:
        found = self._cursor.execute(self._sql(file), dict(self._parameters)).fetchnumpy()
        chosen = np.zeros(file.rows, np.bool_)
        chosen[found["row"].astype(np.int64)] = True
        return chosen


def _tests(selection: Selection) -> dict[str, Callable[[Any], bool]]:
    """What each column has to be, as ``condition_of`` says it in SQL. Nothing at all never is."""
    tests: dict[str, Callable[[Any], bool]] = {}
    if selection.status != "all":
        tests["status"] = selection.status.__eq__
    if selection.language:
        tests["language"] = selection.language.__eq__
    if selection.since or selection.until:
        tests["started_on"] = lambda day: (
            (selection.since is None or day >= selection.since)
            and (selection.until is None or day <= selection.until)
        )
    if selection.quality != "any":
        tests["flag"] = "excluded".__ne__
    return tests
