"""The selected rows of one column file, counted by codes (:mod:`analytics.readmodel.codes`)."""

from collections.abc import Callable
from math import prod
from typing import Any, NamedTuple

import numpy as np

from analytics.readmodel.codes import CodedColumn, Codes
from analytics.readmodel.coding import Numbers
from analytics.results.counts import Row

MOST_COMBINATIONS = 1 << 18
"""Of more combinations of values, those that occur are found by sorting."""


class Extent(NamedTuple):
    """How many rows have something, and the first and the last moment when one was changed, in
    microseconds since 1970."""

    n: int
    first: int
    last: int


class CodedRows:
    """Rows of a file, those whose numbers ``choose`` gives, all of them if that is ``None``. Columns that the
    file doesn't have have nothing anywhere."""

    def __init__(self, codes: Codes, choose: Callable[[], Numbers | None]) -> None:
        self._codes, self._choose = codes, choose
        self._rows: tuple[Numbers | None] | None = None
        self._counted: dict[int, Numbers] = {}

    def by(self, names: tuple[str, ...]) -> list[Row]:
        """How many have which values of some columns: the values of each, and the number."""
        columns = [self._codes.columns.get(name) for name in names]
        sizes = [column.size if column else 1 for column in columns]
        joint = np.zeros(self._count, np.int64)
        for name, column, size in zip(names, columns, sizes, strict=True):
            joint *= size
            if column:
                joint += self._of_rows(self._codes.codes(name))
        met, counts = _occurring(joint, prod(sizes))
        told = (
            [(None, *(column.values if column else ()))[place] for place in places.tolist()]
            for column, places in zip(columns, np.unravel_index(met, sizes), strict=True)
        )
        return list(zip(*told, counts.tolist(), strict=True))

    def values(self, name: str) -> dict[Any, int]:
        """How many have each value of a column; those that have none are left out."""
        column = self._codes.columns.get(name)
        counts = self._counts(column)[1:] if column else []
        return {value: n for value, n in zip(column.values if column else (), counts, strict=True) if n}

    def filled(self, name: str) -> tuple[int, ...]:
        """How many have each code of a column that stands for anything."""
        column = self._codes.columns.get(name)
        return tuple(self._counts(column)[1:]) if column else ()

    def hashes(self, name: str) -> Numbers:
        """The hashes of the texts of a column, in their order."""
        if name not in self._codes.hashes:
            return np.empty(0, np.int64)
        found, rows = self._codes.hashed(name)
        if self._chosen is None:
            return found
        is_chosen = np.zeros(self._codes.rows, np.bool_)
        is_chosen[self._chosen] = True
        return found[is_chosen[rows]]

    def extent(self, name: str) -> tuple[Extent, ...]:
        """Of the rows that have anything in a column; nothing where none has."""
        if not any(self.filled(name)):
            return ()
        moments = self._of_rows(self._codes.changed())[self._of_rows(self._codes.codes(name)) > 0]
        return (Extent(len(moments), int(moments.min()), int(moments.max())),)

    @property
    def _chosen(self) -> Numbers | None:
        if self._rows is None:
            self._rows = (self._choose(),)
        return self._rows[0]

    @property
    def _count(self) -> int:
        return self._codes.rows if self._chosen is None else len(self._chosen)

    def _of_rows(self, found: Numbers) -> Numbers:
        chosen = self._chosen
        return found if chosen is None else found[chosen]

    def _counts(self, column: CodedColumn) -> list[int]:
        """How many rows have each code of a column."""
        if column.pack not in self._counted:
            pack = self._of_rows(self._codes.pack(column.pack))
            self._counted[column.pack] = np.bincount(pack, minlength=self._codes.packs[column.pack][1])
        counts = self._counted[column.pack].reshape(-1, column.size, column.stride)
        found: list[int] = counts.sum(axis=(0, 2)).tolist()
        return found


def _occurring(joint: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """The different numbers below ``size`` that there are, and how many of each."""
    if size > MOST_COMBINATIONS:
        return np.unique(joint, return_counts=True)
    counts = np.bincount(joint, minlength=1)
    met = np.flatnonzero(counts)
    return met, counts[met]
