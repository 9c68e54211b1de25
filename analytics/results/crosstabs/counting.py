"""Counting groups and their answers: SQL over the selected responses."""

from collections.abc import Sequence
from typing import Any, Protocol

from analytics.results.crosstabs.figures import Sums
from analytics.results.crosstabs.weighing import Weighting
from analytics.results.filtering.columns import FilterColumn

type Key = tuple[str, ...]


class Asked(Protocol):
    """Selected responses, open to questions."""

    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows that a query over ``selected`` gives."""
        ...


class Counter:
    """Counts by columns, weighted by the weights that the responses have."""

    def __init__(self, rows: Asked, weighting: Weighting | None) -> None:
        self._rows, self._weighting = rows, weighting

    def sums(
        self, levels: Sequence[FilterColumn], *, answered: FilterColumn | None = None
    ) -> dict[Key, Sums]:
        """By the values of the levels: how many there are, or how many of them answered a column."""
        condition = f"{answered.sql} IS NOT NULL" if answered else "true"
        found = self._ask(
            f"SELECT {_names(levels)}count(*), sum(weight), sum(weight * weight)"  # noqa: S608
            f" FROM ({unnested(levels, self._source(condition))}) {_grouped(levels)}"
        )
        return {row[: len(levels)]: Sums(row[-3], row[-2] or 0.0, row[-1] or 0.0) for row in found}

    def moments(
        self, levels: Sequence[FilterColumn], number: FilterColumn, about: float
    ) -> dict[Key, tuple[float, float]]:
        """By the values of the levels: weighted sums of the distances of numbers from ``about``, and of their
        squares."""
        value = f"({number.sql} - $about)"
        source = self._source(f"{number.sql} IS NOT NULL", more=f"{value} AS away")
        found = self._ask(
            f"SELECT {_names(levels)}sum(weight * away), sum(weight * away * away)"  # noqa: S608
            f" FROM ({unnested(levels, source)}) {_grouped(levels)}",
            about=about,
        )
        return {row[: len(levels)]: (row[-2] or 0.0, row[-1] or 0.0) for row in found}

    def mean(self, number: FilterColumn) -> float:
        """The weighted mean of all numbers; 0 where there are none."""
        source = self._source(f"{number.sql} IS NOT NULL", more=f"{number.sql} AS number")
        found = self._ask(f"SELECT sum(weight * number) / sum(weight) FROM ({source})")  # noqa: S608
        return float(found[0][0] or 0.0)

    def values(self, column: FilterColumn, most: int) -> list[str]:
        """The values of an open list that were given, the most frequent first."""
        source = unnested([column], self._source("true"))
        found = self._ask(
            f"SELECT c0 FROM ({source}) WHERE c0 IS NOT NULL"  # noqa: S608
            " GROUP BY c0 ORDER BY count(*) DESC, c0 LIMIT $most",
            most=most,
        )
        return [row[0] for row in found]

    def _ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        weights = self._weighting.parameters if self._weighting else {}
        return self._rows.ask(sql, **parameters, **weights)

    def _source(self, condition: str, *, more: str = "NULL AS away") -> str:
        """The responses that meet a condition, with their weights."""
        if self._weighting is None:
            return f"SELECT *, 1.0::DOUBLE AS weight, {more} FROM selected WHERE {condition}"  # noqa: S608
        return f"SELECT *, {more} FROM ({self._weighting.sql}) WHERE {condition}"  # noqa: S608


def unnested(levels: Sequence[FilterColumn], source: str) -> str:
    """A query with the values of the levels as ``c0``, ``c1``, …: one row for each value of a list."""
    columns = "".join(f"{level.value_sql} AS c{index}, " for index, level in enumerate(levels))
    query = f"SELECT {columns}weight, away FROM ({source})" if columns else source  # noqa: S608
    for index, level in enumerate(levels):
        if level.kind == "set":
            query = f"SELECT * REPLACE (unnest(c{index}) AS c{index}) FROM ({query})"  # noqa: S608
    return query


def _names(levels: Sequence[FilterColumn]) -> str:
    return "".join(f"c{index}, " for index in range(len(levels)))


def _grouped(levels: Sequence[FilterColumn]) -> str:
    if not levels:
        return ""
    names = _names(levels).rstrip(", ")
    given = " AND ".join(f"c{index} IS NOT NULL" for index in range(len(levels)))
    return f"WHERE {given} GROUP BY {names}"
