"""Counting the answers of a selection: what most figures begin with.

:class:`Counts` says what may be counted. Of few rows the columns are counted in memory, here: a statement
takes some milliseconds however few rows it is about, and a survey of 20 questions would need as many, while a
thousand answers are counted in some hundredths of one. :mod:`analytics.results.many` counts many rows.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import pyarrow as pa

MOST_VALUES = 2_000

type Row = tuple[Any, ...]


class Counts(Protocol):
    """Counts of selected responses, by columns of the relation of answers."""

    def by(self, *names: str) -> list[Row]:
        """How many have which values of some columns: the values of each, and the number."""
        ...

    def of_each(self, names: Iterable[str]) -> Mapping[str, Mapping[Any, int]]:
        """How many have each value, column by column; those that have none are left out."""
        ...

    def few(self, name: str) -> Mapping[Any, int] | None:
        """How many have each value of a column; ``None`` where there are more than ``MOST_VALUES`` values and
        counting them all would be too much."""
        ...

    def filled(self, names: Iterable[str]) -> Mapping[str, int]:
        """How many have anything in each column."""
        ...

    def different(self, name: str) -> int:
        """How many different values a column has."""
        ...


class CountsInMemory(ABC):
    """Counts of rows in memory."""

    @abstractmethod
    def column(self, name: str) -> pa.ChunkedArray:
        """A column of the rows."""

    def by(self, *names: str) -> list[Row]:
        """As :meth:`Counts.by`."""
        columns = [self.column(name).to_pylist() for name in names]
        return [(*values, n) for values, n in Counter(zip(*columns, strict=True)).items()]

    def of_each(self, names: Iterable[str]) -> dict[str, Mapping[Any, int]]:
        """As :meth:`Counts.of_each`."""
        return {name: self._values(name) for name in names}

    def few(self, name: str) -> Mapping[Any, int] | None:
        """As :meth:`Counts.few`; here they are never too many."""
        return self._values(name)

    def filled(self, names: Iterable[str]) -> dict[str, int]:
        """As :meth:`Counts.filled`."""
        columns = {name: self.column(name) for name in names}
        return {name: len(column) - int(column.null_count) for name, column in columns.items()}

    def _values(self, name: str) -> Mapping[Any, int]:
        """How many have each value. Noughts of either sign are one."""
        counts: Counter[Any] = Counter()
        for each in self.column(name).drop_null().value_counts().to_pylist():
            counts[each["values"]] += each["counts"]
        return counts

    def different(self, name: str) -> int:
        """As :meth:`Counts.different`."""
        return len(self.column(name).drop_null().unique())
