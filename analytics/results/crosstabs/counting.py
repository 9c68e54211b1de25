"""Counting groups and their answers: SQL over the selected responses, as few queries as can be."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import batched
from typing import Any, Protocol

from analytics.results.anonymity.parting import Parted
from analytics.results.crosstabs.figures import NOBODY, Sums
from analytics.results.crosstabs.weighing import Weighting
from analytics.results.filtering.columns import FilterColumn

GROUPED_AT_ONCE = 8

type Key = tuple[str, ...]
type Given = tuple[str | None, ...]
"""An answer, ``None`` for none, and then the values of a group."""


class Asked(Protocol):
    """Selected responses, open to questions."""

    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows that a query over ``selected`` gives."""
        ...


class Selected(Asked, Protocol):
    """The same, of a selection that parts everybody."""

    def parted(self) -> Parted:
        """Everybody by parts."""
        ...


class Counter:
    """Counts by columns, weighted by the weights that the responses have. What was counted is kept."""

    def __init__(self, rows: Asked, weighting: Weighting | None) -> None:
        self._rows, self._weighting = rows, weighting
        self._kept: dict[Key, dict[Given, Sums]] = {}

    def answers(self, levels: Sequence[FilterColumn], variable: FilterColumn) -> Mapping[Given, Sums]:
        """By answer and then by the values of the levels, of a column that has one answer a response."""
        columns = (variable, *levels)
        fields = _fields(columns)
        if fields not in self._kept:
            self._kept[fields] = self._counted(columns, _given(range(1, len(columns))))
        return self._kept[fields]

    def prepare(self, levels: Sequence[FilterColumn], variables: Sequence[FilterColumn]) -> None:
        """Count many columns that have one answer a response beforehand, in few passes over the rows."""
        wanted = [each for each in variables if _fields((each, *levels)) not in self._kept]
        for some in batched(wanted, GROUPED_AT_ONCE, strict=False):
            self._kept |= self._counted_at_once(levels, some)

    def _counted_at_once(
        self, levels: Sequence[FilterColumn], variables: Sequence[FilterColumn]
    ) -> dict[Key, dict[Given, Sums]]:
        columns = (*variables, *levels)
        names = [f"c{place}" for place in range(len(columns))]
        answers, groups = names[: len(variables)], names[len(variables) :]
        sets = ", ".join(f"({', '.join((answer, *groups))})" for answer in answers)
        given = _given(range(len(variables), len(columns)))
        weighed = "sum(weight), sum(weight * weight)" if self._weighting else "count(*), count(*)"
        found = self._ask(
            f"SELECT GROUPING({', '.join(answers)}), {', '.join(names)}, count(*), {weighed}"  # noqa: S608
            f" FROM ({self._source(columns, [])}){f' WHERE {given}' if given else ''}"
            f" GROUP BY GROUPING SETS ({sets})"
        )
        every = (1 << len(answers)) - 1
        place_of = {every ^ (1 << (len(answers) - 1 - place)): place for place in range(len(answers))}
        kept: dict[Key, dict[Given, Sums]] = {_fields((each, *levels)): {} for each in variables}
        for which, *row in found:
            place = place_of[which]
            key = tuple(map(text_of, (row[place], *row[len(variables) : -3])))
            sums = Sums(row[-3], float(row[-2] or 0), float(row[-1] or 0))
            kept[_fields((variables[place], *levels))][key] = sums
        return kept

    def sums(
        self, levels: Sequence[FilterColumn], *, answered: FilterColumn | None = None
    ) -> dict[Key, Sums]:
        """By the values of the levels: how many there are, or how many of them answered a column."""
        if answered and (kept := self._kept.get(_fields((answered, *levels)))):
            return folded(kept, answered_only=True)
        conditions = [f"{answered.sql} IS NOT NULL"] if answered else []
        found = self._counted(levels, _given(range(len(levels))), conditions)
        return {tuple(map(str, key)): sums for key, sums in found.items()}

    def moments(self, levels: Sequence[FilterColumn], number: FilterColumn) -> dict[Key, tuple[float, float]]:
        """By the values of the levels the weighted mean of numbers and their squared distances from it.

        Each group's distances are from its own mean, so that an absurd number in one spoils no other. Source:
        T. F. Chan, G. H. Golub and R. J. LeVeque, "Algorithms for computing the sample variance", The
        American Statistician 37(3), 1983 (the two-pass algorithm, corrected).
        """
        source = self._source(levels, [f"{number.sql} IS NOT NULL"], more=f", {number.sql} AS number")
        given = _given(range(len(levels)))
        source = f"(SELECT * FROM ({source}){f' WHERE {given}' if given else ''})"  # noqa: S608
        found = self._weighed(source, levels) if self._weighting else self._unweighed(source, levels)
        return {tuple(str(text_of(value)) for value in key): moments for *key, moments in found}

    def _unweighed(self, source: str, levels: Sequence[FilterColumn]) -> Iterator[list[Any]]:
        """Groups with their moments; the engine's own are reckoned from each group's mean, too."""
        figures = "count(*), avg(number), var_pop(number)"
        for *key, n, mean, variance in self._ask(
            f"SELECT {_names(levels)}{figures} FROM {source}{_grouped(levels)}"  # noqa: S608
        ):
            if n:
                yield [*key, (mean, n * variance)]

    def _weighed(self, source: str, levels: Sequence[FilterColumn]) -> Iterator[list[Any]]:
        names = _names(levels)
        middles = (
            f"(SELECT {names}sum(weight * number) / sum(weight) AS middle FROM {source}{_grouped(levels)})"  # noqa: S608
        )
        beside = f"JOIN {middles} USING ({names.rstrip(', ')})" if levels else f"CROSS JOIN {middles}"
        for *key, middle, weight, first, second in self._ask(
            f"SELECT {names}any_value(middle), sum(weight), sum(weight * away), sum(weight * away * away)"  # noqa: S608
            f" FROM (SELECT *, number - middle AS away FROM {source} {beside}){_grouped(levels)}"
        ):
            if weight:
                yield [*key, _moments(middle, weight, first, second)]

    def values(self, column: FilterColumn, most: int) -> list[str]:
        """The values of an open list that were given, the most frequent first."""
        found = self.sums([column])
        return sorted((key[0] for key in found), key=lambda value: (-found[value,].n, value))[:most]

    def has_more_values(self, column: FilterColumn, most: int) -> bool:
        """Whether more than so many different values of a column were given."""
        found = self._rows.ask(
            f"SELECT count(*) FROM (SELECT DISTINCT {column.sql} FROM selected"  # noqa: S608
            f" WHERE {column.sql} IS NOT NULL LIMIT {most + 1})"
        )
        return bool(found[0][0] > most)

    def _counted(
        self, levels: Sequence[FilterColumn], given: str, conditions: Sequence[str] = ()
    ) -> dict[Given, Sums]:
        weighed = "sum(weight), sum(weight * weight)" if self._weighting else "count(*), count(*)"
        source = self._source(levels, conditions)
        found = self._ask(
            f"SELECT {_names(levels)}count(*), {weighed} FROM ({source})"  # noqa: S608
            f"{f' WHERE {given}' if given else ''}{_grouped(levels)}"
        )
        return {
            tuple(map(text_of, row[:-3])): Sums(row[-3], float(row[-2] or 0), float(row[-1] or 0))
            for row in found
        }

    def _ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        weights = self._weighting.parameters if self._weighting else {}
        return self._rows.ask(sql, **parameters, **weights)

    def _source(self, levels: Sequence[FilterColumn], conditions: Sequence[str], *, more: str = "") -> str:
        """The responses that meet conditions: the values of the levels as ``c0``, ``c1``, …, and weights.

        A response that has several values of a level stands there once for each.
        """
        columns = "".join(f"{level.value_sql} AS c{index}, " for index, level in enumerate(levels))
        source = f"({self._weighting.sql})" if self._weighting else "selected"
        weight = "weight" if self._weighting else "1.0::DOUBLE AS weight"
        query = f"SELECT {columns}{weight}{more} FROM {source}"  # noqa: S608
        if conditions:
            query += f" WHERE {' AND '.join(conditions)}"
        for index, level in enumerate(levels):
            if level.kind == "set":
                query = f"SELECT * REPLACE (unnest(c{index}) AS c{index}) FROM ({query})"  # noqa: S608
        return query


