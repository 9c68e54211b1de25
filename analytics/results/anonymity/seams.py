"""Where a filter parts people: the columns that its conditions name, and which of their values it tells
apart.

Filters that differ in one column alone can be added and subtracted: all, less those of one region, less
those of another, leaves those of the third. So no condition may tell values of a column apart that stand
together because too few share them (:func:`kept_together`), nor may it among those whom the other conditions
choose or leave over. Choices of multiple choices share people; for them :mod:`overlapping` decides.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analytics.results.anonymity.classes import hidden_among, kept_together
from analytics.results.anonymity.overlapping import MOST_PATTERNS, MOST_TOGETHER, told_choices
from analytics.results.filtering.columns import FilterColumn
from analytics.results.filtering.document import Condition
from analytics.results.filtering.sql import why_sql

ORDERED = frozenset({"number", "date", "time", "datetime"})
LISTS = frozenset({"set", "rank"})
MOST_RUNS = 2_000
"""Columns of more different values are parted only between so many runs of them."""
_WHYS = frozenset({"skipped", "refused", "dont_know", "not_shown"})
_ANSWERED = ""
"""Stands among the choices for having answered at all."""

type Met = tuple[bool, ...]
type Stand = tuple[Any, str, Met, int]
"""A value (``None`` for no answer), why there is none, which conditions are met, how many people."""


@dataclass(frozen=True, slots=True)
class Seam:
    """A column and the places of the conditions on it among all. ``edges`` are the first values of the runs
    of a column in an order, which stand for these; ``is_long`` where there are so many values that they
    should be counted by runs."""

    column: FilterColumn
    conditions: tuple[Condition, ...]
    places: tuple[int, ...]
    edges: tuple[Any, ...] = ()
    is_long: bool = False

    @property
    def is_ordered(self) -> bool:
        """Whether its values are parted by runs."""
        return self.column.kind in ORDERED

    def source(self, relation: str) -> tuple[str, dict[str, Any]]:
        """SQL of a relation with ``stands`` and ``why`` beside its columns, and its parameters."""
        why = why_sql(self.column) if self._asks_why else "''"
        if not self.is_long:
            return f"(SELECT *, {self.column.sql} AS stands, {why} AS why FROM {relation})", {}  # noqa: S608
        edges = "(SELECT unnest($edges) AS stands) AS edges"
        joined = f"{relation} ASOF LEFT JOIN {edges} ON {self.column.sql} >= edges.stands"
        return f"(SELECT *, {why} AS why FROM {joined})", {"edges": list(self.edges)}  # noqa: S608

    def tells_apart(self, found: Iterable[Stand], k: int) -> bool:
        """Whether its conditions tell apart, among some people, what too few of these share."""
        stands = [each for each in self._in_runs(found) if each[3]]
        if self.column.kind in LISTS:
            return self._tells_choices_apart(stands, k) or _is_split_by_why(stands, k)
        return _is_split(stands, k, is_ordered=self.is_ordered) or _is_split_by_why(stands, k)

    def _in_runs(self, found: Iterable[Stand]) -> Iterator[Stand]:
        """Stands of single values as those of its runs, where it has such."""
        for value, why, met, n in found:
            is_in_run = self.edges and value is not None
            place = max(0, bisect_right(self.edges, value) - 1) if is_in_run else 0
            yield self.edges[place] if is_in_run else value, why, met, n

    @property
    def _asks_why(self) -> bool:
        return any(each.operator in _WHYS for each in self.conditions)

    @property
    def _named(self) -> frozenset[str]:
        """The choices that conditions name; of rankings also those in first place, which are others."""
        named = {
            f"1:{value}" if each.operator == "first" else value
            for each in self.conditions
            for value in each.values
        }
        needs_answer = any(not each.values or each.operator == "not_in" for each in self.conditions)
        return frozenset(named | {_ANSWERED} if needs_answer else named)

    def _tells_choices_apart(self, stands: Iterable[Stand], k: int) -> bool:
        patterns: Counter[frozenset[str]] = Counter()
        for value, _why, _met, n in stands:
            first = {f"1:{value[0]}"} if value and self.column.kind == "rank" else set()
            patterns[frozenset() if value is None else frozenset({_ANSWERED, *first, *value})] += n
        named = self._named.intersection(frozenset().union(*patterns))
        together = len(named - {_ANSWERED})
        if together > MOST_TOGETHER:
            return True
        return not named <= told_choices(patterns, k, together=max(1, together))


def _is_split(stands: Iterable[Stand], k: int, *, is_ordered: bool) -> bool:
    """Whether values are told apart that stand together."""
    sizes, met_by = Counter[Any](), dict[Any, set[Met]]()
    for value, _why, met, n in stands:
        sizes[value] += n
        met_by.setdefault(value, set()).add(met)
    if any(len(met) > 1 for value, met in met_by.items() if value is not None):
        return True
    blocks = (block for block in kept_together(sizes, k, is_ordered=is_ordered) if len(block) > 1)
    return any(len(set[Met]().union(*(met_by[each] for each in block))) > 1 for block in blocks)


def _is_split_by_why(stands: Iterable[Stand], k: int) -> bool:
    """Whether reasons for having no answer are told apart that too few have."""
    sizes, met_by = Counter[str](), dict[str, set[Met]]()
    for value, why, met, n in stands:
        if value is None:
            sizes[why] += n
            met_by.setdefault(why, set()).add(met)
    hidden = hidden_among(sizes, k)
    return len(set[Met]().union(*(met_by[each] for each in hidden))) > 1


def seam_of(
    column: FilterColumn, conditions: tuple[Condition, ...], sizes: Mapping[Any, int], k: int
) -> Seam:
    """The seam of a column whose values so many people share; its places aren't known yet."""
    if column.kind not in ORDERED:
        return Seam(column, conditions, ())
    is_long = len(sizes) > MOST_RUNS
    least = -(-sum(sizes.values()) // MOST_RUNS) if is_long else 0
    runs = kept_together(sizes, k, is_ordered=True, least=least)
    starts = [[value for value in run if value is not None] for run in runs]
    edges = sorted(min(values) for values in starts if values)
    return Seam(column, conditions, (), tuple(edges), is_long)


def stands_sql(
    seam: Seam, conditions: int, source: str, counts: str, *, whole: str = "''", beside: str = "''"
) -> str:
    """SQL of how many people stand where: ``counts`` by ``whole``, and in it by what is ``beside`` the seam
    and by which of the other ``conditions`` are met. Of lists so many as are looked at."""
    others = "".join(f", m{place}" for place in range(conditions) if place not in seam.places)
    met = ", ".join(f"m{place}" for place in seam.places)
    of = "PARTITION BY whole, part ORDER BY count(*) DESC, stands"
    most = f" QUALIFY row_number() OVER ({of}) <= {MOST_PATTERNS + 1}"
    return (
        f"SELECT {whole} AS whole, concat_ws('|', {beside}{others}) AS part, stands, why,"  # noqa: S608
        f" [{met}] AS met, {counts} FROM {source} GROUP BY whole, part, stands, why, met"
        f"{most if seam.column.kind in LISTS else ''}"
    )


def slices_of(rows: Sequence[tuple[Any, ...]], count: int = 0) -> Iterator[tuple[Any, list[Stand]]]:
    """What such SQL gave of one of its counts: of each slice which whole it is of, and who stands where."""
    slices: dict[tuple[Any, str], list[Stand]] = {}
    for whole, part, value, why, met, *counts in rows:
        slices.setdefault((whole, part), []).append((value, why, tuple(met), counts[count]))
    yield from ((whole, stands) for (whole, _part), stands in slices.items())
