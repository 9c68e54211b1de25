"""Cross-tabs put together: shares, means, letters and tests of the counts of groups."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from django.utils.translation import gettext as _

from analytics.results.crosstabs.counting import Counter, Given, Key, Selected, folded
from analytics.results.crosstabs.figures import (
    HIDDEN,
    NO_MEAN,
    NOBODY,
    Crosstab,
    CrosstabCell,
    CrosstabColumn,
    CrosstabMean,
    CrosstabRow,
    CrosstabTable,
    Sums,
)
from analytics.results.crosstabs.hiding import Hidden, Hiding
from analytics.results.crosstabs.marking import Marker
from analytics.results.crosstabs.opening import with_values
from analytics.results.crosstabs.request import MOST_LISTED, CrosstabInvalid, CrosstabRequest
from analytics.results.crosstabs.testing import independence
from analytics.results.crosstabs.weighing import Weighting
from analytics.results.filtering.columns import FilterColumn, FilterColumns
from analytics.results.questions import NO_WORDS, Value
from analytics.statistics.intervals import mean_interval, proportion_interval, weighted_variance
from analytics.statistics.letters import letter

MOST_COLUMNS = 250

type Banner = tuple[FilterColumn, ...]


def crosstab(
    rows: Selected,
    request: CrosstabRequest,
    columns: FilterColumns,
    *,
    weighting: Weighting | None = None,
    threshold: int = 0,
) -> Crosstab:
    """Answer a request; figures of fewer than ``threshold`` people are hidden. Raises ``CrosstabInvalid``."""
    counter = Counter(rows, weighting)
    columns = with_values(columns, request, counter, threshold=threshold)
    banners = [tuple(columns.by_field[field] for field in banner) for banner in request.banners]
    wanted = [columns.by_field[field] for field in request.rows]
    groups = _groups_shown(counter, banners, wanted[0])
    _count_beforehand(counter, banners, wanted)
    hiding = Hiding(rows.parted(), threshold) if threshold > 1 else None
    made = (_Table(counter, each, banners, groups, hiding).made(request) for each in wanted)
    return Crosstab(
        columns=tuple(groups),
        tables=tuple(made),
        correction=request.correction,
        overlapping=frozenset(n for n, banner in enumerate(banners) if banner[-1].kind == "set"),
        threshold=threshold,
        weighting=weighting,
    )


def _groups_shown(counter: Counter, banners: Sequence[Banner], first: FilterColumn) -> list[CrosstabColumn]:
    """The columns of the tables; raise ``CrosstabInvalid`` where they are too many."""
    groups = list(_groups(counter, banners, first))
    if len(groups) > MOST_COLUMNS:
        words = _("This makes %(n)s columns; at most %(most)s can be shown. Nest fewer questions.")
        raise CrosstabInvalid({"banner": words % {"n": len(groups), "most": MOST_COLUMNS}})
    return groups


def _count_beforehand(counter: Counter, banners: Sequence[Banner], wanted: Sequence[FilterColumn]) -> None:
    """Count several rows at once, in fewer passes over the responses than one for each."""
    able = [each for each in wanted if _is_counted_by_answer(each)]
    if len(wanted) > 1:
        for levels in ((), *banners):
            counter.prepare(levels, able)


def _groups(counter: Counter, banners: Sequence[Banner], first: FilterColumn) -> Iterator[CrosstabColumn]:
    """Everybody, then the groups of every banner. Combinations that nobody is in are left out."""
    yield CrosstabColumn(-1, (), "")
    number = 0
    for place, levels in enumerate(banners):
        sizes = (
            folded(counter.answers(levels, first), answered_only=False)
            if _is_counted_by_answer(first)
            else counter.sums(levels)
        )
        for values in product(*(level.values or () for level in levels)):
            key = tuple(str(value.value) for value in values)
            if key in sizes or (len(levels) == 1 and not values[0].is_removed):
                yield CrosstabColumn(place, tuple(zip(levels, values, strict=True)), letter(number))
                number += 1


def _is_counted_by_answer(variable: FilterColumn) -> bool:
    """Whether a response has one answer at most, and answers are few enough to be counted each."""
    return variable.kind != "set" and (variable.kind != "number" or variable.values is not None)


class _Table:
    """One variable of the rows, counted by all groups."""

    def __init__(
        self,
        counter: Counter,
        variable: FilterColumn,
        banners: Sequence[Banner],
        groups: Sequence[CrosstabColumn],
        hiding: Hiding | None,
    ) -> None:
        self._counter, self._variable, self._banners, self._groups = counter, variable, banners, groups
        self._levels: Mapping[int, Banner] = {-1: (), **dict(enumerate(banners))}
        self._is_listed = variable.kind != "number" or variable.values is not None
        self._cells = self._counted() if self._is_listed else {}
        found = {place: counter.sums(levels, answered=variable) for place, levels in self._levels.items()}
        self._bases = [found[group.banner].get(group.key, NOBODY) for group in groups]
        self._hidden = self._what_is_hidden(hiding) if hiding else Hidden()

    def _counted(self) -> dict[int, dict[Key, Sums]]:
        """By banner, then by the answer and the values of the group."""
        if not _is_counted_by_answer(self._variable):
            return {
                place: self._counter.sums((self._variable, *levels)) for place, levels in self._levels.items()
            }
        return {
            place: _of_those_who_answered(self._counter.answers(levels, self._variable))
            for place, levels in self._levels.items()
        }

    def _what_is_hidden(self, hiding: Hiding) -> Hidden:
        answers = {key[0]: sums.n for key, sums in self._cells.get(-1, {}).items()}
        whole = self._bases[0].n
        return hiding.of(self._variable, self._banners, self._groups, answers, whole=whole)

    def made(self, request: CrosstabRequest) -> CrosstabTable:
        """The table with its tests."""
        bases = [None if place in self._hidden.columns else base for place, base in enumerate(self._bases)]
        marker = Marker(self._counter, self._variable, self._banners, self._groups, bases, request.correction)
        rows = tuple(self._row(value, marker) for value in self._values()) if self._is_listed else ()
        return CrosstabTable(
            variable=self._variable,
            bases=tuple(bases),
            rows=rows,
            means=self._means(marker) if self._variable.kind == "number" else (),
            tests=independence(self._variable, self._banners, self._groups, rows, bases),
        )

    def _values(self) -> list[Value]:
        counted = {key[0] for key in self._cells[-1]}
        if self._variable.values is None:
            found = self._counter.values(self._variable, MOST_LISTED)
            return [Value(each, each, self._words(each)) for each in found]
        is_long = len(self._variable.values) > MOST_LISTED
        return [
            value
            for value in self._variable.values
            if str(value.value) in counted or not (value.is_removed or is_long)
        ]

    def _words(self, value: str) -> Mapping[str, str]:
        words_of = self._variable.variable.words_of if self._variable.variable else None
        return words_of(value) if words_of else NO_WORDS

    def _row(self, value: Value, marker: Marker) -> CrosstabRow:
        found = [self._sums_of(value, group) for group in self._groups]
        everybody, whole = found[0], self._bases[0]
        letters = marker.of_shares([sums.weight for sums in found], str(value.value) in self._hidden.answers)
        cells = [
            HIDDEN
            if self._hidden.covers(place, str(value.value))
            else _cell(sums, self._bases[place], everybody, whole, letters.get(place, ()))
            for place, sums in enumerate(found)
        ]
        return CrosstabRow(value, tuple(cells))

    def _sums_of(self, value: Value, group: CrosstabColumn) -> Sums:
        return self._cells[group.banner].get((str(value.value), *group.key), NOBODY)

    def _moments(self) -> dict[int, dict[Key, tuple[float, float]]]:
        """By banner and group the mean of the numbers and their squared distances from it; of listed numbers
        by counts."""
        if self._is_listed:
            return {place: _moments_of(cells) for place, cells in self._cells.items()}
        return {
            place: self._counter.moments(levels, self._variable) for place, levels in self._levels.items()
        }

    def _means(self, marker: Marker) -> tuple[CrosstabMean | None, ...]:
        found = self._moments()
        made = [
            None
            if place in self._hidden.columns
            else _mean(self._bases[place], found[group.banner].get(group.key))
            for place, group in enumerate(self._groups)
        ]
        letters = marker.of_means(made)
        return tuple(
            each and CrosstabMean(each.n, each.mean, each.sd, each.interval, letters.get(place, ()))
            for place, each in enumerate(made)
        )


def _of_those_who_answered(found: Mapping[Given, Sums]) -> dict[Key, Sums]:
    return {tuple(map(str, key)): sums for key, sums in found.items() if key[0] is not None}


def _moments_of(cells: Mapping[Key, Sums]) -> dict[Key, tuple[float, float]]:
    """By group the weighted mean of numbers and their squared distances from it."""
    given: dict[Key, list[tuple[float, float]]] = {}
    for (answer, *group), sums in cells.items():
        given.setdefault(tuple(group), []).append((float(answer), sums.weight))
    return {group: _moments_of_numbers(numbers) for group, numbers in given.items()}


def _moments_of_numbers(numbers: Sequence[tuple[float, float]]) -> tuple[float, float]:
    weight = math.fsum(weight for _number, weight in numbers)
    mean = math.fsum(number * weight for number, weight in numbers) / weight
    return mean, math.fsum(weight * (number - mean) ** 2 for number, weight in numbers)


def _cell(sums: Sums, base: Sums, row: Sums, whole: Sums, letters: tuple[str, ...]) -> CrosstabCell:
    share = sums.weight / base.weight if base.weight else None
    return CrosstabCell(
        n=sums.n,
        weight=sums.weight,
        column=share,
        row=sums.weight / row.weight if row.weight else None,
        total=sums.weight / whole.weight if whole.weight else None,
        interval=None if share is None else proportion_interval(share, base.effective),
        letters=letters,
    )


def _mean(base: Sums, moments: tuple[float, float] | None) -> CrosstabMean:
    if moments is None:
        return NO_MEAN
    mean, deviations = moments
    variance = weighted_variance(deviations, base.weight, base.squares)
    if variance is None:
        return CrosstabMean(base.n, mean, None, None)
    return CrosstabMean(base.n, mean, variance**0.5, mean_interval(mean, variance, base.effective))