def folded(found: Mapping[Given, Sums], *, answered_only: bool) -> dict[Key, Sums]:
    """Sums by group, of all answers together or of everybody."""
    whole: dict[Key, Sums] = {}
    for (answer, *group), sums in found.items():
        if answer is not None or not answered_only:
            key = tuple(map(str, group))
            whole[key] = whole.get(key, NOBODY) + sums
    return whole


def text_of(value: Any) -> str | None:
    """A value as the columns list it; numbers of scales are whole."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return None if value is None else str(value)


def _names(levels: Sequence[FilterColumn]) -> str:
    return "".join(f"c{index}, " for index in range(len(levels)))


def _fields(columns: Sequence[FilterColumn]) -> Key:
    return tuple(column.field for column in columns)


def _given(places: range) -> str:
    """SQL: those that have a value of each of these columns."""
    return " AND ".join(f"c{place} IS NOT NULL" for place in places)


def _grouped(levels: Sequence[FilterColumn]) -> str:
    return f" GROUP BY {_names(levels).rstrip(', ')}" if levels else ""


def _moments(middle: float, weight: float, first: float, second: float) -> tuple[float, float]:
    """Mean and squared distances of sums of distances from ``middle``, which is the mean but for rounding."""
    return middle + first / weight, max(0.0, second - first * first / weight)
