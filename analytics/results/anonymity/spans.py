"""Which spans of days may be told of a selection whose results are anonymous."""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, Protocol

from analytics.results.anonymity.classes import runs
from analytics.results.anonymity.guarding import GroupTooSmall, conditions_of, met_sql
from analytics.results.filtering.columns import columns_of
from analytics.results.questions import Layout
from analytics.results.selection import Selection

type Span = tuple[datetime.date, datetime.date]


class _Asked(Protocol):
    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]: ...


def refused_spans(
    answers: _Asked, selection: Selection, layout: Layout, spans: Sequence[Span], *, k: int
) -> frozenset[int]:
    """The places of the spans, first and last day, that :func:`guard` would refuse with the selection.

    Such are those that part a run of days which only together have ``k`` people, and those within, before or
    after which a combination of the selection's conditions, met or not, holds for 1 to ``k - 1``.
    """
    try:
        asked = conditions_of(answers, selection, layout, k=k)
    except GroupTooSmall:
        return frozenset(range(len(spans)))
    parts, parameters = met_sql(asked.single, columns_of(layout))
    found = answers.ask(
        f"SELECT {', '.join(['started_on', *parts])}, count(*) FROM answers WHERE {asked.among}"  # noqa: S608
        " GROUP BY ALL",
        **parameters,
    )
    groups: dict[Hashable, dict[datetime.date, int]] = {}
    whole: dict[datetime.date, int] = {}
    for day, *met, n in found:
        groups.setdefault(tuple(met), {})[day] = n
        whole[day] = whole.get(day, 0) + n
    return spans_of_few(groups.values(), whole, spans, k)


def spans_of_few(
    groups: Iterable[Mapping[datetime.date, int]],
    whole: Mapping[datetime.date, int],
    spans: Sequence[Span],
    k: int,
) -> frozenset[int]:
    """The places of the spans that can't be told of each group of people, of whom so many belong to a day:
    within, before or after which there are 1 to ``k - 1``, or that part a run of days. Runs of a group are
    made of those of the ``whole``."""
    base = _edges(whole, k)
    told = [(_edges(_by_runs(group, base), k), _Days(group)) for group in groups]
    return frozenset(
        place
        for place, (first, last) in enumerate(spans)
        if not _parts_nothing(first, last, base)
        or any(
            not _parts_nothing(first, last, edges) or any(0 < n < k for n in days.around(first, last))
            for edges, days in told
        )
    )


def _parts_nothing(first: datetime.date, last: datetime.date, found: Sequence[Span]) -> bool:
    """Whether no run lies on both sides of where a span begins or ends."""
    return _is_edge(first, found) and _is_edge(last + datetime.timedelta(days=1), found)


def _edges(whole: Mapping[datetime.date, int], k: int) -> list[Span]:
    """The runs of days that stay together, each with its first and last day."""
    days = sorted(day for day, n in whole.items() if n)
    return [(days[run.start], days[run.stop - 1]) for run in runs([whole[day] for day in days], k)]


def _by_runs(counts: Mapping[datetime.date, int], base: Sequence[Span]) -> dict[datetime.date, int]:
    """How many there are in each run of days, by its first day."""
    found: dict[datetime.date, int] = {}
    starts = [first for first, _last in base]
    for day, n in counts.items():
        start = starts[max(0, bisect_right(starts, day) - 1)] if starts else day
        found[start] = found.get(start, 0) + n
    return found


def _is_edge(day: datetime.date, found: Sequence[Span]) -> bool:
    """Whether no run lies on both sides of the beginning of a day."""
    return all(not first < day <= last for first, last in found)


class _Days:
    """How many there are on each day, summed up."""

    def __init__(self, counts: Mapping[datetime.date, int]) -> None:
        self._days = sorted(counts)
        self._upto = [0, *accumulate(counts[day] for day in self._days)]

    def around(self, first: datetime.date, last: datetime.date) -> tuple[int, int, int]:
        """How many before a span, within it, and after it."""
        start, end = bisect_left(self._days, first), bisect_right(self._days, last)
        return self._upto[start], self._upto[end] - self._upto[start], self._upto[-1] - self._upto[end]
