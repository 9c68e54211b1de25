"""Letters of a table: which groups differ from which."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from analytics.results.crosstabs.counting import Counter, Key
from analytics.results.crosstabs.figures import (
    NO_MEAN,
    NOBODY,
    SMALL_BASE,
    CrosstabColumn,
    CrosstabMean,
    Sums,
)
from analytics.results.filtering.columns import FilterColumn
from analytics.statistics.comparing import Sample, Test, compare_means, compare_shares
from analytics.statistics.letters import Correction, Pair, letters_of

type Letters = dict[int, tuple[str, ...]]


class Marker:
    """Tests the groups of a table pair by pair, each with those that have the same parent.

    The tests of one row and one banner are made together. Groups of fewer than 30 are not tested, nor is
    everybody, of whom each group is a part.
    """

    def __init__(
        self,
        counter: Counter,
        variable: FilterColumn,
        banners: Sequence[Sequence[FilterColumn]],
        groups: Sequence[CrosstabColumn],
        bases: Sequence[Sums | None],
        correction: Correction,
    ) -> None:
        self._bases, self._correction = bases, correction
        self._numbers = _letter_places(groups)
        self._overlaps = {
            place: _overlaps(counter, variable, levels)
            for place, levels in enumerate(banners)
            if levels[-1].kind == "set"
        }
        self._groups = groups
        self._families = [list(_pairs(groups, bases, place)) for place in range(len(banners))]

    def of_shares(self, weights: Sequence[float], is_hidden: bool) -> Letters:
        """The letters of a row, by place of the column; ``weights`` are those of the answer in each."""
        found: Letters = {}
        for family in self._families if not is_hidden else ():
            tests = {self._named(pair): self._compared(pair, weights) for pair in family}
            found |= self._placed(letters_of(tests, self._correction))
        return found

    def of_means(self, means: Sequence[CrosstabMean | None]) -> Letters:
        """The letters of means; those of groups that share responses are not tested."""
        found: Letters = {}
        for place, family in enumerate(self._families):
            if place not in self._overlaps:
                tests = {
                    self._named((first, second)): compare_means(
                        self._sample(first, means[first]), self._sample(second, means[second])
                    )
                    for first, second in family
                }
                found |= self._placed(letters_of(tests, self._correction))
        return found

    def _named(self, pair: Pair) -> Pair:
        return self._numbers[pair[0]], self._numbers[pair[1]]

    def _placed(self, letters: Letters) -> Letters:
        places = {number: place for place, number in self._numbers.items()}
        return {places[number]: given for number, given in letters.items()}

    def _base(self, place: int) -> Sums:
        """The base of a group that is told; only those are tested."""
        return self._bases[place] or NOBODY

    def _compared(self, pair: Pair, weights: Sequence[float]) -> Test | None:
        first, second = self._base(pair[0]), self._base(pair[1])
        return compare_shares(
            weights[pair[0]] / first.weight,
            first.effective,
            weights[pair[1]] / second.weight,
            second.effective,
            overlap=self._overlap(pair),
        )

    def _overlap(self, pair: Pair) -> float:
        """How many effective responses two groups share."""
        group, other = self._groups[pair[0]], self._groups[pair[1]]
        if group.banner not in self._overlaps:
            return 0.0
        shared = self._overlaps[group.banner].get((*group.key, other.key[-1]), 0.0)
        first, second = self._base(pair[0]), self._base(pair[1])
        return first.effective * second.effective * shared / (first.weight * second.weight)

    def _sample(self, place: int, mean: CrosstabMean | None) -> Sample:
        found = mean or NO_MEAN
        variance = None if found.sd is None else found.sd**2
        return Sample(found.mean or 0.0, variance, self._base(place).effective)


def _letter_places(groups: Sequence[CrosstabColumn]) -> dict[int, int]:
    """The number of its letter, by place of the column."""
    return {place: place - 1 for place, group in enumerate(groups) if group.letter}


def _overlaps(counter: Counter, variable: FilterColumn, levels: Sequence[FilterColumn]) -> dict[Key, float]:
    """Summed squares of the weights of those in two groups, by one's key and the other's last value."""
    found = counter.sums((*levels, levels[-1]), answered=variable)
    return {key: sums.squares for key, sums in found.items()}


def _pairs(groups: Sequence[CrosstabColumn], bases: Sequence[Sums | None], banner: int) -> Iterator[Pair]:
    """The pairs of groups of a banner that are tested."""
    able = [
        place
        for place, group in enumerate(groups)
        if group.banner == banner and (base := bases[place]) is not None and base.n >= SMALL_BASE
    ]
    for first, second in combinations(able, 2):
        if groups[first].parent == groups[second].parent:
            yield first, second
