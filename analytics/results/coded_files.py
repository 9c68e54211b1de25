"""Counts of a selection by codes: those of its column files, and of its rows in memory, added up.

What is counted in steady files (of many rows, none of which is dead) is kept, as it was given: what former
choices mean today is reckoned with after counting.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import numpy as np
import pyarrow.compute as pc

from analytics.readmodel.codes import Codes, codes_of
from analytics.readmodel.coding import Numbers
from analytics.readmodel.holding import OpenFile
from analytics.results.choosing import Choosing
from analytics.results.coded import CodedRows, Extent
from analytics.results.counts import CountsInMemory, Row
from analytics.results.kept import kept
from analytics.results.loading import stored_schema
from analytics.results.questions import Variable
from analytics.results.readers import HASHED, joined_field
from analytics.results.snapshots import Snapshot
from analytics.results.sources import LACKING

MOST_IN_MEMORY = 50_000
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - moments in files are in UTC, without saying so


@dataclass(frozen=True, slots=True)
class CodedFile:
    """A file, its codes, and what was asked of it: ``None`` where nothing that is counted in it is kept."""

    opened: OpenFile
    codes: Codes
    rows: CodedRows
    asked: Hashable | None

    def has(self, name: str) -> bool:
        """Whether a column's codes are known, be it because the file doesn't have the column."""
        return name in self.codes.columns or not (name in self.opened.columns or name in LACKING)

    def kept[T: Collection[Any]](self, counted: Hashable, count: Callable[[], T]) -> T:
        """What is kept of the file, or counted now."""
        return count() if self.asked is None else kept((self.opened.path,), (self.asked, counted), count)


def coded_files(snapshot: Snapshot, choosing: Choosing, *, least_steady: int) -> list[CodedFile] | None:
    """The files of a snapshot with their codes; ``None`` where there is no room for those of any, or so much
    is in no file that statements count it sooner."""
    if snapshot.table.num_rows > MOST_IN_MEMORY:
        return None
    found: list[CodedFile] = []
    steady = snapshot.steady_files(least_steady)
    for file in snapshot.files:
        codes = codes_of(file.path)
        if codes is None:
            return None
        asked = choosing.asked(file) if file in steady else None
        found.append(CodedFile(file, codes, CodedRows(codes, partial(choosing.rows, file, codes)), asked))
    return found


class CodedCounts:
    """Counts of rows in files and in memory, of those columns that it ``has``: of none where there are no
    codes."""

    def __init__(self, files: list[CodedFile] | None, tail: CountsInMemory, snapshot: Snapshot) -> None:
        self._files, self._tail, layout = files or [], tail, snapshot.layout
        tagged = {name for each in layout.codings for name in (each.field, joined_field(each.field))}
        self._columns = set[str]() if files is None else {*stored_schema(layout).names} - tagged
        if any(file.opened.time_zone != snapshot.stamp.time_zone for file in self._files):
            self._columns -= {"started_on"}
        self._meant = {
            each.field: each for each in layout.variables if each.meant and each.kind == "category"
        }

    def has(self, name: str) -> bool:
        """Whether a column can be counted here."""
        return name in self._columns and all(file.has(name) for file in self._files)

    def has_as_given(self, *names: str) -> bool:
        """Whether columns can be counted together: such as mean what was given."""
        return all(self.has_values(name) and name not in self._meant for name in names)

    def has_values(self, name: str) -> bool:
        """Whether the values of a column can be counted here."""
        return self.has(name) and not any(file.codes.is_flag(name) for file in self._files)

    def has_hashes(self, name: str) -> bool:
        """Whether the different values of a column can be counted here."""
        return self.has(name) and name.startswith(HASHED)

    def by(self, *names: str) -> list[Row]:
        """As :meth:`Counts.by`."""
        counts: Counter[Row] = Counter()
        for rows in (*(_by(file, names) for file in self._files), self._tail.by(*names)):
            for *which, n in rows:
                counts[tuple(which)] += n
        return [(*which, n) for which, n in counts.items()]

    def values(self, name: str) -> Mapping[Any, int]:
        """As :meth:`Counts.of_each`, of one column."""
        counts: Counter[Any] = Counter(self._tail.of_each([name])[name])
        variable = self._meant.get(name)
        for file in self._files:
            if variable:
                counts.update(dict(_meant(_by(file, ("version", name)), variable)))
            else:
                counts.update(file.kept(("values", name), partial(file.rows.values, name)))
        return counts

    def filled(self, name: str) -> int:
        """As :meth:`Counts.filled`, of one column."""
        counted = [file.kept(("filled", name), partial(file.rows.filled, name)) for file in self._files]
        return sum(map(sum, counted)) + self._tail.filled([name])[name]

    def extent(self, name: str) -> Row:
        """As :meth:`analytics.results.many.ManyRows.extent`."""
        moments = self._tail.column("changed_at").filter(pc.is_valid(self._tail.column(name)))
        found = [
            each
            for file in self._files
            for each in file.kept(("extent", name), partial(file.rows.extent, name))
        ]
        if len(moments):
            extremes = pc.min_max(moments.cast("int64")).as_py()
            found.append(Extent(len(moments), extremes["min"], extremes["max"]))
        if not found:
            return 0, None, None
        counts, first, last = zip(*found, strict=True)
        return sum(counts), _moment(min(first)), _moment(max(last))

    def different(self, name: str) -> int:
        """As :meth:`Counts.different`, of a column of hashes."""
        steady = [file for file in self._files if file.asked is not None]
        others = [file for file in self._files if file.asked is None]
        rest = _unique([*_hashes(others, name), self._tail.column(name).drop_null().to_numpy()])
        if not steady:
            return len(rest)
        paths, asked = tuple(file.opened.path for file in steady), tuple(file.asked for file in steady)
        (count,) = kept(paths, (asked, "different", name), lambda: [len(_unique(_hashes(steady, name)))])
        return count + len(rest) - _met(rest, _hashes(steady, name))


def _by(file: CodedFile, names: tuple[str, ...]) -> list[Row]:
    return file.kept(("by", names), partial(file.rows.by, names))


def _meant(rows: Iterable[Row], variable: Variable) -> Counter[str]:
    """How often each choice was taken, by what it means today."""
    counts: Counter[str] = Counter()
    for version, given, n in rows:
        if given is not None:
            counts[variable.meant.get(version, {}).get(given, given)] += n
    return counts


def _moment(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)


def _hashes(files: Iterable[CodedFile], name: str) -> Iterator[Numbers]:
    return (file.rows.hashes(name) for file in files)


def _unique(parts: Iterable[Numbers]) -> Numbers:
    """The different numbers of several arrays, in order. Arrays that are in order take little time."""
    found: Numbers = np.sort(np.concatenate([np.empty(0, np.int64), *parts]), kind="stable")
    is_new = np.ones(len(found), np.bool_)
    is_new[1:] = found[1:] != found[:-1]
    new: Numbers = found[is_new]
    return new


def _met(wanted: Numbers, parts: Iterable[Numbers]) -> int:
    """How many of some different numbers any of several arrays has, which are in order."""
    met = np.zeros(len(wanted), np.bool_)
    for numbers in parts if len(wanted) else ():
        if len(numbers):
            places = np.searchsorted(numbers, wanted)
            met |= numbers[np.minimum(places, len(numbers) - 1)] == wanted
    return int(met.sum())
